from odoo import fields, models
from odoo.exceptions import UserError

from .customer_followup import OPEN_STATES


class CustomerFollowup(models.Model):
    """What was promised in a contact (VIS-8)."""

    _inherit = "customer.followup"

    promise_ids = fields.One2many(
        "customer.promise", "followup_id", "Promises", copy=False
    )

    def _note_promise(self, text: str):
        """Write down what the customer was promised in this contact.

        Under a record that is closed or signed already it is the customer's alone.

        :param text: what was promised
        :return: the promise; none for an empty text
        """
        self.ensure_one()
        promises = self.env["customer.promise"]
        if not promises._is_text(text) or not text.strip():
            return promises
        vals = {"description": text.strip()}
        if self._takes_promises():
            return promises.create({**vals, "followup_id": self.id})
        return promises.create(
            {
                **vals,
                "partner_id": self.partner_id.id,
                "company_id": self.company_id.id,
                "user_id": (self.user_id or self.env.user).id,
                "date_deadline": promises._get_default_deadline(self.company_id),
            }
        )

    def _takes_promises(self) -> bool:
        return self.state in OPEN_STATES and not self.signature

    def _check_takes_promises(self):
        """Refuse to change the promises of a record that is closed or signed.

        :raise UserError: says where a later promise is written down
        """
        for followup in self:
            if not followup._takes_promises():
                raise UserError(
                    self.env._(
                        "The record of %(name)s is closed or signed, and so are the "
                        "promises in it. Write down a later one under Follow-ups > "
                        "Promises.",
                        name=followup.name,
                    )
                )
