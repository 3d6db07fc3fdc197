"""Who is told that a document waits, who is reminded, and who hears of a dead end."""

from datetime import datetime, timedelta

from odoo.exceptions import UserError
from odoo.tests import tagged

from .approval_common import ApprovalCase

NOW = datetime(2026, 3, 2, 2)


@tagged("post_install", "-at_install")
class TestApprovalWaiting(ApprovalCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.second = cls.create_user(
            "second", "group_specialist,group_marketing_director"
        )

    def remind(self, now):
        """Run the job that reminds, as its service user."""
        robot = self.env.ref("customer_followup.user_service")
        self.env.flush_all()
        with self.open_cursor() as cr:
            steps = self.env(cr=cr, user=robot.id)["customer.approval.step"]
            steps._cron_remind_signers(now)
            cr.commit()
        self.env.invalidate_all()

    def get_reminded(self, request):
        """Return who was reminded of a request, one entry for each time."""
        return [notice.partner_ids for notice in self.get_reminders(request)]

    def get_reminders(self, request):
        return self.env["mail.message"].search(
            [
                ("model", "=", request._name),
                ("res_id", "=", request.id),
                ("subject", "like", "waits for your signature"),
            ]
        )

    def get_alerted(self, request):
        """Return who has been told that nobody can sign."""
        blocked = self.env.ref("customer_followup.mail_activity_type_blocked")
        activities = request.sudo().activity_ids
        return activities.filtered(lambda a: a.activity_type_id == blocked).user_id

    def test_activity_and_count_follow_the_open_level(self):
        """CRD-1: who can sign now has one activity and one document to sign."""
        request = self.create_request(submit=True)
        for signer, waiting in (
            (self.marketing, self.marketing | self.second),
            (self.finance, self.finance),
            (self.general, self.general),
        ):
            self.assertEqual(request.activity_ids.user_id, waiting)
            self.assertEqual(len(request.activity_ids), len(waiting))
            for user in self.signers | self.second:
                self.assertEqual(self.count_to_sign(user), int(user in waiting))
            self.sign(request, signer)
        self.assertFalse(request.activity_ids)
        self.assertFalse(any(map(self.count_to_sign, self.signers | self.second)))

    def test_every_end_takes_the_activities_away(self):
        """CRD-1: refused, asked back, cancelled: nothing is left to sign."""
        for user, action in (
            (self.marketing, "action_refuse"),
            (self.marketing, "action_ask_back"),
            (self.salesperson, "action_cancel"),
        ):
            request = self.create_request(self.create_customer(action), submit=True)
            getattr(self.as_user(request, user), action)("Because")
            to_sign = request.activity_ids.filtered(
                lambda a: a.user_id in self.signers | self.second
            )
            with self.subTest(action):
                self.assertFalse(to_sign)
                self.assertEqual(self.count_to_sign(self.marketing), 0)

    def test_activity_ends_with_the_decision_only(self):
        """CRD-1: nobody ticks a signature off without giving it."""
        request = self.create_request(submit=True)
        activity = request.activity_ids.filtered(lambda a: a.user_id == self.marketing)
        with self.assertRaises(UserError), self.env.cr.savepoint():
            self.as_user(activity, self.marketing).action_done()
        self.assertEqual(self.count_to_sign(self.marketing), 1)

    def test_change_of_office_moves_the_activity(self):
        """CRD-1: who gets the office is asked, who loses it is not any more."""
        request = self.create_request(submit=True)
        office = self.env.ref("customer_followup.group_marketing_director")
        newcomer = self.create_user("newcomer", "group_specialist")
        office.user_ids += newcomer
        office.user_ids -= self.second
        self.settle()
        self.assertEqual(request.activity_ids.user_id, self.marketing | newcomer)
        self.assertEqual(self.count_to_sign(newcomer), 1)
        self.assertEqual(self.count_to_sign(self.second), 0)

    def test_reminder_every_so_many_days_once(self):
        """CRD-1: after two days, again after two more, and not twice a day."""
        request = self.create_request(submit=True)
        both = sorted((self.marketing | self.second).partner_id.ids)
        for hours, reminders in ((47, 0), (48, 1), (49, 1), (95, 1), (96, 2), (97, 2)):
            self.remind(NOW + timedelta(hours=hours))
            with self.subTest(hours=hours):
                reminded = sorted(partner.id for partner in self.get_reminded(request))
                self.assertEqual(reminded, sorted(both * reminders))

    def test_reminder_says_how_long_it_has_been_waiting(self):
        """CRD-1: the days are those of the level that is open."""
        request = self.create_request(submit=True)
        self.remind(NOW + timedelta(days=5))
        for reminder in self.get_reminders(request):
            self.assertIn("for 5 days", reminder.body)

    def test_no_reminder_where_none_is_wanted(self):
        """CRD-1: 0 days means never; a decided document reminds nobody."""
        self.route.reminder_days = 0
        silent = self.create_request(submit=True)
        self.remind(NOW + timedelta(days=30))
        self.assertFalse(self.get_reminded(silent))
        self.route.reminder_days = 2
        self.as_user(silent, self.marketing).action_refuse("No")
        self.remind(NOW + timedelta(days=60))
        self.assertFalse(self.get_reminded(silent))

    def test_dead_end_alerts_the_service_manager_at_submission(self):
        """G3: a level nobody can sign is known at once, and told once."""
        office = self.env.ref("customer_followup.group_general_manager")
        office.user_ids -= self.general
        self.settle()
        request = self.create_request(submit=True)
        self.assertTrue(request.approval_is_blocked)
        self.assertIn(self.manager, self.get_alerted(request))
        alerts = len(request.sudo().activity_ids)
        self.sign(request, self.marketing)
        self.remind(NOW)
        self.assertEqual(self.get_alerted(request) & self.manager, self.manager)
        self.assertEqual(len(request.sudo().activity_ids), alerts - 2 + 1)
        office.user_ids += self.general
        self.settle()
        self.assertFalse(request.approval_is_blocked)
        self.assertFalse(self.get_alerted(request))
        self.sign(request, self.finance, self.general)
        self.assertEqual(request.state, "approved")

    def test_alert_ends_with_the_document(self):
        """G3: a request that was withdrawn is nobody's dead end any more."""
        for user, action in (
            (self.salesperson, "action_cancel"),
            (self.marketing, "action_refuse"),
            (self.marketing, "action_ask_back"),
        ):
            self.general.active = False
            self.settle()
            request = self.create_request(self.create_customer(action), submit=True)
            self.assertTrue(self.get_alerted(request))
            getattr(self.as_user(request, user), action)("Because")
            with self.subTest(action):
                self.assertFalse(self.get_alerted(request))
                self.assertFalse(request.approval_is_blocked)

    def test_service_user_is_never_alerted(self):
        """G3: a robot does not read alerts."""
        self.general.active = False
        self.settle()
        request = self.create_request(submit=True)
        robot = self.env.ref("customer_followup.user_service")
        self.assertNotIn(robot, self.get_alerted(request))
