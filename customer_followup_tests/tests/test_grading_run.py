"""Grading many customers: by the job, for a selection, and what is applied (GRD-2)."""

from datetime import date
from unittest.mock import patch

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import MONDAY
from .grading_common import GradingCase

BANDS = {"strategic_value": {"bands": {1: 0, 2: 30, 3: 55, 4: 80, 5: 100}}}
RATINGS = (5, 4, 4, 3, 2, 1)


class GradingRunCase(GradingCase):
    """Six customers, rated by hand, of a company that grades by that alone."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer.active = False
        cls.customers = cls.env["res.partner"].concat(
            *(cls.create_customer(f"Mill {number}") for number in range(len(RATINGS)))
        )
        cls.rate(RATINGS)
        cls.scheme = cls.create_scheme(BANDS)
        cls.company.customer_grading_months = 0  # only when somebody asks for it
        cls.assessments = cls.env["customer.assessment"]

    @classmethod
    def rate(cls, ratings):
        for customer, rating in zip(cls.customers, ratings, strict=True):
            customer.with_company(cls.company).customer_strategic_value = str(rating)

    def grade(self, partners=None, user=None):
        """Return the run that a supervisor has asked for."""
        run_id = self.assessments.with_user(user or self.supervisor).run(partners)
        return self.env["customer.grading.run"].browse(run_id)

    def run_grading(self, today=MONDAY):
        """Run the job as its service user, commits included."""
        self.env.flush_all()
        service = self.env.ref("customer_followup.user_service")
        with self.open_cursor() as cr:
            env = self.env(cr=cr, user=service.id, context={})
            env["customer.grading.run"]._cron_grade(today)
            cr.commit()
        self.env.invalidate_all()

    def get_runs(self):
        domain = [("company_id", "=", self.company.id)]
        return self.env["customer.grading.run"].search(domain, order="id")

    def get_grades(self):
        customers = self.customers.with_company(self.company)
        customers.invalidate_recordset()
        return [customer.customer_grade_id.code or None for customer in customers]


@tagged("post_install", "-at_install")
class TestGradingRun(GradingRunCase):
    def test_selection_graded_at_once(self):
        """GRD-2: chosen customers, proposals only."""
        run = self.grade(self.customers[:2])
        self.assertEqual(
            (run.state, run.done_count, run.customer_count), ("done", 2, 2)
        )
        self.assertEqual(
            run.assessment_ids.sorted("id").mapped("proposed_grade_id.code"),
            ["KEY", "A"],
        )
        self.assertEqual(set(run.assessment_ids.mapped("state")), {"submitted"})
        self.assertEqual(self.get_grades(), [None] * 6)

    def test_all_left_to_the_job(self):
        """GRD-2: for all, the run waits for the job, which stores it in batches."""
        run = self.grade()
        self.assertEqual(run.state, "waiting")
        with patch.object(type(self.env["ir.cron"]), "_commit_progress") as commit:
            commit.return_value = 60
            with patch(
                "odoo.addons.customer_followup.models.customer_grading_facts"
                ".CUSTOMERS_PER_BATCH",
                4,
            ):
                self.run_grading()
        self.assertEqual((run.state, run.done_count), ("done", 6))
        self.assertEqual([c.args for c in commit.mock_calls if c.args], [(4,), (2,)])

    def test_written_as_create_writes_it(self):
        """GRD-2: what the run inserts is what the form would have made."""
        run = self.grade(self.customers[:1])
        by_run = run.assessment_ids
        by_run.with_user(self.supervisor).action_refuse("To compare")
        by_hand = self.assessments.create({"partner_id": self.customers[0].id})
        names = set(by_run._fields) - {
            *("id", "display_name", "run_id", "state", "message_ids", "line_ids"),
            *("create_date", "write_date", "create_uid", "write_uid", "way"),
            *("message_partner_ids", "message_follower_ids", "message_is_follower"),
            *("website_message_ids", "has_message", "scheme_state"),
        }
        for name in sorted(names):
            with self.subTest(name):
                self.assertEqual(by_run[name], by_hand[name])
        for name in ("value", "target", "gap", "score", "has_value", "has_target"):
            self.assertEqual(
                by_run.line_ids.mapped(name), by_hand.line_ids.mapped(name)
            )

    def test_what_was_proposed_before_is_replaced(self):
        """GRD-2: one proposal per customer, the latest."""
        first = self.grade(self.customers).assessment_ids
        self.rate((1, 2, 3, 4, 4, 5))
        second = self.grade(self.customers).assessment_ids
        first.invalidate_recordset()
        self.assertEqual(set(first.mapped("state")), {"cancelled"})
        self.assertEqual(set(second.mapped("state")), {"submitted"})

    def test_draft_of_a_specialist_not_touched(self):
        """GRD-2: whom somebody is assessing by hand is left to them."""
        assessments = self.assessments.with_user(self.specialist)
        draft = assessments.create({"partner_id": self.customers[0].id})
        run = self.grade(self.customers)
        self.assertEqual((run.done_count, run.skipped_count), (5, 1))
        self.assertEqual(draft.state, "draft")
        self.assertEqual(run.progress, 100)

    def test_specialist_grades_nobody(self):
        """GRD-3: the supervisor rates."""
        for partners in (None, self.customers.ids):
            with self.refused("supervisor grades", AccessError):
                self.grade(partners, self.specialist)
        self.assertFalse(self.get_runs())

    def test_bad_selection_refused(self):
        """G7: what are no customers of the company."""
        for partners in ([], "1", [True], ["1"], {"a": 1}, [0], [self.customer.id]):
            with self.refused("Choose the customers|Name the customers"):
                self.grade(partners)

    def test_run_goes_on_where_it_was_stopped(self):
        """G8: what has an assessment of the run is not assessed again."""
        run = self.grade()
        with self.open_cursor() as cr:
            env = self.env(
                cr=cr, user=self.env.ref("customer_followup.user_service").id
            )
            stopped = env["customer.grading.run"].sudo().browse(run.id)
            scheme = stopped.scheme_id.with_company(self.company)
            scheme._collect_facts(MONDAY)
            policy = scheme._get_policy()
            facts = scheme._take_facts(policy, 0)[:4]
            stopped.with_company(self.company)._assess_batch(policy, facts)
            cr.commit()
        self.env.invalidate_all()
        self.assertEqual(run.done_count, 4)
        self.run_grading()
        self.assertEqual(
            (run.state, run.done_count, run.customer_count), ("done", 6, 6)
        )
        self.assertEqual(len(run.assessment_ids.partner_id), 6)
        self.assertEqual(len(run.assessment_ids), 6)

    def test_scheme_replaced_in_the_middle(self):
        """GRD-1: a run by a scheme that holds no more ends, and says so."""
        run = self.grade()
        self.create_scheme(BANDS)
        self.run_grading()
        self.assertEqual(run.state, "superseded")
        self.assertFalse(run.assessment_ids)

    def test_bad_customer_stops_nobody(self):
        """G11: one that cannot be graded is named, the others are done."""
        bad = self.customers[2]
        scheme_model = type(self.scheme)
        assess = scheme_model._assess

        def fail(scheme, policy, facts):
            if facts.partner_id == bad.id:
                raise ValueError("broken")
            return assess(scheme, policy, facts)

        run = self.grade()
        with (
            patch.object(scheme_model, "_assess", fail),
            self.assertLogs("odoo.addons.customer_followup", "ERROR"),
        ):
            self.run_grading()
        self.assertEqual((run.state, run.done_count, run.failed_count), ("done", 5, 1))
        self.assertIn(f"Customer {bad.id} was left out: broken", run.error)

    def test_criterion_that_fails_named(self):
        """GRD-2: a measure that cannot be read proposes nothing to anybody."""
        run = self.grade()
        criterion_model = type(self.scheme.criterion_ids)
        with (
            patch.object(
                criterion_model, "_get_measure_query", lambda c, *args: "SELECT 1 / 0"
            ),
            self.assertLogs("odoo.addons.customer_followup", "ERROR"),
        ):
            self.run_grading()
        self.assertEqual(run.state, "failed")
        self.assertIn("Strategic Value cannot be measured", run.error)
        self.assertFalse(run.assessment_ids)

    def test_monthly_by_the_job(self):
        """GRD-2: once a month as soon as a scheme holds; never when it is set to 0."""
        self.company.customer_grading_months = 1
        self.company.customer_grading_next_date = False
        self.run_grading()
        self.run_grading(date(2026, 3, 31))
        self.assertEqual(len(self.get_runs()), 1)
        self.assertEqual(self.company.customer_grading_next_date, date(2026, 4, 2))
        self.run_grading(date(2026, 4, 2))
        self.assertEqual(self.get_runs().mapped("state"), ["done", "done"])
        self.company.customer_grading_months = 0
        self.run_grading(date(2027, 4, 2))
        self.assertEqual(len(self.get_runs()), 2)

    def test_run_written_by_nobody(self):
        """GRD-3: what a run says is evidence."""
        run = self.grade(self.customers)
        for user in (self.supervisor, self.manager):
            with self.refused("."):
                run.with_user(user).write({"done_count": 7})
            with self.refused("."):
                run.with_user(user).unlink()
        with self.refused("follow from what is done"):
            run.write({"state": "failed"})


@tagged("post_install", "-at_install")
class TestGradingApply(GradingRunCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # everybody has a grade already: KEY A A B C D
        run_id = cls.assessments.with_user(cls.supervisor).run(cls.customers)
        proposals = cls.assessments.search([("run_id", "=", run_id)])
        proposals.with_user(cls.supervisor).action_approve()

    def test_first_grades_applied_together(self):
        """GRD-3: on the first day nobody decides a hundred thousand one by one."""
        self.assertEqual(self.get_grades(), ["KEY", "A", "A", "B", "C", "D"])

    def test_small_changes_applied_together_the_rest_one_by_one(self):
        """GRD-3: unchanged and one grade up or down; who moves further waits."""
        self.rate((5, 5, 3, 1, 5, 1))
        proposals = self.grade(self.customers).assessment_ids
        self.assertEqual(
            proposals.sorted("partner_id").mapped("grade_steps"), [0, 1, -1, -2, 3, 0]
        )
        proposals = proposals.with_user(self.supervisor)
        with self.refused("decide it by itself"):
            proposals.action_approve()
        message = proposals.action_approve_small()["params"]["message"]
        self.assertIn("4 applied. 2 move by more than one grade", message)
        self.assertEqual(self.get_grades(), ["KEY", "KEY", "B", "B", "C", "D"])
        for proposal in proposals.filtered(lambda a: a.state == "submitted"):
            proposal.action_approve()
        self.assertEqual(self.get_grades(), ["KEY", "KEY", "B", "D", "KEY", "D"])

    def test_small_changes_of_a_run_at_once(self):
        """GRD-3: the button on the run."""
        self.rate((5, 5, 3, 1, 5, 1))
        run = self.grade(self.customers)
        self.assertEqual((run.proposed_count, run.small_count), (6, 4))
        run.with_user(self.supervisor).action_apply_small()
        self.assertEqual(self.get_grades(), ["KEY", "KEY", "B", "B", "C", "D"])
        run.invalidate_recordset()
        self.assertEqual((run.proposed_count, run.small_count), (2, 0))

    def test_many_small_changes_applied_by_the_job(self):
        """GRD-3: in the name of who pressed the button."""
        self.rate((5, 5, 3, 1, 5, 1))
        run = self.grade(self.customers)
        limit = "odoo.addons.customer_followup.models.customer_grading_run_apply"
        with patch(f"{limit}.APPLIED_AT_ONCE", 2):
            run.with_user(self.supervisor).action_apply_small()
            self.assertEqual(run.apply_user_id, self.supervisor)
            self.assertEqual(run.proposed_count, 6)
            self.run_grading()
        self.assertFalse(run.apply_user_id)
        self.assertEqual(self.get_grades(), ["KEY", "KEY", "B", "B", "C", "D"])
        applied = run.assessment_ids.filtered(lambda a: a.state == "applied")
        self.assertEqual(applied.applied_by_id, self.supervisor)

    def test_supervisor_who_left_meanwhile_applies_nothing(self):
        """GRD-3: the job applies with the rights of who asked for it."""
        run = self.grade(self.customers)
        run._note({"apply_user_id": self.specialist.id})
        self.run_grading()
        self.assertFalse(run.apply_user_id)
        self.assertIn("may not do this", run.error)
        self.assertEqual(run.proposed_count, 6)

    def test_applied_without_a_supervisor_as_the_company_says(self):
        """GRD-3: nothing, the small changes, or everything."""
        self.rate((5, 5, 3, 1, 5, 1))
        for mode, grades in (
            ("none", ["KEY", "A", "A", "B", "C", "D"]),
            ("small", ["KEY", "KEY", "B", "B", "C", "D"]),
            ("all", ["KEY", "KEY", "B", "D", "KEY", "D"]),
        ):
            self.company.customer_grading_apply = mode
            self.grade()
            self.run_grading()
            self.assertEqual(self.get_grades(), grades, mode)

    def test_too_new_or_unknown_keeps_the_grade(self):
        """GRD-2: who has a grade keeps it while too little is known."""
        for customer in self.customers:
            customer.with_company(self.company).customer_strategic_value = False
        self.scheme = self.create_scheme(BANDS, min_data_percent=50)
        run = self.grade(self.customers)
        run.with_user(self.supervisor).action_apply_small()
        self.assertEqual(self.get_grades(), ["KEY", "A", "A", "B", "C", "D"])
