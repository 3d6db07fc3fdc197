from datetime import date, timedelta

from odoo import api, fields, models
from odoo.tools import SQL


class CustomerFollowupRule(models.Model):
    """Messages about goods that are on their way (FUP-14)."""

    _inherit = "customer.followup.rule"

    trigger = fields.Selection(
        selection_add=[("shipped", "Goods shipped")], ondelete={"shipped": "cascade"}
    )

    def _trigger_shipped(self, company, today: date) -> SQL:
        """FUP-14: deliveries to the customer left during the last ``delay_days`` days.

        Not those of today: there may be more of them, and one message names all of
        a day.
        """
        longest = max([self.delay_days, *self.grade_line_ids.mapped("delay_days")])
        first, last = today - timedelta(days=longest), today - timedelta(days=1)
        return SQL(
            """
            SELECT shipment.partner_id, shipment.day AS occasion_date,
                   'stock.picking' AS source_model, min(shipment.id) AS source_id
              FROM (%(shipments)s) AS shipment
             WHERE shipment.day >= %(today)s::date - %(days)s
             GROUP BY shipment.partner_id, shipment.day
            """,
            shipments=self._get_shipment_query(company, first, last),
            today=today,
            days=self._get_days("delay_days", company, SQL("shipment.partner_id")),
        )

    @api.model
    def _get_shipment_query(self, company, first: date, last: date) -> SQL:
        """Return the deliveries from a warehouse to customers between two days.

        What goes straight from the supplier to the customer is no delivery of ours.
        """
        begin, end = company._get_customer_span(first, last)
        return SQL(
            """
            SELECT picking.id, %(day)s AS day,
                   COALESCE(buyer.commercial_partner_id,
                            receiver.commercial_partner_id) AS partner_id
              FROM stock_picking AS picking
              JOIN stock_picking_type AS kind ON kind.id = picking.picking_type_id
              JOIN stock_location AS goal ON goal.id = picking.location_dest_id
              LEFT JOIN sale_order AS sale ON sale.id = picking.sale_id
              LEFT JOIN res_partner AS buyer ON buyer.id = sale.partner_id
              LEFT JOIN res_partner AS receiver ON receiver.id = picking.partner_id
             WHERE picking.state = 'done' AND picking.company_id = %(company)s
               AND picking.date_done >= %(begin)s AND picking.date_done < %(end)s
               AND kind.code = 'outgoing' AND goal.usage = 'customer'
            """,
            day=company._get_customer_day(SQL("picking.date_done")),
            company=company.id,
            begin=begin,
            end=end,
        )

    def _get_description_shipped(self, values: dict) -> str:
        return self.env._(
            "A customer whose goods were shipped during the last %(days)s is told "
            "so within %(within)s (%(method)s), with waybill number and expected "
            "days. By: %(who)s.",
            **values,
        )

    def _get_reason_shipped(self, reason, source: str) -> str:
        # sudo: what is on its way to the customer is what it is told
        shipments = reason.sudo().shipment_ids
        texts = [shipment._describe_customer_shipment() for shipment in shipments]
        return self.env._(
            "Shipped on %(date)s: %(shipments)s.",
            date=reason._format_occasion(),
            shipments="; ".join(texts) or source,
        )


class CustomerFollowupReason(models.Model):
    _inherit = "customer.followup.reason"

    shipment_ids = fields.Many2many(
        "stock.picking", compute="_compute_shipment_ids", compute_sudo=True
    )

    @api.depends("source_model", "partner_id", "occasion_date")
    def _compute_shipment_ids(self):
        self.shipment_ids = False
        about = self.filtered(lambda r: r.source_model == "stock.picking")
        for company, reasons in about.grouped("company_id").items():
            shipped = reasons._find_shipments(company)
            for reason in reasons:
                key = (reason.partner_id.id, reason.occasion_date)
                reason.shipment_ids = shipped.get(key, False)

    def _find_shipments(self, company) -> dict[tuple, list[int]]:
        """Return the deliveries behind the duties, by customer and day."""
        days = self.mapped("occasion_date")
        query = self.env["customer.followup.rule"]._get_shipment_query(
            company, min(days), max(days)
        )
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT partner_id, day, array_agg(id ORDER BY id)
                  FROM (%s) AS shipment
                 WHERE partner_id = ANY(%s)
                 GROUP BY partner_id, day
                """,
                query,
                self.partner_id.ids,
            )
        )
        return {(partner_id, day): ids for partner_id, day, ids in rows}
