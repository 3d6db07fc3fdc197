from odoo import api, fields, models
from odoo.exceptions import UserError


class CustomerFollowup(models.Model):
    """What a customer suggests in a contact, and whether it is to the point (FUP-9)."""

    _inherit = "customer.followup"

    suggestion = fields.Text(copy=False, help="What the customer would do better.")
    is_suggestion_pertinent = fields.Boolean(
        "To the Point",
        copy=False,
        help="A pertinent opinion or a good suggestion: a rule can ask for a visit on "
        "site.",
    )

    _pertinent_suggestion = models.Index(
        "(company_id, contacted_at) WHERE is_suggestion_pertinent"
    )  # for the rules' question: who made a good suggestion lately?

    @api.model
    def _check_record(self, record: dict):
        result = super()._check_record(record)
        is_missing = not (record.get("suggestion") or "").strip()
        if record.get("is_suggestion_pertinent") and is_missing:
            raise UserError(
                self.env._(
                    "Write the suggestion that is to the point under Suggestion, or "
                    "take the mark off."
                )
            )
        return result
