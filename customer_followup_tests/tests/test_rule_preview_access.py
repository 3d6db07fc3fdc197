"""Previews, Go Live and Take the Next over JSON-RPC, as the real roles (G5)."""

from datetime import date

from odoo.tests import tagged

from .common import FollowupHttpCase

REFUSALS = {"odoo.exceptions.AccessError", "odoo.exceptions.MissingError"}
RULE = "customer.followup.rule"
PREVIEW = "customer.followup.rule.preview"
PAGE = "customer.followup.go.live"


@tagged("post_install", "-at_install")
class TestRulePreviewAccess(FollowupHttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rule = cls.create_rule("order_lapse", active=False)
        cls.elsewhere = cls.create_company("West River Chemicals")
        cls.foreign = cls.create_rule("order_lapse", company_id=cls.elsewhere.id)
        cls.create_order(cls.customer, date(2026, 1, 5))
        cls.outsider = cls.create_user("outsider", "base.group_user")
        cls.office = cls.create_user("office", "group_general_manager")
        cls.overseers = [cls.supervisor, cls.manager]

    def ask(self, user, model, method, ids, *args):
        """Return the result of a call, or the name of the error."""
        answer = self.call(user, model, method, ids, *args)
        self.env.invalidate_all()
        if "error" in answer:
            return answer["error"]["data"]["name"]
        return answer.get("result")

    def open_preview(self, user, **vals):
        (id_,) = self.ask(user, PREVIEW, "create", [{"rule_id": self.rule.id, **vals}])
        return self.env[PREVIEW].browse(id_)

    def test_preview_is_for_supervisors(self):
        """G5: by every role, over RPC; a day in a month is a text there."""
        for user in self.overseers:
            (row,) = self.ask(user, RULE, "get_preview", self.rule.ids, 1)
            self.assertEqual(row["partner_id"], self.customer.id)
            self.assertEqual(row["occasion_date"], "2026-01-05")
            self.assertEqual(row["user_id"], self.specialist.id)
        for user in (self.specialist, self.office, self.outsider):
            for method in ("get_preview", "action_preview", "action_open_switch"):
                with self.subTest(user=user.login, method=method):
                    self.assertIn(self.ask(user, RULE, method, self.rule.ids), REFUSALS)

    def test_hostile_ids_and_days_are_answered(self):
        """G7: foreign, missing and many rules, and garbage for days."""
        for ids in (self.foreign.ids, [2**31 - 1], [self.rule.id, self.foreign.id]):
            with self.subTest(ids=ids):
                answer = self.ask(self.manager, RULE, "get_preview", ids)
                self.assertIn(answer, {*REFUSALS, "odoo.exceptions.UserError"})
        for days in (0, 400, "30", None, {"days": 1}, [1], 10**40, -1, True):
            with self.subTest(days=days):
                answer = self.ask(
                    self.manager, RULE, "get_preview", self.rule.ids, days
                )
                self.assertEqual(answer, "odoo.exceptions.UserError")

    def test_preview_of_a_colleague_is_not_found(self):
        """G5: what somebody opened is one's own, with every button."""
        preview = self.open_preview(self.supervisor)
        for method in (
            "action_preview",
            "action_open",
            "action_open_switch",
            "action_switch_on",
            "action_export",
        ):
            for user in (self.manager, self.specialist, self.outsider):
                with self.subTest(user=user.login, method=method):
                    self.assertIn(
                        self.ask(user, PREVIEW, method, preview.ids), REFUSALS
                    )
        self.assertFalse(self.rule.active)

    def test_only_the_manager_switches_on(self):
        """G5: a supervisor previews, and cannot switch on by any way."""
        preview = self.open_preview(self.supervisor)
        self.ask(self.supervisor, PREVIEW, "action_open_switch", preview.ids)
        self.assertEqual(preview.due_now_count, 1)
        answer = self.ask(self.supervisor, PREVIEW, "action_switch_on", preview.ids)
        self.assertIn(answer, REFUSALS)
        self.assertFalse(self.rule.active)
        preview = self.open_preview(self.manager)
        self.ask(self.manager, PREVIEW, "action_switch_on", preview.ids)
        self.assertTrue(self.rule.active)

    def test_rule_elsewhere_cannot_be_previewed_by_a_dialog(self):
        """G5: neither by the rule nor by the company that is sent."""
        for vals in ({"rule_id": self.foreign.id}, {"company_id": self.elsewhere.id}):
            vals = {"rule_id": self.rule.id, **vals}
            created = self.ask(self.manager, PREVIEW, "create", [vals])
            if isinstance(created, str):
                self.assertIn(created, REFUSALS)
                continue
            for method in ("action_preview", "action_switch_on"):
                with self.subTest(vals=vals, method=method):
                    answer = self.ask(self.manager, PREVIEW, method, created)
                    self.assertIn(answer, {*REFUSALS, "odoo.exceptions.UserError"})

    def test_spreadsheet_is_for_who_opened_it(self):
        """G5: another user's preview is not found, whoever may export."""
        preview = self.open_preview(self.supervisor)
        url = f"/customer_followup/preview/{preview.id}"
        may_export = self.env.ref("base.group_allow_export")
        for user, expected in (
            (self.supervisor, 200),
            (self.manager, 404),
            (self.specialist, 404),
        ):
            user.group_ids += may_export
            self.authenticate(user.login, user.login)
            with self.subTest(user.login):
                self.assertEqual(self.url_open(url).status_code, expected)

    def test_page_counts_for_its_manager_alone(self):
        """G5: another manager's page is not found."""
        other = self.create_user("other", "group_service_manager")
        (id_,) = self.ask(self.manager, PAGE, "create", [{}])
        self.assertIn(self.ask(other, PAGE, "action_count", [id_]), REFUSALS)
        self.assertIn(self.ask(self.supervisor, PAGE, "create", [{}]), REFUSALS)
        self.ask(self.manager, PAGE, "action_count", [id_])
        previews = self.env[PAGE].browse(id_).preview_ids
        mine = previews.filtered(lambda preview: preview.rule_id == self.rule)
        self.assertEqual(mine.due_now_count, 1)

    def test_page_writes_capacities_and_nothing_else_of_users(self):
        """G5: no name, login, office or archive flag by way of the page."""
        (id_,) = self.ask(self.manager, PAGE, "create", [{}])
        group = self.env.ref("base.group_system")
        attempts = (
            {"name": "Forged"},
            {"login": "forged"},
            {"active": False},
            {"group_ids": [[4, group.id]]},
            {"name": "Forged", "customer_daily_capacity": 9},
        )
        for vals in attempts:
            commands = {"user_ids": [[1, self.specialist.id, vals]]}
            with self.subTest(vals=vals):
                answer = self.ask(self.manager, PAGE, "write", [id_], commands)
                self.assertIn(answer, REFUSALS)
        vals = {"user_ids": [[1, self.specialist.id, {"customer_daily_capacity": 9}]]}
        self.assertTrue(self.ask(self.manager, PAGE, "write", [id_], vals))
        self.assertEqual(self.specialist.customer_daily_capacity, 9)
        self.assertEqual(self.specialist.name, "Specialist")

    def test_next_is_one_s_own_whatever_ids_are_sent(self):
        """G5: a specialist takes what waits for oneself, and an office nothing."""
        self.rule.active = True
        self.specialist.customer_daily_capacity = 1
        waiting = self.create_customer("Grey Mill")
        self.create_order(waiting, date(2026, 1, 6))
        self.run_job()
        self.assertFalse(self.get_followups(waiting))
        foreign = self.get_followups(self.customer)
        for user in (self.office, self.outsider):
            answer = self.ask(user, "customer.followup", "action_take_next", [])
            self.assertIn(answer, REFUSALS)
        answer = self.ask(
            self.colleague, "customer.followup", "action_take_next", foreign.ids
        )
        self.assertEqual(answer["tag"], "display_notification")
        answer = self.ask(
            self.specialist, "customer.followup", "action_take_next", foreign.ids
        )
        self.assertEqual(answer["res_id"], self.get_followups(waiting).id)

    def test_digest_is_switched_by_oneself_alone(self):
        """G5: one's own preference over RPC, and nobody else's."""
        vals = {"customer_followup_digest": False}
        answer = self.ask(
            self.specialist, "res.users", "write", self.specialist.ids, vals
        )
        self.assertTrue(answer)
        self.assertFalse(self.specialist.customer_followup_digest)
        answer = self.ask(
            self.specialist, "res.users", "write", self.colleague.ids, vals
        )
        self.assertIn(answer, REFUSALS)
        self.assertTrue(self.colleague.customer_followup_digest)
