from odoo import fields, models


class ResCompany(models.Model):
    """When a company's return-visit reports are made, and for whom (VPL-2).

    As installed, none are made.
    """

    _inherit = "res.company"

    customer_report_is_monthly = fields.Boolean(
        "Monthly Return-Visit Reports",
        help="For each department that makes contacts, unless it has agreed on other "
        "times.",
    )
    customer_report_is_quarterly = fields.Boolean(
        "Quarterly Summaries", help="Besides the monthly reports."
    )
    customer_report_day = fields.Integer(
        "Made on Day",
        default=2,
        help="So many days after the end of the period; 1 is the day after it. Records "
        "of the last day should be written by then.",
    )
    customer_report_to_department_id = fields.Many2one(
        "hr.department",
        "Reports Go To",
        help="The department that reads the return-visit reports: sales.",
    )
    customer_report_to = fields.Selection(
        [("manager", "Its manager"), ("members", "Its manager and members")],
        string="Who Gets Them",
        required=True,
        default="manager",
    )
    customer_report_coverage_goal = fields.Float(
        "Goal: Customers Contacted (%)", default=100.0
    )
    customer_report_punctuality_goal = fields.Float("Goal: On Time (%)", default=100.0)

    _customer_report_range = models.Constraint(
        """CHECK (customer_report_day BETWEEN 1 AND 28
              AND customer_report_coverage_goal BETWEEN 0 AND 100
              AND customer_report_punctuality_goal BETWEEN 0 AND 100)""",
        "A report is made 1 to 28 days after the period, and a goal is 0 to 100 %.",
    )
