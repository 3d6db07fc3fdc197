from datetime import date, timedelta

from odoo import fields, models
from odoo.tools import SQL


class CustomerFollowupRule(models.Model):
    """Visits to customers with a pertinent opinion or a good suggestion (FUP-9)."""

    _inherit = "customer.followup.rule"

    trigger = fields.Selection(
        selection_add=[("good_suggestion", "Good suggestion")],
        ondelete={"good_suggestion": "cascade"},
    )

    def _trigger_good_suggestion(self, company, today: date) -> SQL:
        """FUP-9: recorded as to the point during the last ``delay_days`` days."""
        days = self._get_days("delay_days", company, SQL("given.partner_id"))
        longest = max([self.delay_days, *self.grade_line_ids.mapped("delay_days")])
        begin, end = company._get_customer_span(today - timedelta(days=longest), today)
        return SQL(
            """
            SELECT given.partner_id, given.day AS occasion_date,
                   'customer.followup' AS source_model, max(given.id) AS source_id
              FROM (SELECT followup.id, followup.partner_id,
                           %(contacted_on)s AS day
                      FROM customer_followup AS followup
                     WHERE followup.is_suggestion_pertinent
                       AND followup.company_id = %(company)s
                       AND followup.contacted_at >= %(begin)s
                       AND followup.contacted_at < %(end)s
                       AND followup.state IN ('recorded', 'reviewed')
                   ) AS given
             WHERE given.day >= %(today)s::date - %(days)s
             GROUP BY given.partner_id, given.day
            """,
            contacted_on=company._get_customer_day(SQL("followup.contacted_at")),
            company=company.id,
            begin=begin,
            end=end,
            today=today,
            days=days,
        )

    def _get_over_query_good_suggestion(self, company, today: date) -> SQL:
        """Return what a corrected record does not ask for any more."""
        return self._get_pending_query(
            company,
            SQL(
                """
                EXISTS (SELECT 1 FROM customer_followup AS source
                         WHERE source.id = reason.source_id
                           AND source.is_suggestion_pertinent IS NOT TRUE)
                """
            ),
        )

    def _get_description_good_suggestion(self, values: dict) -> str:
        return self.env._(
            "A customer who made a good suggestion during the last %(days)s is "
            "contacted about it within %(within)s (%(method)s). By: %(who)s.",
            **values,
        )

    def _get_reason_good_suggestion(self, reason, source: str) -> str:
        return self.env._(
            "The customer made a good suggestion on %(date)s (%(record)s).",
            date=reason._format_occasion(),
            record=source,
        )
