from odoo import api, fields, models

from ..policy.planning import Contact
from .survey_survey import SCRIPT


class CustomerFollowupRule(models.Model):
    """Which script the contacts of a rule go by (SCR-1, SCR-2)."""

    _inherit = "customer.followup.rule"

    survey_id = fields.Many2one(
        "survey.survey",
        "Script",
        domain=[("survey_type", "=", SCRIPT)],
        ondelete="restrict",
        tracking=True,
        help="What to say and to ask. Every follow-up of this rule starts it.",
    )

    @api.constrains("survey_id")
    def _check_survey_is_script(self):
        self.survey_id._check_is_script()


class CustomerFollowup(models.Model):
    _inherit = "customer.followup"

    @api.model
    def _prepare_plan_vals(self, customer, contact: Contact, reasons: dict) -> dict:
        vals = super()._prepare_plan_vals(customer, contact, reasons)
        return vals | {"survey_id": self._get_script(contact).id or None}

    def _get_stricter_vals(self, contact: Contact, today) -> dict:
        vals = super()._get_stricter_vals(contact, today)
        script = self._get_script(contact)
        if script and not self.survey_id:
            vals["survey_id"] = script.id
        return vals

    @api.model
    def _get_script(self, contact: Contact):
        """Return the script of the first duty of a contact that has one."""
        rules = self.env["customer.followup.rule"].browse(
            [duty.rule_id for duty in contact.duties]
        )
        return rules.survey_id[:1]
