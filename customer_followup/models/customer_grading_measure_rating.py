from datetime import date

from odoo import models
from odoo.tools import SQL


class CustomerGradingCriterion(models.Model):
    """What is rated by hand, in each company apart (GRD-2)."""

    _inherit = "customer.grading.criterion"

    def _measure_wallet_share(self, company, today: date) -> SQL:
        """The share of wallet on the customer; no value for 0, as nobody rated it."""
        return self._select_rating(company, "customer_wallet_share")

    def _measure_strategic_value(self, company, today: date) -> SQL:
        """The strategic value on the customer, 1 to 5; no value for who has none."""
        return self._select_rating(company, "customer_strategic_value")

    def _select_rating(self, company, field_name: str) -> SQL:
        # sudo: who grades need not be a colleague of who rated, as the job is not
        partners = self.env["res.partner"].sudo().with_company(company)
        return SQL(
            """
            SELECT partner.id AS partner_id,
                   nullif(round(%s::numeric, 2), 0) AS value
              FROM res_partner AS partner
             WHERE partner.id = partner.commercial_partner_id
            """,
            partners._field_to_sql("partner", field_name),
        )
