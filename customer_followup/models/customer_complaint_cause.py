from odoo import fields, models


class CustomerComplaintCause(models.Model):
    """A kind of cause that complaints have, for statistics and similar cases (CMP-4).

    The service manager writes them; one that is not used any more is archived.
    """

    _name = "customer.complaint.cause"
    _description = "Cause of Complaints"
    _order = "sequence, id"

    name = fields.Char("Cause", required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", index=True, help="Empty: for every company."
    )
    description = fields.Text(
        translate=True, help="When to choose it, and when another one."
    )
