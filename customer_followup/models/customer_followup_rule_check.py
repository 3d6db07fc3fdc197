from odoo import api, models
from odoo.exceptions import ValidationError


class CustomerFollowupRule(models.Model):
    """What a manager may not write into a rule."""

    _inherit = "customer.followup.rule"

    @api.constrains("partner_domain")
    def _check_partner_domain(self):
        for rule in self:
            try:
                rule._get_partner_query()
            except Exception as error:
                raise ValidationError(
                    self.env._(
                        "The customer filter of rule %(rule)s cannot be used: "
                        "%(error)s. Correct it under Customers, or empty it to "
                        "mean all customers.",
                        rule=rule.name,
                        error=error,
                    )
                ) from error

    @api.constrains("assign_to", "user_id", "team_user_ids")
    def _check_user(self):
        for rule in self:
            if rule.assign_to == "team" and not rule.team_user_ids:
                raise ValidationError(
                    self.env._(
                        "Rule %(rule)s goes to a team in turns: say who they are, "
                        "under Team.",
                        rule=rule.name,
                    )
                )
            if rule.assign_to == "user" and not rule.user_id:
                raise ValidationError(
                    self.env._(
                        "Rule %(rule)s always goes to the same person: say who, "
                        "under Who.",
                        rule=rule.name,
                    )
                )

    @api.constrains("trigger")
    def _check_trigger_is_unused(self):
        # sudo: reasons of all companies
        Reason = self.env["customer.followup.reason"].sudo()
        for rule in self:
            if Reason.search_count([("rule_id", "=", rule.id)], limit=1):
                raise ValidationError(
                    self.env._(
                        "Follow-ups exist because of rule %(rule)s. Archive it and "
                        "make a new rule for another trigger.",
                        rule=rule.name,
                    )
                )

    @api.ondelete(at_uninstall=False)
    def _unlink_only_unused(self):
        self._check_trigger_is_unused()
