from odoo import fields, models


class CustomerTimeline(models.Model):
    """The archive: what is finished, found again by the class of its customer (DOS-9).

    Who adds a class of customers, like a grade, adds it here as a related field, and
    to the searches of the archive.
    """

    _inherit = "customer.timeline"

    customer_tag_ids = fields.Many2many(related="partner_id.category_id")
    customer_industry_id = fields.Many2one(related="partner_id.industry_id")
    customer_country_id = fields.Many2one(related="partner_id.country_id")
    customer_is_company = fields.Boolean(
        "Customer Is a Company", related="partner_id.is_company"
    )
    customer_specialist_id = fields.Many2one(
        related="partner_id.customer_specialist_id"
    )
    customer_salesperson_id = fields.Many2one(
        string="Customer's Salesperson", related="partner_id.user_id"
    )
