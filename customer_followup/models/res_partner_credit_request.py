from odoo import api, fields, models
from odoo.exceptions import UserError


class ResPartner(models.Model):
    """The way from a customer to the requests for other credit terms."""

    _inherit = "res.partner"

    customer_credit_request_count = fields.Integer(
        "Credit Requests", compute="_compute_customer_credit_request_count"
    )

    @api.depends_context("uid", "allowed_company_ids")
    def _compute_customer_credit_request_count(self):
        Request = self.env["customer.credit.request"]
        groups = Request._read_group(
            [("partner_id", "in", self.commercial_partner_id.ids)],
            ["partner_id"],
            ["__count"],
        )
        counts = {customer.id: count for customer, count in groups}
        for partner in self:
            customer = partner.commercial_partner_id
            partner.customer_credit_request_count = counts.get(customer.id, 0)

    def write(self, vals):
        result = super().write(vals)
        if "active" in vals and not vals["active"]:
            self._cancel_credit_requests()
        return result

    def _cancel_credit_requests(self):
        """Give up what is requested for customers that are archived."""
        # sudo: whoever archives a customer need not be allowed to cancel requests
        requests = (
            self.env["customer.credit.request"]
            .sudo()
            .search(
                [
                    ("partner_id", "in", self.ids),
                    ("state", "in", ("draft", "submitted")),
                ]
            )
        )
        if requests:
            requests.action_cancel(self.env._("The customer was archived."))

    def action_request_credit_change(self):
        """Open a new request for other credit terms, filled in for the customer.

        :raise UserError: the customer is archived
        """
        self.ensure_one()
        customer = self.commercial_partner_id
        if not customer.active:
            raise UserError(
                self.env._(
                    "%(customer)s is archived. Restore the customer first.",
                    customer=customer.name,
                )
            )
        return {
            "type": "ir.actions.act_window",
            "res_model": "customer.credit.request",
            "views": [(False, "form")],
            "context": {"default_partner_id": customer.id},
        }

    def action_open_credit_requests(self):
        """Show all requests for the customer."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "customer_followup.customer_credit_request_action"
        )
        customer = self.commercial_partner_id
        action["domain"] = [("partner_id", "=", customer.id)]
        action["context"] = {"default_partner_id": customer.id}
        return action
