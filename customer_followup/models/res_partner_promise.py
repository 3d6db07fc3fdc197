from odoo import api, fields, models


class ResPartner(models.Model):
    """What customers were promised (VIS-8)."""

    _inherit = "res.partner"

    customer_promise_count = fields.Integer(
        "Open Promises", compute="_compute_customer_promise_count"
    )

    @api.depends_context("uid", "allowed_company_ids")
    def _compute_customer_promise_count(self):
        counts = self._count_open_records("customer.promise")
        for partner in self:
            partner.customer_promise_count = counts[partner.commercial_partner_id.id]

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
        return self._open_customer_records("customer_followup.customer_promise_action")
