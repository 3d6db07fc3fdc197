from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from .helpdesk_ticket_step import COLLEAGUES

VALIDITY = [
    ("pending", "To Be Decided"),
    ("valid", "Valid"),
    ("partly", "Partly Valid"),
    ("invalid", "Invalid"),
]
RULED = ("valid", "partly", "invalid")
# what a complaint is found to be: what it was before; pending: the decision is reopened
RULINGS = dict.fromkeys(RULED, ("pending",)) | {"pending": RULED}
# who decides about complaints of others without writing their cases
RULING_OFFICES = (
    "customer_followup.group_quality_head",
    "customer_followup.group_general_manager",
)


class HelpdeskTicket(models.Model):
    """Whether a complaint is justified (CMP-2).

    Somebody who is not accused decides it once, with a reason. A decision is reopened
    before another one is made, so that two people never overrule each other unseen.
    """

    _inherit = "helpdesk.ticket"

    customer_validity = fields.Selection(
        VALIDITY,
        "Complaint Validity",
        default="pending",
        readonly=True,
        copy=False,
        tracking=True,
        groups=COLLEAGUES,
    )
    customer_validity_reason = fields.Text(
        "Reason for the Decision", readonly=True, copy=False, groups=COLLEAGUES
    )
    customer_validity_user_id = fields.Many2one(
        "res.users", "Decided By", readonly=True, copy=False, groups=COLLEAGUES
    )
    customer_validity_at = fields.Datetime(
        "Validity Decided On", readonly=True, copy=False, groups=COLLEAGUES
    )
    customer_can_rule = fields.Boolean(
        compute="_compute_customer_can_rule", groups=COLLEAGUES
    )

    @api.depends("customer_object_employee_id", "customer_responsible_id")
    @api.depends_context("uid")
    def _compute_customer_can_rule(self):
        for ticket in self:
            ticket.customer_can_rule = ticket._is_ruler() and not ticket._is_accused(
                self.env.user
            )

    @api.model
    def _get_complaint_domain(self) -> list:
        """Return the complaints that count: not those found to be unjustified."""
        return [
            ("customer_case_type", "=", "complaint"),
            ("customer_validity", "!=", "invalid"),
        ]

    @api.model
    def _get_complaint_condition(self) -> SQL:
        """Return the same as a condition of a query about a ``ticket``."""
        return SQL(
            "COALESCE(ticket.customer_case_type = 'complaint', FALSE)"
            " AND ticket.customer_validity IS DISTINCT FROM 'invalid'"
        )

    def action_set_validity(self, validity: str, comment: str):
        """Decide whether a complaint is justified, or reopen the decision (CMP-2).

        :param validity: valid, partly or invalid; pending reopens the decision
        :param comment: why; stays in the log
        :raise AccessError: the user is accused, or has nothing to decide here
        :raise UserError: no reason, no complaint, or somebody has decided meanwhile
        """
        self._check_ruling(validity, comment)
        self._lock()
        for ticket in self:
            ticket._check_ruled_before(validity)
        # sudo: offices decide about cases that they only read
        self.sudo()._write_ruling(validity, comment.strip())

    def _write_ruling(self, validity: str, comment: str):
        is_ruled = validity != "pending"
        now = self._get_deadline_now()
        self._in_transition().write(
            {
                "customer_validity": validity,
                "customer_validity_reason": is_ruled and comment,
                "customer_validity_user_id": is_ruled and self.env.uid,
                "customer_validity_at": is_ruled and now,
            }
        )
        self._message_log_batch(bodies=dict.fromkeys(self.ids, comment))
        if is_ruled:
            self._deadline_event("validity_decided", now)
        self._drop_unfit_deadlines()
        for ticket in self:
            ticket._on_ruled()
        if not is_ruled:
            self._begin_deadlines_again("registered", now)

    def _on_ruled(self):
        """Do what follows from a decision; an extension point."""

    def _check_ruling(self, validity, comment):
        """Refuse a decision that says nothing, or by who may not make it.

        :raise AccessError: the user may not decide
        :raise UserError: the decision is none
        """
        self.check_access("read")
        if not isinstance(validity, str) or validity not in dict(VALIDITY):
            raise UserError(
                self.env._("A complaint is valid, partly valid or invalid. Choose one.")
            )
        self._check_comment(comment)
        if not (comment or "").strip():
            raise UserError(self.env._("Say why: the reason stays with the complaint."))
        for ticket in self:
            ticket._check_ruler()
            if ticket.customer_case_type != "complaint":
                raise UserError(
                    self.env._(
                        "Only a complaint is valid or not. Change the type of case "
                        "%(number)s first.",
                        number=ticket.number,
                    )
                )

    def _check_one(self):
        """Refuse to do with several cases at once what is done with one.

        :raise UserError: it is not one case
        """
        if len(self) != 1:
            raise UserError(self.env._("Open each case by itself first."))

    def _is_ruler(self) -> bool:
        """May the user decide about cases like this one?"""
        user = self.env.user
        return (
            self.env.su
            or self.has_access("write")
            or any(user.has_group(office) for office in RULING_OFFICES)
        )

    def _check_ruler(self):
        """Refuse a decision by the accused, and by who has nothing to do with it.

        :raise AccessError: names whom to ask
        """
        if not self._is_ruler():
            raise AccessError(
                self.env._(
                    "Whether a complaint is justified is decided by who handles it, "
                    "or by the quality head."
                )
            )
        if self._is_accused(self.env.user):
            raise AccessError(
                self.env._(
                    "Complaint %(number)s is about you. Let somebody else decide it.",
                    number=self.number,
                )
            )

    def _is_accused(self, user) -> bool:
        """Is the complaint about the user, or the user responsible for it?"""
        # sudo: which employee somebody is
        return bool(self.sudo()._get_accused() & user.sudo().employee_ids)

    def _get_accused(self):
        """Return the employees that the complaint is about, or that answer for it."""
        return self.customer_object_employee_id | self.customer_responsible_id

    def _check_ruled_before(self, validity: str):
        """Refuse to overrule what somebody has decided, and to reopen nothing.

        :raise UserError: says what was decided
        """
        if self.customer_validity in RULINGS[validity]:
            return
        if validity == "pending":
            raise UserError(
                self.env._(
                    "Complaint %(number)s is not decided yet.", number=self.number
                )
            )
        labels = dict(
            self._fields["customer_validity"]._description_selection(self.env)
        )
        raise UserError(
            self.env._(
                "%(who)s has found complaint %(number)s %(validity)s already. Reload "
                "the page; to decide it anew, reopen the decision first.",
                # sudo: the name of a colleague
                who=self.sudo().customer_validity_user_id.name or "-",
                number=self.number,
                validity=labels[self.customer_validity],
            )
        )

    @api.model
    def _get_birth(self) -> dict:
        return super()._get_birth() | {"customer_validity": "pending"}

    @api.model
    def _get_stamp_fields(self) -> set[str]:
        return super()._get_stamp_fields() | {
            "customer_validity",
            "customer_validity_reason",
            "customer_validity_user_id",
            "customer_validity_at",
        }
