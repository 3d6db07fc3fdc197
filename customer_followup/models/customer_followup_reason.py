from odoo import api, fields, models

from ..tools.format_day import format_day
from .customer_followup import RESULTS
from .customer_followup_rule import METHODS

SOURCE_FIELDS = frozenset({"date_order", "display_name", "name"})
"""Of the records behind reasons: what is said, instead of all their columns."""
ENDED_STATES = ("over", "void")
"""Of what nobody has to do any more."""


class CustomerFollowupReason(models.Model):
    """Why a customer is contacted: one due duty.

    The nightly job registers it when a rule finds it. It waits until whoever makes the
    contact has room for it, then joins a follow-up or opens one, and ends with what
    came of it. The same duty is never registered twice.
    """

    _name = "customer.followup.reason"
    _description = "Follow-up Reason"
    _order = "occasion_date, id"
    _rec_name = "rule_id"

    followup_id = fields.Many2one("customer.followup", index=True, ondelete="cascade")
    rule_id = fields.Many2one(
        "customer.followup.rule", required=True, ondelete="restrict"
    )
    company_id = fields.Many2one("res.company", required=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
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
    date_found = fields.Date("Registered On", readonly=True)
    delay_days = fields.Integer(
        "Days", readonly=True, help="The rule's days when this was found."
    )
    source_model = fields.Char(readonly=True)
    source_id = fields.Many2oneReference(model_field="source_model", readonly=True)
    description = fields.Char("Why", compute="_compute_description")

    state = fields.Selection(
        [
            ("waiting", "Waiting"),
            ("planned", "Planned"),
            ("done", "Done"),
            ("over", "Not Needed Any More"),
            ("void", "Taken Back"),
        ],
        required=True,
        default="planned",
        readonly=True,
        help="Waiting: registered, and opened when there is room for it. Taken back: "
        "the rule does not ask for it any more, and may find it again.",
    )
    result = fields.Selection(RESULTS, readonly=True)
    user_id = fields.Many2one(
        "res.users", "For", readonly=True, help="Who will make the contact."
    )
    instead_of_id = fields.Many2one(
        "res.users", readonly=True, help="Would make it, but is absent."
    )
    method = fields.Selection(METHODS, readonly=True)
    date_planned = fields.Date("Planned For", readonly=True)
    date_deadline = fields.Date("Contact Until", readonly=True)
    grade_rank = fields.Integer(
        readonly=True, help="The place of the customer's grade, the best one first."
    )
    money_at_risk = fields.Monetary(
        readonly=True,
        help="What the customer ordered in the last twelve months, or what is overdue.",
    )

    _rule_company_partner_occasion_uniq = models.UniqueIndex(
        "(rule_id, company_id, partner_id, occasion_date) WHERE state != 'void'",
        "This duty has been planned already.",
    )
    _waiting = models.Index(
        "(company_id, partner_id) WHERE state = 'waiting'"
    )  # for the job's question: who is next?

    @api.depends("rule_id", "occasion_date", "source_model", "source_id")
    @api.depends_context("lang")
    def _compute_description(self):
        sources = self._get_source_names()
        # sudo: by which clock days are counted is no secret
        self.company_id.sudo()._fetch_customer_timezone()
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
                sources = self.env[model].sudo().with_context(active_test=False)
                found = sources.search_fetch(
                    [("id", "in", ids)], SOURCE_FIELDS & sources._fields.keys()
                )
                names |= {(model, record.id): record.display_name for record in found}
            gone = self.env._("deleted since")
            names |= {(model, id_): gone for id_ in ids if (model, id_) not in names}
        return names

    def _format_occasion(self) -> str:
        return format_day(self.env, self.occasion_date)

    def _format_money(self, amount: float) -> str:
        return self.company_id.currency_id.format(amount)
