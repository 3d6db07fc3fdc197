"""What has to change after a complaint, and who sees to it (CMP-11)."""

from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .case_common import CaseHttpCase

IMPROVEMENT = "customer.complaint.improvement"
METHODS = {
    "action_finish": ["Done so"],
    "action_verify": ["Seen"],
    "action_give_back": ["Not yet"],
    "action_cancel": ["Not needed"],
}
FORGED = {
    "state": "verified",
    "company_id": 1,
    "department_id": 1,
    "done_at": "2026-03-02 02:00:00",
    "done_by_id": 2,
    "result": "Forged",
    "verified_at": "2026-03-02 02:00:00",
    "verified_by_id": 2,
    "verification": "Forged",
}


@tagged("post_install", "-at_install")
class TestComplaintImprovement(CaseHttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.switch_on_rounds()
        cls.case = cls.create_justified()

    def create_improvement(self, user=None, **vals):
        improvements = self.as_user(self.env[IMPROVEMENT], user or self.qian)
        return improvements.create(self.prepare(**vals)).with_env(self.env)

    def prepare(self, **vals):
        return {
            "name": "Change the electrodes every month",
            "ticket_id": self.case.id,
            "user_id": self.outsider.id,
            "date_deadline": "2026-03-31",
            **vals,
        }

    def step(self, improvement, user, action, words="So it is"):
        getattr(self.as_user(improvement, user), f"action_{action}")(words)

    def test_owner_makes_it_and_somebody_else_verifies_it(self):
        """CMP-11: corrected, and verified by who has not made it."""
        improvement = self.create_improvement()
        self.assertEqual(improvement.activity_ids.user_id, self.outsider)
        self.assertEqual(str(improvement.activity_ids.date_deadline), "2026-03-31")
        with self.refused("can only be done while it is Done"):
            self.step(improvement, self.qian, "verify")
        self.step(improvement, self.outsider, "finish", "It is in the plan")
        self.assertEqual(
            (improvement.state, improvement.done_by_id), ("done", self.outsider)
        )
        self.assertEqual(improvement.activity_ids.user_id, self.qian)
        with self.refused("somebody else", AccessError):
            self.step(improvement, self.outsider, "verify")
        self.step(improvement, self.qian, "verify", "Three were changed")
        self.assertRecordValues(
            improvement, [{"state": "verified", "verified_by_id": self.qian.id}]
        )
        self.assertFalse(improvement.activity_ids)

    def test_owner_given_away_does_not_open_a_back_door(self):
        """CMP-11: neither a new owner, nor who has caused the complaint."""
        improvement = self.create_improvement(user_id=self.qian.id)
        self.step(improvement, self.qian, "finish")
        with self.refused("Give it back first"):
            self.as_user(improvement, self.qian).user_id = self.outsider
        with self.refused("somebody else", AccessError):
            self.step(improvement, self.qian, "verify")
        with self.refused("somebody else", AccessError):
            self.step(improvement, self.wu, "verify")
        self.step(improvement, self.quality, "give_back", "Not on the night shift")
        self.assertEqual(
            (improvement.state, improvement.done_by_id.id), ("open", False)
        )
        self.assertEqual(improvement.activity_ids.user_id, self.qian)
        self.assertIn("night shift", self.get_log(improvement))

    def test_owner_does_not_give_up_what_others_ask_for(self):
        """CMP-11: who asked for it does, with a reason."""
        improvement = self.create_improvement()
        with self.refused("has asked you for it", AccessError):
            self.step(improvement, self.outsider, "cancel")
        for words in ("", None, 7, "\0"):
            with self.refused("Say why|has to be a text"):
                self.step(improvement, self.qian, "cancel", words)
        self.step(improvement, self.qian, "cancel")
        self.assertEqual(improvement.state, "cancelled")
        self.assertFalse(improvement.activity_ids)

    def test_improvement_outlives_its_complaint(self):
        """CMP-11: with its activity, when the case is closed and archived."""
        improvement = self.create_improvement()
        self.case._close_for_good()
        self.case.action_archive()
        self.assertEqual(improvement.activity_ids.user_id, self.outsider)
        self.assertIn(improvement, self.find_late("2026-04-01"))

    def find_late(self, day):
        return self.env[IMPROVEMENT].search(
            [("state", "=", "open"), ("date_deadline", "<", day)]
        )

    def test_owner_who_leaves_is_replaced(self):
        """CMP-11: by the superior, with a line in the log; what is done is verified."""
        self.employ(self.outsider, self.laboratory, self.head)
        waiting = self.create_improvement()
        done = self.create_improvement(user_id=self.wu.id)
        self.step(done, self.wu, "finish")
        self.outsider.action_archive()
        self.assertEqual(waiting.user_id, self.qian)
        self.assertEqual(waiting.activity_ids.user_id, self.qian)
        self.assertIn(
            "Qian",
            waiting.message_ids.sudo().tracking_value_ids.mapped("new_value_char"),
        )
        self.assertEqual(done.activity_ids.user_id, self.qian)
        self.qian.action_archive()
        self.assertEqual(done.activity_ids.user_id, self.quality)
        self.assertNotEqual(waiting.user_id, self.qian)

    def test_owner_works_here(self):
        """G7: no customer, nobody of another company, and complaints only."""
        portal = self.create_user("portal", "base.group_portal")
        elsewhere = self.create_company("West River Chemicals")
        stranger = self.create_users({"stranger": "base.group_user"}, elsewhere)
        for user in (portal, stranger):
            with self.refused("does not work|belong"):
                self.create_improvement(user_id=user.id)
        issue = self.create_complaint(customer_case_type="issue")
        with self.refused("follow from complaints"):
            self.create_improvement(self.supervisor, ticket_id=issue.id)
        for vals in ({"name": 7}, {"description": ["x"]}):
            with self.refused("is a text"):
                self.create_improvement(**vals)

    def test_hostile_calls_are_refused(self):
        """G5: by strangers and customers, and forged stamps by everybody."""
        improvement = self.create_improvement(user_id=self.qian.id)
        portal = self.create_user("portal", "base.group_portal")
        self.env.flush_all()

        def look():
            self.env.invalidate_all()
            return improvement.sudo().read([*FORGED, "name", "user_id"], load=False)

        def assert_refused(user, method, *args, **kwargs):
            before = look()
            with mute_logger("odoo.http", "odoo.sql_db"):
                answer = self.call(user, IMPROVEMENT, method, *args, **kwargs)
            self.assertIn("error", answer, (user.login, method, args))
            name = answer["error"]["data"]["name"]
            self.assertTrue(name.startswith("odoo.exceptions."), answer)
            self.assertEqual(look(), before)

        for method, args in METHODS.items():
            for user in (self.outsider, self.specialist, portal):
                assert_refused(user, method, improvement.ids, *args)
        for name, value in FORGED.items():
            for context in ({}, {"customer_transition": True}):
                for user in (self.qian, self.manager):
                    assert_refused(
                        user, "write", improvement.ids, {name: value}, context=context
                    )
        assert_refused(self.qian, "write", improvement.ids, {"ticket_id": 1})
        for user in (self.outsider, portal):
            assert_refused(user, "create", [self.prepare(user_id=user.id)])
