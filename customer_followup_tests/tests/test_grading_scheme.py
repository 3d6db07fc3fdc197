"""The life of a grading scheme: written, signed, in force, and replaced (GRD-1)."""

from datetime import date

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .grading_common import GradingCase


@tagged("post_install", "-at_install")
class TestGradingScheme(GradingCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.scheme = cls.create_scheme(
            {"order_count": {"bands": {0: 0, 5: 60, 10: 100}}}, is_approved=False
        )

    def as_user(self, record, user):
        """Return ``record`` for ``user`` in the company."""
        return record.with_user(user).with_context(allowed_company_ids=self.company.ids)

    def make_version(self, scheme, **vals):
        """Return the next version of a scheme, as the supervisor makes it."""
        action = self.as_user(scheme, self.supervisor).action_new_version()
        version = scheme.browse(action["res_id"])
        self.as_user(version, self.supervisor).write(vals)
        return version

    def give_grade(self, customer, grade, company=None):
        """Give a customer a grade as an applied assessment does."""
        self.env["res.partner"]._write_grades(
            company or self.company,
            [
                {
                    "id": customer.id,
                    "grade_id": grade.id,
                    "score": 80.0,
                    "day": date(2026, 3, 1),
                }
            ],
        )

    def get_grade(self, scheme, code):
        return scheme.grade_ids.filtered(lambda g: g.code == code)

    def test_manager_approves_what_the_supervisor_submits(self):
        """GRD-1: no scheme holds before; the job grades by it in the next night."""
        company = self.company
        self.assertFalse(self.scheme._find_approved(company))
        self.as_user(self.scheme, self.supervisor).action_submit()
        self.assertEqual(self.scheme.state, "submitted")
        self.assertIn(self.manager, self.scheme._get_open_step().signer_ids)
        self.assertFalse(self.scheme._find_approved(company))
        self.as_user(self.scheme, self.manager).action_approve()
        self.assertEqual(self.scheme._find_approved(company), self.scheme)
        self.assertEqual(company.customer_grading_next_date, date(2026, 3, 2))
        self.assertTrue(company._is_grading_due(date(2026, 3, 2)))
        self.assertIn("2026-03-02", self.scheme.message_ids[:1].body)

    def test_nobody_else_signs(self):
        """G2: neither who wrote it, nor another supervisor, nor an office."""
        other = self.create_user("second_supervisor", "group_supervisor")
        general = self.create_user("general", "group_general_manager")
        self.as_user(self.scheme, self.supervisor).action_submit()
        for user in (self.supervisor, other, general, self.specialist):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self.as_user(self.scheme, user).action_approve()
        self.assertEqual(self.scheme.state, "submitted")

    def test_manager_who_changed_it_does_not_sign(self):
        """G2: a band written by the manager makes the manager an author."""
        second = self.create_user("second_manager", "group_service_manager")
        band = self.as_user(self.scheme.criterion_ids.band_ids[:1], self.manager)
        band.score = 5
        self.as_user(self.scheme, self.supervisor).action_submit()
        with self.assertRaises(AccessError):
            self.as_user(self.scheme, self.manager).action_approve()
        self.as_user(self.scheme, second).action_approve()
        self.assertEqual(self.scheme.state, "approved")

    def test_only_supervisors_submit_and_make_versions(self):
        """GRD-1: who only reads schemes does neither."""
        for action in ("action_submit", "action_start_from_shipped"):
            with self.subTest(action), self.assertRaises(AccessError):
                getattr(self.as_user(self.scheme, self.specialist), action)()
        self.approve(self.scheme)
        with self.assertRaises(AccessError):
            self.as_user(self.scheme, self.specialist).action_new_version()

    def test_asked_back_scheme_is_changed_and_submitted_again(self):
        """GRD-1: the manager says what to change."""
        scheme = self.as_user(self.scheme, self.supervisor)
        scheme.action_submit()
        self.as_user(self.scheme, self.manager).action_ask_back("Orders weigh too much")
        self.assertEqual(scheme.state, "draft")
        scheme.criterion_ids.weight = 5
        scheme.action_submit()
        self.as_user(self.scheme, self.manager).action_approve()
        self.assertEqual(scheme.state, "approved")

    def test_line_changed_behind_the_signature_is_noticed(self):
        """G3: by whatever way; what is signed is what was submitted."""
        tables = {
            "customer_grading_band": ("score = 99", self.scheme.criterion_ids.band_ids),
            "customer_grading_criterion": ("weight = 99", self.scheme.criterion_ids),
            "customer_grade": ("load_weight = 9", self.scheme.grade_ids),
        }
        self.as_user(self.scheme, self.supervisor).action_submit()
        for table, (change, lines) in tables.items():
            with self.subTest(table), self.refused("not what was submitted"):
                self.env.flush_all()
                self.env.cr.execute(
                    f"UPDATE {table} SET {change} WHERE id = %s", [lines[0].id]
                )
                self.env.invalidate_all()
                with self.env.cr.savepoint():
                    self.as_user(self.scheme, self.manager).action_approve()
        self.assertEqual(self.scheme.state, "submitted")

    def test_signer_speaks_another_language(self):
        """GRD-1: a name is the same one in the language of whoever signs."""
        self.env["res.lang"]._activate_lang("zh_CN")
        self.supervisor.lang = "zh_CN"
        scheme = self.as_user(self.scheme, self.supervisor).with_context(lang="zh_CN")
        scheme.name = "贸易公司"
        scheme.grade_ids[:1].name = "重点"
        scheme.action_submit()
        manager = self.as_user(self.scheme, self.manager).with_context(lang="en_US")
        manager.action_approve()
        self.assertEqual(self.scheme.state, "approved")

    def test_next_version_takes_the_place_of_the_one_before(self):
        """GRD-1: one holds at a time, and each says which one it follows."""
        self.approve(self.scheme)
        version = self.make_version(self.scheme, hysteresis_points=5)
        self.assertEqual((version.state, version.version), ("draft", 2))
        self.assertEqual(version.previous_id, self.scheme)
        self.assertEqual(
            version.criterion_ids.band_ids.mapped("score"),
            self.scheme.criterion_ids.band_ids.mapped("score"),
        )
        self.approve(version)
        self.assertEqual(self.scheme.state, "retired")
        self.assertTrue(self.scheme.retired_at)
        self.assertEqual(self.scheme._find_approved(self.company), version)
        self.assertEqual(self.scheme.hysteresis_points, 3)

    def test_scheme_of_another_name_follows_the_one_in_force(self):
        """GRD-1: written anew, it is compared with what held until then as well."""
        self.approve(self.scheme)
        other = self.create_scheme({"tenure": {}}, name="Written Anew")
        self.assertEqual(other.previous_id, self.scheme)
        self.assertEqual(self.scheme.state, "retired")

    def test_no_version_of_what_is_not_decided(self):
        """GRD-1: a draft is changed itself; a retired one may come back."""
        with self.refused("not been decided yet"):
            self.make_version(self.scheme)
        self.approve(self.scheme)
        self.approve(self.make_version(self.scheme))
        again = self.make_version(self.scheme)
        self.assertEqual((again.version, again.previous_id), (3, self.scheme))

    def test_another_company_keeps_its_scheme(self):
        """GRD-1: one scheme in each company."""
        elsewhere = self.create_company("West River Chemicals")
        self.approve(self.scheme)
        other = self.scheme.copy({"company_id": elsewhere.id})
        self.assertEqual(other.version, 1)
        other._in_transition().state = "approved"
        self.assertEqual(self.scheme._find_approved(self.company), self.scheme)
        self.assertEqual(self.scheme._find_approved(elsewhere), other)

    def test_draft_is_deleted_with_its_lines(self):
        """GRD-1: and nothing that was submitted once."""
        scheme = self.create_scheme({"order_count": {}}, is_approved=False)
        lines = scheme.criterion_ids
        self.as_user(scheme, self.supervisor).unlink()
        self.assertFalse(lines.exists())
        self.as_user(self.scheme, self.supervisor).action_submit()
        with self.refused("belongs to the log"):
            self.as_user(self.scheme, self.supervisor).unlink()

    def test_customers_go_on_with_the_grade_of_the_same_code(self):
        """GRD-3: archived ones too; another company's grades are its own."""
        self.approve(self.scheme)
        elsewhere = self.create_company("West River Chemicals")
        customers = [self.create_customer(f"Mill {n}") for n in range(4)]
        kept, archived, lost, ungraded = customers
        for customer, code in ((kept, "A"), (archived, "B"), (lost, "C")):
            self.give_grade(customer, self.get_grade(self.scheme, code))
        self.give_grade(kept, self.get_grade(self.scheme, "D"), elsewhere)
        archived.active = False
        version = self.make_version(self.scheme)
        self.get_grade(version, "C").unlink()
        self.approve(version)
        self.assertEqual(kept.customer_grade_id, self.get_grade(version, "A"))
        self.assertEqual(archived.customer_grade_id, self.get_grade(version, "B"))
        self.assertFalse(lost.customer_grade_id)
        self.assertFalse(ungraded.customer_grade_id)
        self.assertEqual(kept.customer_grade_score, 80)
        there = kept.with_company(elsewhere).customer_grade_id
        self.assertEqual(there, self.get_grade(self.scheme, "D"))
        self.assertIn("2 customers keep", version.message_ids[:1].body)
        self.assertIn("1 customers had", version.message_ids[:1].body)

    def test_customers_are_moved_by_one_query(self):
        """G17: whatever their number."""
        self.approve(self.scheme)
        version = self.make_version(self.scheme)
        grade = self.get_grade(self.scheme, "A")
        for count in (1, 30):
            for number in range(count):
                self.give_grade(self.create_customer(f"Mill {number}"), grade)
            self.env.flush_all()
            version.fetch(["company_id"])  # invalidated by what came before
            with self.subTest(count), self.assertQueryCount(1):
                kept, _lost = self.env["res.partner"]._move_grades_to_scheme(version)
            self.assertEqual(kept, count)

    def test_shipped_scheme_is_a_start_for_every_company(self):
        """GRD-1: a draft in the user's company, ready to be submitted."""
        schemes = self.as_user(self.scheme.browse(), self.supervisor)
        copy = self.scheme.browse(schemes.action_start_from_shipped()["res_id"])
        shipped = self.env.ref("customer_followup.customer_grading_scheme_trading")
        self.assertEqual((copy.company_id, copy.state), (self.company, "draft"))
        self.assertEqual(copy.requester_id, self.supervisor)
        self.assertEqual(copy.grade_ids.mapped("code"), ["KEY", "A", "B", "C", "D"])
        self.assertEqual(sum(copy.criterion_ids.mapped("weight")), 100)
        self.assertEqual(len(copy.criterion_ids), len(shipped.sudo().criterion_ids))
        self.as_user(copy, self.supervisor).action_submit()
        self.assertEqual(copy.state, "submitted")

    def test_shipped_scheme_that_a_company_uses_is_its_own(self):
        """G5: what a company has made of it is not shown to another one."""
        shipped = self.env.ref("customer_followup.customer_grading_scheme_trading")
        shipped.sudo()._in_transition().approval_editor_ids = [
            Command.link(self.manager.id)
        ]
        schemes = self.as_user(self.scheme.browse(), self.supervisor)
        with self.refused("has changed the shipped scheme", UserError):
            schemes.action_start_from_shipped()
        shipped.sudo().unlink()
        with self.refused("shipped scheme was deleted", UserError):
            schemes.action_start_from_shipped()

    def test_shipped_grades_visit_large_customers_on_site(self):
        """FUP-8: large ones every year, very large ones every half year."""
        shipped = self.env.ref("customer_followup.customer_grading_scheme_trading")
        months = {g.code: g.onsite_interval_months for g in shipped.sudo().grade_ids}
        self.assertLessEqual(months["KEY"], 6)
        self.assertLessEqual(months["A"], 12)
        self.assertEqual(shipped.sudo().state, "draft")
