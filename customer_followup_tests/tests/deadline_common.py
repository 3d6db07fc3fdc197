"""What the tests of deadlines share: working hours, a line of superiors, cases.

The company works Monday to Friday from 8:00 to 12:00 and from 13:00 to 17:30 in
Shanghai. Moments are written as the clock on the wall there shows them.
"""

from datetime import datetime, timedelta

from freezegun import freeze_time

from odoo import Command

from .common import SHANGHAI, FollowupCase, FollowupHttpCase

FORMAT = "%Y-%m-%d %H:%M"
AHEAD = timedelta(hours=8)  # of UTC, all year round
HOURS = ((8, 12, "morning"), (13, 17.5, "afternoon"))
ADDON = "odoo.addons.customer_followup"


def shanghai(text):
    """Return the moment in UTC at which clocks in Shanghai show ``text``."""
    return datetime.strptime(text, FORMAT) - AHEAD  # noqa: DTZ007


def clock_in_shanghai(moment):
    """Return what clocks in Shanghai show at a moment in UTC, to the minute."""
    return moment and (moment + AHEAD).strftime(FORMAT)


class DeadlineMixin:
    """Builds the people and the promises, and runs the job."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["customer.deadline.policy"].search([]).active = False
        cls.calendar = cls.create_calendar("Office Hours")
        cls.company.resource_calendar_id = cls.calendar
        cls.director = cls.create_user("director", "group_general_manager")
        cls.employees = {}
        cls.employ(cls.director)
        cls.employ(cls.manager, cls.director)
        cls.employ(cls.supervisor, cls.manager)
        cls.employ(cls.specialist, cls.supervisor)
        cls.employ(cls.colleague, cls.supervisor)

    def setUp(self):
        super().setUp()
        # a deadline that fails is logged and stops nobody: tests have to look for it
        no_errors = self.assertNoLogs(ADDON, "WARNING")
        no_errors.__enter__()
        self.addCleanup(no_errors.__exit__, None, None, None)

    @classmethod
    def create_calendar(cls, name, hours=HOURS, days="01234", **vals):
        """Return a calendar with the same hours on each of ``days``."""
        return cls.env["resource.calendar"].create(
            {
                "name": name,
                "company_id": cls.company.id,
                "tz": SHANGHAI,
                "attendance_ids": [Command.clear()]
                + [
                    Command.create(
                        {
                            "name": f"{day} {period}",
                            "dayofweek": day,
                            "hour_from": start,
                            "hour_to": stop,
                            "day_period": period,
                        }
                    )
                    for day in days
                    for start, stop, period in hours
                ],
                **vals,
            }
        )

    @classmethod
    def employ(cls, user, superior=None, company=None):
        """Return the employee of a user, who reports to ``superior``."""
        company = company or cls.company
        parent = cls.employees.get(superior)
        cls.employees[user] = cls.env["hr.employee"].create(
            {
                "name": user.name,
                "user_id": user.id,
                "company_id": company.id,
                "parent_id": parent and parent.id,
                "resource_calendar_id": company.resource_calendar_id.id,
            }
        )
        return cls.employees[user]

    @classmethod
    def create_policy(cls, *rungs, **vals):
        """Return an active promise: a case is decided within one working hour.

        :param rungs: the ladder, each as the values of a rung
        """
        return cls.env["customer.deadline.policy"].create(
            {
                "name": "Decided",
                "code": "test_decide",
                "model_id": cls.env["ir.model"]._get_id("helpdesk.ticket"),
                "start_event": "registered",
                "stop_event": "decided",
                "amount": 1,
                "unit": "working_hours",
                "company_id": cls.company.id,
                "rung_ids": [Command.create(rung) for rung in rungs],
                **vals,
            }
        )

    @classmethod
    def create_case(cls, user=None, **vals):
        """Return an issue of the customer for ``user``, the specialist if left out."""
        return cls.env["helpdesk.ticket"].create(cls.prepare_case(user, **vals))

    @classmethod
    def prepare_case(cls, user=None, **vals):
        """Return the values of a case; see ``create_case``."""
        return {
            "name": "Wet bags",
            "description": "Twelve of forty bags were wet.",
            "partner_id": cls.customer.id,
            "company_id": cls.company.id,
            "user_id": (cls.specialist if user is None else user).id,
            "customer_case_type": "issue",
            **vals,
        }

    @classmethod
    def create_team(cls, name="Laboratory", leader=None, **vals):
        """Return a team of the company without an address."""
        leader = leader or cls.colleague
        return cls.env["helpdesk.ticket.team"].create(
            {
                "name": name,
                "company_id": cls.company.id,
                "user_id": leader.id,
                "user_ids": leader.ids,
                "alias_name": False,
                **vals,
            }
        )

    @classmethod
    def create_holiday(cls, start, stop, resource=None, **vals):
        """Return a leave of everybody, or of ``resource``; as clocks in Shanghai go."""
        return cls.env["resource.calendar.leaves"].create(
            {
                "name": "Closed",
                "company_id": cls.company.id,
                "resource_id": resource and resource.id,
                "date_from": shanghai(start),
                "date_to": shanghai(stop),
                **vals,
            }
        )

    @classmethod
    def switch_on(cls, *names):
        """Switch promises on that the addon ships, for the test company."""
        policies = cls.env["customer.deadline.policy"]
        for name in names:
            policies |= cls.env.ref(
                f"customer_followup.customer_deadline_policy_{name}"
            )
        policies.write({"active": True, "company_id": cls.company.id})
        return policies

    def run_watch(self, now):
        """Run the job as its service user, commits included.

        :param now: what clocks in Shanghai show
        """
        self.env.flush_all()
        service = self.env.ref("customer_followup.user_service")
        with self.open_cursor() as cr:
            env = self.env(cr=cr, user=service.id, context={})
            env["customer.deadline"]._cron_watch(shanghai(now))
            cr.commit()
        self.env.invalidate_all()

    def at(self, text):
        """Stop the clock while the block runs; as clocks in Shanghai show it."""
        return freeze_time(shanghai(text))

    def get_clocks(self, document):
        """Return the clocks of a document, the oldest first."""
        return self.env["customer.deadline"].search(
            [("res_model", "=", document._name), ("res_id", "=", document.id)],
            order="id",
        )

    def get_due(self, document):
        """Return when each clock of a document is due, as clocks in Shanghai go."""
        return [clock_in_shanghai(clock.due_at) for clock in self.get_clocks(document)]

    def check_clocks(self, document, **expected):
        """Assert state and due moment of clocks, by their code."""
        self.env.invalidate_all()
        clocks = {clock.policy_id.code: clock for clock in self.get_clocks(document)}
        found = {
            code: (clocks[code].state, clock_in_shanghai(clocks[code].due_at))
            for code in expected
        }
        self.assertEqual(found, expected)

    def get_log(self, document):
        """Return what happened to the clocks of a document, in its order."""
        return self.get_clocks(document).event_ids.sorted("id").mapped("kind")

    def get_told(self, *users):
        """Return the messages that users were sent; the company's if left out."""
        if not users:
            Users = self.env["res.users"].with_context(active_test=False)
            users = Users.search([("company_id", "=", self.company.id)])
        notifications = self.env["mail.notification"].search(
            [
                ("mail_message_id.message_type", "=", "user_notification"),
                ("mail_message_id.model", "=", False),
                ("res_partner_id", "in", [user.partner_id.id for user in users]),
            ],
            order="id",
        )
        return notifications.mail_message_id

    def get_notices(self, document):
        """Return who is to be told of a document's deadlines, rung by rung."""
        clocks = self.get_clocks(document)
        return clocks.notice_ids.sorted("id")


@freeze_time(shanghai("2026-03-02 10:00"))
class DeadlineCase(DeadlineMixin, FollowupCase):
    """A test at ten o'clock on Monday, 2 March 2026, in Shanghai."""


class DeadlineHttpCase(DeadlineMixin, FollowupHttpCase):
    """A test of deadlines that talks to the server."""
