"""Another grade moves what was planned because of it, and nothing else (GRD-4)."""

from datetime import date, timedelta

from odoo.tests import tagged

from .common import MONDAY
from .grade_use_common import GradeUseCase

LAST = date(2026, 2, 10)  # 30 days later is 12 March, 60 days later 11 April
BY_GRADE = {"A": date(2026, 3, 12), "B": date(2026, 4, 13)}


@tagged("post_install", "-at_install")
class TestGradeReplan(GradeUseCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.partner_id.lang = "en_US"  # what is told is in its language
        cls.rule = cls.create_rule("grade_cadence", delay_days=0)
        cls.create_order(cls.customer, date(2026, 2, 2))
        cls.held = cls.create_followup()
        cls.held.contacted_at = cls.get_moment(LAST)
        cls.held.with_user(cls.specialist).action_record({"result": "well"})

    def plan(self, code, customer=None):
        """Return what the job has planned for a customer of a grade."""
        self.grade(code, customer)
        self.run_job(BY_GRADE[code] - timedelta(days=7))
        return self.get_followups(customer)[-1]

    def test_fall_moves_it_later(self):
        """GRD-4: the follow-up, its activity, and a line that says why."""
        followup = self.plan("A")
        self.assertEqual(followup.date_deadline, BY_GRADE["A"])
        self.grade("B")
        self.assertRecordValues(
            followup,
            [
                {
                    "date_deadline": BY_GRADE["B"],
                    "date_planned": BY_GRADE["B"] - timedelta(days=7),
                    "state": "planned",
                }
            ],
        )
        self.assertEqual(followup.activity_ids.date_deadline, BY_GRADE["B"])
        line = followup.message_ids[0].body
        self.assertRegex(line, "04.13.* instead of .*03.12.*, .*: Grade B")

    def test_rise_moves_it_earlier(self):
        """GRD-4: who is worth more now is called sooner."""
        followup = self.plan("B")
        self.grade("A")
        self.assertEqual(followup.date_deadline, BY_GRADE["A"])
        self.assertLessEqual(followup.date_planned, followup.date_deadline)
        self.assertEqual(followup.activity_ids.date_deadline, BY_GRADE["A"])

    def test_rise_that_is_overdue_leaves_the_rule_s_days(self):
        """GRD-4: nobody is late because a customer has risen."""
        self.held.with_user(self.supervisor).action_reopen()
        self.held.contacted_at = self.get_moment(date(2026, 1, 12))
        self.held.with_user(self.specialist).action_record({"result": "well"})
        self.grade("B")
        self.run_job(date(2026, 3, 6))
        followup = self.get_followups()[-1]
        self.assertEqual(followup.date_deadline, date(2026, 3, 13))
        self.grade("A")
        self.assertEqual(followup.date_deadline, date(2026, 3, 9))

    def test_new_version_of_the_scheme_moves_it(self):
        """GRD-4: the same grade, with another interval from the signature on."""
        followup = self.plan("A")
        version = self.scheme.browse(
            self.scheme.with_user(self.supervisor).action_new_version()["res_id"]
        )
        grade = version.grade_ids.filtered(lambda g: g.code == "A")
        grade.with_user(self.supervisor).contact_interval_days = 62
        self.assertEqual(followup.date_deadline, BY_GRADE["A"])
        self.approve(version)
        self.assertEqual(followup.date_deadline, BY_GRADE["B"])

    def test_other_follow_ups_stay(self):
        """GRD-4: planned by hand, for another rule too, or agreed with the customer."""
        by_hand = self.create_followup(date_deadline=BY_GRADE["A"])
        followup = self.plan("A")
        for keep in ("agreed", "other rule"):
            with self.subTest(keep):
                if keep == "agreed":
                    followup.with_user(self.specialist).action_schedule(MONDAY)
                else:
                    self.env["customer.followup.reason"].create(
                        {
                            "followup_id": followup.id,
                            "rule_id": self.create_rule("order_lapse").id,
                            "company_id": self.company.id,
                            "partner_id": self.customer.id,
                            "occasion_date": LAST,
                        }
                    )
                self.grade("B")
                self.assertEqual(followup.date_deadline, BY_GRADE["A"])
                self.assertEqual(by_hand.date_deadline, BY_GRADE["A"])
                self.grade("A")

    def test_duty_that_has_ended_holds_nothing_back(self):
        """GRD-4: a contact that only the grade asks for now follows the grade."""
        followup = self.plan("A")
        for state in ("void", "over"):
            reason = self.prepare_reason(self.customer)
            self.env["customer.followup.reason"].create(
                {
                    **reason,
                    "followup_id": followup.id,
                    "rule_id": self.create_rule("order_lapse").id,
                    "state": state,
                }
            )
        self.grade("B")
        self.assertEqual(followup.date_deadline, BY_GRADE["B"])

    def test_grade_without_an_interval_leaves_what_is_planned(self):
        """GRD-4: a contact that somebody expects is not lost."""
        followup = self.plan("A")
        self.grade("C")
        self.assertEqual(followup.state, "planned")
        self.assertEqual(followup.date_deadline, BY_GRADE["A"])

    def test_same_grade_moves_nothing(self):
        """GRD-4: a confirmed grade writes no line."""
        followup = self.plan("A")
        count = len(followup.message_ids)
        self.grade("A")
        self.assertEqual(len(followup.message_ids), count)

    def test_queries_do_not_follow_the_number_of_customers(self):
        """G17: eighty customers change with few more queries than two."""
        counts = []
        for number in (2, 2, 80):
            customers = self.env["res.partner"].create(
                [{"name": f"Mill {n}", "customer_rank": 1} for n in range(number)]
            )
            self.give(customers, "A")
            self.env["customer.followup.reason"].create(
                [self.prepare_reason(customer) for customer in customers]
            )
            self.env.flush_all()
            self.give(customers, "B")
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            customers._on_grades_changed(self.company)
            self.env.flush_all()
            counts.append(self.cr.sql_log_count - before)
            moved = self.env["customer.followup"].search(
                [("partner_id", "in", customers.ids)]
            )
            self.assertEqual(set(moved.mapped("date_deadline")), {BY_GRADE["B"]})
        _warm, few, many = counts
        self.assertLessEqual(many, few + 10, counts)

    def give(self, customers, code):
        """Give customers a grade, as many applied assessments do."""
        rows = [
            {"id": id_, "grade_id": self.grades[code].id, "score": 50.0, "day": MONDAY}
            for id_ in customers.ids
        ]
        self.env["res.partner"]._write_grades(self.company, rows)

    def prepare_reason(self, customer):
        """Return the duty that the rule finds, with a follow-up of its own."""
        return {
            "followup_id": self.create_followup(customer).id,
            "rule_id": self.rule.id,
            "company_id": self.company.id,
            "partner_id": customer.id,
            "occasion_date": LAST,
            "source_model": "customer.grade",
            "source_id": self.grades["A"].id,
            "method": "phone",
            "date_planned": MONDAY,
            "date_deadline": BY_GRADE["A"],
        }
