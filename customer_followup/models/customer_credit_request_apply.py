from odoo import fields, models


class CustomerCreditRequest(models.Model):
    """What an approved request does: limit and term of the customer change, once."""

    _inherit = "customer.credit.request"

    def _get_requested_terms(self) -> dict:
        return {
            "credit_limit": self.requested_limit,
            "payment_term_id": self.requested_term_id.id or None,
        }

    def _get_frozen_terms(self) -> dict:
        """Return what the customer had when the request was submitted."""
        return {
            "credit_limit": self.current_limit,
            "payment_term_id": self.current_term_id.id or None,
        }

    def _is_in_force(self, terms: dict) -> bool:
        """Has the customer these terms now, to the smallest unit of the currency?"""
        # sudo: requesters and signers need not be allowed to read accounting fields
        document = self.sudo()
        current = document.partner_id._get_customer_credit_terms(document.company_id)
        return current["payment_term_id"] == terms[
            "payment_term_id"
        ] and not document.currency_id.compare_amounts(
            current["credit_limit"], terms["credit_limit"]
        )

    def _on_submitted(self):
        result = super()._on_submitted()
        # sudo: the requester need not be allowed to read accounting fields
        document = self.sudo()._in_transition()
        terms = document.partner_id._get_customer_credit_terms(document.company_id)
        document.write(
            {
                "current_limit": terms["credit_limit"],
                "current_term_id": terms["payment_term_id"],
            }
        )
        document._take_snapshot()
        return result

    def _on_decision(self, step):
        result = super()._on_decision(step)
        self.sudo()._take_snapshot(step)  # sudo: see _on_submitted
        return result

    def _on_approved(self):
        result = super()._on_approved()
        today = self.company_id._get_customer_today()
        if not self.date_from or self.date_from <= today:
            self._apply()
        else:
            self._tell_people(
                self.env._(
                    "Approved. The new terms hold from %(day)s on.", day=self.date_from
                )
            )
        return result

    def _apply(self):
        """Write the requested limit and term on the customer (CRD-2).

        :raise UserError: not every level is signed
        """
        self._check_fully_signed()
        self._in_transition().applied_at = fields.Datetime.now()
        self._write_terms(self._get_requested_terms(), "applied")
        self._tell_people(self.env._("Approved, and the new terms hold now."))
        self._tell_order()

    def _write_terms(self, terms: dict, action: str):
        self.partner_id._set_customer_credit_terms(
            self.company_id, terms, action, request=self
        )
        self._log_decision(action, values=terms)

    def _tell_people(self, text: str):
        """Tell requester and salesperson what became of the terms."""
        people = self.requester_id | self.partner_id.user_id
        self.message_post(
            body=text,
            partner_ids=people.filtered("active").partner_id.ids,
            subtype_xmlid="mail.mt_comment",
        )

    def _tell_order(self):
        """Tell the salesperson of the order that waits to confirm it again."""
        order = self.sale_order_id
        if order.state in ("draft", "sent"):
            order.message_post(
                body=self.env._(
                    "%(request)s is approved. Confirm the order again.",
                    request=self.name,
                ),
                partner_ids=order.user_id.partner_id.ids,
                # a note, as the customer follows the order and reads its messages
                subtype_xmlid="mail.mt_note",
            )
