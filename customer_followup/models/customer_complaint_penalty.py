from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from .customer_approval_mixin import APPROVAL_TRANSITIONS
from .customer_visit_request_line import LARGEST_AMOUNT
from .customer_visit_request_line_input import is_id

PROPOSED = ("ticket_id", "employee_id", "amount", "reason")
# what follows from the complaint, and is written by nobody
FOLLOWING = ("company_id", "partner_id")
COUNTED = ("submitted", "approved", "objected")
"""States of penalties that count in what a complaint costs."""


class CustomerComplaintPenalty(models.Model):
    """What a justified complaint costs a person who is responsible for it (CMP-10).

    The head of the department or the quality head proposes it when the cause is
    approved, the manager signs, and the person may object for some days. It ends on
    the list for payroll, or when it is refused or cancelled.
    """

    _name = "customer.complaint.penalty"
    _description = "Penalty for a Complaint"
    _inherit = ["customer.approval.mixin"]
    _order = "id desc"
    _mail_post_access = "read"
    _check_company_auto = True
    _customer_transitions = APPROVAL_TRANSITIONS | {
        # what was approved, when the complaint turns out to be none
        "cancel": (("draft", "submitted", "approved", "objected"), "cancelled", None),
        "object": (("approved",), "objected", None),
        "uphold": (("objected",), "approved", None),
    }

    state = fields.Selection(
        selection_add=[("objected", "Objected"), ("refused",)],
        ondelete={"objected": "cascade"},
    )
    ticket_id = fields.Many2one(
        "helpdesk.ticket",
        "Complaint",
        required=True,
        copy=False,
        index=True,
        ondelete="restrict",
        domain="[('customer_case_type', '=', 'complaint'),"
        " ('customer_validity', 'in', ('valid', 'partly'))]",
    )
    company_id = fields.Many2one(
        related="ticket_id.company_id", store=True, index=True, ondelete="restrict"
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    partner_id = fields.Many2one(
        related="ticket_id.commercial_partner_id", string="Customer", store=True
    )
    employee_id = fields.Many2one(
        "hr.employee",
        "Person",
        required=True,
        check_company=True,
        index=True,
        ondelete="restrict",
        tracking=True,
    )
    amount = fields.Monetary(required=True, tracking=True)
    reason = fields.Text(
        required=True, help="What the person did or left undone. The person reads it."
    )
    # as it was when the penalty was proposed
    department_id = fields.Many2one("hr.department", readonly=True, copy=False)
    date_approved = fields.Date("Approved On", readonly=True, copy=False)
    approver_id = fields.Many2one(
        "res.users", "Approved By", readonly=True, copy=False, ondelete="restrict"
    )

    _waiting_for_payroll = models.Index(
        "(company_id, payable_from) WHERE state = 'approved' AND date_passed_on IS NULL"
    )  # for the list of payroll

    @api.depends("ticket_id.number", "employee_id.name")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for penalty in self:
            # sudo: whoever reads it also reads what and whom it is about
            facts = penalty.sudo()
            penalty.display_name = self.env._(
                "Penalty %(complaint)s, %(person)s",
                complaint=facts.ticket_id.number or "",
                person=facts.employee_id.name or "",
            )

    @api.constrains("amount")
    def _check_amount(self):
        for penalty in self:
            if not 0 < penalty.amount <= LARGEST_AMOUNT:
                raise ValidationError(self._get_amount_refusal())

    @api.model_create_multi
    def create(self, vals_list):
        # a default of a user or a context is checked like what is given
        defaults = self.default_get(list(PROPOSED))
        vals_list = [{**defaults, **vals} for vals in vals_list]
        for vals in vals_list:
            self._check_input(vals)
        penalties = super().create(vals_list)
        for name in FOLLOWING:
            self.env.add_to_compute(self._fields[name], penalties)
        for penalty in penalties:
            penalty._check_proposer()
            penalty._check_complaint()
        return penalties

    def write(self, vals):
        self._check_input(vals)
        if "ticket_id" in vals and not self._is_transition():
            raise UserError(
                self.env._("A penalty stays with the complaint it was proposed for.")
            )
        result = super().write(vals)
        if not self.env.su and not set(PROPOSED).isdisjoint(vals):
            for penalty in self:
                penalty._check_proposer()
        return result

    @api.model
    def _check_input(self, vals: dict):
        """Refuse what no field can hold.

        :raise UserError: says what is written there
        """
        for name in ("ticket_id", "employee_id"):
            if vals.get(name) and not is_id(vals[name]):
                raise UserError(
                    self.env._("Name complaint and person by their number in the list.")
                )
        if vals.get("reason") and not self._is_text(vals["reason"]):
            raise UserError(self.env._("The reason has to be a text."))
        if "amount" in vals:
            self._check_number(vals["amount"])

    @api.model
    def _check_number(self, amount):
        """Refuse an amount that nobody can pay.

        :raise UserError: says what an amount is
        """
        is_number = isinstance(amount, int | float) and not isinstance(amount, bool)
        # false for what is no number as well
        if not is_number or not 0 < amount <= LARGEST_AMOUNT:
            raise UserError(self._get_amount_refusal())

    @api.model
    def _get_amount_refusal(self) -> str:
        return self.env._("A penalty is an amount above zero, like 500.")

    def _is_penalised(self, user) -> bool:
        """Is it the user who has to pay?"""
        # sudo: which employee somebody is
        return bool(user) and self.sudo().employee_id.user_id == user

    def _check_proposer(self):
        """Refuse that somebody decides what the own fault costs.

        :raise AccessError: names who proposes it instead
        """
        if self._is_penalised(self.env.user):
            raise AccessError(
                self.env._(
                    "Nobody proposes an own penalty. Leave it to the quality head or "
                    "the manager."
                )
            )

    @api.model
    def _get_stamp_fields(self) -> set[str]:
        stamps = {"department_id", "date_approved", "approver_id", *FOLLOWING}
        return super()._get_stamp_fields() | stamps

    @api.model
    def _get_signed_fields(self) -> set[str]:
        return super()._get_signed_fields() | set(PROPOSED)
