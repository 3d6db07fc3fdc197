from datetime import date

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL


class CustomerFollowupRule(models.Model):
    """Contacts on festivals, anniversaries, promotions and the like (FUP-10, CAR-1)."""

    _inherit = "customer.followup.rule"

    trigger = fields.Selection(
        selection_add=[("occasion", "Occasion")], ondelete={"occasion": "cascade"}
    )
    occasion_ids = fields.Many2many(
        "customer.followup.occasion",
        string="Occasions",
        help="Only on these days. Empty: on all that the calendar of occasions holds.",
    )

    @api.model
    def _get_planning_fields(self) -> set[str]:
        return super()._get_planning_fields() | {"occasion_ids"}

    def _trigger_occasion(self, company, today: date) -> SQL:
        """FUP-10: a day of the calendar comes, for the customers it is for."""
        # sudo: a rule holds for customers its author may not see
        Partner = self.env["res.partner"].sudo().with_company(company)
        customers = Partner._get_customer_domain(company)
        begun = self._get_occasions(company)._get_begun(today)
        found = [
            SQL(
                "SELECT greeted.id AS partner_id, %s::date AS occasion_date, "
                "%s AS source_id, %s AS place FROM (%s) AS greeted(id)",
                day,
                occasion.id,
                place,
                Partner._search(customers & occasion._read_partner_domain()).select(),
            )
            for place, (occasion, day) in enumerate(begun)
        ]
        return SQL(
            """
            SELECT DISTINCT ON (partner_id, occasion_date)
                   partner_id, occasion_date,
                   'customer.followup.occasion' AS source_model, source_id
              FROM (%s) AS found
             ORDER BY partner_id, occasion_date, place
            """,
            SQL(" UNION ALL ").join(found) if found else self._get_nobody_query(),
        )

    def _get_nobody_query(self) -> SQL:
        return SQL(
            "SELECT 0 AS partner_id, NULL::date AS occasion_date, 0 AS source_id, "
            "0 AS place WHERE FALSE"
        )

    def _get_occasions(self, company):
        """Return the occasions that the rule is about in a company."""
        # archived ones too: a rule whose only festival is archived is about none
        chosen = self.with_context(active_test=False).occasion_ids
        domain = Domain("company_id", "in", [False, company.id])
        if chosen:
            domain &= Domain("id", "in", chosen.ids)
        return self.env["customer.followup.occasion"].search(domain)

    def _get_dates_occasion(self, occasion: date, today: date, source, terms) -> tuple:
        """Plan the contact for the day itself; it comes earlier, but never later."""
        return occasion, occasion, None

    def _get_over_query_occasion(self, company, today: date) -> SQL:
        return self._get_missed_day_query(company, today)

    def _get_description_occasion(self, values: dict) -> str:
        occasions = ", ".join(self.occasion_ids.mapped("name"))
        return self.env._(
            "Customers are contacted (%(method)s) on the day of an occasion, or the "
            "last working day before it. Occasions: %(occasions)s. By: %(who)s.",
            occasions=occasions or self.env._("all of the calendar"),
            **values,
        )

    def _get_reason_occasion(self, reason, source: str) -> str:
        return self.env._(
            "%(occasion)s is on %(date)s.",
            occasion=source,
            date=reason._format_occasion(),
        )
