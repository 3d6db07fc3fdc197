"""The person objects, and the next superior decides (CMP-10)."""

from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .penalty_common import PenaltyCase

LAST_MINUTE = "2026-03-09 15:59:59"  # 23:59:59 in Shanghai
TOO_LATE = "2026-03-09 16:00:00"
WORDS = "The new electrode was refused in January"


@tagged("post_install", "-at_install")
class TestPenaltyObjection(PenaltyCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.chairman = cls.create_user("chairman", "base.group_user")
        cls.office.manager_id.parent_id = cls.employ(cls.chairman)
        cls.penalty = cls.impose(amount=800.0)

    def object(self, user=None, words=WORDS):
        self.as_user(self.penalty, user or self.wu).action_object(words)

    def decide(self, result, comment="We looked at it", amount=None, user=None):
        penalty = self.as_user(self.penalty, user or self.chairman)
        penalty.action_decide_objection(result, comment, amount)

    def test_person_objects_until_the_last_minute(self):
        """CMP-10: of the last day in the company's time zone, and not a second more."""
        with freeze_time(TOO_LATE):
            self.assertFalse(self.as_user(self.penalty, self.wu).can_object)
            with self.refused("time to object was over"):
                self.object()
        with freeze_time(LAST_MINUTE):
            self.assertTrue(self.as_user(self.penalty, self.wu).can_object)
            self.object()
        self.assertEqual(
            (self.penalty.state, self.penalty.objection), ("objected", WORDS)
        )
        self.assertEqual(self.penalty.decider_id, self.chairman)
        self.assertEqual(self.penalty.activity_ids.user_id, self.chairman)

    def test_nobody_else_objects(self):
        """CMP-10: neither head nor manager; and only in words."""
        for user in (self.qian, self.general, self.manager, self.outsider):
            with self.refused(".", AccessError):
                self.object(user)
        for words in ("", " ", None, 7, ["x"], "\0"):
            with self.refused("Say why|has to be a text"):
                self.object(words=words)
        self.assertEqual(self.penalty.state, "approved")

    def test_next_superior_keeps_it(self):
        """CMP-10: once and for all; payroll gets it at once."""
        self.object()
        for user in (self.general, self.qian, self.wu, self.manager):
            with self.refused(".", AccessError):
                self.decide("kept", user=user)
        for result in ("cancel", None, 7, []):
            with self.refused("Keep, lower or cancel"):
                self.decide(result)
        for comment in ("", None, 7):
            with self.refused("Say why|has to be a text"):
                self.decide("kept", comment)
        self.decide("kept")
        self.assertRecordValues(
            self.penalty,
            [{"state": "approved", "objection_result": "kept", "amount": 800.0}],
        )
        self.assertEqual(str(self.penalty.payable_from), "2026-03-02")
        self.assertFalse(self.penalty.activity_ids)
        with self.refused("The objection was decided: Upheld"):
            self.object()

    def test_next_superior_lowers_it(self):
        """CMP-10: to less, but not to less than the range."""
        self.object()
        for amount in (800.0, 900.0, 0, -5, None, "300", float("nan")):
            with self.refused("amount above zero|less than it is now"):
                self.decide("lowered", amount=amount)
        with self.refused("200.00.*1,500.00"):
            self.decide("lowered", amount=150.0)
        self.decide("lowered", amount=300.0)
        self.assertRecordValues(
            self.penalty,
            [{"state": "approved", "amount": 300.0, "proposed_amount": 800.0}],
        )
        self.assertIn("We looked at it", self.get_told(self.penalty))

    def test_next_superior_cancels_it(self):
        """CMP-10: and nothing of it is due."""
        self.object()
        self.decide("cancelled")
        self.assertEqual(self.penalty.state, "cancelled")
        with self.refused("is not approved"):
            self.as_user(self.penalty, self.manager).action_pass_on()

    def test_decider_who_leaves_is_replaced(self):
        """CMP-10: by another manager, or at last by who approved it."""
        self.object()
        self.chairman.action_archive()
        self.assertEqual(self.penalty.decider_id, self.manager)
        self.assertEqual(self.penalty.activity_ids.user_id, self.manager)
        self.manager.action_archive()
        self.assertEqual(self.penalty.decider_id, self.general)
        self.decide("kept", user=self.general)

    def test_person_without_login_objects_on_paper(self):
        """CMP-10: human resources note it."""
        officer = self.create_user("officer", "hr.group_hr_user")
        with self.refused(".", AccessError):
            self.object(officer)
        self.person.user_id = False
        with self.refused(".", AccessError):
            self.object(self.manager)
        self.object(officer)
        self.assertEqual(self.penalty.state, "objected")

    def test_objected_penalty_of_a_complaint_that_is_none(self):
        """CMP-10: it is decided with the rest, and in doubt until then."""
        self.object()
        self.case._withdraw("Registered twice")
        self.assertTrue(self.penalty.is_flagged)
        self.decide("kept")
        self.assertTrue(self.penalty.is_flagged)
        self.as_user(self.penalty, self.general).action_cancel("No complaint")
        self.assertEqual(self.penalty.state, "cancelled")
