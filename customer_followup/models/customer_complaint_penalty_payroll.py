from collections.abc import Iterator

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..tools.export_right import check_may_export
from .customer_complaint_penalty_objection import PAYROLL
from .customer_complaint_penalty_range import GENERAL_MANAGER

KEEPERS = (PAYROLL, GENERAL_MANAGER, "customer_followup.group_service_manager")
MOST_EXPORTED = 500
"""Penalties in one file: their numbers are part of an address."""


class CustomerComplaintPenalty(models.Model):
    """The list of penalties for payroll: what is due, handed over once (CMP-10)."""

    _inherit = "customer.complaint.penalty"

    date_passed_on = fields.Date(
        "Passed on to Payroll", readonly=True, copy=False, tracking=True
    )
    passed_on_by_id = fields.Many2one(
        "res.users", readonly=True, copy=False, ondelete="restrict"
    )

    def _check_keeper(self):
        """Refuse whoever has nothing to do with payroll.

        :raise AccessError: names who has
        """
        self.check_access("read")
        if not any(self.env.user.has_group(group) for group in KEEPERS):
            raise AccessError(
                self.env._(
                    "Penalties are passed on by the officers of human resources, the "
                    "service manager or the general manager."
                )
            )

    def action_pass_on(self):
        """Note that these penalties are on the way to payroll, each once.

        :raise AccessError: the user has nothing to do with payroll
        :raise UserError: one is not approved, in doubt, or somebody may still object
        """
        self._check_keeper()
        self._lock()
        for penalty in self:
            penalty._check_due()
        by_company = self.sudo().grouped("company_id")  # sudo: they are only read
        for company, penalties in by_company.items():
            penalties._in_transition().write(
                {
                    "date_passed_on": company._get_customer_today(),
                    "passed_on_by_id": self.env.uid,
                }
            )

    def _check_due(self):
        """Refuse what payroll does not get, or not yet.

        :raise UserError: names the penalty and what comes first
        """
        today = self.sudo().company_id._get_customer_today()  # sudo: its time zone
        if self.date_passed_on:
            refusal = self.env._("%(name)s was passed on already.")
        elif self.state != "approved":
            refusal = self.env._("%(name)s is not approved, or somebody has objected.")
        elif self.is_flagged:
            refusal = self.env._("%(name)s is in doubt. Let the manager decide first.")
        elif today < self.payable_from:
            refusal = self.env._("The person may still object to %(name)s.")
        else:
            return
        raise UserError(refusal % {"name": self.display_name})

    def action_export(self):
        """Download these penalties as a spreadsheet for payroll.

        :raise AccessError: the user may not export data, or not read one of them
        :raise UserError: they are too many, or none
        """
        self._check_keeper()
        check_may_export(self.env)
        if not 0 < len(self) <= MOST_EXPORTED:
            raise UserError(
                self.env._(
                    "Choose 1 to %(most)s penalties for one file.", most=MOST_EXPORTED
                )
            )
        numbers = ",".join(map(str, self.ids))
        return {
            "type": "ir.actions.act_url",
            "url": f"/customer_followup/penalties?ids={numbers}",
            "target": "new",
        }

    def _get_headings(self) -> list[tuple[str, int]]:
        """Return title and width of the columns of the spreadsheet."""
        return [
            (self.env._("Person"), 20),
            (self.env._("Department"), 20),
            (self.env._("Complaint"), 14),
            (self.env._("Approved On"), 12),
            (self.env._("Amount"), 12),
            (self.env._("Currency"), 10),
            (self.env._("Reason"), 40),
            (self.env._("Status"), 14),
            (self.env._("Result of the Objection"), 18),
            (self.env._("For Payroll From"), 14),
            (self.env._("Passed on to Payroll"), 14),
        ]

    def _iter_rows(self) -> Iterator[tuple]:
        """Yield a row for each penalty; whoever may export them reads all of it."""
        states = dict(self._fields["state"]._description_selection(self.env))
        for penalty in self.sudo():
            yield (
                penalty.employee_id.name,
                penalty.department_id.name or "",
                penalty.ticket_id.number,
                str(penalty.date_approved or ""),
                penalty.amount,
                penalty.currency_id.name,
                penalty.reason,
                states[penalty.state],
                penalty._tell(),
                str(penalty.payable_from or ""),
                str(penalty.date_passed_on or ""),
            )

    @api.model
    def _get_stamp_fields(self) -> set[str]:
        return super()._get_stamp_fields() | {"date_passed_on", "passed_on_by_id"}
