import json
from collections.abc import Iterator
from urllib.parse import quote

from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..tools.export_right import check_may_export

LONGEST_DOMAIN = 6000
"""Characters that fit into the address of the download."""
PORTION = 1000
COLUMNS = {
    "display_name": 40,
    "date": 12,
    "partner_id": 30,
    "grade_code": 8,
    "product_id": 30,
    "way_in": 14,
    "team_id": 20,
    "department_id": 20,
    "responsible_id": 20,
    "cause_id": 20,
    "validity": 14,
    "outcome": 14,
    "round_count": 8,
    "first_time_share": 12,
    "deadline_count": 12,
    "kept_count": 12,
    "days_to_close": 12,
    "cost": 12,
    "penalty": 12,
    "satisfaction_before": 12,
    "satisfaction_after": 12,
}
"""Widths of the columns of the spreadsheet."""


class CustomerComplaintAnalysis(models.Model):
    """The complaints as a spreadsheet, one in a row."""

    _inherit = "customer.complaint.analysis"

    def action_export(self):
        """Download the marked complaints, or those that are searched for.

        :raise AccessError: the user may not export data
        :raise UserError: too many are marked, or searched for in too many words
        """
        # of the model: which of the rows are seen is up to the download
        self.browse().check_access("read")
        check_may_export(self.env)
        domain = [("id", "in", self.ids)] if self else self._get_searched()
        # the address does not tell which companies are looked at
        text = json.dumps([("company_id", "in", self.env.companies.ids), *domain])
        if len(text) > LONGEST_DOMAIN:
            raise UserError(
                self.env._(
                    "These are too many to be named one by one. Filter the list, mark "
                    "nothing, and download all of it."
                )
            )
        return {
            "type": "ir.actions.act_url",
            "url": f"/customer_followup/complaints?domain={quote(text)}",
            "target": "new",
        }

    def _get_searched(self) -> list:
        """Return the conditions of the list that the button stands on.

        :raise UserError: they are none
        """
        domain = self.env.context.get("active_domain") or []
        try:
            Domain(domain)
            json.dumps(domain)
            domain = list(domain)
        except (TypeError, ValueError) as error:
            raise UserError(self.env._("This is no search.")) from error
        return domain

    def _get_headings(self) -> list[tuple[str, int]]:
        """Return title and width of the columns of the spreadsheet."""
        fields = self._fields
        titles = {
            name: fields[name]._description_string(self.env)
            for name in self._get_exported()
        }
        titles["display_name"] = fields["ticket_id"]._description_string(self.env)
        return [(titles[name], COLUMNS[name]) for name in titles]

    def _get_exported(self) -> list[str]:
        """Return the columns that the user may see."""
        return [
            name
            for name in COLUMNS
            if self._has_field_access(self._fields[name], "read")
        ]

    def _iter_rows(self) -> Iterator[tuple]:
        """Yield a row for each complaint."""
        names = self._get_exported()
        numbers = {n for n in names if self._fields[n].type in ("integer", "float")}
        numbers |= {n for n in names if self._fields[n].type == "monetary"}
        for start in range(0, len(self), PORTION):
            portion = self[start : start + PORTION]
            known = portion._get_known(numbers)
            for row in portion:
                yield tuple(
                    known[row.id][name] if name in numbers else row._get_text(name)
                    for name in names
                )
            portion.invalidate_recordset()

    def _get_known(self, names) -> dict[int, dict]:
        """Return the numbers of the rows; nothing where nothing is known."""
        query = self._search([("id", "in", self.ids)])
        columns = [self._field_to_sql(self._table, name, query) for name in names]
        rows = self.env.execute_query(
            query.select(self._field_to_sql(self._table, "id", query), *columns)
        )
        return {
            id_: {
                name: None if value is None else round(float(value), 2)
                for name, value in zip(names, values, strict=True)
            }
            for id_, *values in rows
        }

    def _get_text(self, name: str) -> str:
        """Return a value as it is read on the screen."""
        self.ensure_one()
        field, value = self._fields[name], self[name]
        if field.type == "selection":
            return dict(field._description_selection(self.env)).get(value, "")
        if field.type == "many2one":
            # sudo: the names of what the row is about
            return value.sudo().display_name or ""
        return str(value or "")
