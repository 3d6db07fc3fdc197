from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from .customer_approval_mixin import APPROVAL_TRANSITIONS

OPEN_STATES = ("draft", "submitted", "approved", "done")
TEXTS = (
    "cause",
    *(f"why_{number}" for number in range(1, 6)),
    "solution",
    "customer_wish",
)


class CustomerComplaintRound(models.Model):
    """One attempt to satisfy a complainant (CMP-4…6, CMP-9).

    It opens when a complaint is found to be justified, or when the customer was not
    satisfied by the one before. The department writes cause and solution, the quality
    head and the manager sign, the department carries it out and the customer is
    called. It ends with what the customer says; then nobody changes it any more.
    """

    _name = "customer.complaint.round"
    _description = "Round of a Complaint"
    _inherit = ["customer.approval.mixin"]
    _order = "ticket_id desc, number, id"
    _mail_post_access = "read"
    _check_company_auto = True
    _customer_transitions = APPROVAL_TRANSITIONS | {
        # with the complaint, whatever became of it
        "give_up": (OPEN_STATES, "cancelled", None),
        "carry_out": (("approved",), "done", None),
        "satisfy": (("done",), "satisfied", None),
        "dissatisfy": (("done",), "unsatisfied", None),
    }

    state = fields.Selection(
        selection_add=[
            ("draft", "Analysis"),
            ("submitted", "Proposed"),
            ("done", "Carried Out"),
            ("satisfied", "Customer Satisfied"),
            ("unsatisfied", "Not Satisfied"),
        ],
        ondelete=dict.fromkeys(("done", "satisfied", "unsatisfied"), "cascade"),
    )
    ticket_id = fields.Many2one(
        "helpdesk.ticket",
        "Complaint",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        ondelete="restrict",
    )
    number = fields.Integer(
        "Round Number", default=1, readonly=True, copy=False, aggregator="max"
    )
    company_id = fields.Many2one(
        related="ticket_id.company_id", store=True, index=True, ondelete="restrict"
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    partner_id = fields.Many2one(
        related="ticket_id.commercial_partner_id",
        string="Customer",
        store=True,
        index=True,
    )
    # as they were when the solution was proposed: a later round has its own
    department_id = fields.Many2one("hr.department", readonly=True, copy=False)
    responsible_id = fields.Many2one(
        "hr.employee", "Person Responsible", readonly=True, copy=False
    )
    cause_id = fields.Many2one(
        "customer.complaint.cause",
        "Kind of Cause",
        check_company=True,
        index="btree_not_null",
        ondelete="restrict",
        tracking=True,
    )
    cause = fields.Text(help="What happened, and who or what caused it.")
    why_1 = fields.Char("Why?", help="Why did it happen?")
    why_2 = fields.Char("And Why That?")
    why_3 = fields.Char("And Why That? (3)")
    why_4 = fields.Char("And Why That? (4)")
    why_5 = fields.Char("And Why That? (5)", help="The root cause.")
    customer_wish = fields.Text("The Customer's Wish")
    solution = fields.Text(help="What is done for this customer.")
    cost = fields.Monetary(help="What the solution costs.", tracking=True)

    @api.depends("ticket_id.number", "number")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for complaint_round in self:
            complaint_round.display_name = self.env._(
                "%(complaint)s, round %(number)s",
                # sudo: whoever reads a round also reads whose it is
                complaint=complaint_round.sudo().ticket_id.number or "",
                number=complaint_round.number,
            )

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_input(vals)
        return super().create(vals_list)

    def write(self, vals):
        self._check_input(vals)
        if "ticket_id" in vals and not self._is_transition():
            raise UserError(
                self.env._("A round stays with its complaint: it is what was tried.")
            )
        return super().write(vals)

    @api.model
    def _check_input(self, vals: dict):
        """Refuse what is no text.

        :raise UserError: it is something else
        """
        for name in TEXTS:
            if vals.get(name) and not self._is_text(vals[name]):
                raise UserError(self.env._("Cause, solution and wish are texts."))

    @api.model
    def _get_stamp_fields(self) -> set[str]:
        return super()._get_stamp_fields() | {
            "number",
            "company_id",
            "partner_id",
            "department_id",
            "responsible_id",
        }

    @api.model
    def _get_signed_fields(self) -> set[str]:
        return super()._get_signed_fields() | {"ticket_id", "cause_id", "cost", *TEXTS}

    @api.model
    def _get_open_domain(self) -> Domain:
        return super()._get_open_domain() | Domain("state", "in", OPEN_STATES)
