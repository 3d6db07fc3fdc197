from odoo import api, models


class CustomerFollowupRule(models.Model):
    """The rule as a sentence; each trigger has its own."""

    _inherit = "customer.followup.rule"

    @api.depends(
        "trigger",
        "delay_days",
        "repeat_days",
        "deadline_days",
        "deadline_from",
        "tolerance_amount",
        "method",
        "assign_to",
    )
    @api.depends_context("lang")
    def _compute_description(self):
        for rule in self:
            rule.description = rule.trigger and rule._get_description()

    def _get_description(self) -> str:
        """Return the rule as a sentence in the user's language."""
        selection = {
            name: dict(self._fields[name]._description_selection(self.env))
            for name in ("method", "assign_to")
        }
        return getattr(self, f"_get_description_{self.trigger}")(
            {
                "days": self._format_days(self.delay_days),
                "again": self._format_days(self.repeat_days),
                "amount": self.tolerance_amount,
                "within": self._format_days(self.deadline_days),
                "method": selection["method"][self.method],
                "who": selection["assign_to"][self.assign_to],
            }
        )
