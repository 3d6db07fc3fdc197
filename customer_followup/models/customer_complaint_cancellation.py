from odoo import api, fields, models
from odoo.exceptions import UserError

from .customer_approval_mixin import APPROVAL_TRANSITIONS


class CustomerComplaintCancellation(models.Model):
    """The wish to give a complaint up before the customer is satisfied (CMP-9).

    Whoever handles the complaint asks with a reason; a superior signs, and then the
    complaint is cancelled. It ends with that, or when it is refused.
    """

    _name = "customer.complaint.cancellation"
    _description = "Cancellation of a Complaint"
    _inherit = ["customer.approval.mixin"]
    _order = "id desc"
    _mail_post_access = "read"
    _customer_transitions = APPROVAL_TRANSITIONS

    ticket_id = fields.Many2one(
        "helpdesk.ticket",
        "Complaint",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        ondelete="restrict",
    )
    company_id = fields.Many2one(
        related="ticket_id.company_id", store=True, index=True, ondelete="restrict"
    )
    partner_id = fields.Many2one(
        related="ticket_id.commercial_partner_id", string="Customer"
    )
    reason = fields.Text(required=True, tracking=True)

    @api.depends("ticket_id.number")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for document in self:
            document.display_name = self.env._(
                "Cancel %(complaint)s",
                # sudo: whoever reads it also reads what it is about
                complaint=document.sudo().ticket_id.number or "",
            )

    def write(self, vals):
        if "ticket_id" in vals and not self._is_transition():
            raise UserError(
                self.env._("A cancellation stays with the complaint it was asked for.")
            )
        if "reason" in vals and not self._is_text(vals["reason"]):
            raise UserError(self.env._("The reason has to be a text."))
        return super().write(vals)

    @api.model
    def _get_stamp_fields(self) -> set[str]:
        return super()._get_stamp_fields() | {"company_id"}

    @api.model
    def _get_signed_fields(self) -> set[str]:
        return super()._get_signed_fields() | {"ticket_id", "reason"}

    def _check_submittable(self):
        self._check_is_open()
        return super()._check_submittable()

    def _check_signable(self):
        self._check_is_open()
        return super()._check_signable()

    def _check_is_open(self):
        """Refuse to cancel what is over.

        :raise UserError: the complaint is closed
        """
        # sudo: the signer need not be allowed to read the case
        if self.sudo().ticket_id.closed:
            raise UserError(self.env._("This complaint is closed already."))
        if not (self.reason or "").strip():
            raise UserError(self.env._("Say why the complaint is given up."))

    def _on_approved(self):
        result = super()._on_approved()
        self._check_fully_signed()
        self.ticket_id._withdraw(self.reason)
        self._tell_requester(self.env._("Approved: the complaint is cancelled."))
        return result
