"""The deadlines of the demo company: kept, missed, due soon and paused, for a month."""

from datetime import timedelta

from odoo.tests import tagged

from .demo_common import DemoCase


class DemoDeadlineCase(DemoCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.deadlines = cls.search("customer.deadline")
        cls.open = cls.deadlines.filtered("is_open")
        cls.ended = cls.deadlines.filtered(lambda d: d.state in ("met", "missed"))
        cls.notices = cls.search("customer.deadline.notice")
        cls.cases = cls.search("helpdesk.ticket")


@tagged("post_install", "-at_install")
class TestDemoDeadlines(DemoDeadlineCase):
    def test_promises_are_switched_on_for_the_demo_company_alone(self):
        """VIS-6, ISS-1, CMP-8: the shipped promises hold here and nowhere else."""
        shipped = self.env["ir.model.data"].search(
            [
                ("module", "=", "customer_followup"),
                ("model", "=", "customer.deadline.policy"),
            ]
        )
        policies = self.env["customer.deadline.policy"].browse(shipped.mapped("res_id"))
        self.assertGreaterEqual(len(policies), 10)
        self.assertEqual(policies.company_id, self.company)
        self.assertTrue(all(policies.mapped("active")))
        self.assertFalse(any(policies.mapped("last_error")))

    def test_history_has_kept_and_missed_ones_of_a_month(self):
        """RPT-2: there is something to compare, by promise, person and department."""
        ages = [self.get_age(deadline.start_at) for deadline in self.ended]
        self.assertGreaterEqual(max(ages), 25)
        for states in self.ended.grouped("policy_id").values():
            self.assertIn("met", states.mapped("state"))
        self.assertGreaterEqual(len(self.ended.user_id), 5)
        self.assertGreaterEqual(len(self.ended.department_id), 4)
        kept = self.ended.filtered(lambda d: d.state == "met")
        self.assertTrue(0.6 < len(kept) / len(self.ended) < 0.95)
        missed_promises = (self.ended - kept).policy_id
        self.assertGreaterEqual(len(missed_promises), 4)

    def test_board_has_late_soon_running_and_paused_ones(self):
        """ISS-1, ISS-3: every colour of a deadline is there on the first day."""
        built_at = self.company.create_date
        urgencies = {deadline._get_urgency(built_at) for deadline in self.open}
        self.assertEqual(urgencies, {"late", "soon", "running", "paused"})

    def test_records_are_written_at_once_late_and_not_yet(self):
        """VIS-6: of the two promises about records some are kept and some are not."""
        of_records = self.deadlines.filtered(lambda d: d.policy_id.code == "record")
        self.assertEqual(len(of_records.policy_id), 2)
        for deadlines in of_records.grouped("policy_id").values():
            self.assertLessEqual({"met", "missed"}, set(deadlines.mapped("state")))
        self.assertTrue(of_records & self.open)

    def test_steps_of_cases_follow_each_other_in_the_past(self):
        """ISS-1, ISS-3: registered, decided, agreed, handed over, contacted, closed."""
        steps = ("decided", "agreed", "handed_over", "contacted")
        names = ["create_date", *(f"customer_{step}_at" for step in steps)]
        for case in self.cases:
            moments = [case[name] for name in (*names, "closed_date") if case[name]]
            with self.subTest(case.display_name):
                self.assertEqual(moments, sorted(moments))
                self.assertLess(moments[-1], self.env.cr.now())


@tagged("post_install", "-at_install")
class TestDemoTold(DemoDeadlineCase):
    def test_told_on_the_days_themselves_and_read(self):
        """G9: who was late was told then, in messages that nobody finds unread."""
        told = self.notices.filtered("told_at")
        self.assertGreaterEqual(len(told), 5)
        self.assertGreaterEqual(len(told.told_user_id), 3)
        for notice in told:
            self.assertGreaterEqual(notice.told_at, notice.raised_at)
            self.assertLess(notice.told_at, self.company.create_date)
        messages = self.env["mail.message"].search(
            [
                ("message_type", "=", "user_notification"),
                ("partner_ids", "in", told.told_user_id.partner_id.ids),
                ("model", "=", False),
                ("date", "<", self.company.create_date),
            ]
        )
        self.assertTrue(messages)
        self.assertTrue(all(messages.notification_ids.mapped("is_read")))

    def test_job_has_somebody_to_tell_next(self):
        """ISS-2: what is late or due soon from now on is told by the job itself."""
        waiting = self.open.filtered("next_rung_at")
        tomorrow = self.company.create_date + timedelta(days=5)
        self.assertTrue(waiting.filtered(lambda d: d.next_rung_at < tomorrow))

    def test_nothing_was_mailed(self):
        """G9: building the demo company queues no mail about deadlines."""
        mails = self.env["mail.mail"].search([("model", "=", False)])
        told = self.notices.told_user_id.partner_id
        self.assertFalse(mails.recipient_ids & told)


@tagged("post_install", "-at_install")
class TestDemoDeadlineFlows(DemoDeadlineCase):
    def test_flows_played_again_change_nothing(self):
        """Demo company: demo data that is loaded a second time is not there twice."""
        self.env["customer.demo.company"]._work_on_cases()
        self.assertEqual(self.search("helpdesk.ticket"), self.cases)
        self.assertEqual(self.search("customer.deadline"), self.deadlines)

    def test_clock_of_the_flows_cannot_be_set_from_outside(self):
        """RPC: a date in the context does not date the event of a document."""
        customer = self.customers[0]
        case = self.env["helpdesk.ticket"].with_context(
            customer_demo_played_at="2020-01-01"
        )
        case = case.create(
            {
                "name": "Played",
                "description": "Played",
                "partner_id": customer.id,
                "company_id": self.company.id,
                "customer_case_type": "issue",
            }
        )
        self.assertGreater(case.customer_deadline_ids.start_at.year, 2020)
