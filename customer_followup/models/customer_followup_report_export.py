from collections.abc import Iterator

from odoo import models
from odoo.tools import format_date

from ..tools.export_right import check_may_export


class CustomerFollowupReport(models.Model):
    """The report as a spreadsheet: its figures, and the words of customers."""

    _inherit = "customer.followup.report"

    def action_export(self):
        """Download the report as a spreadsheet.

        :raise AccessError: the user may not export data, or not read this report
        """
        self.ensure_one()
        self.check_access("read")
        check_may_export(self.env)
        return {
            "type": "ir.actions.act_url",
            "url": f"/customer_followup/visit_report/{self.id}",
            "target": "new",
        }

    def _get_headings(self) -> list[tuple[str, int]]:
        """Return title and width of the columns of the spreadsheet."""
        return [
            (self.env._("About"), 28),
            (self.env._("Figure"), 40),
            (self.env._("Value"), 16),
            (self.env._("Goal"), 12),
            (self.env._("Period Before"), 16),
            (self.env._("Department"), 24),
            (self.env._("First Day"), 12),
            (self.env._("Last Day"), 12),
        ]

    def _iter_rows(self) -> Iterator[tuple]:
        """Yield a row for each figure, and then one for each opinion."""
        sections = dict(
            self.line_ids._fields["section"]._description_selection(self.env)
        )
        place = (
            self._get_department_name(),
            str(self.date_from),
            str(self.date_to),
        )
        for line in self.line_ids:
            numbers = (line._get_number(name) for name in ("value", "goal", "previous"))
            yield sections[line.section], line._get_label(), *numbers, *place
        for quote in self._get_quotes():
            for text in quote["texts"]:
                yield sections["opinion"], quote["customer"], text, None, None, *place

    def _get_quotes(self) -> list[dict]:
        """Return what customers said, as it is printed.

        Whoever may read the report reads what it quotes.
        """
        self.check_access("read")
        quotes = []
        for followup in self.sudo().quote_ids.sorted("contacted_at"):
            moment = followup.contacted_at
            day = moment and self.company_id._get_customer_today(moment)
            quotes.append(
                {
                    "customer": followup.partner_id.name,
                    "contact": followup.contact_id.name,
                    "day": format_date(self.env, day),
                    "user": followup.user_id.name,
                    "texts": self._get_quote_texts(followup),
                }
            )
        return quotes
