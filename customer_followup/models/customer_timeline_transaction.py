from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..tools.timeline_source import choose


class CustomerTimeline(models.Model):
    """Transactions: quotations and orders, deliveries, invoices, payments."""

    _inherit = "customer.timeline"

    @api.model
    def _get_sources(self):
        return super()._get_sources() | {
            "order": (1, "sale.order"),
            "delivery": (2, "stock.picking"),
            "invoice": (3, "account.move"),
            "payment": (4, "account.payment"),
        }

    def _select_order(self, source) -> SQL:
        source.open()
        quotation = self.env._("Quotation")
        names = {"draft": quotation, "sent": quotation}
        state, delivered = source.column("state"), source.column("delivery_status")
        return source.select(
            kind=SQL("'transaction'"),
            document=choose(state, names, self.env._("Sales Order")),
            name="name",
            title="client_order_ref",
            happened_at="date_order",
            company_id="company_id",
            user_id="user_id",
            state=source.words("state"),
            status=SQL(
                "CASE WHEN %(state)s = 'cancel' THEN 'cancelled' "
                "WHEN %(state)s = 'sale' AND COALESCE(%(delivered)s, 'full') = 'full' "
                "THEN 'done' ELSE 'open' END",
                state=state,
                delivered=delivered,
            ),
            amount="amount_total",
            currency_id="currency_id",
        )

    def _select_delivery(self, source) -> SQL:
        source.open(
            Domain("picking_type_code", "=", "outgoing") & Domain("state", "=", "done")
        )
        return source.select(
            kind=SQL("'transaction'"),
            document=SQL("%s", self.env._("Delivery")),
            name="name",
            title="origin",
            happened_at="date_done",
            company_id="company_id",
            user_id="user_id",
            state=source.words("state"),
        )

    def _select_invoice(self, source) -> SQL:
        source.open(
            Domain("move_type", "in", ("out_invoice", "out_refund", "out_receipt"))
            & Domain("state", "=", "posted")
        )
        return source.select(
            kind=SQL("'transaction'"),
            document=source.words("move_type"),
            name="name",
            title="invoice_origin",
            happened_at=source.noon("invoice_date"),
            company_id="company_id",
            user_id="invoice_user_id",
            state=source.words("payment_state"),
            status=source.status(
                "payment_state", ("not_paid", "partial", "in_payment"), ("reversed",)
            ),
            amount="amount_total_in_currency_signed",
            currency_id="currency_id",
        )

    def _select_payment(self, source) -> SQL:
        source.open(
            Domain("partner_type", "=", "customer") & Domain("state", "!=", "draft")
        )
        return source.select(
            kind=SQL("'transaction'"),
            document=SQL("%s", self.env._("Payment")),
            name="name",
            title="memo",
            happened_at=source.noon("date"),
            company_id="company_id",
            user_id="create_uid",
            state=source.words("state"),
            status=source.status("state", ("in_process",), ("canceled", "rejected")),
            amount=SQL(
                "CASE %s WHEN 'outbound' THEN -%s ELSE %s END",
                source.column("payment_type"),
                source.column("amount"),
                source.column("amount"),
            ),
            currency_id="currency_id",
        )
