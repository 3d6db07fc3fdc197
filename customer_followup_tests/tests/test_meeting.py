"""The agreed time in the calendar: the follow-up decides, and the meeting follows."""

from datetime import date, datetime

from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.tests import Form, tagged

from .common import MONDAY, FollowupCase
from .meeting_common import (
    HOUR,
    THURSDAY_THREE,
    WEDNESDAY,
    WEDNESDAY_TEN,
    MeetingMixin,
)


@tagged("post_install", "-at_install")
class TestMeeting(MeetingMixin, FollowupCase):
    def test_agreed_time_is_a_meeting(self):
        """VIS-3: of the specialist with the person, and both see each other."""
        meeting = self.agree()
        self.assertRecordValues(
            meeting,
            [
                {
                    "start": WEDNESDAY_TEN,
                    "stop": WEDNESDAY_TEN + 1.5 * HOUR,
                    "user_id": self.specialist.id,
                    "customer_followup_id": self.followup.id,
                    "name": "Phone: Blue Mill",
                }
            ],
        )
        self.assertEqual(meeting.partner_ids, self.specialist.partner_id | self.contact)
        self.assertRecordValues(
            self.followup,
            [
                {
                    "state": "scheduled",
                    "date_planned": WEDNESDAY,
                    "date_deadline": date(2026, 3, 9),
                    "meeting_start": WEDNESDAY_TEN,
                    "postponed_count": 0,
                }
            ],
        )
        self.assertEqual(self.followup.action_open_meeting()["res_id"], meeting.id)
        opened = meeting.with_user(self.specialist).action_open_customer_followup()
        self.assertEqual(opened["res_id"], self.followup.id)
        self.assertIn("Wed, Mar 4 10:00", self.log_of(self.followup))

    def test_place_of_a_visit_is_the_customer_s(self):
        """VIS-3: on site one is told where; a call has no place."""
        self.customer.write({"street": "8 Canal Road", "city": "Wuxi"})
        self.assertFalse(self.agree().location)
        visit = self.create_followup(method="on_site")
        self.assertIn("8 Canal Road", self.agree(followup=visit).location)

    def test_day_without_a_time_makes_no_meeting(self):
        """VIS-3: what was always possible stays as it was."""
        self.followup.action_schedule("2026-03-05")
        self.assertFalse(self.followup.meeting_id)
        self.assertEqual(self.followup.state, "scheduled")

    def test_activity_stands_on_the_agreed_day(self):
        """VIS-3: and goes back to the deadline when nothing is agreed any more."""
        self.agree()
        self.assertEqual(self.followup.activity_ids.date_deadline, WEDNESDAY)
        self.followup.action_postpone(date(2026, 3, 6))
        self.assertEqual(self.followup.activity_ids.date_deadline, date(2026, 3, 9))

    def test_another_time_moves_the_meeting(self):
        """VIS-3: the same meeting, later, and counted."""
        meeting = self.agree()
        self.assertEqual(self.agree(THURSDAY_THREE), meeting)
        self.assertEqual(meeting.start, THURSDAY_THREE)
        self.assertEqual(self.followup.postponed_count, 1)
        self.assertEqual(self.agree(WEDNESDAY_TEN).start, WEDNESDAY_TEN)
        self.assertEqual(self.followup.postponed_count, 1, "earlier is not postponed")

    def test_another_day_moves_the_meeting_to_the_same_hour(self):
        """VIS-3: agreed again, or written on the form or in the plan."""
        meeting = self.agree()
        self.followup.action_schedule("2026-03-06")
        self.assertEqual(meeting.start, datetime(2026, 3, 6, 2))
        self.followup.date_planned = date(2026, 3, 10)
        self.assertEqual(meeting.start, datetime(2026, 3, 10, 2))
        self.assertEqual(meeting.stop - meeting.start, 1.5 * HOUR)

    def test_hour_stays_when_the_clocks_change(self):
        """VIS-3: ten o'clock in Berlin before and after the change of March 29."""
        self.company.resource_calendar_id.tz = "Europe/Berlin"
        meeting = self.agree(datetime(2026, 3, 27, 9))
        self.followup.action_schedule("2026-03-30")
        self.assertEqual(meeting.start, datetime(2026, 3, 30, 8))

    def test_all_day_meeting_moves_by_days(self):
        """VIS-3: two days stay two days."""
        meeting = self.agree()
        meeting.write(
            {"allday": True, "start_date": WEDNESDAY, "stop_date": date(2026, 3, 5)}
        )
        self.followup.action_schedule("2026-03-10")
        self.assertRecordValues(
            meeting,
            [{"start_date": date(2026, 3, 10), "stop_date": date(2026, 3, 11)}],
        )

    def test_not_convenient_moves_it_to_the_time_named(self):
        """VIS-3: agreed there, counted, with the reason in the log."""
        meeting = self.agree()
        self.followup.with_user(self.specialist).action_postpone(
            None, "Stocktaking", start="2026-03-03 02:00:00"
        )
        self.assertRecordValues(
            self.followup,
            [
                {
                    "state": "scheduled",
                    "date_planned": date(2026, 3, 3),
                    "postponed_count": 1,
                    "meeting_id": meeting.id,
                }
            ],
        )
        self.assertIn("Stocktaking", self.log_of(self.followup))

    def test_not_convenient_without_an_appointment_before(self):
        """VIS-3: the first call asks for a time, which goes into the calendar."""
        self.followup.with_user(self.specialist).action_postpone(
            None, start=THURSDAY_THREE
        )
        self.assertEqual(self.followup.meeting_start, THURSDAY_THREE)
        self.assertEqual(self.followup.postponed_count, 1)

    def test_not_reached_takes_the_meeting_out_of_the_calendar(self):
        """VIS-3: a next attempt is nothing that was agreed on."""
        meeting = self.agree()
        self.followup.action_postpone(date(2026, 3, 6))
        self.assertFalse(meeting.active)
        self.assertFalse(self.followup.meeting_id)
        self.assertEqual(self.followup.state, "planned")

    def test_cancelled_and_deleted_follow_ups_leave_no_meeting(self):
        """VIS-3: nobody drives to a visit that was given up."""
        meeting = self.agree()
        self.followup.action_cancel("Closed down")
        self.assertFalse(meeting.active)
        self.assertEqual(self.followup.state, "cancelled")
        other = self.create_followup()
        meeting = self.agree(followup=other)
        other.unlink()
        self.assertFalse(meeting.exists())

    def test_recorded_before_the_time_leaves_no_meeting(self):
        """VIS-3: a visit that took place stays, one still to come is off."""
        meeting = self.agree()
        self.followup.action_record({"result": "well"})
        self.assertFalse(meeting.active)
        past = self.create_followup()
        meeting = self.agree(datetime(2026, 3, 2, 3), followup=past)
        with freeze_time("2026-03-02 05:00:00"):
            past.action_record({"result": "well"})
        self.assertTrue(meeting.active)
        self.assertEqual(past.meeting_id, meeting)

    def test_new_owner_gets_the_meeting(self):
        """ASG-1: by hand, and with many others."""
        meeting = self.agree()
        self.followup.user_id = self.colleague
        self.assertEqual(meeting.user_id, self.colleague)
        self.assertEqual(meeting.partner_ids, self.colleague.partner_id | self.contact)
        self.followup._hand_over({self.followup.id: self.specialist.id})
        self.assertEqual(meeting.user_id, self.specialist)
        self.assertEqual(meeting.partner_ids, self.specialist.partner_id | self.contact)

    def test_another_contact_is_invited_instead(self):
        """VIS-3: whoever else was invited stays invited."""
        meeting = self.agree()
        meeting.partner_ids |= self.colleague.partner_id
        other = self.create_contact(self.customer, "Mr Wu")
        self.followup.contact_id = other
        self.assertEqual(
            meeting.partner_ids,
            (self.specialist | self.colleague).partner_id | other,
        )

    def test_time_in_the_rest_time_is_said_and_not_forbidden(self):
        """FUP-12: the customer may have agreed to it."""
        self.agree(datetime(2026, 3, 4, 12))
        self.assertIn(
            "Wed, Mar 4, 20:00 (Asia/Shanghai) is in the customer's rest time.",
            self.log_of(self.followup),
        )

    def test_dialog_agrees_on_a_time(self):
        """VIS-3: proposes a time, warns, and keeps with whom."""
        self.followup.contact_id = False
        steps = self.env["customer.followup.step"].with_user(self.specialist)
        steps = steps.with_context(
            default_action="schedule", active_ids=self.followup.ids
        )
        form = Form(steps)
        self.assertEqual(form.start, datetime(2026, 3, 3, 0))
        self.assertFalse(form.hours_note)
        form.start = datetime(2026, 3, 7, 2)
        self.assertIn("rest time", form.hours_note)
        form.start = WEDNESDAY_TEN
        form.contact_id = self.contact
        form.save().action_confirm()
        self.assertEqual(self.followup.meeting_start, WEDNESDAY_TEN)
        self.assertIn(self.contact, self.followup.meeting_id.partner_ids)
        form = Form(steps.with_context(default_action="inconvenient"))
        self.assertEqual(form.start, datetime(2026, 3, 5, 0))  # of another day
        form.start = WEDNESDAY_TEN
        with self.refused("Ask the customer for another time"):
            form.save().action_confirm()
        self.assertEqual(self.followup.postponed_count, 0)
        form = Form(steps.with_context(default_action="inconvenient"))
        form.agreed = "day"
        form.date_planned = date(2026, 3, 6)
        form.comment = "On a journey"
        form.save().action_confirm()
        self.assertEqual(self.followup.date_planned, date(2026, 3, 6))
        self.assertEqual(self.followup.postponed_count, 1)

    def test_wrong_times_are_refused_in_words(self):
        """G7: nothing of it is an error of the server, and nothing is stored."""
        for start in ("tomorrow", 5, ["2026"], "0001-01-01", "9999-12-31 23:59:59"):
            with self.subTest(start), self.assertRaises(UserError):
                self.followup.action_schedule(start=start)
        for duration in (0, -1, "long", 25, float("nan"), float("inf"), True):
            with self.subTest(duration), self.refused("at most 24 hours"):
                self.followup.action_schedule(start=WEDNESDAY_TEN, duration=duration)
        with self.refused("today or a later day"):
            self.followup.action_schedule(start=datetime(2026, 3, 1, 2))
        self.assertEqual(self.followup.state, "planned")
        self.assertFalse(self.followup.meeting_ids)

    def test_closed_follow_up_gets_no_meeting(self):
        """VIS-3: the refused step leaves nothing in the calendar."""
        self.followup.action_record({"result": "well"})
        with self.refused("is Recorded"):
            self.agree()
        self.assertFalse(self.followup.meeting_ids)

    def test_many_follow_ups_cost_no_queries_for_the_meetings_they_lack(self):
        """G17: what the calendar asks for does not follow the number of records."""
        counts = []
        for number in (2, 2, 20):
            followups = self.env["customer.followup"].browse(
                [self.create_followup(user=self.specialist).id for _ in range(number)]
            )
            self.env.flush_all()
            self.env.invalidate_all()
            followups.mapped("date_planned")
            before = self.cr.sql_log_count
            self.assertFalse(any(followups.mapped("meeting_id")))
            followups._move_meetings(followups._get_people())
            counts.append(self.cr.sql_log_count - before)
        _warm, few, many = counts
        self.assertLessEqual(many, few, counts)
        self.assertEqual(followups[0].date_planned, MONDAY)
