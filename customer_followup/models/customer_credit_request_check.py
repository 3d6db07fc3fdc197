from odoo import models
from odoo.exceptions import UserError, ValidationError


class CustomerCreditRequest(models.Model):
    """What a credit request has to be at its submission and at each signature.

    Customers are merged, archived and moved while a request is open, payment terms
    archived, companies closed: whoever signs then is told what has changed.
    """

    _inherit = "customer.credit.request"

    def _check_submittable(self):
        self._check_complete()
        self._check_customer()
        self._check_term()
        self._check_period()
        self._check_no_other_waits()
        return super()._check_submittable()

    def _check_signable(self):
        self._check_customer()
        self._check_term()
        self._check_period()
        self._check_terms_unchanged()
        return super()._check_signable()

    def _is_cancellable(self) -> bool:
        if self.state == "approved":
            return not self.applied_at
        return super()._is_cancellable()

    def _check_complete(self):
        if not (self.reason or "").strip():
            raise UserError(
                self.env._(
                    "Say why the customer should get other terms: whoever signs reads "
                    "the reason first."
                )
            )
        if self._is_in_force(self._get_requested_terms()):
            raise UserError(
                self.env._(
                    "Nothing would change: %(customer)s has this limit and this term "
                    "already. Write what is to change.",
                    customer=self.partner_id.name,
                )
            )

    def _check_customer(self):
        """Refuse a customer that can have no terms in this company (any more).

        :raise ValidationError: names the way out
        """
        # sudo: the customer may have gone where the user cannot follow
        partner, company = self.sudo().partner_id, self.sudo().company_id
        if not partner.active:
            raise ValidationError(
                self.env._(
                    "%(customer)s is archived. Restore the customer first, or cancel "
                    "the request.",
                    customer=partner.name,
                )
            )
        if partner != partner.commercial_partner_id:
            raise ValidationError(
                self.env._(
                    "%(contact)s is a contact of %(customer)s, who has the credit "
                    "limit. Request the change for %(customer)s.",
                    contact=partner.name,
                    customer=partner.commercial_partner_id.name,
                )
            )
        if partner.company_id and partner.company_id != company:
            raise ValidationError(
                self.env._(
                    "%(customer)s belongs to another company now. Cancel this request "
                    "and open one in %(company)s.",
                    customer=partner.name,
                    company=partner.company_id.name,
                )
            )
        if not company.active:
            raise ValidationError(
                self.env._(
                    "The company %(company)s is closed (archived), so nothing can be "
                    "approved in it.",
                    company=company.name,
                )
            )

    def _check_term(self):
        """Refuse a payment term that cannot be used.

        :raise UserError: it is archived, or another company's
        """
        # sudo: a term that only accountants may read
        term = self.sudo().requested_term_id
        # the one the customer has already may be archived: it does not change
        if not term or term == self.sudo().current_term_id:
            return
        if not term.active:
            raise UserError(
                self.env._(
                    "The payment term %(term)s is archived. Ask the request back and "
                    "choose another one.",
                    term=term.name,
                )
            )
        if term.company_id and term.company_id != self.company_id:
            raise UserError(
                self.env._(
                    "The payment term %(term)s belongs to another company. Choose one "
                    "of %(company)s.",
                    term=term.name,
                    company=self.company_id.name,
                )
            )

    def _check_period(self):
        """Refuse a temporary change whose time is over.

        :raise UserError: its last day has passed
        """
        today = self.company_id._get_customer_today()
        if self.date_until and self.date_until < today:
            raise UserError(
                self.env._(
                    "The last day of %(name)s, %(day)s, has passed. Ask the request "
                    "back, or correct Until.",
                    name=self.name,
                    day=self.date_until,
                )
            )

    def _check_no_other_waits(self):
        # sudo: the other request may be a colleague's
        other = self.sudo().search(
            [
                ("partner_id", "=", self.partner_id.id),
                ("company_id", "=", self.company_id.id),
                ("state", "=", "submitted"),
                ("id", "!=", self.id),
            ],
            limit=1,
        )
        if other:
            raise UserError(
                self.env._(
                    "Request %(number)s of %(who)s for this customer waits for "
                    "signatures. Wait until it is decided, or have it cancelled.",
                    number=other.name,
                    who=other.requester_id.name,
                )
            )

    def _check_terms_unchanged(self):
        """Refuse to sign on the grounds of terms the customer does not have any more.

        :raise UserError: limit or term of the customer changed since the submission
        """
        if not self._is_in_force(self._get_frozen_terms()):
            raise UserError(
                self.env._(
                    "Limit or term of %(customer)s have changed since %(name)s was "
                    "submitted. Ask it back, so that it is submitted with what holds "
                    "now.",
                    customer=self.partner_id.name,
                    name=self.name,
                )
            )
