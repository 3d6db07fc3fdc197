from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL, format_datetime

from .customer_followup_input import RECORD_FIELDS

# what two people may write at the same time without knowing of each other
VERSIONED = RECORD_FIELDS | {"reason_ids", "promise_ids"}


class CustomerFollowup(models.Model):
    """Two people write one record: the second is told, and overwrites nothing (VIS-6).

    The form sends the version it has read with whatever it saves. Scripts that send
    none write as before.
    """

    _inherit = "customer.followup"

    record_version = fields.Integer(
        default=0,
        readonly=True,
        copy=False,
        help="Counts the changes of the record.",
    )

    @api.model
    def _get_stamp_fields(self) -> set[str]:
        return super()._get_stamp_fields() | {"record_version"}

    def write(self, vals):
        seen = vals.get("record_version", False)
        vals = {name: vals[name] for name in vals if name != "record_version"}
        if VERSIONED.isdisjoint(vals):
            return super().write(vals)
        if seen is not False:
            self._check_version(seen)
        result = super().write(vals)
        self._count_version()
        return result

    def _check_version(self, seen: int):
        """Refuse to overwrite what the writer has not seen.

        :param seen: the version the writer has read
        :raise UserError: says who changed the record, and what to do
        """
        for followup in self:
            if followup.record_version != seen:
                raise UserError(
                    self.env._(
                        "%(who)s has changed the record of %(name)s since you opened "
                        "it (%(when)s). Nothing was overwritten, and what you wrote is "
                        "still on your screen: copy it, discard your changes, look at "
                        "the record as it is now, and add what is missing.",
                        # sudo: the name of a colleague
                        who=followup.sudo().write_uid.name,
                        name=followup.name,
                        when=format_datetime(self.env, followup.write_date),
                    )
                )

    def _count_version(self):
        # in SQL, as each record has a version of its own; of two transactions that do
        # it at once PostgreSQL lets one start again, which then finds the other's
        self.flush_recordset()
        self.env.cr.execute(
            SQL(
                """
                UPDATE customer_followup SET record_version = record_version + 1
                 WHERE id = ANY(%s)
                """,
                self.ids,
            )
        )
        self.invalidate_recordset(["record_version"])
