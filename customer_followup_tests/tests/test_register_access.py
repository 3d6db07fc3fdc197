"""Register, movements and what if over HTTP: for whom, and what is in files (G5)."""

from odoo.tests import tagged

from .register_common import RegisterHttpCase

EXPORT = "customer.register.export"
MOVEMENT = "customer.grade.movement"
WHAT_IF = "customer.grading.what.if"
LIVE = '=HYPERLINK("http://evil.example";"Mill")'
HOSTILE = [None, 7, -1, [], {}, "", "%", "\x00", "A' OR 1=1", ["A"], True, 1.5]


@tagged("post_install", "-at_install")
class TestRegisterAccess(RegisterHttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.live, cls.plain = cls.create_customers(LIVE, "Plain Mill")
        cls.live.city = "@SUM(1+1)"
        cls.grade(cls.live, "A", "2026-02-10 02:00:00")

    def open(self, user, model, **vals):
        """Return the id of a dialog that a user opens over RPC."""
        answer = self.call(user, model, "create", [vals])
        return answer["result"][0] if "result" in answer else None

    def download(self, user, name, dialog_id):
        if self.session is None or self.session.uid != user.id:
            self.authenticate(user.login, user.login)
        return self.url_open(f"/customer_followup/{name}/{dialog_id}")

    def test_register_as_spreadsheet_without_live_formulas(self):
        """G16: a name that is a formula stays text, in a file that opens."""
        dialog_id = self.open(self.supervisor, EXPORT)
        action = self.call(self.supervisor, EXPORT, "action_export", [dialog_id])
        self.assertEqual(
            action["result"]["url"], f"/customer_followup/register/{dialog_id}"
        )
        response = self.download(self.supervisor, "register", dialog_id)
        self.assertEqual(response.status_code, 200)
        self.assertIn(".xlsx", response.headers["Content-Disposition"])
        headings, rows = self.read_sheet(response.content)
        self.assertEqual(headings[:2], ("Grade", "Customer"))
        self.assertEqual([row[1] for row in rows], [f"'{LIVE}", "Plain Mill"])
        self.assertIn("'@SUM(1+1)", rows[0])

    def test_movements_as_spreadsheet_without_live_formulas(self):
        """G16: who moved, likewise."""
        dialog_id = self.open(
            self.supervisor, MOVEMENT, date_from="2026-01-31", date_to="2026-02-28"
        )
        response = self.download(self.supervisor, "movements", dialog_id)
        _headings, rows = self.read_sheet(response.content)
        self.assertEqual(
            [(row[0], row[2], row[3]) for row in rows],
            [(f"'{LIVE}", "Not Yet Graded", "A")],
        )

    def test_dialog_of_somebody_else_is_not_found(self):
        """G5: an id that is guessed answers like one that does not exist."""
        office = self.create_user(
            "office", "group_general_manager,base.group_allow_export"
        )
        for name, model in (("register", EXPORT), ("movements", MOVEMENT)):
            dialog_id = self.open(self.supervisor, model)
            for number in (dialog_id, 999_999_999):
                with self.subTest(name, number=number):
                    response = self.download(office, name, number)
                    self.assertEqual(response.status_code, 404)
            answer = self.call(office, model, "action_export", [dialog_id])
            self.assertIn("error", answer)

    def test_who_may_not_export_gets_no_file(self):
        """G5: the right to export is asked for by button and address."""
        dialog_id = self.open(self.specialist, EXPORT)
        answer = self.call(self.specialist, EXPORT, "action_export", [dialog_id])
        self.assertIn("may not export", answer["error"]["data"]["message"])
        response = self.download(self.specialist, "register", dialog_id)
        self.assertEqual(response.status_code, 403)

    def test_right_that_is_taken_away_ends_the_download(self):
        """G5: what counts is the right at the moment of the download."""
        user = self.create_user("leaver", "group_supervisor")
        dialog_id = self.open(user, MOVEMENT)
        user.group_ids = self.env.ref("base.group_user")
        response = self.download(user, "movements", dialog_id)
        self.assertEqual(response.status_code, 404)

    def test_dialogs_are_refused_to_others(self):
        """G5: specialists have no movements and no what if, a portal user nothing."""
        portal = self.create_user("portal", "base.group_portal")
        vals = {WHAT_IF: {"scheme_id": self.scheme.id}}
        for user, models in (
            (self.specialist, (MOVEMENT, WHAT_IF)),
            (portal, (EXPORT, MOVEMENT, WHAT_IF)),
        ):
            for model in models:
                with self.subTest(model, user=user.login):
                    self.assertIsNone(self.open(user, model, **vals.get(model, {})))
                    answer = self.call(
                        user, model, "onchange", [], {}, [], {"matrix": {}}
                    )
                    self.assertIn("error", answer)

    def test_foreign_company_is_not_counted_by_onchange(self):
        """G5: a company that is named in what the screen sends opens nothing."""
        foreign = self.create_company("Foreign")
        values = {
            "company_id": foreign.id,
            "date_from": "2026-01-01",
            "date_to": "2026-02-01",
        }
        spec = {"matrix": {}, "company_id": {}, "date_from": {}, "date_to": {}}
        answer = self.call(
            self.supervisor, MOVEMENT, "onchange", [], values, ["date_from"], spec
        )
        self.assertIn("error", answer)

    def test_hostile_cells_get_an_answer_in_words(self):
        """G7: whatever is sent as a cell, it is refused in words, or finds nobody."""
        dialogs = {
            MOVEMENT: self.open(self.supervisor, MOVEMENT),
            WHAT_IF: self.open(self.supervisor, WHAT_IF, scheme_id=self.scheme.id),
        }
        for model, dialog_id in dialogs.items():
            for value in HOSTILE:
                with self.subTest(model, value=value):
                    answer = self.call(
                        self.supervisor,
                        model,
                        "action_open_customers",
                        [dialog_id],
                        value,
                        value,
                    )
                    if "error" in answer:
                        self.assertEqual(
                            answer["error"]["data"]["name"],
                            "odoo.exceptions.UserError",
                        )

    def test_hostile_context_of_the_register_is_ignored(self):
        """G7: marked ids that are none are left out, and all customers are counted."""
        for ids in ("x", [2**40, -1, "1", None, True], {"a": 1}, 7):
            context = {"active_model": "res.partner", "active_ids": ids}
            with self.subTest(ids=ids):
                answer = self.call(
                    self.supervisor, EXPORT, "create", [{}], context=context
                )
                self.assertIn("result", answer)
