from odoo import api, fields, models
from odoo.tools import SQL

from .customer_followup import RESULTS

KINDS = [
    ("contact", "Visits and Calls"),
    ("deadline", "Promises on Time"),
    ("coverage", "Customers by Month"),
    ("case", "Cases"),
    ("won_back", "Won Back"),
]
# name: SQL type; the same in every branch, so that PostgreSQL hands conditions down
COLUMNS = {
    "id": "int8",
    "kind": "varchar",
    "res_model": "varchar",
    "res_id": "int4",
    "company_id": "int4",
    "currency_id": "int4",
    "date": "date",
    "partner_id": "int4",
    "user_id": "int4",
    "department_id": "int4",
    "followup_id": "int4",
    "rule_id": "int4",
    "grade_code": "varchar",
    "result": "varchar",
    "contact_count": "int4",
    "coverage": "float8",
    "punctuality": "float8",
    "satisfaction": "float8",
    "case_count": "int4",
    "complaint_count": "int4",
    "response_hours": "float8",
    "won_back_amount": "numeric",
}


class CustomerFollowupAnalysis(models.Model):
    """What customer service came to, per person, grade, department, rule and month.

    What it is: one row for each contact, promise that came due, customer and month,
    case, and customer won back (RPT-2). Read from the records themselves: nobody makes
    a row, and it ends with its record.

    How it is used: pivot and graph. A row has a value in the measures that it is about
    and none in the others, so that averages are of what was measured. Each row opens
    its record.

    How it works: one ``UNION ALL`` of sources, of the companies that are looked at.
    Who adds one adds it to ``_get_sources`` and writes ``_select_<name>``.
    """

    _name = "customer.followup.analysis"
    _description = "Result of Customer Service"
    _inherit = ["customer.analysis.mixin"]
    _auto = False
    _order = "date desc, id desc"
    _rec_name = "kind"
    _depends = {
        "customer.followup": [
            "company_id",
            "contacted_at",
            "grade_code",
            "partner_id",
            "result",
            "satisfaction",
            "state",
            "user_id",
        ],
        "customer.followup.reason": [
            "followup_id",
            "occasion_date",
            "rule_id",
            "state",
            "won_back_amount",
            "won_back_date",
            "won_back_user_id",
        ],
        "customer.deadline": ["answerable_id", "due_at", "punctuality", "state"],
        "helpdesk.ticket": [
            "active",
            "customer_case_type",
            "customer_contacted_at",
            "customer_followup_id",
            "customer_registered_at",
            "customer_validity",
            "partner_id",
        ],
        "res.partner": [
            "active",
            "commercial_partner_id",
            "company_id",
            "customer_dossier_date",
            "customer_grade_id",
            "customer_specialist_id",
        ],
        "hr.employee": ["company_id", "current_version_id", "user_id"],
        "hr.version": ["department_id"],
    }

    kind = fields.Selection(KINDS, "About", readonly=True)
    res_model = fields.Char("Document Model", readonly=True)
    res_id = fields.Many2oneReference(
        "Document ID", model_field="res_model", readonly=True
    )
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    date = fields.Date(
        readonly=True,
        help="The day of the contact, the deadline, the registration or the order; of "
        "a customer and month, its first day.",
    )
    partner_id = fields.Many2one("res.partner", "Customer", readonly=True)
    user_id = fields.Many2one(
        "res.users",
        "Specialist",
        readonly=True,
        help="Made the contact or was answerable; of a customer and month, who looks "
        "after the customer.",
    )
    department_id = fields.Many2one("hr.department", readonly=True)
    followup_id = fields.Many2one("customer.followup", readonly=True)
    rule_id = fields.Many2one(
        "customer.followup.rule",
        readonly=True,
        help="The first that asked for the contact.",
    )
    grade_code = fields.Char(
        "Grade",
        readonly=True,
        help="The grade at the time of the contact. Where none was kept, and for "
        "customers by month, the present one.",
    )
    result = fields.Selection(RESULTS, readonly=True)
    contact_count = fields.Integer("Visits and Calls", readonly=True)
    coverage = fields.Float(
        "Coverage (%)",
        readonly=True,
        aggregator="avg",
        help="Which part of the customers was contacted in the month.",
    )
    punctuality = fields.Float(
        "On Time (%)",
        readonly=True,
        aggregator="avg",
        help="Which part of the promises about contacts and cases was kept.",
    )
    satisfaction = fields.Float(
        "Satisfaction (1 to 5)", readonly=True, aggregator="avg"
    )
    case_count = fields.Integer("Cases", readonly=True)
    complaint_count = fields.Integer("Complaints", readonly=True)
    response_hours = fields.Float(
        "Response (Hours)",
        readonly=True,
        aggregator="avg",
        help="From the registration of a case to the first contact, by the clock.",
    )
    won_back_amount = fields.Monetary("Won Back", readonly=True)

    @property
    def _table_query(self) -> SQL:
        return SQL(" UNION ALL ").join(
            getattr(self, f"_select_{source}")(number)
            for number, source in enumerate(self._get_sources())
        )

    @api.model
    def _get_sources(self) -> list[str]:
        """Return the sources; their places make the ids of rows, and stay."""
        return ["contacts", "deadlines", "coverage", "cases", "won_back"]

    @api.depends("kind", "partner_id", "date")
    @api.depends_context("lang")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for row in self:
            # sudo: whose row it is was found by the rights of the row
            name = row.sudo().partner_id.name or ""
            row.display_name = f"{kinds.get(row.kind, '')} {name}".strip()

    def action_open_document(self):
        """Show the record that the row counts; of several, the first."""
        row = self.exists()[:1]
        if not row:
            return False
        row.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "res_model": row.res_model,
            "res_id": row.res_id,
            "views": [(False, "form")],
        }
