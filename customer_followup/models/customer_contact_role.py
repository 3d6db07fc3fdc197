from odoo import fields, models


class CustomerContactRole(models.Model):
    """What a person decides or does at a customer: owner of the equipment, user, …

    Four are shipped; the service manager names others. A person may have several, as
    the owner of a small firm does. It ends by being archived.
    """

    _name = "customer.contact.role"
    _description = "Role of a Contact"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    color = fields.Integer()
    company_id = fields.Many2one(
        "res.company", index="btree_not_null", help="Left empty, for all companies."
    )

    _name_in_company = models.UniqueIndex(
        "(name, COALESCE(company_id, 0)) WHERE active",
        "There is a role with this name already.",
    )
