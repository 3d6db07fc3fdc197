"""Deadlines in a real browser: the board, a case on its way, a promise in words."""

from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from .common import FollowupHttpCase

POLICY = "customer_followup.customer_deadline_policy"
# hours since the department in charge of a case got it; it has 24
LATE_OF_LOGISTICS = (80, 60)
LATE_OF_QUALITY = (50,)
SOON = 20
KEPT = (200, 180, 160)


@tagged("post_install", "-at_install")
class TestToursDeadline(FollowupHttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contact = cls.use_policy("contact")
        cls.logistics = cls.create_department("Logistics")
        cls.quality = cls.create_department("Quality")

    @classmethod
    def use_policy(cls, name, **vals):
        """Return a shipped promise as the company of the test uses it."""
        vals = {"company_id": cls.company.id, "active": True, **vals}
        return cls.env.ref(f"{POLICY}_{name}").copy(vals)

    @classmethod
    def create_department(cls, name):
        """Return a department with a head and a team for its cases."""
        head = cls.create_user(f"{name.lower()}_head", "group_department_head")
        department = cls.env["hr.department"].create(
            {"name": name, "company_id": cls.company.id}
        )
        cls.env["helpdesk.ticket.team"].create(
            {
                "name": f"{name} Team",
                "company_id": cls.company.id,
                "customer_department_id": department.id,
                "user_id": head.id,
                "user_ids": head.ids,
                "alias_name": False,
            }
        )
        return department

    def create_case(self, department, hours):
        """Return a case that a department has had for so many hours."""
        case = self.env["helpdesk.ticket"].create(
            {
                "name": f"Leak of {hours} hours",
                "description": "A drum leaks.",
                "partner_id": self.customer.id,
                "company_id": self.company.id,
                "customer_case_type": "issue",
            }
        )
        case.customer_department_id = department
        case.team_id = case._get_department_team()
        handed_over_at = fields.Datetime.now() - timedelta(hours=hours)
        case._deadline_event("handed_over", handed_over_at)
        return case

    def fill_the_board(self):
        """Let logistics be late twice, quality once, and somebody be due soon."""
        cases = [self.create_case(self.logistics, hours) for hours in LATE_OF_LOGISTICS]
        cases += [self.create_case(self.quality, hours) for hours in LATE_OF_QUALITY]
        self.create_case(self.logistics, SOON)
        for hours in KEPT:
            kept = self.create_case(self.quality, hours)
            moment = fields.Datetime.now() - timedelta(hours=hours - 2)
            kept._deadline_event("contacted", moment)
        self.run_watch()
        states = [case.customer_deadline_ids.state for case in cases]
        self.assertEqual(states, ["missed"] * 3)

    def run_watch(self):
        """Run the job that watches deadlines, commits included."""
        self.env.flush_all()
        with self.open_cursor() as cr:
            self.env(cr=cr)["customer.deadline"]._cron_watch()
            cr.commit()
        self.env.invalidate_all()

    def play(self, tour, user):
        """Let somebody play a tour of deadlines."""
        self.start_tour("/odoo", f"customer_deadline_{tour}", login=user.login)

    def test_board_in_chinese_as_supervisor(self):
        """ISS-3, VIS-10, RPT-2: who has how much late, one of them, punctuality."""
        self.fill_the_board()
        self.supervisor.lang = "zh_CN"
        self.play("board_zh", self.supervisor)

    def test_board_in_english_as_administrator(self):
        """ISS-3, VIS-10, RPT-2: the same board in the other language."""
        self.fill_the_board()
        admin = self.env.ref("base.user_admin")
        admin.company_ids |= self.company
        admin.company_id = self.company
        admin.lang = "en_US"
        self.play("board_en", admin)

    def test_case_on_its_way_keeps_four_promises(self):
        """ISS-1, ISS-2, ISS-3: registered, agreed, handed over, customer contacted."""
        policies = self.contact
        for name in ("decide", "agree", "hand_over"):
            # whenever the test is run, the working day is long enough
            policies |= self.use_policy(name, is_same_day=False)
        self.play("case", self.specialist)
        case = self.env["helpdesk.ticket"].search(
            [("company_id", "=", self.company.id)]
        )
        self.assertEqual(case.team_id.customer_department_id, self.logistics)
        deadlines = case.customer_deadline_ids
        self.assertEqual(deadlines.policy_id, policies)
        self.assertEqual(deadlines.mapped("state"), ["met"] * 4)

    def test_promise_written_and_read_in_words(self):
        """CMP-8: a manager writes a promise with its ladder, without a code."""
        self.play("policy", self.manager)
        policy = self.env["customer.deadline.policy"].search(
            [("name", "=", "Suggestion answered")]
        )
        self.assertRecordValues(
            policy,
            [
                {
                    "model": "helpdesk.ticket",
                    "start_event": "registered",
                    "stop_event": "closed",
                    "amount": 3,
                    "unit": "working_hours",
                }
            ],
        )
        self.assertTrue(policy.code)
        self.assertRecordValues(
            policy.rung_ids,
            [{"moment": "missed", "delay_hours": 2.5, "recipient": "superior"}],
        )
