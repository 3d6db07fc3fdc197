from odoo import api, fields, models
from odoo.tools import SQL

from .helpdesk_ticket_registration import WAYS_IN
from .helpdesk_ticket_validity import VALIDITY

OUTCOMES = [
    ("open", "Being Handled"),
    ("solved", "Closed"),
    ("invalid", "Not Justified"),
    ("cancelled", "Cancelled"),
]
PENALTY_READERS = (
    "customer_followup.group_service_manager,customer_followup.group_general_manager"
)


class CustomerComplaintAnalysis(models.Model):
    """What became of complaints: by cause, department, product and month (RPT-3).

    What it is: one row for each complaint. Read from the complaint, its rounds and
    deadlines, and the contacts with the customer: nobody makes a row, and it ends
    with its complaint.

    How it is used: pivot and graph. A complaint that was not justified, or was given
    up, is nobody's: it has no cause, no department, and is counted by itself alone. A
    row has no value in what nobody knows of it, so that averages are of what is known.

    How it works: see ``customer_complaint_analysis_source.py``.
    """

    _name = "customer.complaint.analysis"
    _description = "Result of Complaints"
    _inherit = ["customer.analysis.mixin"]
    _auto = False
    _order = "date desc, id desc"
    _rec_name = "ticket_id"

    ticket_id = fields.Many2one("helpdesk.ticket", "Complaint", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    date = fields.Date("Registered On", readonly=True)
    partner_id = fields.Many2one("res.partner", "Customer", readonly=True)
    grade_code = fields.Char(
        "Grade",
        readonly=True,
        help="Of the contact in which it was found, otherwise the present one.",
    )
    product_id = fields.Many2one("product.product", readonly=True)
    way_in = fields.Selection(WAYS_IN, readonly=True)
    team_id = fields.Many2one("helpdesk.ticket.team", readonly=True)
    department_id = fields.Many2one(
        "hr.department", "Department in Charge", readonly=True
    )
    responsible_id = fields.Many2one("hr.employee", "Person Responsible", readonly=True)
    cause_id = fields.Many2one(
        "customer.complaint.cause",
        "Kind of Cause",
        readonly=True,
        help="Of the last solution that was approved.",
    )
    validity = fields.Selection(VALIDITY, "Complaint Validity", readonly=True)
    outcome = fields.Selection(OUTCOMES, readonly=True)

    complaint_count = fields.Integer(
        "Complaints",
        readonly=True,
        help="Those that are justified, and those nobody has decided about yet.",
    )
    invalid_count = fields.Integer("Not Justified", readonly=True)
    cancelled_count = fields.Integer("Cancelled", readonly=True)
    round_count = fields.Integer("Rounds", readonly=True)
    answered_count = fields.Integer(
        "Customer Asked",
        readonly=True,
        help="The customer has said after a round whether it was enough.",
    )
    first_time_share = fields.Float(
        "Solved the First Time (%)",
        readonly=True,
        aggregator="avg",
        help="Of the complaints whose customers were asked: satisfied by round 1.",
    )
    deadline_count = fields.Integer("Deadlines", readonly=True)
    kept_count = fields.Integer("Deadlines Kept", readonly=True)
    kept_share = fields.Float(
        "Deadlines Kept (%)",
        readonly=True,
        aggregator="avg",
        help="Of all promises about the complaints that came due.",
    )
    days_to_close = fields.Float(
        "Days Until Closed",
        readonly=True,
        aggregator="avg",
        help="From the registration, by the clock.",
    )
    cost = fields.Monetary(
        readonly=True, help="Of the solutions that were approved, of all rounds."
    )
    penalty = fields.Monetary(
        "Penalties",
        readonly=True,
        groups=PENALTY_READERS,
        help="Those that were approved.",
    )
    satisfaction_before = fields.Float(
        "Satisfaction Before (1 to 5)",
        readonly=True,
        aggregator="avg",
        help="What the customer said last before the complaint.",
    )
    satisfaction_after = fields.Float(
        "Satisfaction After (1 to 5)",
        readonly=True,
        aggregator="avg",
        help="What the customer said in the last callback, otherwise in the first "
        "contact after the complaint was closed.",
    )

    def _read_group_select(self, aggregate_spec, query):
        if aggregate_spec != "kept_share:avg":
            return super()._read_group_select(aggregate_spec, query)
        # of all promises, and not the average of the complaints' averages
        return SQL(
            "100.0 * SUM(%(kept)s) / NULLIF(SUM(%(due)s), 0)",
            kept=self._field_to_sql(self._table, "kept_count", query),
            due=self._field_to_sql(self._table, "deadline_count", query),
        )

    @api.depends("ticket_id")
    def _compute_display_name(self):
        for row in self:
            # sudo: whose row it is was found by the rights of the row
            ticket = row.sudo().ticket_id
            row.display_name = f"{ticket.number or ''} {ticket.name or ''}".strip()

    def action_open_document(self):
        """Show the complaint that the row counts; of several, the first."""
        row = self.exists()[:1]
        if not row:
            return False
        row.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "res_model": "helpdesk.ticket",
            "res_id": row.ticket_id.id,
            "views": [(False, "form")],
        }
