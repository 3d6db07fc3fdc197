from datetime import date

from odoo import api, models
from odoo.tools import SQL


class CustomerWish(models.Model):
    """Whether the goods are there, and what that ends."""

    _inherit = "customer.wish"

    @api.model
    def _get_available_query(self, company, today: date) -> SQL:
        """Return the open wishes whose goods are free in the company's warehouses.

        Free is what nobody has reserved, of the whole quantity wished. Who wished
        first comes first: what is there is promised once.

        :return: ``id``, ``partner_id`` and ``arrived_on``: the later of the day of the
            wish and the day the goods last came in
        """
        return SQL(
            """
            WITH wish AS (
                SELECT id, partner_id, product_id, quantity, date_wished
                  FROM customer_wish
                 WHERE company_id = %(company)s AND state = 'open'
                   AND (date_until IS NULL OR date_until >= %(today)s)
            ), wished AS (
                SELECT DISTINCT product_id FROM wish
            ), free AS (
                SELECT quant.product_id,
                       sum(quant.quantity - quant.reserved_quantity) AS quantity
                  FROM wished
                  JOIN stock_quant AS quant ON quant.product_id = wished.product_id
                  JOIN stock_location AS place ON place.id = quant.location_id
                 WHERE place.usage = 'internal' AND place.company_id = %(company)s
                 GROUP BY quant.product_id
            ), arrived AS MATERIALIZED (  -- once for a product, not for each wish
                SELECT free.product_id, free.quantity, (
                       SELECT max(%(moved_on)s)
                         FROM stock_move AS move
                         JOIN stock_location AS source
                           ON source.id = move.location_id
                         JOIN stock_location AS goal
                           ON goal.id = move.location_dest_id
                        WHERE move.product_id = free.product_id
                          AND move.company_id = %(company)s AND move.state = 'done'
                          AND source.usage NOT IN ('internal', 'transit')
                          AND goal.usage = 'internal') AS day
                  FROM free
                 WHERE free.quantity > 0
            )
            SELECT shared.id, shared.partner_id, shared.arrived_on
              FROM (SELECT wish.id, wish.partner_id, arrived.quantity,
                           GREATEST(wish.date_wished, arrived.day) AS arrived_on,
                           sum(wish.quantity) OVER (
                               PARTITION BY wish.product_id
                               ORDER BY wish.date_wished, wish.id) AS promised
                      FROM wish
                      JOIN arrived ON arrived.product_id = wish.product_id
                     WHERE arrived.quantity >= wish.quantity) AS shared
             WHERE shared.promised <= shared.quantity
            """,
            company=company.id,
            today=today,
            moved_on=company._get_customer_day(SQL("move.date")),
        )

    def _filter_available(self):
        """Return those of the wishes that are open and whose goods are there."""
        found = self.browse()
        self.env.flush_all()
        for company, wishes in self.grouped("company_id").items():
            query = self._get_available_query(company, company._get_customer_today())
            rows = self.env.execute_query(
                SQL(
                    "SELECT id FROM (%s) AS available WHERE id = ANY(%s)",
                    query,
                    wishes.ids,
                )
            )
            found |= self.browse([id_ for (id_,) in rows])
        return found

    @api.model
    def _find_available(self, company, partners):
        """Return the wishes of customers that they can be told about."""
        # sudo: who makes the contact tells about all of them
        return (
            self.sudo()
            .search(
                [
                    ("company_id", "=", company.id),
                    ("partner_id", "in", partners.ids),
                    ("state", "=", "open"),
                ]
            )
            ._filter_available()
        )

    def _release_duties(self, comment: str):
        """End the planned contacts about these wishes, unless others wait for them.

        :param comment: why, for the log of the follow-ups
        """
        # sudo: the work of whoever makes the contact
        reasons = (
            self.env["customer.followup.reason"]
            .sudo()
            .search(
                [
                    ("source_model", "=", self._name),
                    ("source_id", "in", self.ids),
                    ("state", "in", ("waiting", "planned")),
                ]
            )
        )
        reasons = reasons.filtered(lambda r: r.followup_id.state != "contacted")
        for reason in reasons:
            others = self._find_available(reason.company_id, reason.partner_id)
            if others:
                reason.source_id = others[:1].id
            else:
                reason._end("over", comment)

    def _tell(self, followup):
        """Note that the customer was told about the wishes with a contact."""
        if self:
            # sudo: an effect of the record, whoever wrote the wish down
            self.sudo()._transition("tell", {"told_followup_id": followup.id})

    @api.model
    def _expire_over(self, company, today: date):
        """End the wishes whose day is over."""
        over = self.search(
            [
                ("company_id", "=", company.id),
                ("state", "=", "open"),
                ("date_until", "<", today),
            ]
        )
        if over:
            over._transition("expire")
