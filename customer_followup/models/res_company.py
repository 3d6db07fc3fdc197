from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from odoo import api, fields, models


def _is_known_zone(name: str) -> bool:
    try:
        return bool(ZoneInfo(name))
    except (KeyError, ValueError, OSError):
        return False


class ResCompany(models.Model):
    _inherit = "res.company"

    customer_followup_user_id = fields.Many2one(
        "res.users",
        string="Follow-ups Without an Owner Go To",
        domain=lambda self: list(self.env["res.users"]._get_customer_staff_domain()),
        help="Gets the follow-up of a customer whose specialist and salesperson are "
        "missing or archived. Left empty, such follow-ups wait under "
        "Follow-ups > Not Assigned.",
    )
    customer_issue_team_id = fields.Many2one(
        "helpdesk.ticket.team",
        string="Team for Problems",
        help="Gets a problem found in a follow-up when the department in charge has "
        "no team of its own. Left empty, it is the team Customer Issues.",
    )
    customer_complaint_team_id = fields.Many2one(
        "helpdesk.ticket.team",
        string="Team for Complaints",
        help="Gets every complaint found in a follow-up. Left empty, it is the team "
        "Complaints.",
    )

    customer_credit_announce_days = fields.Integer(
        "Announce the End of Temporary Terms (Days Before)", default=7
    )

    _customer_credit_announce_days_range = models.Constraint(
        "CHECK (customer_credit_announce_days BETWEEN 0 AND 366)",
        "The end of temporary terms is announced at most a year before.",
    )

    def write(self, vals):
        result = super().write(vals)
        if "resource_calendar_id" in vals:
            self.env["customer.deadline"]._mark_companies(self)
        return result

    def _get_customer_issue_team(self):
        return self.customer_issue_team_id or self._get_shipped_team("issue")

    def _get_customer_complaint_team(self):
        return self.customer_complaint_team_id or self._get_shipped_team("complaint")

    def _get_customer_case_team(self, case_type: str):
        """Return the team that gets cases of a type that nobody chose one for."""
        if case_type == "complaint":
            return self._get_customer_complaint_team()
        of_type = self.env["helpdesk.ticket.team"].search(
            [
                ("customer_case_type", "=", case_type),
                ("company_id", "in", [False, self.id]),
            ],
            order="company_id, sequence, id",
            limit=1,
        )
        return of_type or self._get_customer_issue_team()

    @api.model
    def _get_shipped_team(self, name: str):
        """Return a team of the application, or no team when it was deleted."""
        team = self.env.ref(
            f"customer_followup.helpdesk_ticket_team_{name}", raise_if_not_found=False
        )
        return team or self.env["helpdesk.ticket.team"]

    def _get_customer_timezone(self) -> str:
        """Return the time zone that the company's days are counted in.

        Always one that exists: zones are renamed, and records imported with any name.
        """
        for owner in ("resource_calendar_id", "partner_id"):
            zone = self[owner].tz
            if zone and _is_known_zone(zone):
                return zone
        return "UTC"

    def _fetch_customer_timezone(self):
        """Read what tells the time zone: a few of two hundred columns, for a list."""
        self.fetch(["partner_id", "resource_calendar_id"])
        self.resource_calendar_id.fetch(["tz"])

    def _get_customer_today(self, now: datetime | None = None) -> date:
        """Return the company's date at ``now`` (UTC without time zone)."""
        now = now or fields.Datetime.now()
        zone = ZoneInfo(self._get_customer_timezone())
        return now.replace(tzinfo=UTC).astimezone(zone).date()

    def _get_working_day_check(self, first: date, last: date) -> Callable[[date], bool]:
        """Return a function that tells the company's working days.

        Read once for a whole job: the calendar is asked for the span from ``first``
        to ``last``, and every day after ``last`` counts as a working day. Without
        a calendar, or with one that never opens, every day does.
        """
        calendar = self.resource_calendar_id
        if not calendar:
            return lambda day: True
        zone = ZoneInfo(self._get_customer_timezone())
        intervals = calendar._work_intervals_batch(
            datetime.combine(first, time.min, zone),
            datetime.combine(last + timedelta(days=1), time.min, zone),
        )[False]
        working_days = {
            start.astimezone(zone).date() for start, _stop, _attendance in intervals
        }
        if not working_days:
            return lambda day: True
        return lambda day: day > last or day in working_days
