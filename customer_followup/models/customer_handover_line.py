from odoo import fields, models
from odoo.exceptions import UserError

from ..tools.bulk_update import bulk_update

KINDS = [
    ("customer", "Customers"),
    ("followup", "Follow-ups"),
    ("case", "Cases"),
    ("approval", "Approvals"),
]
OUTCOMES = [
    ("moved", "Handed over"),
    ("returned", "Returned"),
    ("kept", "Not returned"),
]


class CustomerHandoverLine(models.Model):
    """One record that was handed over, and whether it was given back.

    Written by its handover, and ends with it; nobody changes it.
    """

    _name = "customer.handover.line"
    _description = "Handed Over Record"
    _order = "id"

    handover_id = fields.Many2one(
        "customer.handover", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    res_model = fields.Char("Model", required=True)
    res_id = fields.Many2oneReference("Record", model_field="res_model", required=True)
    res_name = fields.Char("Document")
    kind = fields.Selection(KINDS, "What", required=True)
    outcome = fields.Selection(OUTCOMES, required=True, default="moved")
    note = fields.Char()

    def _note_outcome(self, returned_ids: set[int]):
        """Note for each line whether its record was given back.

        :param returned_ids: of the records
        """
        self.fetch(["res_id"])  # with one query, not one for each line
        kept = self.env._("Done meanwhile, or with somebody else by now")
        bulk_update(
            self,
            [
                {"id": line.id, "outcome": "returned", "note": None}
                if line.res_id in returned_ids
                else {"id": line.id, "outcome": "kept", "note": kept}
                for line in self
            ],
        )

    def _get_record(self):
        """Return the record, empty if it is deleted.

        :raise AccessError: the user may not read it
        """
        self.ensure_one()
        record = self.env[self.res_model].browse(self.res_id).exists()
        record.check_access("read")
        return record

    def action_open_record(self):
        """Open what was handed over, if the user may read it.

        :raise UserError: it does not exist any more
        """
        self.check_access("read")
        record = self._get_record()
        if not record:
            raise UserError(
                self.env._("%(record)s does not exist any more.", record=self.res_name)
            )
        return {
            "type": "ir.actions.act_window",
            "res_model": record._name,
            "res_id": record.id,
            "views": [(False, "form")],
        }
