from collections.abc import Iterator

from odoo import models
from odoo.tools import split_every

BATCH = 1000
"""Customers that are in memory at once."""
PRINTED = (
    "complete_name",
    "customer_dossier_number",
    "customer_grade_id",
    "customer_grade_score",
    "customer_grade_date",
    "customer_specialist_id",
    "user_id",
    "industry_id",
    "country_id",
    "city",
)
ORDER = "customer_grade_id, customer_grade_score desc, complete_name, id"


class CustomerRegisterExport(models.TransientModel):
    """What is in the register: by grade for paper, row by row for a spreadsheet."""

    _inherit = "customer.register.export"

    def _get_groups(self) -> list[tuple]:
        """Return the grades and their customers, the highest first (for the report).

        :raise UserError: they are too many for paper
        """
        self._check_printable()
        customers = self._get_partners().search(self._get_domain(), order=ORDER)
        return list(customers.grouped("customer_grade_id").items())

    def _get_headings(self) -> list[tuple[str, int]]:
        """Return title and width of the columns of the spreadsheet."""
        return [
            (self.env._("Grade"), 14),
            (self.env._("Customer"), 36),
            (self.env._("Dossier Number"), 16),
            (self.env._("Score"), 8),
            (self.env._("Graded On"), 12),
            (self.env._("Change"), 12),
            (self.env._("Specialist"), 18),
            (self.env._("Salesperson"), 18),
            (self.env._("Contact Every (Days)"), 20),
            (self.env._("Industry"), 24),
            (self.env._("Country"), 18),
            (self.env._("City"), 16),
        ]

    def _iter_rows(self) -> Iterator[tuple]:
        """Yield a row for each customer, by grade."""
        partners = self._get_partners()
        ids = partners._search(self._get_domain(), order=ORDER).get_result_ids()
        changes = dict(
            partners._fields["customer_grade_change"]._description_selection(self.env)
        )
        nothing = self.env._("Not Yet Graded")
        for batch_ids in split_every(BATCH, ids):
            # sudo: found as the user, who reads all of it; a check for each cell
            # costs more than the cell
            batch = partners.sudo().browse(batch_ids)
            batch.fetch(PRINTED)  # not all that a customer has
            for partner in batch:
                is_graded = bool(partner.customer_grade_id)
                yield (
                    partner.customer_grade_id.name or nothing,
                    partner.complete_name,
                    partner.customer_dossier_number or None,
                    partner.customer_grade_score if is_graded else None,
                    str(partner.customer_grade_date or "") or None,
                    changes.get(partner.customer_grade_change),
                    partner.customer_specialist_id.name or None,
                    partner.user_id.name or None,
                    partner.customer_contact_interval_days or None,
                    partner.industry_id.name or None,
                    partner.country_id.name or None,
                    partner.city or None,
                )
            self.env.invalidate_all()
