from odoo import fields, models
from odoo.tools import SQL


def claim(records: models.BaseModel, name: str):
    """Let nobody else claim the same records until this transaction ends.

    Each claim writes the record's row, and PostgreSQL has the second one start again
    (REPEATABLE READ), where it sees what the first one has done. A lock alone would
    only make it wait and then go on with what it saw.

    :param name: a field with the moment of the last claim
    """
    if not records.ids:
        return
    records.env.cr.execute(
        SQL(
            """
            UPDATE %(table)s SET %(column)s = %(now)s
             WHERE id IN (SELECT id FROM %(table)s WHERE id = ANY(%(ids)s)
                           ORDER BY id FOR NO KEY UPDATE)
            """,
            table=SQL.identifier(records._table),
            column=SQL.identifier(name),
            now=fields.Datetime.now(),
            ids=records.ids,
        )
    )
    records.invalidate_recordset([name], flush=False)
