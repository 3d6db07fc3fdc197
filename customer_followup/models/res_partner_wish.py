from collections import Counter

from odoo import api, fields, models


class ResPartner(models.Model):
    """What customers wait for (CAR-2)."""

    _inherit = "res.partner"

    customer_wish_count = fields.Integer(
        "Open Wishes", compute="_compute_customer_wish_count"
    )

    @api.depends_context("uid", "allowed_company_ids")
    def _compute_customer_wish_count(self):
        counts = self._count_open_records("customer.wish")
        for partner in self:
            partner.customer_wish_count = counts[partner.commercial_partner_id.id]

    def _count_open_records(self, model: str) -> Counter:
        """Return how many records in the state ``open`` these customers have, by id.

        None where the user may not read them.
        """
        Record = self.env[model]
        if not Record.has_access("read"):
            return Counter()
        of_customers = [
            ("partner_id", "in", self.commercial_partner_id.ids),
            ("state", "=", "open"),
        ]
        counts = Record._read_group(of_customers, ["partner_id"], ["__count"])
        return Counter({customer.id: count for customer, count in counts})

    def action_open_customer_wishes(self):
        """Show what the customer wishes; *New* writes down another wish."""
        return self._open_customer_records("customer_followup.customer_wish_action")

    def _open_customer_records(self, xml_id: str) -> dict:
        """Return an action for the records of the customer; new ones are the same's.

        :param xml_id: of the action that shows those of all customers
        """
        self.ensure_one()
        customer = self.commercial_partner_id
        action = self.env["ir.actions.act_window"]._for_xml_id(xml_id)
        action["domain"] = [("partner_id", "=", customer.id)]
        action["context"] = {"default_partner_id": customer.id}
        return action
