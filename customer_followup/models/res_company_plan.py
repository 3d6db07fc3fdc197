from odoo import fields, models


class ResCompany(models.Model):
    """Whether and when the company's staff plan the visits of the next month."""

    _inherit = "res.company"

    customer_has_visit_plans = fields.Boolean(
        "Monthly Visit Plans",
        help="Every month a draft of the next month's visits is made for everybody "
        "who makes follow-ups, from what will be due.",
    )
    customer_plan_day = fields.Integer(
        "Plans Are Drafted on Day",
        default=25,
        help="The day of the month on which the drafts for the next month are made; in "
        "a shorter month its last day.",
    )
    customer_plan_submit_days = fields.Integer(
        "Days to Submit a Plan",
        default=3,
        help="So many days after the draft is made it has to be submitted.",
    )

    customer_plans_drafted_for = fields.Date(
        readonly=True,
        copy=False,
        help="The month whose plans the job has drafted last.",
    )

    _customer_plan_range = models.Constraint(
        """CHECK (customer_plan_day BETWEEN 1 AND 31
              AND customer_plan_submit_days BETWEEN 0 AND 31)""",
        "Plans are drafted on a day from 1 to 31, and are submitted at most 31 days "
        "later.",
    )
