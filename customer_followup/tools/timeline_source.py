"""One kind of record in the timeline of customers, and the query that reads it."""

from typing import Self

from odoo.fields import Domain
from odoo.models import BaseModel
from odoo.tools import SQL, Query

IDS_PER_RECORD = 100
"""Numbers of sources there is room for in the id of an entry."""
COLUMNS = {
    "id": "int8",
    "source_id": "int4",
    "res_model": "varchar",
    "res_id": "int4",
    "kind": "varchar",
    "document": "varchar",
    "name": "varchar",
    "title": "varchar",
    "happened_at": "timestamp",
    "partner_id": "int4",
    "company_id": "int4",
    "user_id": "int4",
    "state": "varchar",
    "status": "varchar",
    "amount": "numeric",
    "currency_id": "int4",
}
"""Types are the same in every branch: PostgreSQL hands conditions down only then."""


class TimelineSource:
    """The records of one model that its user may read, as entries of a timeline.

    Every condition and right is in the query itself, so that whatever is asked about
    entries (found, counted, grouped, read by id) is answered for those alone.

    :param number: of the source, below ``IDS_PER_RECORD``; never given to another one
    :param model: empty recordset of the user's environment
    """

    query: Query
    customer: SQL

    def __init__(self, number: int, model: BaseModel):
        self.number = number
        self.model = model

    def open(self, domain: Domain = Domain.TRUE, customer: str = "partner_id") -> Self:
        """Begin the query: archived records are records as well.

        :param customer: field of the contact whose commercial partner is the customer
        """
        self.search(domain)
        self.join_customer(self.model._table, customer)
        return self

    def search(self, domain: Domain):
        """Begin the query of records that do not name their customer themselves."""
        self.query = self.model._search(domain, active_test=False)

    def join_customer(self, alias: str, field: str) -> str:
        """Find the customer by a contact; return the alias of the contact."""
        contact = self.query.join(alias, field, "res_partner", "id", "timeline_contact")
        partners = self.model.env["res.partner"].sudo()  # sudo: the id of the customer
        self.customer = partners._field_to_sql(contact, "commercial_partner_id")
        return contact

    def column(self, name: str) -> SQL:
        """Return a field of the record; nothing where the user may not read it."""
        field = self.model._fields[name]
        if not self.model._has_field_access(field, "read"):
            return SQL("NULL")
        return self.model._field_to_sql(self.model._table, name, self.query)

    def noon(self, name: str) -> SQL:
        """Return a day as a moment that is on that day wherever one looks at it."""
        return SQL("(%s + interval '12 hours')", self.column(name))

    def words(self, name: str) -> SQL:
        """Return what a selection field says, in the user's language."""
        options = self.model._fields[name]._description_selection(self.model.env)
        return choose(self.column(name), dict(options))

    def status(self, name: str, still_open=(), cancelled=()) -> SQL:
        """Return by the value of a field whether something is still going on."""
        status = dict.fromkeys(still_open, "open") | dict.fromkeys(
            cancelled, "cancelled"
        )
        return choose(self.column(name), status, "done")

    def join(self, field: str, model: str) -> str:
        """Join what a many2one field points to; return its alias."""
        table = self.model.env[model]._table
        alias = self.model._table
        return self.query.left_join(alias, field, table, "id", f"timeline_{field}")

    def select(self, **columns: str | SQL) -> SQL:
        """Return the query of all entries.

        :param columns: by name of ``COLUMNS`` a field of the record, or an expression
        """
        key = SQL.identifier(self.model._table, "id")
        values = {
            "source_id": key,
            "res_model": SQL("%s", self.model._name),
            "res_id": key,
            "partner_id": self.customer,
            "status": SQL("'done'"),
            **columns,
        }
        source_id = values["source_id"]
        values["id"] = SQL("%s::int8 * %s + %s", source_id, IDS_PER_RECORD, self.number)
        return self.query.select(
            *(self._cast(name, values.get(name)) for name in COLUMNS)
        )

    def _cast(self, name: str, value: str | SQL | None) -> SQL:
        sql = self.column(value) if isinstance(value, str) else value
        return cast(sql or SQL("NULL"), COLUMNS[name])


def cast(sql: SQL, column_type: str) -> SQL:
    """Return an expression as one of a type."""
    return SQL("(%s)::%s", sql, SQL.identifier(column_type))


def choose(column: SQL, values: dict[str, str], otherwise: str | None = None) -> SQL:
    """Return an expression that maps each value of a column to another one."""
    if not values:
        return SQL("%s", otherwise)
    cases = SQL(" ").join(
        SQL("WHEN %s THEN %s", key, value) for key, value in values.items()
    )
    return SQL("CASE %s %s ELSE %s END", column, cases, otherwise)


def select_nothing() -> SQL:
    """Return a query without rows that names the columns of the timeline."""
    columns = (
        SQL("%s AS %s", cast(SQL("NULL"), column_type), SQL.identifier(name))
        for name, column_type in COLUMNS.items()
    )
    return SQL("SELECT %s WHERE FALSE", SQL(", ").join(columns))
