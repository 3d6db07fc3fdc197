from odoo import fields, models

# personal facts are for colleagues: no portal shows them
PERSONAL = {"groups": "base.group_user"}


class ResPartner(models.Model):
    """Whom one talks to at a customer: roles, and what one knows of a person (DOS-7).

    No chatter keeps what it was before.
    """

    _inherit = "res.partner"

    customer_contact_role_ids = fields.Many2many(
        "customer.contact.role", string="Roles", **PERSONAL
    )
    customer_relationship = fields.Selection(
        [
            ("0", "Not known"),
            ("1", "Distant"),
            ("2", "Acquainted"),
            ("3", "Good"),
            ("4", "Close to Us"),
            ("5", "Trusted"),
        ],
        "Relationship",
        help="How well we know the person, from distant (1) to trusted (5).",
        **PERSONAL,
    )
    customer_hobbies = fields.Char("Hobbies", **PERSONAL)
