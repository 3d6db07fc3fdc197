"""Write many rows of one model with one statement."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from odoo.models import BaseModel
from odoo.tools import SQL


def reserve_ids(model: BaseModel, count: int) -> list[int]:
    """Return ``count`` unused ids of ``model``, ascending."""
    rows = model.env.execute_query(
        SQL(
            """
            SELECT nextval(sequence.name::regclass)
              FROM pg_get_serial_sequence(%s, 'id') AS sequence(name),
                   generate_series(1, %s)
            """,
            model._table,
            count,
        )
    )
    return [row[0] for row in rows]


def bulk_insert(
    model: BaseModel,
    rows: Sequence[Mapping[str, Any]],
    constants: Mapping[str, Any] | None = None,
):
    """Insert rows the way ``create`` would, without running ``create``.

    For jobs that write more rows than the ORM can: 425 activities per second
    against 33,000 by SQL on the machine where this was measured. What the ORM does
    at a row's birth is the caller's to do: stored computed fields, followers, bus
    messages. Columns that are not named get the model's defaults, as another addon
    may have added required ones.

    :param rows: stored fields, the same in every row, as they are stored: dates as
        ``date``, what is missing as ``None``
    :param constants: stored fields with one value for every row, as ``create`` takes
        them
    """
    if not rows:
        return
    columns = list(rows[0])
    constants = _to_columns(model, constants or {})
    constants |= _get_default_values(model, {*columns, *constants})
    query = SQL(
        # JSON, as PostgreSQL reads it in a quarter of the time of ARRAY[…] constants
        """
        INSERT INTO %(table)s (%(names)s)
        SELECT %(values)s FROM json_populate_recordset(NULL::%(table)s, %(rows)s) AS t
        """,
        table=SQL.identifier(model._table),
        names=SQL(", ").join(map(SQL.identifier, [*columns, *constants])),
        values=SQL(", ").join(
            [
                *(SQL.identifier("t", name) for name in columns),
                *(_cast(model, name, value) for name, value in constants.items()),
            ]
        ),
        rows=json.dumps(rows, default=str),
    )
    model.env.cr.execute(query)


def _get_default_values(model: BaseModel, given: set[str]) -> dict[str, Any]:
    wanted = [
        name
        for name, field in model._fields.items()
        if field.store and field.column_type and name not in {"id", *given}
    ]
    defaults = model.default_get(wanted)
    values = _to_columns(
        model, {name: defaults[name] for name in defaults if name in wanted}
    )
    stamps = {"create_uid": model.env.uid, "write_uid": model.env.uid}
    stamps |= dict.fromkeys(("create_date", "write_date"), model.env.cr.now())
    return values | {name: value for name, value in stamps.items() if name in wanted}


def _to_columns(model: BaseModel, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of ``create`` as the ones that are stored."""
    return {
        name: model._fields[name].convert_to_column_insert(value, model)
        for name, value in values.items()
    }


def _cast(model: BaseModel, name: str, value: Any) -> SQL:
    return SQL("%s::%s", value, SQL(model._fields[name].column_type[0]))
