from collections import defaultdict
from contextlib import contextmanager
from dataclasses import replace

from odoo import api, models
from odoo.exceptions import UserError

from ..policy.credit import check_order
from ..tools.permit import get_permit
from .sale_order_credit_check import CheckedOrders
from .sale_order_credit_stamps import STAMPS, WORTH_FIELDS

# what decides who owes how much for an order
CREDIT_FIELDS = {
    "company_id",
    "currency_id",
    "fiscal_position_id",
    "order_line",
    "partner_id",
    "partner_invoice_id",
    "pricelist_id",
    "state",
}


class SaleOrder(models.Model):
    """Every other way to a confirmed order that the customer's credit does not cover.

    Writing the state, creating confirmed orders, adding to confirmed ones, moving
    them to another customer or company: what came of it is looked at afterwards and
    refused as a whole.
    """

    _inherit = "sale.order"

    @api.model_create_multi
    def create(self, vals_list):
        no_stamps = dict.fromkeys(STAMPS, False)
        for vals in vals_list:
            self._check_no_credit_stamp(name for name in vals if vals[name])
        orders = super().create([{**vals, **no_stamps} for vals in vals_list])
        confirmed = orders.filtered(lambda o: o.state == "sale")
        confirmed.filtered(lambda o: o._is_credit_checked())._check_credit_growth({})
        return orders

    def write(self, vals):
        if permit := get_permit(self, "customer_credit_stamping"):
            permit.use(self)
        else:
            self._check_no_credit_stamp(vals)
        if not WORTH_FIELDS.isdisjoint(vals):
            self._check_worth_is_not_forged()
        if CREDIT_FIELDS.isdisjoint(vals):
            return super().write(vals)
        with self._guard_credit() as orders:
            result = super(SaleOrder, orders).write(vals)
        self._lift_credit_hold(vals.get("state"))
        return result

    @contextmanager
    def _guard_credit(self):
        """Look at confirmed orders before and after the block.

        Yields the records, knowing not to look again at each line further inside.

        :raise UserError: they grew beyond the customer's credit
        """
        outer = self.env.context.get("customer_credit_guarded")
        guarded = outer.order_ids if isinstance(outer, CheckedOrders) else set()
        orders = self.filtered(lambda o: o.id not in guarded and o._is_credit_checked())
        if not orders:
            yield self
            return
        before = {
            order.id: order._get_credit_position()
            for order in orders
            if order.state == "sale" or order._use_credit_allowed()
        }
        inside = CheckedOrders(guarded | set(orders.ids))
        yield self.with_context(customer_credit_guarded=inside)
        orders._check_credit_growth(before)

    def _use_credit_allowed(self) -> bool:
        """Is the order confirmed after a check just now? True only once."""
        is_allowed = self._is_credit_allowed()
        if is_allowed:
            self.env.context["customer_credit_allowed"].order_ids.discard(self.id)
        return is_allowed

    def _get_credit_position(self) -> tuple:
        """Return who owes how much for the order to whom."""
        return (
            (self.company_id.id, self._get_credit_customer().id, self.currency_id.id),
            self.amount_total,
        )

    def _check_credit_growth(self, before: dict[int, tuple]):
        """Look at what confirmed orders add to their customers' exposure.

        :param before: earlier positions by order id; without one all of it is new
        :raise UserError: a customer's credit does not cover it, in a company that
            holds such orders
        """
        growth = {}
        for order in self.filtered(lambda o: o.state == "sale"):
            amount = order._get_credit_growth(before.get(order.id))
            if amount > 0:
                growth[order] = amount
        grown = self.filtered(lambda o: o in growth)
        for company, orders in grown.grouped("company_id").items():
            orders._check_grown_orders(company, growth)

    def _get_credit_growth(self, before: tuple | None) -> float:
        who, amount = self._get_credit_position()
        if not before or before[0] != who:
            return self._get_credit_amount()
        if self.currency_id.compare_amounts(amount, before[1]) <= 0:
            return 0
        return (amount - before[1]) / (self.currency_rate or 1.0)

    def _check_grown_orders(self, company, growth: dict):
        """Check the orders of one company that grew, by customer."""
        # sudo: the accounts decide, whoever changes the order
        customers = self.sudo().partner_invoice_id.commercial_partner_id
        if company.customer_credit_check == "hold":
            customers._claim_customer_credit()
        figures = customers._get_customer_credit_figures(company)
        terms = customers._get_customer_order_terms(company)
        orders_by_customer = defaultdict(self.browse)
        for order in self:
            orders_by_customer[order._get_credit_customer().id] |= order
        for customer_id, orders in orders_by_customer.items():
            amount = sum(growth[order] for order in orders)
            included = figures[customer_id]
            without = replace(included, not_invoiced=included.not_invoiced - amount)
            check = check_order(without, terms[customer_id], amount)
            if not check.is_passed:
                orders._refuse_or_warn(check)

    def _refuse_or_warn(self, check):
        """Refuse what was done with confirmed orders, or leave a note about it.

        :raise UserError: in a company that holds orders
        """
        if not self[0]._is_credit_enforced():
            for order in self:
                order._post_credit_warnings({order.id: check})
            return
        raise UserError(
            self.env._(
                "The customer's credit does not cover %(orders)s. %(reason)s "
                "%(way_out)s",
                orders=", ".join(self.mapped("name")),
                reason=self[0]._get_credit_reason(check),
                way_out=self[0]._get_credit_way_out(check),
            )
        )
