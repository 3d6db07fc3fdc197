from odoo import fields, models


class CustomerDeadline(models.Model):
    """What a document shows of its deadlines."""

    _inherit = "customer.deadline"

    def _get_summary(self) -> dict:
        """Return the deadline as the badge on the document shows it; moments in UTC."""
        return {
            "id": self.id,
            "name": self.policy_id.name,
            "state": self.state,
            "is_open": self.is_open,
            "due_at": fields.Datetime.to_string(self.due_at),
            "warn_at": fields.Datetime.to_string(self.warn_at),
            "ended_at": fields.Datetime.to_string(self.ended_at),
            "is_by_clock": self.is_by_clock,
            "user": self.user_id.name,
        }
