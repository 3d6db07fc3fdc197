from odoo import fields, models


class ResCompany(models.Model):
    """What holds for the records of visits and for what follows from them."""

    _inherit = "res.company"

    customer_signature_link_hours = fields.Integer(
        "Signature Link Works For (Hours)",
        default=72,
        help="So long a customer can sign a record by the link that was sent.",
    )
    customer_promise_days = fields.Integer(
        "Promises Are Kept Within (Days)",
        default=7,
        help="Proposed for what a customer is promised.",
    )
    customer_visit_days = fields.Integer(
        "A Visit Follows Within (Days)",
        default=7,
        help="When a record says that a visit on site is wanted.",
    )
    customer_technical_team_id = fields.Many2one(
        "helpdesk.ticket.team",
        string="Team for Technical Problems",
        help="Gets the technical problems that could not be solved in the contact. "
        "Left empty, they go the way of other problems.",
    )

    _customer_visit_range = models.Constraint(
        """CHECK (customer_signature_link_hours BETWEEN 1 AND 720
              AND customer_promise_days BETWEEN 0 AND 366
              AND customer_visit_days BETWEEN 1 AND 366)""",
        "A signature link works for 1 to 720 hours; a promise is kept within a year, "
        "and a visit follows within 1 to 366 days.",
    )
