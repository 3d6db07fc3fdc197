from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from .res_partner_dossier import COLLEAGUES

COMPARISONS = ("<", "<=", ">", ">=")


class ResPartner(models.Model):
    """When a customer was last contacted, so that who is left out shows up (FUP-11).

    By the present company. Of a contact person, when the customer was. By SQL: that
    colleagues were in touch is known to whoever sees the customer.
    """

    _inherit = "res.partner"

    customer_last_contact_date = fields.Date(
        "Last Contact",
        compute="_compute_customer_last_contact_date",
        search="_search_customer_last_contact_date",
        groups=COLLEAGUES,
        help="The last follow-up in which somebody reached the customer.",
    )

    @api.depends("customer_followup_ids.state", "customer_followup_ids.contacted_at")
    @api.depends_context("company")
    def _compute_customer_last_contact_date(self):
        customers = self.commercial_partner_id.ids
        of_these = SQL("followup.partner_id = ANY(%s)", customers)
        last = dict(self.env.execute_query(self._select_last_contacts(of_these)))
        for partner in self:
            customer = partner.commercial_partner_id
            partner.customer_last_contact_date = last.get(customer._origin.id)

    @api.model
    def _search_customer_last_contact_date(self, operator, value):
        contacted = self._select_last_contacts(SQL("TRUE"))
        if operator in COMPARISONS:
            return self._in_contacted(
                SQL("day %s %s", SQL(operator), fields.Date.to_date(value)), contacted
            )
        if operator != "in":
            return NotImplemented
        days = [fields.Date.to_date(day) for day in value if day]
        domain = self._in_contacted(SQL("day = ANY(%s::date[])", days), contacted)
        if False in value or None in value:
            domain |= ~self._in_contacted(SQL("TRUE"), contacted)
        return domain

    @api.model
    def _in_contacted(self, condition: SQL, contacted: SQL) -> Domain:
        return Domain(
            "commercial_partner_id",
            "in",
            SQL(
                "(SELECT partner_id FROM (%s) AS last (partner_id, day) WHERE %s)",
                contacted,
                condition,
            ),
        )

    @api.model
    def _select_last_contacts(self, condition: SQL) -> SQL:
        """Return the query of customers and the day of their last contact.

        :param condition: which ``followup`` is looked at
        """
        self.env["customer.followup"].flush_model()
        company = self.env.company
        return SQL(
            """
            SELECT followup.partner_id, %(day)s AS day
              FROM customer_followup AS followup
             WHERE followup.company_id = %(company)s AND %(condition)s
               AND followup.state IN ('contacted', 'recorded', 'reviewed')
               AND followup.contacted_at IS NOT NULL
             GROUP BY followup.partner_id
            """,
            day=company._get_customer_day(SQL("max(followup.contacted_at)")),
            company=company.id,
            condition=condition,
        )
