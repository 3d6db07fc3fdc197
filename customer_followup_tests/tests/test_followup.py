"""The life of a follow-up: what can be done when, by whom."""

from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import FollowupCase

# step: (states it may start from, state it leads to)
STEPS = {
    "schedule": ({"planned", "scheduled"}, "scheduled"),
    "postpone": ({"planned", "scheduled"}, "planned"),
    "contact": ({"planned", "scheduled"}, "contacted"),
    "record": ({"planned", "scheduled", "contacted"}, "recorded"),
    "review": ({"recorded"}, "reviewed"),
    "reopen": ({"recorded", "reviewed", "cancelled"}, "planned"),
    "cancel": ({"planned", "scheduled", "contacted"}, "cancelled"),
}
ARGUMENTS = {
    "postpone": (date(2026, 3, 4), "Answering machine"),
    "record": ({"result": "well"},),
    "cancel": ("Customer moved away",),
}
WAY_TO = {
    "planned": [],
    "scheduled": ["schedule"],
    "contacted": ["contact"],
    "recorded": ["record"],
    "reviewed": ["record", "review"],
    "cancelled": ["cancel"],
}
FOR_SUPERVISORS = {"review", "reopen"}


def take(step, followup):
    """Take a step the way its button does."""
    getattr(followup, f"action_{step}")(*ARGUMENTS.get(step, ()))


@tagged("post_install", "-at_install")
class TestFollowupSteps(FollowupCase):
    def create_in(self, state):
        """Return a follow-up that went the way to ``state``."""
        followup = self.create_followup().with_user(self.supervisor)
        for step in WAY_TO[state]:
            take(step, followup)
        self.assertEqual(followup.state, state)
        return followup

    def test_every_state_has_a_way_to_it(self):
        """VIS-6: the table of this file names every state there is."""
        states = dict(self.env["customer.followup"]._fields["state"].selection)
        self.assertEqual(set(WAY_TO), set(states))

    def test_steps_lead_where_the_table_says(self):
        """VIS-3, VIS-6, VIS-9: every step from every state it may start from."""
        for step, (sources, target) in STEPS.items():
            for state in sorted(sources):
                with self.subTest(step=step, state=state):
                    followup = self.create_in(state)
                    take(step, followup)
                    self.assertEqual(followup.state, target)

    def test_steps_refuse_every_other_state(self):
        """VIS-6: a step from another state says so and changes nothing."""
        for step, (sources, _target) in STEPS.items():
            for state in sorted(set(WAY_TO) - sources):
                with self.subTest(step=step, state=state):
                    followup = self.create_in(state)
                    with self.refused(followup.name):
                        take(step, followup)
                    self.assertEqual(followup.state, state)

    def test_refused_step_of_one_stops_all(self):
        """VIS-6: of two follow-ups, one closed, neither is cancelled."""
        both = self.create_in("planned") + self.create_in("recorded")
        with self.assertRaises(UserError):
            both.action_cancel("Given up")
        self.assertEqual(both.mapped("state"), ["planned", "recorded"])

    def test_steps_of_the_superior_are_refused_to_specialists(self):
        """VIS-9: nobody reviews or reopens their own record."""
        for step in FOR_SUPERVISORS:
            followup = self.create_in("recorded").with_user(self.specialist)
            with self.subTest(step), self.assertRaises(AccessError):
                take(step, followup)

    def test_steps_of_the_specialist_are_allowed_to_specialists(self):
        """VIS-3, VIS-6: the owner takes all other steps alone."""
        for step in sorted(set(STEPS) - FOR_SUPERVISORS):
            followup = self.create_followup().with_user(self.specialist)
            with self.subTest(step):
                take(step, followup)
                self.assertEqual(followup.state, STEPS[step][1])

    def test_steps_are_refused_to_everybody_else(self):
        """VIS-6: without the addon's groups nothing can be done with a follow-up."""
        outsider = self.create_user("outsider", "base.group_user")
        for step in STEPS:
            followup = self.create_followup().with_user(outsider)
            with self.subTest(step), self.assertRaises(AccessError):
                take(step, followup)

    def test_review_notes_who_and_what(self):
        """VIS-9: the superior signs the record and gives guidance."""
        followup = self.create_in("recorded")
        followup.action_review("Ask about the new product next time")
        self.assertEqual(followup.reviewed_by_id, self.supervisor)
        self.assertEqual(followup.guidance, "Ask about the new product next time")

    def test_guidance_reaches_the_specialist(self):
        """VIS-9: what the superior says is a message to who made the contact."""
        followup = self.create_in("recorded")
        followup.action_review("Well done")
        message = followup.message_ids.filtered(lambda m: "Well done" in m.body)
        self.assertIn(
            self.specialist.partner_id, message.notification_ids.res_partner_id
        )

    def test_reopened_record_can_be_corrected_and_recorded_again(self):
        """VIS-6, VIS-9: a wrong record goes back, and its review with it."""
        followup = self.create_in("reviewed")
        followup.action_reopen()
        self.assertFalse(followup.recorded_at)
        self.assertFalse(followup.reviewed_by_id)
        followup.with_user(self.specialist).action_record({"result": "need"})
        self.assertEqual((followup.state, followup.result), ("recorded", "need"))

    def test_agreed_day_becomes_the_planned_one(self):
        """VIS-3: the day the customer agreed to; text from a client is a date too."""
        followup = self.create_followup()
        followup.action_schedule("2026-03-05")
        self.assertEqual(followup.date_planned, date(2026, 3, 5))

    def test_postponed_follow_up_keeps_its_deadline(self):
        """VIS-3: another day, counted; the deadline stays, the reason is kept."""
        followup = self.create_followup()
        followup.action_postpone(date(2026, 3, 4), "Answering machine")
        followup.action_postpone(date(2026, 3, 5))
        self.assertRecordValues(
            followup,
            [
                {
                    "date_planned": date(2026, 3, 5),
                    "date_deadline": date(2026, 3, 9),
                    "postponed_count": 2,
                }
            ],
        )
        self.assertIn("Answering machine", followup.message_ids.mapped("preview"))

    def test_contact_is_stamped_when_it_is_made(self):
        """VIS-6: contacted now, recorded later: the contact's moment stays."""
        followup = self.create_followup()
        followup.action_contact()
        moment = followup.contacted_at
        self.assertTrue(moment)
        followup.action_record({"result": "well"})
        self.assertEqual(followup.contacted_at, moment)

    def test_cancelling_keeps_the_reason_in_the_log(self):
        """VIS-8: why a contact was given up can be read later."""
        followup = self.create_in("cancelled")
        self.assertIn("Customer moved away", followup.message_ids.mapped("preview"))
