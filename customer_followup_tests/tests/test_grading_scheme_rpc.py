"""What is signed of a grading scheme changes by no route of the server (GRD-1, G5)."""

from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import FollowupHttpCase
from .grading_common import GradingMixin

TABLES = {
    "customer_grading_scheme": "id, name, version, company_id, state, period_months,"
    " hysteresis_points, min_tenure_months, min_data_percent, approval_round",
    "customer_grading_criterion": "*",
    "customer_grading_band": "*",
    "customer_grade": "id, scheme_id, name, code, sequence, min_score, load_weight,"
    " contact_interval_days, onsite_interval_months, gift_ceiling, credit_completeness",
}
# what a caller may send along, to look like the server itself
CONTEXTS = [
    {},
    {"customer_transition": True, "install_mode": True, "import_file": True},
    {"_force_unlink": True, "active_test": False, "uid": 1, "su": True},
]


@tagged("post_install", "-at_install")
class TestGradingSchemeRpc(GradingMixin, FollowupHttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        criteria = {"order_count": {"bands": {0: 0, 5: 60}}}
        cls.approved = cls.create_scheme(criteria)
        cls.submitted = cls.create_scheme(criteria, is_approved=False)
        submitted = cls.submitted.with_user(cls.supervisor)
        submitted.with_context(allowed_company_ids=cls.company.ids).action_submit()
        cls.draft = cls.create_scheme(criteria, is_approved=False)
        cls.env.flush_all()

    def look(self):
        """Return a fingerprint of all that is signed."""
        self.env.invalidate_all()
        self.env.cr.execute(
            " UNION ALL ".join(
                f"(SELECT '{table}', md5(string_agg(t::text, '|' ORDER BY t::text))"
                f" FROM (SELECT {columns} FROM {table}) AS t)"
                for table, columns in TABLES.items()
            )
        )
        return dict(self.env.cr.fetchall())

    def assert_refused(self, user, record, method, *args):
        """Assert that a call is refused in words, whatever is sent along."""
        before = self.look()
        for context in CONTEXTS:
            with (
                self.subTest(user=user.login, on=str(record), method=method, args=args),
                self.undone(),
                mute_logger("odoo.http", "odoo.sql_db", "odoo.models.unlink"),
            ):
                answer = self.call(user, record._name, method, *args, context=context)
                self.assertEqual(self.look(), before, answer)
                self.assertIn("error", answer)
                name = answer["error"]["data"]["name"]
                self.assertTrue(name.startswith("odoo.exceptions."), answer["error"])

    def get_lines(self, scheme):
        criterion = scheme.criterion_ids
        return criterion, criterion.band_ids[0], scheme.grade_ids[0]

    def test_signed_lines_are_not_written(self):
        """GRD-1: criteria, bands and grades, by supervisor and manager."""
        for scheme in (self.approved, self.submitted):
            criterion, band, grade = self.get_lines(scheme)
            for user in (self.supervisor, self.manager):
                for line, vals in (
                    (criterion, {"weight": 99}),
                    (criterion, {"sequence": 99}),
                    (band, {"score": 1}),
                    (grade, {"name": "Renamed", "color": 3}),
                    (grade, {"scheme_id": self.draft.id}),
                ):
                    self.assert_refused(user, line, "write", line.ids, vals)
                self.assert_refused(user, band, "unlink", band.ids)

    def test_signed_lines_are_not_deleted_or_added(self):
        """GRD-1: nor copied, imported, moved in or put in another order."""
        criterion, _band, grade = self.get_lines(self.approved)
        mine, my_band, my_grade = self.get_lines(self.draft)
        new = {"scheme_id": self.approved.id, "measure": "tenure", "target": 1}
        user = self.supervisor
        for line in self.get_lines(self.approved):
            self.assert_refused(user, line, "unlink", line.ids)
        self.assert_refused(user, criterion, "create", [new])
        self.assert_refused(user, mine, "write", mine.ids, new)
        self.assert_refused(user, mine, "copy", mine.ids, new)
        self.assert_refused(user, grade, "copy", grade.ids, {"code": "Z"})
        moved = {"scheme_id": self.approved.id, "code": "Z"}
        self.assert_refused(user, grade, "write", my_grade.ids, moved)
        moved = {"criterion_id": criterion.id, "from_value": 99}
        self.assert_refused(user, my_band, "write", my_band.ids, moved)
        self.assert_refused(
            user, grade, "web_resequence", self.approved.grade_ids.ids, {}
        )
        self.assert_refused(user, grade, "web_save", grade.ids, {"min_score": 1}, {})

    def test_signed_lines_are_not_imported(self):
        """GRD-1: an import that would change one changes nothing."""
        before = self.look()
        grade = self.approved.grade_ids[0]
        rows = {
            "customer.grade": (["id", "name"], [self.get_xml_id(grade), "Imported"]),
            "customer.grading.criterion": (
                ["scheme_id/.id", "measure", "target"],
                [str(self.approved.id), "tenure", "5"],
            ),
            "customer.grading.scheme": (
                [".id", "grade_ids/.id", "grade_ids/min_score"],
                [str(self.approved.id), str(grade.id), "5"],
            ),
        }
        for model, (fields, row) in rows.items():
            with self.subTest(model), self.undone(), mute_logger("odoo.http"):
                answer = self.call(self.supervisor, model, "load", fields, [row])
                refused = answer.get("error") or answer["result"]["messages"]
                self.assertTrue(refused, answer)
                self.assertEqual(self.look(), before)

    def get_xml_id(self, record):
        """Return the id by which an import names a record."""
        self.env["ir.model.data"].create(
            {
                "module": "__import__",
                "name": f"record_{record.id}",
                "model": record._name,
                "res_id": record.id,
            }
        )
        self.env.flush_all()
        return f"__import__.record_{record.id}"

    def test_signed_scheme_is_not_written(self):
        """GRD-1: neither its settings nor its lines through it."""
        for scheme in (self.approved, self.submitted):
            criterion, band, grade = self.get_lines(scheme)
            by_band = [[1, criterion.id, {"band_ids": [[1, band.id, {"score": 1}]]}]]
            for vals in (
                {"name": "Renamed"},
                {"period_months": 6},
                {"hysteresis_points": 50},
                {"company_id": self.env.ref("base.main_company").id},
                {"state": "draft"},
                {"version": 7},
                {"previous_id": self.draft.id},
                {"criterion_ids": by_band},
                {"criterion_ids": [[2, criterion.id]]},
                {"criterion_ids": [[5]]},
                {"criterion_ids": [[0, 0, {"measure": "tenure"}]]},
                {"grade_ids": [[1, grade.id, {"min_score": 3}]]},
                {"grade_ids": [[4, self.draft.grade_ids[0].id]]},
                {"grade_ids": [[6, 0, []]]},
            ):
                self.assert_refused(self.supervisor, scheme, "write", scheme.ids, vals)
            self.assert_refused(self.manager, scheme, "unlink", scheme.ids)

    def test_signed_names_are_not_translated(self):
        """GRD-1: what is signed is called so in every language."""
        grade = self.approved.grade_ids[0]
        for record in (self.approved, grade):
            self.assert_refused(
                self.supervisor,
                record,
                "update_field_translations",
                record.ids,
                "name",
                {"en_US": "Renamed"},
            )

    def test_lines_of_a_draft_change(self):
        """GRD-1: the same calls go through while it is a draft: refusals mean this."""
        criterion, band, grade = self.get_lines(self.draft)
        for line, method, *args in (
            (criterion, "write", {"weight": 99}),
            (band, "write", {"score": 1}),
            (grade, "write", {"name": "Renamed"}),
            (grade, "update_field_translations", "name", {"en_US": "Again"}),
            (band, "unlink"),
            (criterion, "copy", {"measure": "tenure"}),
            (self.draft, "unlink"),
        ):
            before = self.look()
            answer = self.call(self.supervisor, line._name, method, line.ids, *args)
            with self.subTest(f"{line} {method}"):
                self.assertNotIn("error", answer)
                self.assertNotEqual(self.look(), before)

    def test_colour_of_a_badge_changes(self):
        """GRD-1: it is nobody's promise; a supervisor may choose it any time."""
        grade = self.approved.grade_ids[0]
        for user, is_done in ((self.supervisor, True), (self.specialist, False)):
            with self.undone(), mute_logger("odoo.http"):
                answer = self.call(user, grade._name, "write", grade.ids, {"color": 7})
                self.env.invalidate_all()
                self.assertEqual(("error" not in answer), is_done, answer)
                self.assertEqual(grade.color == 7, is_done)

    def test_actions_are_refused_to_whom_they_are_not_for(self):
        """G5: each action, by who only reads, and for a scheme of another company."""
        elsewhere = self.create_company("West River Chemicals")
        far = self.approved.copy({"company_id": elsewhere.id})
        for user, scheme in (
            (self.specialist, self.draft),
            (self.supervisor, far),
            (self.manager, far),
        ):
            for method, args in (
                ("action_submit", []),
                ("action_approve", []),
                ("action_refuse", ["No"]),
                ("action_ask_back", ["Why"]),
                ("action_cancel", ["No"]),
                ("action_new_version", []),
            ):
                self.assert_refused(user, scheme, method, scheme.ids, *args)
        self.assert_refused(
            self.specialist, self.draft, "action_start_from_shipped", []
        )
        criterion = far.criterion_ids
        self.assert_refused(
            self.supervisor, criterion, "action_open_bands", criterion.ids
        )
        answer = self.call(
            self.supervisor,
            criterion._name,
            "action_open_bands",
            self.approved.criterion_ids.ids,
        )
        self.assertEqual(answer["result"]["target"], "new")
