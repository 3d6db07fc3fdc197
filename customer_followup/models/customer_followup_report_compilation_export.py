from collections.abc import Iterator

from odoo import models


class CustomerFollowupReport(models.Model):
    """A compilation as a spreadsheet: its figures, and then each case."""

    _inherit = "customer.followup.report"

    def _get_headings(self) -> list[tuple[str, int]]:
        if self.kind != "case":
            return super()._get_headings()
        return [
            (self.env._("About"), 28),
            (self.env._("Figure or Case"), 44),
            (self.env._("Value"), 16),
            (self.env._("Period Before"), 16),
            (self.env._("What Became of It"), 18),
            (self.env._("Customer"), 30),
            (self.env._("Department in Charge"), 24),
            (self.env._("First Day, or Registered On"), 14),
            (self.env._("Last Day, or Closed On"), 14),
        ]

    def _iter_rows(self) -> Iterator[tuple]:
        if self.kind != "case":
            yield from super()._iter_rows()
            return
        lines = self.line_ids
        sections = dict(lines._fields["section"]._description_selection(self.env))
        days = str(self.date_from), str(self.date_to)
        for line in lines:
            numbers = (line._get_number(name) for name in ("value", "previous"))
            about = sections[line.section], line._get_label()
            yield *about, *numbers, None, None, None, *days
        for case in self._get_listed():
            yield (
                case["type"],
                f"{case['number']} {case['name']}",
                None,
                None,
                case["result"],
                case["customer"],
                case["department"],
                str(case["date"] or ""),
                str(case["date_closed"] or ""),
            )

    def _get_listed(self) -> list[dict]:
        """Return the cases as they are printed: those of the period first.

        Whoever may read the report reads what it lists.
        """
        self.check_access("read")
        cases = self.sudo().case_ids
        types, results = (
            dict(cases._fields[name]._description_selection(self.env))
            for name in ("case_type", "result")
        )
        return [
            {
                "type": types.get(case.case_type, ""),
                "number": case.number or "",
                "name": case.name or "",
                "result": results.get(case.result, ""),
                "stage": case.stage or "",
                "customer": case.customer or "",
                "department": case.department_id.name or "",
                "date": case.date,
                "date_closed": case.date_closed,
                "is_earlier": case.is_earlier,
            }
            for case in cases.sorted(lambda c: (c.is_earlier, c.date, c.id))
        ]
