from datetime import date

from dateutil.relativedelta import relativedelta

from odoo import fields, models


class ResCompany(models.Model):
    """How often a company grades its customers, and what is applied by itself."""

    _inherit = "res.company"

    customer_grading_months = fields.Integer(
        "Grade Customers Every (Months)",
        default=1,
        help="The job begins a run for all customers every so many months, as soon as "
        "a scheme is approved. 0: only when somebody asks for it.",
    )
    customer_grading_next_date = fields.Date("Next Grading", readonly=True)
    customer_grading_apply = fields.Selection(
        [
            ("none", "A supervisor applies everything"),
            ("small", "First grades, unchanged ones and one grade up or down"),
            ("all", "Everything"),
        ],
        string="Applied Without a Supervisor",
        required=True,
        default="none",
    )

    _customer_grading_months_range = models.Constraint(
        "CHECK (customer_grading_months BETWEEN 0 AND 120)",
        "Customers are graded every 0 (never) to 120 months.",
    )

    def _is_grading_due(self, today: date) -> bool:
        months = self.customer_grading_months
        scheme = self.env["customer.grading.scheme"]._find_approved(self)
        next_date = self.customer_grading_next_date
        return bool(months and scheme and (not next_date or next_date <= today))

    def _grade_next_night(self):
        """Let the job grade by a scheme that was approved just now."""
        # sudo: the date is the job's, and nobody's to set
        self.sudo().customer_grading_next_date = self._get_customer_today()

    def _plan_next_grading(self, today: date):
        # sudo: the date is the job's, and nobody's to set
        self.sudo().customer_grading_next_date = today + relativedelta(
            months=self.customer_grading_months
        )
