from odoo import fields, models


class ResCompany(models.Model):
    """Whether a company asks for a customer's facts when it sells (DOS-8)."""

    _inherit = "res.company"

    customer_settlement_check = fields.Boolean(
        "Ask for Phone and Address",
        help="Whoever confirms an order of a customer without name, phone, street or "
        "city is asked for them first.",
    )
