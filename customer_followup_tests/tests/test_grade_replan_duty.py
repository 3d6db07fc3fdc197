"""Another grade moves the duties with their contacts, and what waits (GRD-4)."""

from datetime import date

from odoo import Command
from odoo.tests import tagged

from .grade_use_common import GradeUseCase

LAST = date(2026, 2, 10)  # 30 days later is 12 March, 60 days later 11 April


@tagged("post_install", "-at_install")
class TestGradeReplanDuty(GradeUseCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.partner_id.lang = "en_US"
        cls.create_order(cls.customer, date(2026, 2, 2))
        cls.held = cls.create_followup()
        cls.held.contacted_at = cls.get_moment(LAST)
        cls.held.with_user(cls.specialist).action_record({"result": "well"})

    def get_reason(self):
        return self.env["customer.followup.reason"].search(
            [("partner_id", "=", self.customer.id)], order="id desc", limit=1
        )

    def hold_back(self):
        """Let the specialist have no room today."""
        busy = self.create_followup(self.create_customer("Busy Mill"))
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE customer_followup SET opened_for = %s WHERE id = %s",
            [date(2026, 3, 5), busy.id],
        )
        self.specialist.customer_daily_capacity = 1

    def test_planned_duty_moves_with_its_contact(self):
        """GRD-4: the reason says the same as the follow-up, and names the grade."""
        self.create_rule("grade_cadence", delay_days=0)
        self.grade("A")
        self.run_job(date(2026, 3, 5))
        followup, reason = self.get_followups()[-1], self.get_reason()
        self.assertEqual(reason.date_deadline, date(2026, 3, 12))
        self.grade("B")
        self.assertRecordValues(
            reason,
            [
                {
                    "date_deadline": followup.date_deadline,
                    "date_planned": followup.date_planned,
                    "source_id": self.grades["B"].id,
                }
            ],
        )
        self.assertEqual(followup.date_deadline, date(2026, 4, 13))
        partner = self.customer.with_company(self.company)
        self.assertEqual(partner.customer_next_followup_date, followup.date_planned)

    def test_waiting_duty_takes_the_new_grade(self):
        """GRD-4: deadline, method, rank and words are those of the grade."""
        rule = self.create_rule("order_lapse", deadline_days=21)
        rule.grade_line_ids = [
            Command.create(
                {
                    "grade_id": self.grades["A"].id,
                    "delay_days": 7,
                    "deadline_days": 4,
                    "method": "on_site",
                }
            )
        ]
        self.grade("B")
        self.hold_back()
        self.run_job(date(2026, 3, 5))
        reason = self.get_reason()
        self.assertRecordValues(
            reason,
            [
                {
                    "state": "waiting",
                    "method": "phone",
                    "date_deadline": date(2026, 3, 26),
                    "grade_rank": 1,
                }
            ],
        )
        self.grade("A")
        self.assertRecordValues(
            reason,
            [
                {
                    "state": "waiting",
                    "method": "on_site",
                    "date_deadline": date(2026, 3, 9),
                    "grade_rank": 0,
                }
            ],
        )
        self.run_job(date(2026, 3, 6))
        self.assertEqual(self.get_followups()[-1].method, "on_site")

    def test_waiting_duty_of_the_grade_itself(self):
        """GRD-4: the interval of the new grade, counted from the same contact."""
        self.create_rule("grade_cadence", delay_days=0)
        self.grade("A")
        self.hold_back()
        self.run_job(date(2026, 3, 5))
        reason = self.get_reason()
        self.assertEqual(reason.date_deadline, date(2026, 3, 12))
        self.grade("B")
        self.assertEqual(reason.date_deadline, date(2026, 4, 13))
        self.assertIn("Grade B", reason.description)
