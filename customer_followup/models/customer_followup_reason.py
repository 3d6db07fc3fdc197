from odoo import api, fields, models
from odoo.tools import format_date


class CustomerFollowupReason(models.Model):
    """Why a customer is contacted: one due duty.

    The nightly job writes it together with the follow-up that serves it, or adds it
    to an open one. It stays as long as its follow-up.
    """

    _name = "customer.followup.reason"
    _description = "Follow-up Reason"
    _order = "occasion_date, id"
    _rec_name = "rule_id"

    followup_id = fields.Many2one(
        "customer.followup", required=True, index=True, ondelete="cascade"
    )
    rule_id = fields.Many2one(
        "customer.followup.rule", required=True, ondelete="restrict"
    )
    company_id = fields.Many2one("res.company", required=True)
    partner_id = fields.Many2one(
        "res.partner",
        "Customer",
        required=True,
        index=True,  # a merge of contacts looks for its rows
        ondelete="restrict",
    )
    occasion_date = fields.Date(
        required=True, help="The date that makes the duty unique."
    )
    delay_days = fields.Integer(
        "Days", readonly=True, help="The rule's days when this was found."
    )
    source_model = fields.Char(readonly=True)
    source_id = fields.Many2oneReference(model_field="source_model", readonly=True)
    description = fields.Char("Why", compute="_compute_description")

    _rule_company_partner_occasion_uniq = models.UniqueIndex(
        "(rule_id, company_id, partner_id, occasion_date)",
        "This duty has been planned already.",
    )

    @api.depends("rule_id", "occasion_date", "source_model", "source_id")
    @api.depends_context("lang")
    def _compute_description(self):
        sources = self._get_source_names()
        for reason in self:
            # sudo: whoever sees the follow-up may read why it exists
            rule = reason.rule_id.sudo()
            describe = getattr(rule, f"_get_reason_{rule.trigger}")
            reason.description = describe(
                reason, sources.get((reason.source_model, reason.source_id))
            )

    def _get_source_names(self) -> dict[tuple[str, int], str]:
        """Return the names of the records behind the reasons, deleted ones too."""
        names = {}
        for model, reasons in self.grouped("source_model").items():
            ids = set(reasons.mapped("source_id"))
            if model in self.env:  # its application may have been uninstalled
                # sudo: the name of the order is part of the reason
                found = self.env[model].sudo().browse(ids).exists()
                names |= {(model, record.id): record.display_name for record in found}
            gone = self.env._("deleted since")
            names |= {(model, id_): gone for id_ in ids if (model, id_) not in names}
        return names

    def _format_occasion(self) -> str:
        return format_date(self.env, self.occasion_date)
