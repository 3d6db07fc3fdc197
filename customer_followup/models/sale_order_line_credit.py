from odoo import api, models

# what a confirmed order can grow by
CREDIT_FIELDS = {
    "discount",
    "order_id",
    "price_unit",
    "product_id",
    "product_uom_id",
    "product_uom_qty",
    "tax_ids",
    "technical_price_unit",
}
# what follows from these; written by hand, it would hide what a line is worth
WORTH_FIELDS = {
    "price_reduce_taxinc",
    "price_subtotal",
    "price_tax",
    "price_total",
    "qty_invoiced",
}


class SaleOrderLine(models.Model):
    """Lines that make a confirmed order larger than the customer's credit."""

    _inherit = "sale.order.line"

    @api.model_create_multi
    def create(self, vals_list):
        orders = self.env["sale.order"].browse(
            {vals["order_id"] for vals in vals_list if vals.get("order_id")}
        )
        confirmed = orders.filtered(lambda o: o.state == "sale")
        with confirmed._guard_credit() as guarded:
            lines = super(SaleOrderLine, self.with_env(guarded.env)).create(vals_list)
        return lines.with_env(self.env)

    def write(self, vals):
        if not WORTH_FIELDS.isdisjoint(vals):
            self.order_id._check_worth_is_not_forged()
        if CREDIT_FIELDS.isdisjoint(vals):
            return super().write(vals)
        orders = self.filtered(lambda line: line.state == "sale").order_id
        if vals.get("order_id"):
            target = self.env["sale.order"].browse(vals["order_id"])
            orders |= target.filtered(lambda o: o.state == "sale")
        with orders._guard_credit() as guarded:
            return super(SaleOrderLine, self.with_env(guarded.env)).write(vals)
