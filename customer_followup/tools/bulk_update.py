"""Write many rows of one model, each with values of its own, with one statement."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from odoo.models import BaseModel
from odoo.tools import SQL


def bulk_update(model: BaseModel, rows: Sequence[Mapping[str, Any]]):
    """Update rows the way ``write`` would, without running ``write``.

    What the ORM does besides is the caller's to do: stored computed fields that depend
    on these, and checks.

    :param rows: ``id`` and stored fields, the same in every row, as they are stored:
        moments as ``datetime``, what is missing as ``None``
    """
    if not rows:
        return
    names = [name for name in rows[0] if name != "id"]
    records = model.browse([row["id"] for row in rows])
    records.flush_recordset()
    query = SQL(
        """
        UPDATE %(table)s AS record
           SET %(assignments)s, write_uid = %(uid)s, write_date = %(now)s
          FROM json_populate_recordset(NULL::%(table)s, %(rows)s) AS new
         WHERE record.id = new.id
        """,
        table=SQL.identifier(model._table),
        assignments=SQL(", ").join(
            SQL("%s = %s", SQL.identifier(name), SQL.identifier("new", name))
            for name in names
        ),
        uid=model.env.uid,
        now=model.env.cr.now(),
        rows=json.dumps(rows, default=str),
    )
    model.env.cr.execute(query)
    records.invalidate_recordset()  # all: other fields are computed from these
