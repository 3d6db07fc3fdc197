from datetime import date

from odoo import fields, models
from odoo.tools import SQL

A_MONDAY = date(1970, 1, 5)
"""The day that weeks, and other rounds, are counted from."""


class CustomerFollowupRule(models.Model):
    """The weekly contact with one's own familiar customers (FUP-13)."""

    _inherit = "customer.followup.rule"

    trigger = fields.Selection(
        selection_add=[
            ("weekly_contact", "Familiar customers, every week"),
            ("grade_cadence",),
        ],
        ondelete={"weekly_contact": "cascade"},
    )

    def _trigger_weekly_contact(self, company, today: date) -> SQL:
        """FUP-13: once in ``repeat_days``, unless contacted in that time already.

        Rounds begin on a Monday.
        """
        # sudo: a rule holds for customers its author may not see
        partners = self.env["res.partner"].sudo()
        customers = partners._search(partners._get_customer_domain(company))
        return SQL(
            """
            SELECT familiar.partner_id, familiar.begun_on AS occasion_date,
                   'res.partner' AS source_model, familiar.partner_id AS source_id
              FROM (SELECT partner.id AS partner_id,
                           %(today)s::date - mod(
                               %(today)s::date - %(monday)s::date,
                               NULLIF(%(repeat)s, 0)) AS begun_on
                      FROM res_partner AS partner
                     WHERE partner.customer_is_familiar
                       AND partner.id IN %(customers)s
                   ) AS familiar
             WHERE familiar.begun_on IS NOT NULL
               AND NOT EXISTS (
                   SELECT 1 FROM customer_followup AS made
                    WHERE made.partner_id = familiar.partner_id
                      AND made.company_id = %(company)s
                      AND made.state IN ('contacted', 'recorded', 'reviewed')
                      AND %(contacted_on)s >= familiar.begun_on)
            """,
            today=today,
            monday=A_MONDAY,
            repeat=self._get_days("repeat_days", company, SQL("partner.id")),
            customers=customers.subselect(),
            company=company.id,
            contacted_on=company._get_customer_day(SQL("made.contacted_at")),
        )

    def _get_over_query_weekly_contact(self, company, today: date) -> SQL:
        """Return what another contact did, and what waits and is out of date.

        For a week gone by, when the next one waits too, or for who is not familiar any
        more.
        """
        contacted = self._get_contacted_query(
            company, SQL("reason.occasion_date"), SQL("TRUE")
        )
        return SQL(
            """
            %s UNION
            SELECT waiting.id FROM customer_followup_reason AS waiting
              JOIN res_partner AS partner ON partner.id = waiting.partner_id
             WHERE waiting.rule_id = %s AND waiting.company_id = %s
               AND waiting.state = 'waiting'
               AND (partner.customer_is_familiar IS NOT TRUE
                    OR EXISTS (
                       SELECT 1 FROM customer_followup_reason AS later
                        WHERE later.rule_id = waiting.rule_id
                          AND later.company_id = waiting.company_id
                          AND later.partner_id = waiting.partner_id
                          AND later.occasion_date > waiting.occasion_date
                          AND later.state != 'void'))
            """,
            contacted,
            self.id,
            company.id,
        )

    def _get_description_weekly_contact(self, values: dict) -> str:
        return self.env._(
            "A customer marked as familiar is contacted every %(again)s "
            "(%(method)s), within %(within)s from Monday on, unless that was done "
            "already. By: %(who)s.",
            **values,
        )

    def _get_reason_weekly_contact(self, reason, source: str) -> str:
        return self.env._(
            "A familiar customer: the contact of the week of %(date)s.",
            date=reason._format_occasion(),
        )
