from datetime import date

from odoo import api, fields, models
from odoo.exceptions import MissingError
from odoo.tools import SQL

from ..tools.format_day import format_day


class CustomerFollowupRule(models.Model):
    """Contacts because a customer does not order (FUP-1, FUP-2)."""

    _inherit = "customer.followup.rule"

    is_never_bought_included = fields.Boolean(
        "Also Who Never Bought",
        tracking=True,
        help="No order for some time: customers without any order are counted from the "
        "day of their dossier, or from the day they were entered.",
    )

    @api.depends("is_never_bought_included")
    def _compute_description(self):
        return super()._compute_description()

    def _trigger_order_lapse(self, company, today: date) -> SQL:
        """FUP-1: the last confirmed order is more than ``delay_days`` days old."""
        partner = SQL("lapse.partner_id")
        began = self._get_last_order_query(company)
        if self.is_never_bought_included:
            began = SQL("%s UNION ALL %s", began, self._get_never_bought_query(company))
        return SQL(
            """
            SELECT lapse.partner_id, %(occasion)s AS occasion_date,
                   lapse.source_model, lapse.source_id
              FROM (%(began)s) AS lapse
             WHERE lapse.began_on < %(today)s::date - %(delay)s
            """,
            occasion=self._get_occasion(company, today, SQL("lapse.began_on"), partner),
            began=began,
            today=today,
            delay=self._get_days("delay_days", company, partner),
        )

    def _get_last_order_query(self, company) -> SQL:
        """Return the last confirmed order of each customer, and its day.

        Which order it was is looked up where it is asked for, as of most customers
        only the day is.
        """
        return SQL(
            """
            SELECT latest.partner_id, 'sale.order' AS source_model,
                   (SELECT max(sale.id) FROM res_partner AS buyer
                      JOIN sale_order AS sale ON sale.partner_id = buyer.id
                     WHERE buyer.commercial_partner_id = latest.partner_id
                       AND sale.state = 'sale' AND sale.company_id = %(company)s
                       AND sale.date_order = latest.date_order) AS source_id,
                   %(ordered_on)s AS began_on
              FROM (SELECT partner.commercial_partner_id AS partner_id,
                           max(ordered.date_order) AS date_order
                      FROM (SELECT partner_id, max(date_order) AS date_order
                              FROM sale_order
                             WHERE state = 'sale' AND company_id = %(company)s
                             GROUP BY partner_id) AS ordered
                      JOIN res_partner AS partner ON partner.id = ordered.partner_id
                     GROUP BY partner.commercial_partner_id
                   ) AS latest
            """,
            ordered_on=company._get_customer_day(SQL("latest.date_order")),
            company=company.id,
        )

    def _get_never_bought_query(self, company) -> SQL:
        """Return the customers without a confirmed order, and since when they are."""
        # sudo: a rule holds for customers its author may not see
        partners = self.env["res.partner"].sudo()
        customers = partners._search(partners._get_customer_domain(company))
        return SQL(
            """
            SELECT partner.id, 'res.partner', partner.id, %(known_since)s
              FROM res_partner AS partner
             WHERE partner.id IN %(customers)s
               AND NOT EXISTS (
                   SELECT 1 FROM sale_order AS sale
                     JOIN res_partner AS buyer ON buyer.id = sale.partner_id
                    WHERE buyer.commercial_partner_id = partner.id
                      AND sale.state = 'sale' AND sale.company_id = %(company)s)
            """,
            known_since=self._get_known_since(company),
            customers=customers.subselect(),
            company=company.id,
        )

    @api.model
    def _get_known_since(self, company) -> SQL:
        """Return since when a ``partner`` is known: its dossier, or its record."""
        return SQL(
            "COALESCE(partner.customer_dossier_date, %s)",
            company._get_customer_day(SQL("partner.create_date")),
        )

    def _get_description_order_lapse(self, values: dict) -> str:
        sentences = [
            self.env._(
                "A customer whose last order is more than %(days)s old is "
                "contacted within %(within)s (%(method)s). By: %(who)s.",
                **values,
            )
        ]
        if self.repeat_days:
            sentences.append(
                self.env._("Until the next order again every %(again)s.", **values)
            )
        if self.is_never_bought_included:
            sentences.append(
                self.env._(
                    "Also who never ordered, counted from the day of the dossier."
                )
            )
        return " ".join(sentences)

    def _get_reason_order_lapse(self, reason, source: str) -> str:
        words = {
            "date": format_day(self.env, reason._get_lapse_begin()),
            "record": source,
            "days": self._format_days(reason.delay_days),
        }
        if reason.source_model == "res.partner":
            return self.env._(
                "A customer since %(date)s, and no order yet; the rule allows "
                "%(days)s.",
                **words,
            )
        return self.env._(
            "No order since %(date)s (%(record)s); the rule allows %(days)s.",
            **words,
        )


class CustomerFollowupReason(models.Model):
    _inherit = "customer.followup.reason"

    def _get_lapse_begin(self) -> date:
        """Return the day of the last order, which later occasions count from."""
        if self.source_model != "sale.order":
            return self._get_known_day()
        # sudo: the order is part of the reason, and read with those of all others
        order = self.env["sale.order"].sudo().browse(self.source_id)
        try:
            return self._get_own_day(order.date_order)
        except MissingError:  # deleted since
            return self.occasion_date

    def _get_known_day(self) -> date:
        # sudo: whoever sees the reason may know since when the customer is one
        customer = self.partner_id.sudo()
        return customer.customer_dossier_date or self._get_own_day(customer.create_date)

    def _get_own_day(self, moment) -> date | None:
        """Return the calendar day of a stored moment in the reason's company."""
        return moment and self.company_id.sudo()._get_customer_today(moment)
