from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL, LazyTranslate

from .res_partner_dossier import COLLEAGUES

_lt = LazyTranslate(__name__)


class ResPartner(models.Model):
    """The graded register 客户分级目录: all customers of a company by grade (GRD-3)."""

    _inherit = "res.partner"

    customer_grade_id = fields.Many2one(
        group_expand="_expand_customer_grades",
        # translated as a text of the code, unlike other attributes of fields
        falsy_value_label=_lt("Not Yet Graded"),  # pylint: disable=translation-field
    )
    customer_contact_interval_days = fields.Integer(
        related="customer_grade_id.contact_interval_days", groups=COLLEAGUES
    )
    customer_grade_change = fields.Selection(
        [
            ("first", "First Grade"),
            ("same", "Unchanged"),
            ("up", "Improved"),
            ("down", "Declined"),
        ],
        "Change of Grade",
        compute="_compute_customer_grade_change",
        search="_search_customer_grade_change",
        groups=COLLEAGUES,
        help="What the last applied assessment made of the grade before it.",
    )
    customer_is_registered = fields.Boolean(
        "In the Register",
        compute="_compute_customer_is_registered",
        search="_search_customer_is_registered",
        groups=COLLEAGUES,
        help="Whether the present company grades this contact, as its customer.",
    )

    @api.depends("customer_grade_id", "customer_grade_date")
    @api.depends_context("company")
    def _compute_customer_grade_change(self):
        rows = {}
        if self.ids:
            customers = SQL("SELECT unnest(%s)", self.ids)
            rows = dict(self.env.execute_query(self._select_grade_changes(customers)))
        for partner in self:
            partner.customer_grade_change = rows.get(partner._origin.id)

    @api.model
    def _search_customer_grade_change(self, operator, value):
        if operator != "in":
            return NotImplemented
        changes = self._select_grade_changes(SQL("SELECT id FROM res_partner"))
        known = [change for change in value if change]
        chosen = SQL(
            "(SELECT partner_id FROM (%s) AS customer WHERE change = ANY(%s))",
            changes,
            known,
        )
        domain = Domain("id", "in", chosen)
        if len(known) < len(value):  # who has no change to speak of
            domain |= Domain(
                "id",
                "not in",
                SQL(
                    "(SELECT partner_id FROM (%s) AS c WHERE change IS NOT NULL)",
                    changes,
                ),
            )
        return domain

    @api.model
    def _select_grade_changes(self, customers: SQL) -> SQL:
        """Return the query of customers and what became of their grade last.

        What an assessment was decided to, not what it proposed. By SQL: the grade of a
        customer, now and before, is known to all colleagues who see the customer.

        :param customers: the query of their ids
        """
        self.env["customer.assessment"].flush_model()
        return SQL(
            """
            SELECT customer.id AS partner_id, CASE
                       WHEN decided.id IS NULL THEN NULL
                       WHEN present.id IS NULL THEN 'first'
                       WHEN decided.min_score > present.min_score THEN 'up'
                       WHEN decided.min_score < present.min_score THEN 'down'
                       ELSE 'same' END AS change
              FROM (%(customers)s) AS customer (id)
              CROSS JOIN LATERAL (
                   SELECT decided_grade_id, current_grade_id FROM customer_assessment
                    WHERE company_id = %(company)s AND state = 'applied'
                      AND partner_id = customer.id
                    ORDER BY applied_at DESC, id DESC LIMIT 1) AS last
              LEFT JOIN customer_grade AS decided ON decided.id = last.decided_grade_id
              LEFT JOIN customer_grade AS present ON present.id = last.current_grade_id
            """,
            company=self.env.company.id,
            customers=customers,
        )

    @api.depends_context("company")
    def _compute_customer_is_registered(self):
        domain = self._get_customer_domain(self.env.company)
        registered = self.filtered_domain(domain)
        for partner in self:
            partner.customer_is_registered = partner in registered

    @api.model
    def _search_customer_is_registered(self, operator, value):
        if operator != "in":
            return NotImplemented
        # the operator "in" is given one of two values, or both
        domain = self._get_customer_domain(self.env.company)
        return Domain.OR(domain if wanted else ~domain for wanted in value)

    @api.model
    def _expand_customer_grades(self, grades, domain):
        """Show the grades of the company's scheme, those without customers too.

        A grade of another scheme, as long as somebody has it, stands where its lowest
        score puts it.
        """
        scheme = self.env["customer.grading.scheme"]._find_approved(self.env.company)
        shown = grades | scheme.with_env(self.env).grade_ids
        return shown.sorted(lambda grade: (-grade.min_score, grade.sequence, grade.id))
