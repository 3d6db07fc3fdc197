"""The meeting is moved in the calendar, and the follow-up follows; whoever may."""

from datetime import date, datetime

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import FollowupCase, FollowupHttpCase
from .meeting_common import (
    HOUR,
    THURSDAY_THREE,
    WEDNESDAY,
    WEDNESDAY_TEN,
    MeetingMixin,
)

THURSDAY = date(2026, 3, 5)


@tagged("post_install", "-at_install")
class TestMeetingMove(MeetingMixin, FollowupCase):
    def move(self, meeting, start=THURSDAY_THREE, user=None):
        """Drag the meeting the way the calendar does."""
        meeting.with_user(user or self.specialist).write(
            {"start": start, "stop": start + HOUR}
        )

    def test_moved_meeting_moves_the_follow_up(self):
        """VIS-3: its day, its activity, the count, and the log says from when."""
        meeting = self.agree()
        self.move(meeting)
        self.assertRecordValues(
            self.followup,
            [
                {
                    "state": "scheduled",
                    "date_planned": THURSDAY,
                    "date_deadline": date(2026, 3, 9),
                    "postponed_count": 1,
                }
            ],
        )
        self.assertEqual(self.followup.activity_ids.date_deadline, THURSDAY)
        self.assertIn(
            "Thu, Mar 5 15:00 instead of Wed, Mar 4 10:00",
            self.log_of(self.followup),
        )
        self.assertEqual(meeting.start, THURSDAY_THREE, "and not back")

    def test_earlier_or_later_on_the_day_is_not_postponed(self):
        """VIS-3: the log says it, the count does not."""
        meeting = self.agree()
        self.move(meeting, datetime(2026, 3, 4, 7))
        self.move(meeting, datetime(2026, 3, 3, 7))
        self.assertEqual(self.followup.postponed_count, 0)
        self.assertEqual(self.followup.date_planned, date(2026, 3, 3))
        self.assertIn("Wed, Mar 4 15:00", self.log_of(self.followup))

    def test_day_is_the_company_s(self):
        """VIS-3: an evening in New York is the next day in Shanghai."""
        self.specialist.tz = "America/New_York"
        meeting = self.agree()
        self.move(meeting, datetime(2026, 3, 4, 23))
        self.assertEqual(self.followup.date_planned, THURSDAY)

    def test_all_day_meeting_names_the_day(self):
        """VIS-3: whatever the time zone; and back to a time."""
        self.company.resource_calendar_id.tz = "Pacific/Auckland"
        meeting = self.agree()
        meeting.with_user(self.specialist).write(
            {"allday": True, "start_date": THURSDAY, "stop_date": THURSDAY}
        )
        self.assertEqual(self.followup.date_planned, THURSDAY)
        self.assertTrue(self.followup.is_meeting_allday)
        meeting.with_user(self.specialist).write(
            {"allday": False, "start": WEDNESDAY_TEN, "stop": WEDNESDAY_TEN + HOUR}
        )
        self.assertEqual(self.followup.date_planned, WEDNESDAY)

    def test_meeting_does_not_move_into_the_past(self):
        """VIS-3: a day before today is no agreement."""
        meeting = self.agree()
        with self.refused("today or a later day"):
            self.move(meeting, datetime(2026, 2, 27, 2))

    def test_meeting_taken_out_makes_the_follow_up_planned_again(self):
        """VIS-3: archived, restored, deleted."""
        meeting = self.agree().with_user(self.specialist)
        meeting.action_archive()
        self.assertEqual(self.followup.state, "planned")
        self.assertIn("Agree on another time", self.log_of(self.followup))
        self.assertEqual(self.followup.activity_ids.date_deadline, date(2026, 3, 9))
        meeting.action_unarchive()
        self.assertEqual(self.followup.state, "scheduled")
        self.assertEqual(self.followup.meeting_id, meeting)
        meeting.unlink()
        self.assertEqual(self.followup.state, "planned")
        self.assertFalse(self.followup.meeting_id)

    def test_new_organizer_is_the_new_owner(self):
        """ASG-1: handed over in the calendar, with its activity."""
        meeting = self.agree()
        meeting.with_user(self.specialist).user_id = self.colleague
        self.assertEqual(self.followup.user_id, self.colleague)
        self.assertEqual(self.followup.activity_ids.user_id, self.colleague)
        self.assertEqual(meeting.partner_ids, self.colleague.partner_id | self.contact)

    def test_closed_follow_up_stays_as_recorded(self):
        """VIS-6: the record does not change by the calendar."""
        meeting = self.agree()
        self.followup.action_record({"result": "well"})
        meeting.with_user(self.specialist).action_unarchive()
        self.move(meeting)
        self.assertEqual(self.followup.date_planned, WEDNESDAY)
        self.assertEqual(self.followup.state, "recorded")

    def test_meeting_made_in_the_calendar_agrees_on_the_time(self):
        """VIS-3: one of a follow-up; a second one is refused, a series too."""
        vals = {
            "name": "Visit",
            "start": THURSDAY_THREE,
            "stop": THURSDAY_THREE + HOUR,
            "customer_followup_id": self.followup.id,
        }
        events = self.env["calendar.event"].with_user(self.specialist)
        meeting = events.create(vals)
        self.assertEqual(self.followup.meeting_id, meeting)
        self.assertEqual(self.followup.date_planned, THURSDAY)
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            events.create(vals)

    def test_series_of_meetings_is_refused(self):
        """VIS-3: an appointment takes place once."""
        meeting = self.agree()
        with self.refused("takes place once", ValidationError):
            meeting.with_user(self.specialist).write(
                {"recurrency": True, "rrule_type": "weekly", "count": 3, "mon": True}
            )

    def test_copied_meeting_belongs_to_no_follow_up(self):
        """VIS-3: otherwise there would be two agreed times."""
        copy = self.agree().with_user(self.specialist).copy()
        self.assertFalse(copy.customer_followup_id)

    def test_meeting_that_loses_its_follow_up_agrees_on_nothing(self):
        """VIS-3: taken off, or given to another follow-up."""
        other = self.create_followup()
        meeting = self.agree().with_user(self.specialist)
        meeting.customer_followup_id = other
        self.assertEqual(self.followup.state, "planned")
        self.assertEqual(other.state, "scheduled")
        self.assertEqual(other.date_planned, WEDNESDAY)

    def test_private_meeting_is_moved_by_the_supervisor(self):
        """VIS-3: who decides about the follow-up, not who sees the calendar."""
        meeting = self.agree()
        meeting.privacy = "private"
        self.followup.with_user(self.supervisor).action_schedule("2026-03-06")
        self.assertEqual(meeting.start, datetime(2026, 3, 6, 2))

    def test_onchange_of_the_calendar_moves_nothing(self):
        """VIS-3: what is typed and not saved has not happened."""
        meeting = self.agree().with_user(self.specialist)
        draft = meeting.new(origin=meeting)
        draft.write({"start": THURSDAY_THREE})
        self.assertEqual(self.followup.date_planned, WEDNESDAY)


@tagged("post_install", "-at_install")
class TestMeetingRights(MeetingMixin, FollowupHttpCase):
    """Over the wire, the way a script calls; on days to come."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.start = datetime(2099, 3, 4, 2)
        cls.meeting = cls.agree(cls.start)
        cls.outsider = cls.create_user("outsider", "base.group_user")

    def test_who_may_not_change_the_follow_up_does_not_move_it(self):
        """VIS-3, G5: time, owner, archive, delete and the link itself."""
        attacks = [
            (
                "write",
                [{"start": "2099-03-09 02:00:00", "stop": "2099-03-09 03:00:00"}],
            ),
            ("write", [{"duration": 3}]),
            ("write", [{"allday": True}]),
            ("write", [{"user_id": self.outsider.id}]),
            ("write", [{"customer_followup_id": False}]),
            ("action_archive", []),
            ("unlink", []),
            ("action_mass_archive", ["self_only"]),
        ]
        for user in (self.outsider, self.colleague):
            for method, args in attacks:
                with (
                    self.subTest(user=user.name, method=method, args=args),
                    self.undone(),
                ):
                    answer = self.call(
                        user, "calendar.event", method, self.meeting.ids, *args
                    )
                    self.assertIn("AccessError", answer["error"]["data"]["name"])
        self.env.invalidate_all()
        self.assertEqual(self.followup.meeting_start, self.start)
        self.assertEqual(self.followup.state, "scheduled")

    def test_who_may_not_change_the_follow_up_does_not_take_it(self):
        """VIS-3, G5: a meeting of one's own for somebody else's follow-up."""
        self.followup.action_postpone("2099-03-05")
        vals = {
            "name": "Mine",
            "start": "2099-03-09 02:00:00",
            "stop": "2099-03-09 03:00:00",
            "customer_followup_id": self.followup.id,
        }
        for user in (self.outsider, self.colleague):
            answer = self.call(user, "calendar.event", "create", [vals])
            self.assertIn("AccessError", answer["error"]["data"]["name"])
            vals_of_context = {k: v for k, v in vals.items() if "followup" not in k}
            context = {"default_customer_followup_id": self.followup.id}
            answer = self.call(
                user, "calendar.event", "create", [vals_of_context], context=context
            )
            self.env.invalidate_all()
            self.assertEqual(self.followup.state, "planned")
            self.assertFalse(self.followup.meeting_ids)

    def test_what_is_no_agreement_stays_free(self):
        """VIS-3: other meetings, and the notes of this one."""
        answer = self.call(
            self.colleague,
            "calendar.event",
            "write",
            self.meeting.ids,
            {"description": "bring the samples"},
        )
        self.assertNotIn("error", answer)

    def test_organizer_moves_it_over_the_wire(self):
        """VIS-3: with the language and companies of a browser."""
        answer = self.call(
            self.specialist,
            "calendar.event",
            "write",
            self.meeting.ids,
            {"start": "2099-03-05 02:00:00", "stop": "2099-03-05 03:00:00"},
            context={"lang": "en_US", "allowed_company_ids": self.company.ids},
        )
        self.assertTrue(answer.get("result"), answer)
        self.env.invalidate_all()
        self.assertEqual(self.followup.date_planned, date(2099, 3, 5))
        self.assertEqual(self.followup.postponed_count, 1)

    def test_link_is_not_shown_to_others(self):
        """VIS-3, G5: the calendar of a colleague does not name the follow-up."""
        answer = self.call(
            self.outsider,
            "calendar.event",
            "read",
            self.meeting.ids,
            ["customer_followup_id"],
        )
        self.assertIn("error", answer)
        with self.assertRaises(AccessError):
            self.meeting.with_user(self.outsider).action_open_customer_followup()
