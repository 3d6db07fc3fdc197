from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools.permit import Permit, get_permit

STAMPS = (
    "customer_dossier_hold",
    "customer_dossier_held_at",
    "customer_dossier_reason",
)
# what makes an order one of this customer, in this company
TRADE_FIELDS = {"state", "partner_id", "company_id"}


class SaleOrder(models.Model):
    """What a customer's dossier says about an order: the permission to trade (DOS-3).

    The first order that is confirmed opens the dossier. While papers are missing and
    nobody has signed a waiver, the order is held in a company that wants so, until
    they came in and somebody confirms it again.
    """

    _inherit = "sale.order"

    customer_dossier_hold = fields.Selection(
        [("held", "On hold: dossier"), ("released", "Was on hold")],
        string="Dossier",
        readonly=True,
        copy=False,
        index="btree_not_null",
        groups="base.group_user",
    )
    customer_dossier_held_at = fields.Datetime(
        "On Hold for Papers Since", readonly=True, copy=False, groups="base.group_user"
    )
    customer_dossier_reason = fields.Text(
        "Papers Missing", readonly=True, copy=False, groups="base.group_user"
    )
    customer_dossier_warning = fields.Text(
        compute="_compute_customer_dossier_warning",
        # sudo: what is missing is known to whoever sells to the customer
        compute_sudo=True,
        groups="base.group_user",
    )

    @api.depends("partner_id", "company_id", "state", "customer_dossier_hold")
    @api.depends_context("lang")
    def _compute_customer_dossier_warning(self):
        for order in self:
            is_watched = (
                order._is_quotation()
                and order._is_dossier_watched()
                and order.sudo(False).partner_id.has_access("read")
            )
            customer = order.partner_id.commercial_partner_id
            is_open = bool(customer.customer_dossier_number)
            order.customer_dossier_warning = (
                order._get_dossier_refusal() if is_watched and is_open else False
            )

    @api.model_create_multi
    def create(self, vals_list):
        no_stamps = dict.fromkeys(STAMPS, False)
        for vals in vals_list:
            self._check_no_dossier_stamp(name for name in vals if vals[name])
        orders = super().create([{**vals, **no_stamps} for vals in vals_list])
        orders.filtered(lambda o: o.state == "sale")._check_dossier_permission()
        return orders

    def write(self, vals):
        if permit := get_permit(self, "customer_dossier_stamping"):
            permit.use(self)
        else:
            self._check_no_dossier_stamp(vals)
        if TRADE_FIELDS.isdisjoint(vals):
            return super().write(vals)
        before = {order.id: order._get_trade() for order in self}
        result = super().write(vals)
        traded = self.filtered(lambda o: o.state == "sale")
        traded.filtered(
            lambda o: o._get_trade() != before[o.id]
        )._check_dossier_permission()
        self._lift_dossier_hold()
        return result

    def action_confirm(self):
        """Confirm the orders of customers one may trade with; hold the others.

        :return: a notification when orders were held
        """
        watched = self.filtered(
            lambda o: (
                o._is_quotation()
                and o.company_id.customer_dossier_check not in (False, "off")
            )
        )
        if not watched:
            return super().action_confirm()
        watched._open_customer_dossiers()
        lacking = watched.filtered(lambda o: o._get_dossier_refusal())
        held = lacking.filtered(lambda o: o._is_dossier_enforced())
        held._hold_for_dossier()
        fitting = self - held
        result = super(SaleOrder, fitting).action_confirm() if fitting else True
        warned = lacking - held
        for order in warned.filtered(lambda o: o._is_dossier_watched()):
            order._post_staff_note(order._get_dossier_refusal())
        if not held:
            return result
        title = self.env._("On hold: dossier")
        return held._get_hold_notification(title, "customer_dossier_reason", result)

    def action_request_dossier_waiver(self):
        """Ask for the permission to serve the customer of this order (DOS-3)."""
        self.ensure_one()
        self.check_access("read")
        customer = self.partner_id.commercial_partner_id
        return customer._get_waiver_action(self)

    def _is_dossier_watched(self) -> bool:
        return self.company_id.customer_dossier_check in ("warn", "hold")

    def _is_dossier_enforced(self) -> bool:
        return self.company_id.customer_dossier_check == "hold"

    def _get_trade(self) -> tuple:
        """Return who trades with whom, once the order is confirmed."""
        if self.state != "sale":
            return ()
        return (self.company_id.id, self.partner_id.commercial_partner_id.id)

    def _open_customer_dossiers(self):
        """Open the dossiers of new customers, and look at the others today (DOS-1)."""
        # sudo: whoever confirms the first order opens the dossier
        for company, orders in self.sudo().grouped("company_id").items():
            customers = orders.partner_id.commercial_partner_id.with_company(company)
            orders._name_salespeople()
            opened = customers._open_dossiers()
            (customers - opened)._refresh_dossiers()

    def _name_salespeople(self):
        """Let who makes the first contract be the customer's salesperson.

        Somebody has to be allowed to file the papers that the order waits for.
        """
        for order in self.filtered("user_id"):
            customer = order.partner_id.commercial_partner_id
            if not customer.user_id and not customer.customer_dossier_number:
                customer.user_id = order.user_id

    def _get_dossier_refusal(self) -> str | bool:
        """Return why one may not trade with the customer; ``False`` when one may."""
        # sudo: as in _compute_customer_dossier_warning
        customer = self.sudo().partner_id.commercial_partner_id
        if customer.customer_dossier_state in ("complete", "waived"):
            return False
        if not customer.customer_dossier_number:
            return self.env._(
                "%(customer)s has no dossier yet. Open it and file the papers.",
                customer=customer.display_name,
            )
        return self.env._(
            "Papers of %(customer)s are missing: %(papers)s.",
            customer=customer.display_name,
            papers=", ".join(customer.customer_missing_type_ids.mapped("name")),
        )

    def _check_dossier_permission(self):
        """Refuse every other way to trade with a customer whose papers are missing.

        :raise UserError: in a company that holds such orders
        """
        for order in self.filtered(lambda o: o._is_dossier_enforced()):
            if refusal := order._get_dossier_refusal():
                raise UserError(
                    self.env._(
                        "%(order)s is not confirmed. %(refusal)s Ask for a waiver, or "
                        "file them and confirm again.",
                        order=order.name,
                        refusal=refusal,
                    )
                )

    def _check_no_dossier_stamp(self, names):
        if not set(STAMPS).isdisjoint(names):
            raise UserError(
                self.env._(
                    "Whether an order is on hold follows from the customer's dossier. "
                    "File the missing papers or ask for a waiver, and confirm it "
                    "again."
                )
            )

    def _hold_for_dossier(self):
        """Put orders on hold, and tell the salesperson once."""
        for order in self:
            reason = order._get_dossier_refusal()
            stamps = {"customer_dossier_reason": reason}
            if order.customer_dossier_hold != "held":
                stamps["customer_dossier_hold"] = "held"
                stamps["customer_dossier_held_at"] = fields.Datetime.now()
                order._post_staff_note(
                    self.env._("On hold: dossier. %(reason)s", reason=reason)
                )
            order._write_dossier_stamps(stamps)

    def _lift_dossier_hold(self):
        """End the hold of orders that were confirmed."""
        # sudo: the stamps are for colleagues, and a customer may pay or sign
        orders = self.sudo()
        released = orders.filtered(
            lambda o: o.state == "sale" and o.customer_dossier_hold == "held"
        )
        if released:
            released._write_dossier_stamps({"customer_dossier_hold": "released"})

    def _write_dossier_stamps(self, vals: dict):
        self.with_context(customer_dossier_stamping=Permit(self)).write(vals)
