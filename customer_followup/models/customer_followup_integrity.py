from odoo import api, models
from odoo.exceptions import UserError, ValidationError

from .customer_followup_input import RECORD_FIELDS


class CustomerFollowup(models.Model):
    """What may not be stored on a follow-up, whoever asks for it and how."""

    _inherit = "customer.followup"

    @api.constrains("partner_id")
    def _check_partner_is_active_customer(self):
        for followup in self:
            partner = followup.partner_id
            if not partner.active:
                raise ValidationError(
                    self.env._(
                        "%(customer)s is archived. To plan a follow-up, first "
                        "restore the customer (Actions > Unarchive).",
                        customer=partner.name,
                    )
                )
            if partner != partner.commercial_partner_id:
                raise ValidationError(
                    self.env._(
                        "%(contact)s is a contact of %(customer)s. Plan the follow-up "
                        "for %(customer)s and name %(contact)s under Spoken To.",
                        contact=partner.name,
                        customer=partner.commercial_partner_id.name,
                    )
                )

    @api.constrains("satisfaction", "contact_id")
    def _check_satisfaction_has_contact(self):
        for followup in self:
            if followup.satisfaction and not followup.contact_id:
                raise ValidationError(
                    self.env._(
                        "Who was that? To keep how satisfied the customer is, first "
                        "choose the person under Spoken To."
                    )
                )

    @api.constrains("contact_id", "partner_id")
    def _check_contact_belongs_to_customer(self):
        for followup in self.filtered("contact_id"):
            if followup.contact_id.commercial_partner_id != followup.partner_id:
                raise ValidationError(
                    self.env._(
                        "%(contact)s does not belong to %(customer)s. Choose one of "
                        "the customer's own contacts under Spoken To.",
                        contact=followup.contact_id.name,
                        customer=followup.partner_id.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        birth = {"name": "/", "state": "planned"}
        return super().create(self._prepare_birth(vals_list, birth))

    def write(self, vals):
        if not self._is_transition():
            self._check_same_customer(vals)
            self._check_record_is_open(vals)
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_only_planned_by_hand(self):
        if self.filtered(lambda f: f.reason_ids or not f.is_open):
            raise UserError(
                self.env._(
                    "Follow-ups are the evidence that customers are looked after and "
                    "cannot be deleted. Cancel the follow-up instead."
                )
            )

    def _check_same_customer(self, vals):
        """Refuse to hand a follow-up, with its reasons, to another customer.

        :raise UserError: customer or company would change
        """
        for name in {"partner_id", "company_id"} & set(vals):
            if self.filtered(lambda f, name=name: f[name].id != vals[name]):
                raise UserError(
                    self.env._(
                        "A follow-up stays with its customer and company. Cancel it "
                        "and plan a new one for the other customer."
                    )
                )

    def _check_record_is_open(self, vals):
        """Refuse to change what was recorded.

        :raise UserError: a recorded or cancelled follow-up would change
        """
        frozen = set(vals) & self._get_frozen_fields()
        if frozen and (closed := self.filtered(lambda f: not f.is_open)):
            raise UserError(
                self.env._(
                    "Follow-up %(name)s is closed and its record stays as it is. Ask "
                    "your supervisor to reopen it if it is wrong.",
                    name=closed[0].name,
                )
            )

    @api.model
    def _get_stamp_fields(self) -> set[str]:
        return super()._get_stamp_fields() | {
            "name",
            "instead_of_id",
            "opened_for",
            "postponed_count",
            "recorded_at",
            "reviewed_by_id",
            "guidance",
        }

    def _get_stamp_refusal(self) -> str:
        return self.env._(
            "The number and state of a follow-up, and who set it when, follow from "
            "what is done with it: plan it, then use the buttons Agree, Record, "
            "Review or Cancel."
        )

    @api.model
    def _get_frozen_fields(self) -> set[str]:
        """Return the fields that may not change once a follow-up is closed."""
        planned = {"user_id", "date_planned", "date_deadline", "purpose", "content"}
        return planned | RECORD_FIELDS
