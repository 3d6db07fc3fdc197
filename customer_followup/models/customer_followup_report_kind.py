from odoo import fields, models

from ..policy.report_period import Period
from .customer_followup_report_count import Figures
from .customer_followup_report_line import MEASURES


class CustomerFollowupReport(models.Model):
    """What a report is about: contacts, or something else that is reported like them.

    Whoever adds a kind of report adds it to the selection, and says in these methods
    what is different about it.
    """

    _inherit = "customer.followup.report"

    kind = fields.Selection(
        [("visit", "Visits and Calls")],
        "About",
        default="visit",
        required=True,
        readonly=True,
    )

    def _get_title(self) -> str:
        """Return what stands above the report."""
        return self.env._("Return-Visit Report")

    def _get_subject(self) -> str:
        """Return what tells reports of the same days from each other."""
        return self._get_department_name()

    def _get_document_name(self) -> str:
        """Return the name of the report among other files and mails."""
        return self.env._("Return-Visit Report %(name)s", name=self.display_name)

    def _get_addressee(self) -> str:
        """Return the department that stands at the head of the report."""
        return self._get_department_name()

    def _get_measures(self) -> dict[str, tuple[str, str, str]]:
        """Return the figures of the report: section, label and unit."""
        return MEASURES

    def _count_own(self, period: Period) -> Figures:
        """Return the figures of the company's reports of this kind."""
        return self._count_figures(self.company_id, period)
