from collections import defaultdict

from odoo import api, models
from odoo.fields import Command


class CustomerDemoCompany(models.AbstractModel):
    """The sales of the demo company: ordered, delivered, invoiced and paid.

    ``customer_demo_sale.csv`` has one order per row. ``ordered`` to ``paid`` are days
    before the installation, empty for what has not happened yet; ``percent`` is the
    share of the first delivery, all if empty, and ``rest`` the day of the second.
    """

    _inherit = "customer.demo.company"

    @api.model
    def _trade(self):
        """Play the table of sales."""
        self = self._in_company()
        company = self._get_company()
        if self.env["sale.order"].search_count(
            [("company_id", "=", company.id)], limit=1
        ):
            return
        rows = self._read_table("customer_demo_sale")
        rows.sort(key=lambda row: -row["ordered"])  # numbers rise with the dates
        orders = self._create_orders(rows)
        sales = list(zip(orders, rows, strict=True))
        self._confirm_orders(sales)
        self._deliver(sales, "delivered")
        self._deliver(sales, "rest")
        self._pay(self._invoice(sales))

    @api.model
    def _create_orders(self, rows: list[dict]):
        return self.env["sale.order"].create(
            [
                {
                    "partner_id": customer.id,
                    "user_id": customer.user_id.id,
                    "date_order": self._get_moment(row["ordered"], 10),
                    "order_line": [
                        Command.create(self._prepare_line(line))
                        for line in row["lines"].split()
                    ],
                }
                for row in rows
                for customer in self._get_customer(row["customer"])
            ]
        )

    @api.model
    def _prepare_line(self, line: str) -> dict:
        code, quantity = line.split(":")
        product = self.env.ref(f"customer_followup.demo_product_{code}")
        return {"product_id": product.id, "product_uom_qty": float(quantity)}

    @api.model
    def _confirm_orders(self, sales: list[tuple]):
        """Confirm, send or cancel the orders, and keep the day they were made."""
        by_kind = defaultdict(self.env["sale.order"].browse)
        for order, row in sales:
            by_kind[row["kind"]] |= order
        by_kind["quotation"].action_quotation_sent()
        (by_kind["order"] | by_kind["cancelled"]).action_confirm()
        by_kind["cancelled"].action_cancel()
        for order, row in sales:
            order.date_order = self._get_moment(row["ordered"], 10)
            self._date_back(order, order.date_order)

    @api.model
    def _deliver(self, sales: list[tuple], column: str):
        """Deliver what left the warehouse on the day in ``column``.

        :param column: ``delivered`` for the first delivery, ``rest`` for the second
        """
        due = [sale for sale in sales if sale[1][column] is not None]
        due.sort(key=lambda sale: -sale[1][column])
        moment_by_picking = {}
        for order, row in due:
            for picking in order.picking_ids.filtered(lambda p: p.state != "done"):
                moment = self._get_moment(row[column], 15)
                picking.scheduled_date = moment
                moment_by_picking[picking] = moment
                if column == "delivered" and row["percent"]:
                    for move in picking.move_ids:
                        move.quantity = move.product_uom_qty * row["percent"] / 100
        pickings = self.env["stock.picking"].union(*moment_by_picking)
        pickings.with_context(skip_backorder=True).button_validate()
        for picking, moment in moment_by_picking.items():
            picking.date_done = moment
            picking.move_line_ids.date = moment
            self._date_back(picking, moment)

    @api.model
    def _invoice(self, sales: list[tuple]) -> list[tuple]:
        """Invoice what was delivered, and return ``(invoice, row)`` pairs."""
        due = [sale for sale in sales if sale[1]["invoiced"] is not None]
        due.sort(key=lambda sale: -sale[1]["invoiced"])
        row_by_order = dict(due)
        orders = self.env["sale.order"].union(*row_by_order)
        invoices = []
        for invoice in orders._create_invoices(grouped=True):
            row = row_by_order[invoice.invoice_line_ids.sale_line_ids.order_id]
            invoice.invoice_date = self._get_day(row["invoiced"])
            invoices.append((invoice, row))
        self.env["account.move"].union(*dict(invoices)).action_post()
        for invoice, row in invoices:
            self._date_back(invoice, self._get_moment(row["invoiced"], 16))
        return invoices

    @api.model
    def _pay(self, invoices: list[tuple]):
        """Register the payments, those of one day together."""
        by_age = defaultdict(self.env["account.move"].browse)
        for invoice, row in invoices:
            if row["paid"] is not None:
                by_age[row["paid"]] |= invoice
        for age in sorted(by_age, reverse=True):
            self._register_payments(by_age[age], age)

    @api.model
    def _register_payments(self, invoices, age: int):
        """Pay ``invoices`` in full, ``age`` days before the installation."""
        wizard = self.env["account.payment.register"].with_context(
            active_model="account.move", active_ids=invoices.ids
        )
        vals = {"payment_date": self._get_day(age), "group_payment": False}
        wizard.create(vals)._create_payments()
        # The orders say that they were paid. The latest message is the first.
        for order in invoices.line_ids.sale_line_ids.order_id:
            order.message_ids[:1].date = self._get_moment(age, 17)
