from odoo import models

SETTLEMENT_FIELDS = ("name", "phone", "street", "city")
ADDRESS_FIELDS = ("street", "street2", "city", "zip", "state_id", "country_id")


class ResPartner(models.Model):
    """What has to be known of a customer when an order is settled (DOS-8)."""

    _inherit = "res.partner"

    def _get_missing_settlement_facts(self) -> list[str]:
        """Return which of name, phone, street and city are empty."""
        self.ensure_one()
        return [name for name in SETTLEMENT_FIELDS if not (self[name] or "").strip()]

    def _describe_missing_settlement_facts(self) -> str:
        """Return the same in words."""
        labels = self.fields_get(SETTLEMENT_FIELDS, ["string"])
        missing = self._get_missing_settlement_facts()
        return ", ".join(labels[name]["string"] for name in missing)

    def _prepare_settlement_facts(self, contact) -> dict:
        """Return what is known already, to be completed.

        :param contact: who ordered, whose phone is proposed when it is the only one
        """
        self.ensure_one()
        facts = {name: self[name] for name in (*SETTLEMENT_FIELDS, "street2", "zip")}
        return facts | {
            "phone": self.phone or contact.phone,
            "state_id": self.state_id.id,
            "country_id": self.country_id.id,
        }
