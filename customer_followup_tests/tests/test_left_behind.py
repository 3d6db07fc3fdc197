"""Work of people who have left is not left in a list that nobody opens (FUP-11)."""

from datetime import date

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import MONDAY, FollowupCase


@tagged("post_install", "-at_install")
class TestLeftBehind(FollowupCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.partner_id.lang = "en_US"
        employees = cls.env["hr.employee"]
        boss = employees.create({"name": "Boss", "user_id": cls.supervisor.id})
        employees.create(
            {
                "name": "Specialist",
                "user_id": cls.specialist.id,
                "parent_id": boss.id,
            }
        )
        cls.followup = cls.create_followup()

    def assert_owner(self, user, followup=None):
        """Assert who makes a contact, and that this person sees it."""
        followup = followup or self.followup
        self.assertEqual(followup.user_id, user)
        self.assertEqual(followup.activity_ids.user_id, user)
        customer = followup.partner_id.with_company(followup.company_id)
        self.assertEqual(customer.customer_next_followup_user_id, user)

    def assert_log_says(self, words):
        """Assert what the log of the contact tells."""
        self.assertIn(words, str(self.followup.message_ids.mapped("body")))

    def test_archived_user(self):
        """FUP-11: the superior gets it at once, with a note that says why."""
        self.specialist.action_archive()
        self.assert_owner(self.supervisor)
        self.assert_log_says("does not look after customers")
        self.env.flush_all()
        count = len(self.followup.message_ids)
        self.run_job()
        self.assertEqual(len(self.followup.message_ids), count)

    def test_user_archived_by_another_way(self):
        """FUP-11: by an import or a script, the next run finds what is left."""
        self.specialist.active = False
        self.run_job()
        self.assert_owner(self.supervisor)

    def test_who_may_not_archive_users_moves_nothing(self):
        """FUP-11: a specialist cannot give the work of others away like that."""
        with self.assertRaises(AccessError):
            self.specialist.with_user(self.colleague).action_archive()
        self.assert_owner(self.specialist)

    def test_user_who_moved_to_another_company(self):
        """FUP-11: works here no more."""
        other = self.create_company("West River Chemicals")
        self.specialist.write(
            {"company_id": other.id, "company_ids": [Command.set(other.ids)]}
        )
        self.run_job()
        self.assert_owner(self.supervisor)

    def test_user_without_the_application(self):
        """FUP-11: who cannot open follow-ups any more cannot make them."""
        self.specialist.group_ids = self.env.ref("base.group_user")
        self.run_job()
        self.assert_owner(self.supervisor)

    def test_superior_who_left_as_well(self):
        """FUP-11: the next in line."""
        chief = self.env["hr.employee"].create(
            {"name": "Chief", "user_id": self.manager.id}
        )
        self.supervisor.employee_id.parent_id = chief
        (self.specialist | self.supervisor).action_archive()
        self.run_job()
        self.assert_owner(self.manager)

    def test_without_a_superior(self):
        """FUP-11: the customer's new specialist, or the person in the settings."""
        self.specialist.employee_id.parent_id = False
        second = self.create_followup(self.create_customer("Red Mill"))
        self.customer.customer_specialist_id = False  # as an import does
        self.company.customer_followup_user_id = self.manager
        second.partner_id.sudo()._give_to({second.partner_id.id: self.colleague.id})
        self.specialist.action_archive()
        self.assert_owner(self.manager)
        self.assert_owner(self.colleague, second)

    def test_without_anybody(self):
        """FUP-11: no activity that nobody sees; the list says it has no owner."""
        self.specialist.employee_id.parent_id = False
        self.specialist.action_archive()
        self.assert_owner(self.env["res.users"])
        self.assert_log_says("Give this contact to somebody")

    def test_states(self):
        """FUP-11: agreed and contacted ones go along, closed ones stay."""
        followups = [self.create_followup() for _number in range(3)]
        agreed, contacted, recorded = (f.with_user(self.specialist) for f in followups)
        agreed.action_schedule(MONDAY)
        contacted.action_contact()
        recorded.action_record({"result": "well"})
        self.specialist.action_archive()
        self.run_job()
        for followup in followups[:2]:
            self.assertEqual(followup.user_id, self.supervisor)
            self.assertEqual(followup.activity_ids.user_id, self.supervisor)
        self.assertEqual(followups[2].user_id, self.specialist)

    def test_waiting_duties_find_somebody_else(self):
        """FUP-11: what waits goes to the superior, too."""
        self.create_rule("order_lapse", deadline_days=30)
        self.create_rule("order_lapse", deadline_days=1, delay_days=40)
        for name, day in (("Red Mill", 2), ("Old Mill", 1)):
            month = 2 if name == "Red Mill" else 1
            self.create_order(self.create_customer(name), date(2026, month, day))
        self.specialist.customer_daily_capacity = 1
        self.run_job()
        reason = self.env["customer.followup.reason"].search(
            [("state", "=", "waiting"), ("company_id", "=", self.company.id)]
        )
        self.assertEqual(reason.user_id, self.specialist)
        self.specialist.action_archive()
        self.run_job(date(2026, 3, 3))
        self.assertEqual(reason.user_id, self.supervisor)
