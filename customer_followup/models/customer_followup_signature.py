from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..policy.planning import Contact


class CustomerFollowupRule(models.Model):
    _inherit = "customer.followup.rule"

    is_signature_required = fields.Boolean(
        "Signed by the Customer",
        tracking=True,
        help="The record of a visit on site is signed by the customer.",
    )


class CustomerFollowup(models.Model):
    """The customer's signature under the record of a visit on site (FUP-8)."""

    _inherit = "customer.followup"

    is_signature_required = fields.Boolean(
        "Needs a Signature",
        default=False,  # stored, as the job stores it
        copy=False,
        help="The customer signs the record of the visit. The supervisor can take "
        "that off.",
    )
    signature = fields.Image(
        "Customer's Signature", max_width=1024, max_height=1024, copy=False
    )
    signed_by = fields.Char(copy=False, help="Who signed for the customer.")
    signed_at = fields.Datetime(
        "Signed On", compute="_compute_signed_at", store=True, copy=False
    )

    @api.depends("signature")
    def _compute_signed_at(self):
        for followup in self:
            followup.signed_at = followup.signature and fields.Datetime.now()

    @api.onchange("contact_id", "signature")
    def _onchange_signature(self):
        if self.signature and not self.signed_by:
            self.signed_by = self.contact_id.name

    def write(self, vals):
        if "is_signature_required" in vals:
            self._check_may_waive_signature()
        return super().write(vals)

    @api.model
    def _get_stamp_fields(self) -> set[str]:
        return super()._get_stamp_fields() | {"signed_at"}

    @api.model
    def _get_frozen_fields(self) -> set[str]:
        return super()._get_frozen_fields() | {"is_signature_required"}

    def _check_may_waive_signature(self):
        """Refuse to decide whether the customer signs to who makes the visit.

        :raise AccessError: the user is no supervisor
        """
        if not self.env.su and not self.env.user.has_group(
            "customer_followup.group_supervisor"
        ):
            raise AccessError(
                self.env._(
                    "The supervisor decides whether the customer signs. Ask your "
                    "supervisor."
                )
            )

    def _get_record(self) -> dict:
        needed = self.is_signature_required
        return super()._get_record() | {"is_signature_required": needed}

    @api.model
    def _check_record(self, record: dict):
        result = super()._check_record(record)
        is_needed = (
            record.get("is_signature_required") and record.get("method") == "on_site"
        )
        if is_needed and not record.get("signature"):
            raise UserError(
                self.env._(
                    "The customer signs the record of this visit: have it signed "
                    "under Signature. If it was no visit, correct the Method; if the "
                    "customer does not sign, ask your supervisor to take off Needs a "
                    "Signature."
                )
            )
        if is_needed and not (record.get("signed_by") or "").strip():
            raise UserError(
                self.env._("Write who signed for the customer, under Signed By.")
            )
        return result

    @api.model
    def _prepare_plan_vals(self, customer, contact: Contact, reasons: dict) -> dict:
        vals = super()._prepare_plan_vals(customer, contact, reasons)
        return vals | {"is_signature_required": self._asks_for_signature(contact)}

    def _get_stricter_vals(self, contact: Contact, today) -> dict:
        vals = super()._get_stricter_vals(contact, today)
        if self._asks_for_signature(contact) and not self.is_signature_required:
            vals["is_signature_required"] = True
        return vals

    @api.model
    def _asks_for_signature(self, contact: Contact) -> bool:
        rules = self.env["customer.followup.rule"].browse(
            {duty.rule_id for duty in contact.duties if duty.rule_id}
        )
        return any(rules.mapped("is_signature_required"))
