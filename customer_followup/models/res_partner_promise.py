from odoo import api, fields, models


class ResPartner(models.Model):
    """What customers were promised (VIS-8)."""

    _inherit = "res.partner"

    customer_promise_count = fields.Integer(
        "Open Promises", compute="_compute_customer_promise_count"
    )

    @api.depends_context("uid", "allowed_company_ids")
    def _compute_customer_promise_count(self):
        Promise = self.env["customer.promise"]
        self.customer_promise_count = 0
        if not Promise.has_access("read"):
            return
        counts = Promise._read_group(
            [
                ("partner_id", "in", self.commercial_partner_id.ids),
                ("state", "=", "open"),
            ],
            ["partner_id"],
            ["__count"],
        )
        count_by_customer = {customer.id: count for customer, count in counts}
        for partner in self:
            customer = partner.commercial_partner_id
            partner.customer_promise_count = count_by_customer.get(customer.id, 0)

    def write(self, vals):
        # sudo inside: promises of colleagues
        promises = self.env["customer.promise"]
        former = {}
        if vals.get("customer_specialist_id"):
            promises = promises._find_open([("partner_id", "in", self.ids)])
            former = {p.id: p.partner_id.customer_specialist_id for p in promises}
        result = super().write(vals)
        inherited = promises.filtered(lambda p: p.user_id == former[p.id])
        inherited.write({"user_id": vals.get("customer_specialist_id")})
        if "active" in vals and not vals["active"]:
            self._drop_promises()
        return result

    def _drop_promises(self):
        """Give up what customers were promised who are archived."""
        promises = self.env["customer.promise"]._find_open(
            [("partner_id", "in", self.ids)]
        )
        if promises:
            promises.action_drop(self.env._("The customer was archived."))

    def action_open_customer_promises(self):
        """Show what the customer was promised; *New* writes down another promise."""
        self.ensure_one()
        customer = self.commercial_partner_id
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "customer_followup.customer_promise_action"
        )
        action["domain"] = [("partner_id", "=", customer.id)]
        action["context"] = {"default_partner_id": customer.id}
        return action
