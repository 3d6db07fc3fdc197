"""Plan against actual: each figure equals the records behind it (VPL-1, VIS-10)."""

from datetime import date

from freezegun import freeze_time

from odoo.tests import tagged

from .visit_plan_common import APRIL, VisitPlanCase

FIGURES = (
    "planned_count",
    "made_count",
    "on_time_count",
    "moved_count",
    "added_count",
    "dropped_count",
    "unplanned_count",
)
APRIL_8 = date(2026, 4, 8)


@tagged("post_install", "-at_install")
class TestVisitPlanFigures(VisitPlanCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        names = ("On time", "Late", "Never", "Dropped", "Given up", "Besides")
        cls.customers = {name: cls.create_customer(name) for name in names}
        cls.plan = cls.create_plan()
        for name in names[:-1]:
            cls.create_followup(
                cls.customers[name], date_planned=APRIL_8, date_deadline=APRIL_8
            )
        cls.plan.action_fill()
        cls.lines = {line.partner_id.name: line for line in cls.plan.line_ids}
        cls.lines["Late"].date_planned = date(2026, 4, 7)
        cls.lines["Dropped"].action_drop("Closed")
        cls.added = cls.add_visit(cls.plan)
        cls.plan.action_submit()
        cls.plan.with_user(cls.head).action_approve()

    def record(self, followup, moment):
        with freeze_time(moment):
            followup.with_user(self.specialist).action_record({"result": "well"})

    def live_april(self):
        """Let the specialist make what the names of the customers say."""
        self.record(self.lines["On time"].followup_id, "2026-04-08 02:00:00")
        self.record(self.lines["Late"].followup_id, "2026-04-08 02:00:00")
        self.lines["Given up"].followup_id.action_cancel("Bankrupt")
        besides = self.create_followup(
            self.customers["Besides"], date_planned=APRIL_8, date_deadline=APRIL_8
        )
        # the last moment of April in Shanghai, which is the 30th
        self.record(besides, "2026-04-30 15:59:00")
        # May in Shanghai, though April in UTC
        may = self.create_followup(
            self.create_customer("May"), date_planned=APRIL_8, date_deadline=APRIL_8
        )
        self.record(may, "2026-04-30 16:01:00")
        # a colleague's contact is not the specialist's
        colleagues = self.create_followup(
            self.create_customer("Colleague's"), self.colleague, date_planned=APRIL_8
        )
        with freeze_time("2026-04-08 02:00:00"):
            colleagues.with_user(self.colleague).action_record({"result": "well"})
        self.draft_plans("2026-05-01 02:00:00")

    def test_figures_equal_a_count_by_hand(self):
        """VPL-1: planned, made, on time, moved, added, dropped, without a plan."""
        self.live_april()
        states = {name: line.state for name, line in self.lines.items()}
        self.assertEqual(
            states,
            {
                "On time": "on_time",
                "Late": "late",
                "Never": "missed",
                "Dropped": "dropped",
                "Given up": "cancelled",
            },
        )
        self.assertEqual(self.added.state, "missed")
        figures = {name: self.plan[name] for name in FIGURES}
        by_hand = dict(zip(FIGURES, (5, 2, 1, 1, 1, 1, 1), strict=True))
        self.assertEqual(figures, by_hand)

    def test_every_figure_opens_its_records(self):
        """VPL-1: the filter behind a figure shows as many rows as it counts."""
        self.live_april()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "customer_followup.customer_followup_plan_figures_action"
        )
        rows = self.env[action["res_model"]].with_user(self.specialist)
        for name in FIGURES:
            with self.subTest(name):
                found = rows.search([("plan_id", "=", self.plan.id), (name, "=", 1)])
                self.assertEqual(len(found), self.plan[name])
                for row in found:
                    self.assertTrue(row.action_open_followup()["res_id"])

    def test_pivot_counts_what_the_plan_counts(self):
        """VPL-1: by person and month, the same numbers."""
        self.live_april()
        Analysis = self.env["customer.followup.plan.analysis"]
        ((user, month, *counts),) = Analysis.formatted_read_group(
            [("plan_id", "=", self.plan.id)],
            ["user_id", "month:month"],
            [f"{name}:sum" for name in FIGURES],
        ) and [
            (user, month, *counts)
            for user, month, *counts in Analysis._read_group(
                [("plan_id", "=", self.plan.id)],
                ["user_id", "month:month"],
                [f"{name}:sum" for name in FIGURES],
            )
        ]
        self.assertEqual((user, month), (self.specialist, APRIL))
        self.assertEqual(counts, [self.plan[name] for name in FIGURES])

    def test_draft_has_only_planned_figures(self):
        """VPL-1: before the approval nothing was made, whatever was contacted."""
        plan = self.create_plan(self.colleague)
        self.add_visit(plan)
        self.assertEqual(plan.planned_count, 1)
        self.assertEqual(plan.made_count + plan.unplanned_count, 0)
