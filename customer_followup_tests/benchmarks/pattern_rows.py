"""Many rows like one that Odoo has made, written by SQL with other values.

So each row is as wide as a real one, also with columns that a later version adds.
"""

import json
from typing import Any

INSERT = """
    INSERT INTO {table}
    SELECT new.* FROM ({rows}) AS facts,
           jsonb_populate_record(NULL::{table}, %(pattern)s || {values}) AS new
"""


def read_row(record) -> str:
    """Return the row of a record that is flushed, as JSON."""
    query = f"SELECT to_jsonb(t) FROM {record._table} AS t WHERE id = %s"
    record.env.cr.execute(query, [record.id])
    return json.dumps(record.env.cr.fetchone()[0])


def add_rows(
    cursor, table: str, rows: str, values: str, pattern: str, parameters: dict[str, Any]
):
    """Add one row like ``pattern`` for each row of a query.

    :param rows: query of the facts
    :param values: JSON expression over the facts of what differs from the pattern
    :param pattern: what ``read_row`` returned
    :param parameters: of ``rows`` and ``values``
    """
    cursor.execute(
        INSERT.format(table=table, rows=rows, values=values),
        parameters | {"pattern": pattern},
    )
