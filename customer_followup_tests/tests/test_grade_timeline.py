"""The grade in timeline and archive: as an entry, and as the customer's class."""

from datetime import date

from odoo.tests import tagged

from .archive_common import ArchiveMixin
from .common import FollowupCase
from .grade_use_common import GradeUseMixin


@tagged("post_install", "-at_install")
class TestGradeTimeline(GradeUseMixin, ArchiveMixin, FollowupCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.order = cls.create_order(cls.customer, date(2026, 2, 2))
        cls.other = cls.create_customer("Red Mill")
        cls.create_order(cls.other, date(2026, 2, 2))

    def get_changes(self, user=None):
        """Return what the timeline says about the customer's grade, the first first."""
        entries = self.get_entries(user=user).filtered(
            lambda e: e.res_model == "customer.assessment"
        )
        return entries.sorted("id").mapped("title")

    def test_change_of_the_grade_is_an_entry(self):
        """DOS-5: who decided it and when; what confirms the grade is none."""
        for code in ("B", "B", "A"):
            assessment = self.grade(code)
        self.propose()
        self.assertEqual(
            self.get_changes(), ["not yet graded → Grade B", "Grade B → Grade A"]
        )
        entry = self.get_entries().filtered(lambda e: e.res_id == assessment.id)
        self.assertRecordValues(
            entry,
            [
                {
                    "kind": "other",
                    "document": "Grade",
                    "happened_at": assessment.applied_at,
                    "user_id": self.supervisor.id,
                    "company_id": self.company.id,
                    "status": "done",
                }
            ],
        )

    def test_entry_is_for_who_may_read_the_assessment(self):
        """DOS-5, G5: others see the customer's timeline without it."""
        self.grade("A")
        for user, count in (
            (self.specialist, 1),
            (self.supervisor, 1),
            (self.colleague, 0),
            (self.create_user("employee", "base.group_user"), 0),
        ):
            with self.subTest(user=user.login):
                self.assertEqual(len(self.get_changes(user)), count)

    def test_archive_is_found_by_the_grade_of_the_customer(self):
        """DOS-9: grouped and filtered by class, together with everything else."""
        self.grade("A")
        self.grade("B", self.other)
        Timeline = self.env["customer.timeline"].with_user(self.supervisor)
        ours = [("partner_id", "in", (self.customer | self.other).ids)]
        groups = Timeline._read_group(ours, ["customer_grade_id"], ["__count"])
        counts = {grade.code: count for grade, count in groups}
        self.assertEqual(counts.keys(), {"A", "B"})
        for code, customer in (("A", self.customer), ("B", self.other)):
            found = Timeline.search(
                [*ours, ("customer_grade_id", "=", self.grades[code].id)]
            )
            self.assertEqual(found.partner_id, customer)
            self.assertEqual(len(found), counts[code])
        by_name = Timeline.search([*ours, ("customer_grade_id", "ilike", "Grade A")])
        self.assertEqual(by_name.partner_id, self.customer)

    def test_class_is_that_of_the_chosen_company(self):
        """DOS-9: another company's grade is not this company's class."""
        self.grade("A")
        other = self.create_company("West River Chemicals")
        self.supervisor.company_ids += other
        Timeline = self.env["customer.timeline"].with_user(self.supervisor)
        both = Timeline.with_context(allowed_company_ids=[other.id, self.company.id])
        ours = [("partner_id", "=", self.customer.id)]
        groups = both._read_group(ours, ["customer_grade_id"], ["__count"])
        self.assertEqual([grade.code for grade, _count in groups], [False])

    def test_exported_index_names_the_class(self):
        """DOS-9: documents by customer class, outside Odoo as well."""
        self.grade("A")
        rows = self.read_index(self.export(self.customer))
        self.assertEqual({row["Grade"] for row in rows}, {"Grade A"})
        about = {row["About"] for row in rows if row["Document"] == "Grade"}
        self.assertEqual(about, {"not yet graded → Grade A"})
