from odoo import models
from odoo.tools import SQL


class IrSequence(models.Model):
    _inherit = "ir.sequence"

    def _customer_next_numbers(self, count: int) -> list[str]:
        """Return the next ``count`` numbers with one query where that is possible.

        :return: as many numbers; none when the sequence does not exist
        """
        if not self:
            return []
        if self.implementation != "standard" or self.use_date_range:
            return [self.next_by_id() for _number in range(count)]
        rows = self.env.execute_query(
            SQL(
                "SELECT nextval(%s::regclass) FROM generate_series(1, %s)",
                f"ir_sequence_{self.id:03d}",
                count,
            )
        )
        # not get_next_char, which works the same prefix out for each number
        prefix, suffix = self._get_prefix_suffix()
        width = self.padding
        return [f"{prefix}{number:0{width}d}{suffix}" for (number,) in rows]
