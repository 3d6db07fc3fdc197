from odoo import models


class CustomerFollowup(models.Model):
    _name = "customer.followup"
    _inherit = ["customer.followup", "customer.graded.mixin"]


class CustomerCreditRequest(models.Model):
    _name = "customer.credit.request"
    _inherit = ["customer.credit.request", "customer.graded.mixin"]


class SaleOrder(models.Model):
    _name = "sale.order"
    _inherit = ["sale.order", "customer.graded.mixin"]
