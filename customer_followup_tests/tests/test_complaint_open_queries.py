"""Opening a complaint costs the same, whatever its history (CMP-9, G17)."""

from odoo.tests import tagged

from ..benchmarks.visit.history import repeat
from ..benchmarks.web_client import get_view_specification
from .case_common import CASE, CaseCase

ROUNDS = 30
CASES = 200
MORE_QUERIES = 3


@tagged("post_install", "-at_install")
class TestComplaintOpenQueries(CaseCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.switch_on_rounds()
        for name in ("plan", "report", "finished"):
            policy = cls.env.ref(f"customer_followup.customer_deadline_policy_{name}")
            policy.write({"active": True, "company_id": cls.company.id})
        cls.few = cls.create_justified()
        cls.propose(cls.few)
        elsewhere = cls.create_customer("Green Mill")
        cls.many = cls.create_justified(partner_id=cls.create_contact(elsewhere).id)
        cls.add_history(cls.propose(cls.many))
        for case in cls.few | cls.many:
            cls.as_user(case, cls.supervisor).action_report()

    @classmethod
    def add_history(cls, last_round):
        """Add rounds to a complaint, and cases of its customer, each with a clock."""
        rounds = range(2, ROUNDS + 1)
        repeat(last_round, [{"number": n, "state": "unsatisfied"} for n in rounds])
        numbers = range(CASES)
        rows = [{"number": f"OLD{n}", "access_token": None} for n in numbers]
        ids = repeat(cls.many, rows)
        for clock in cls.many.customer_deadline_ids:
            repeat(clock, [{"res_id": id_} for id_ in ids])

    def count_reading(self, records, specification):
        """Return the queries of a screen that was opened before."""
        for _time in range(2):
            before = self.cr.sql_log_count
            self.env.invalidate_all()
            records.web_read(specification)
        return self.cr.sql_log_count - before

    def test_complaint_with_thirty_rounds_and_two_hundred_cases(self):
        """CMP-9: its form, for who handles it and who answers for it."""
        self.assertEqual(len(self.many.customer_round_ids), ROUNDS)
        for user in (self.supervisor, self.wu, self.quality, self.general):
            few, many = self.as_user(self.few, user), self.as_user(self.many, user)
            specification = get_view_specification(few, "form")
            self.assertIn("customer_round_ids", specification)
            with self.subTest(user.login):
                self.assertLessEqual(
                    self.count_reading(many, specification),
                    self.count_reading(few, specification) + MORE_QUERIES,
                )

    def test_round_of_a_complaint_with_thirty(self):
        """CMP-9: the page of one attempt reads the others not one by one."""
        rounds = [
            self.as_user(case.customer_round_ids[0], self.quality)
            for case in (self.few, self.many)
        ]
        specification = get_view_specification(rounds[0], "form")
        few, many = [self.count_reading(one, specification) for one in rounds]
        self.assertLessEqual(many, few + MORE_QUERIES)

    def test_lists_read_all_cases_together(self):
        """G17: with their deadlines, for ten and for two hundred."""
        cases = self.as_user(self.env[CASE], self.supervisor)
        found = cases.search([("commercial_partner_id.name", "=", "Green Mill")])
        self.assertGreater(len(found), CASES)
        for name in ("helpdesk_ticket_view_list", "helpdesk_ticket_register_view_list"):
            view = self.env.ref(f"customer_followup.{name}")
            specification = get_view_specification(cases, "list", view)
            self.assertIn("customer_deadline_next", specification)
            with self.subTest(name):
                self.assertEqual(
                    self.count_reading(found, specification),
                    self.count_reading(found[:10], specification),
                )

    def test_next_deadline_is_the_first_of_the_open_ones(self):
        """CMP-8: what lists show is what the form shows first, in the same words."""
        for case in self.few | self.many:
            of_user = self.as_user(case, self.supervisor)
            (shown,) = of_user.customer_deadline_next
            self.assertEqual(shown, of_user.customer_deadline_summary[0])
            self.assertEqual(shown["user"], case._get_deadline_user().name or None)
