from odoo import models


class CustomerFollowup(models.Model):
    """A follow-up says how much the customer is worth."""

    _name = "customer.followup"
    _inherit = ["customer.followup", "customer.graded.mixin"]


class CustomerFollowupReason(models.Model):
    """What waits is ranked by it."""

    _name = "customer.followup.reason"
    _inherit = ["customer.followup.reason", "customer.graded.mixin"]


class CustomerCreditRequest(models.Model):
    """A credit request says it to whoever signs."""

    _name = "customer.credit.request"
    _inherit = ["customer.credit.request", "customer.graded.mixin"]


class SaleOrder(models.Model):
    """An order says it to whoever sells."""

    _name = "sale.order"
    _inherit = ["sale.order", "customer.graded.mixin"]
