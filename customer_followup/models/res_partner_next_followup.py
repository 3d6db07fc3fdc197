from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from .res_partner_dossier import COLLEAGUES

NEXT_FOLLOWUP = ("customer_next_followup_date", "customer_next_followup_user_id")


class ResPartner(models.Model):
    """When a customer is contacted next, and by whom, in each company.

    It follows from the customer's planned and agreed follow-ups, and is written by
    SQL after each change of them, for many customers at once.
    """

    _inherit = "res.partner"

    customer_next_followup_date = fields.Date(
        "Next Follow-up",
        company_dependent=True,
        index=False,  # an index would have every other index written at each change
        readonly=True,
        copy=False,
        groups=COLLEAGUES,
        help="The earliest planned or agreed day on which somebody will contact the "
        "customer.",
    )
    customer_next_followup_user_id = fields.Many2one(
        "res.users",
        "Next Follow-up By",
        company_dependent=True,
        index=False,
        readonly=True,
        copy=False,
        groups=COLLEAGUES,
    )

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_no_next_followup(name for name in vals if vals[name])
        return super().create(vals_list)

    def write(self, vals):
        given = [name for name in NEXT_FOLLOWUP if name in vals]
        self._check_no_next_followup(
            name
            for name in given
            # sudo: what colleagues plan need not be visible to who writes a customer
            if any(partner._is_changed(name, vals[name]) for partner in self.sudo())
        )
        return super().write(vals)

    @api.model
    def _check_no_next_followup(self, names):
        """Refuse to write the next follow-up by hand.

        :raise UserError: a field of it is among ``names``
        """
        if not set(NEXT_FOLLOWUP).isdisjoint(names):
            raise UserError(
                self.env._(
                    "When a customer is contacted next follows from its follow-ups. "
                    "Plan one, or move the one that is planned."
                )
            )

    @api.model
    def _refresh_all_next_followups(self, company):
        """Write it for the customers of a company for whom it is not right."""
        self.env["customer.followup"].flush_model()
        rows = self.env.execute_query(
            SQL(
                """
                WITH first AS (
                    SELECT DISTINCT ON (partner_id) partner_id, date_planned, user_id
                      FROM customer_followup
                     WHERE company_id = %(company)s
                       AND state IN ('planned', 'scheduled')
                     ORDER BY partner_id, date_planned, id)
                SELECT partner.id
                  FROM res_partner AS partner
                  LEFT JOIN first ON first.partner_id = partner.id
                 WHERE (first.partner_id IS NOT NULL
                        OR partner.customer_next_followup_date IS NOT NULL
                        OR partner.customer_next_followup_user_id IS NOT NULL)
                   AND (first.date_planned, first.user_id) IS DISTINCT FROM (
                       (partner.customer_next_followup_date->>%(key)s)::date,
                       (partner.customer_next_followup_user_id->>%(key)s)::int)
                """,
                company=company.id,
                key=str(company.id),
            )
        )
        self.browse([row[0] for row in rows])._refresh_next_followups()

    def _refresh_next_followups(self):
        """Write when these customers are contacted next, in all companies.

        Compares what is stored with what is planned, and writes the difference. What
        is empty leaves no key behind: Odoo cannot read a null among dates.
        """
        if not self.ids:
            return
        self.env["customer.followup"].flush_model()
        self.env.cr.execute(
            SQL(
                """
                WITH first AS (
                    SELECT DISTINCT ON (partner_id, company_id)
                           partner_id, company_id, date_planned, user_id
                      FROM customer_followup
                     WHERE state IN ('planned', 'scheduled')
                       AND partner_id = ANY(%(ids)s)
                     ORDER BY partner_id, company_id, date_planned, id),
                next AS (
                    SELECT partner_id,
                           jsonb_object_agg(company_id, date_planned) AS days,
                           jsonb_object_agg(company_id, user_id)
                               FILTER (WHERE user_id IS NOT NULL) AS users
                      FROM first GROUP BY partner_id),
                new AS (
                    SELECT partner.id, next.days, next.users
                      FROM res_partner AS partner
                      LEFT JOIN next ON next.partner_id = partner.id
                     WHERE partner.id = ANY(%(ids)s)
                       AND (partner.customer_next_followup_date,
                            partner.customer_next_followup_user_id)
                           IS DISTINCT FROM (next.days, next.users))
                UPDATE res_partner AS partner
                   SET customer_next_followup_date = new.days,
                       customer_next_followup_user_id = new.users
                  FROM new
                 WHERE partner.id = new.id
                RETURNING partner.id
                """,
                ids=list(self.ids),
            )
        )
        changed = self.browse([row[0] for row in self.env.cr.fetchall()])
        changed.invalidate_recordset(NEXT_FOLLOWUP)
