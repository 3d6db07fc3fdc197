from odoo import fields, models


class StockPicking(models.Model):
    """What a customer is told about a delivery that is on its way (FUP-14)."""

    _inherit = "stock.picking"

    customer_waybill_number = fields.Char("Waybill Number", copy=False)
    customer_expected_days = fields.Integer(
        "Expected Days",
        default=lambda self: self.env.company.customer_expected_days,
        help="How many days the goods are on their way to the customer.",
    )

    _customer_done = models.Index(
        "(date_done) WHERE state = 'done'"
    )  # for the rules' question: what was delivered lately?

    def _init_column(self, column_name):
        # what was delivered before the installation was never announced
        if column_name != "customer_expected_days":
            return super()._init_column(column_name)
        return None

    def _describe_customer_shipment(self) -> str:
        """Return a delivery in words: number, waybill and days on the way."""
        number, days = self._get_customer_waybill(), self.customer_expected_days
        texts = [self.name]
        if number:
            texts.append(self.env._("waybill %s", number))
        if days > 0:
            texts.append(self.env._("expected within %s days", days))
        return ", ".join(texts)

    def _get_customer_waybill(self) -> str | bool:
        if self.customer_waybill_number:
            return self.customer_waybill_number
        # with the application for carriers
        known = "carrier_tracking_ref" in self._fields
        return known and self.carrier_tracking_ref
