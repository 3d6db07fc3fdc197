from dataclasses import replace

from odoo import fields, models

from ..policy.credit import CreditCheck, check_order


class CheckedOrders:
    """Orders whose credit was looked at, for the code further inside to know.

    An object of its own class in the context, and not a flag, as nobody outside of
    this process can send one; and by order, so that it says nothing of others.
    """

    def __init__(self, order_ids):
        self.order_ids = set(order_ids)


class SaleOrder(models.Model):
    """The credit check when orders are confirmed, and the orders put on hold."""

    _inherit = "sale.order"

    def action_confirm(self):
        """Confirm the orders that fit into the credit; hold the others.

        :return: a notification when orders were held
        """
        checked = self.filtered(lambda o: o._is_quotation() and o._is_credit_checked())
        if not checked:
            return super().action_confirm()
        checks = checked._get_credit_checks(is_claimed=True)
        failed = checked.filtered(lambda o: not checks[o.id].is_passed)
        held = failed.filtered(lambda o: o._is_credit_enforced())
        held._hold_for_credit(checks)
        fitting = self - held
        result = True
        if fitting:
            allowed = fitting._with_credit_allowed(checked - held)
            result = super(SaleOrder, allowed).action_confirm()
        (failed - held)._post_credit_warnings(checks)
        if not held:
            return result
        title = self.env._("On hold: credit")
        return held._get_hold_notification(title, "customer_credit_reason", result)

    def _confirmation_error_message(self):
        return super()._confirmation_error_message() or self._get_credit_refusal()

    def _get_credit_refusal(self) -> str | bool:
        """Return why an order cannot be confirmed; ``False`` when it can."""
        self.ensure_one()
        if (
            self._is_credit_allowed()
            or not self._is_credit_checked()
            or not self._is_credit_enforced()
        ):
            return False
        check = self._get_credit_checks(is_claimed=True)[self.id]
        if check.is_passed:
            return False
        return f"{self._get_credit_reason(check)} {self._get_credit_way_out(check)}"

    def _is_credit_enforced(self) -> bool:
        return self.company_id.customer_credit_check == "hold"

    def _with_credit_allowed(self, orders):
        """Return the records, knowing that ``orders`` may be confirmed once."""
        return self.with_context(customer_credit_allowed=CheckedOrders(orders.ids))

    def _is_credit_allowed(self) -> bool:
        allowed = self.env.context.get("customer_credit_allowed")
        return isinstance(allowed, CheckedOrders) and self.id in allowed.order_ids

    def _get_credit_checks(
        self, is_cumulative: bool = True, is_claimed: bool = False
    ) -> dict[int, CreditCheck]:
        """Return the check of each quotation, in at most four queries per company.

        :param is_cumulative: whether an order leaves less for those after it
        :param is_claimed: whether no other transaction may use the same credit now
        """
        checks = {}
        # sudo: the accounts decide, whoever confirms
        for company, orders in self.sudo().grouped("company_id").items():
            customers = orders.partner_invoice_id.commercial_partner_id
            terms = customers._get_customer_order_terms(company)
            if is_claimed and company.customer_credit_check == "hold":
                customers.filtered(
                    lambda c, terms=terms: terms[c.id].is_limited
                )._claim_customer_credit()
            figures = customers._get_customer_credit_figures(company)
            checks |= orders._check_credit(figures, terms, is_cumulative)
        return checks

    def _check_credit(self, figures, terms, is_cumulative) -> dict[int, CreditCheck]:
        """Return the check of each order of one company, one after the other."""
        checks, figures = {}, dict(figures)
        for order in self:
            customer_id = order._get_credit_customer()._origin.id
            if not customer_id:
                continue  # a new customer owes nothing yet
            check = check_order(
                figures[customer_id], terms[customer_id], order._get_credit_amount()
            )
            checks[order.id] = check
            if is_cumulative and (check.is_passed or not order._is_credit_enforced()):
                figures[customer_id] = replace(
                    check.figures,
                    not_invoiced=check.figures.not_invoiced + check.order_amount,
                )
        return checks

    def _get_credit_amount(self) -> float:
        """Return what the order adds to the exposure, in the company's currency.

        Less what posted invoices cover, when it was confirmed and cancelled before.
        """
        amount = self.amount_total
        if any(line.qty_invoiced for line in self.order_line):
            amount -= self.amount_invoiced
        return amount / (self.currency_rate or 1.0)

    # What becomes of it -----------------------------------------------------------

    def _hold_for_credit(self, checks: dict[int, CreditCheck]):
        """Put orders on hold, and tell the salesperson once."""
        for order in self:
            check = checks[order.id]
            reason = order._get_credit_reason(check)
            stamps = {"customer_credit_reason": reason}
            if order.customer_credit_state != "held":
                stamps["customer_credit_state"] = "held"
                stamps["customer_credit_held_at"] = fields.Datetime.now()
                order._post_staff_note(
                    self.env._(
                        "On hold: credit. %(reason)s %(way_out)s",
                        reason=reason,
                        way_out=order._get_credit_way_out(check),
                    )
                )
            order._write_credit_stamps(stamps)

    def _post_credit_warnings(self, checks: dict[int, CreditCheck]):
        """Say what orders were confirmed although their customer's credit is used."""
        for order in self:
            order._post_staff_note(
                self.env._(
                    "Confirmed beyond the customer's credit. %(reason)s",
                    reason=order._get_credit_reason(checks[order.id]),
                )
            )

    def _post_staff_note(self, text: str):
        """Leave a note for the staff; the salesperson is told by name."""
        salesperson = self.user_id.partner_id - self.env.user.partner_id
        self.message_post(body=text, partner_ids=salesperson.ids)

    def _get_hold_notification(self, title: str, reason: str, result) -> dict:
        """Return the message for who pressed Confirm.

        :param reason: field that says why each order is held
        :param result: what confirming the other orders returned, done afterwards
        """
        reload = {"type": "ir.actions.client", "tag": "soft_reload"}
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "warning",
                "sticky": True,
                "title": title,
                "message": "\n".join(
                    f"{order.name}: {order[reason]}" for order in self
                ),
                "next": result if isinstance(result, dict) else reload,
            },
        }
