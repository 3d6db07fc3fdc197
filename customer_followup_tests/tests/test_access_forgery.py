"""What only the steps of a follow-up write cannot be forged over RPC (G5, VIS-9)."""

from datetime import date

from odoo.tests import tagged

from .common import FollowupHttpCase

FORGED = {
    "name": "V99999",
    "state": "reviewed",
    "postponed_count": 3,
    "recorded_at": "2026-03-02 02:00:00",
    "reviewed_by_id": 2,
    "guidance": "Well done",
}
CONTEXTS = [
    {},
    {"customer_transition": True},
    {"customer_transition": 1},
    {"customer_transition": "TRANSITION"},
    {"customer_transition": {}},
    {"tracking_disable": True, "install_mode": True, "import_file": True},
]


@tagged("post_install", "-at_install")
class TestAccessForgery(FollowupHttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.followup = cls.create_followup()
        cls.staff = cls.specialist + cls.supervisor + cls.manager

    def snapshot(self, followup):
        """Return everything the database holds about a follow-up."""
        self.env.invalidate_all()
        self.env.cr.execute(
            "SELECT to_jsonb(f) - 'write_date' FROM customer_followup f WHERE id = %s",
            [followup.id],
        )
        return self.env.cr.fetchone()

    def assert_refused(self, user, method, *args, **kwargs):
        """Assert that a call on follow-ups is refused and leaves nothing behind."""
        before = self.snapshot(self.followup)
        count = self.env["customer.followup"].search_count([])
        answer = self.call(user, "customer.followup", method, *args, **kwargs)
        self.assertIn("error", answer)
        self.assertTrue(
            answer["error"]["data"]["name"].startswith("odoo.exceptions."),
            answer["error"]["data"]["debug"],
        )
        self.assertEqual(self.snapshot(self.followup), before)
        self.assertEqual(self.env["customer.followup"].search_count([]), count)

    def test_stamps_cannot_be_written(self):
        """VIS-9: neither state nor reviewer, by nobody, with no context."""
        for user in self.staff:
            for field, value in FORGED.items():
                with self.subTest(user=user.login, field=field):
                    self.assert_refused(
                        user, "write", self.followup.ids, {field: value}
                    )

    def test_no_context_opens_the_stamps(self):
        """VIS-9: what tells a step apart cannot travel over RPC."""
        vals = {"state": "reviewed"}
        for context in CONTEXTS:
            with self.subTest(context=context):
                self.assert_refused(
                    self.manager, "write", self.followup.ids, vals, context=context
                )
                self.assert_refused(
                    self.manager,
                    "web_save",
                    self.followup.ids,
                    vals,
                    specification={},
                    context=context,
                )

    def test_no_context_opens_a_closed_record(self):
        """VIS-6: what was recorded stays, whatever the context says."""
        self.followup.action_record({"result": "well"})
        for context in CONTEXTS:
            with self.subTest(context=context):
                self.assert_refused(
                    self.manager,
                    "write",
                    self.followup.ids,
                    {"result": "need"},
                    context=context,
                )

    def test_stamps_cannot_be_created(self):
        """VIS-9: no follow-up is born recorded or reviewed."""
        vals = {"partner_id": self.customer.id, "user_id": self.specialist.id}
        for field, value in FORGED.items():
            with self.subTest(field=field, way="values"):
                self.assert_refused(self.specialist, "create", [{**vals, field: value}])
            with self.subTest(field=field, way="default"):
                self.assert_not_forged(vals, field, {f"default_{field}": value})

    def assert_not_forged(self, vals, field, context):
        """Assert that a default of the context is refused or has no effect."""
        answer = self.call(
            self.specialist, "customer.followup", "create", [vals], context=context
        )
        self.env.invalidate_all()
        for followup in self.env["customer.followup"].browse(answer.get("result", [])):
            self.assertNotEqual(
                followup.read([field], load=None)[0][field], FORGED[field]
            )

    def test_stamps_cannot_be_copied(self):
        """VIS-9: a copy with another state is refused too."""
        for field, value in FORGED.items():
            with self.subTest(field=field):
                self.assert_refused(
                    self.manager, "copy", self.followup.ids, {field: value}
                )

    def test_stamps_cannot_be_imported(self):
        """VIS-9: the import of a file is no way around."""
        count = self.env["customer.followup"].search_count([])
        answer = self.call(
            self.manager,
            "customer.followup",
            "load",
            ["partner_id/.id", "state"],
            [[str(self.customer.id), "reviewed"]],
        )
        self.assertFalse(answer["result"]["ids"])
        self.assertEqual(self.env["customer.followup"].search_count([]), count)

    def test_reasons_cannot_be_invented(self):
        """FUP-1: only the job says why a customer is contacted."""
        rule = self.create_rule("order_lapse")
        reason = {
            "rule_id": rule.id,
            "partner_id": self.customer.id,
            "company_id": self.company.id,
            "occasion_date": "2026-02-01",
        }
        for user in self.staff:
            with self.subTest(user=user.login):
                self.assert_refused(
                    user,
                    "write",
                    self.followup.ids,
                    {"reason_ids": [[0, 0, reason]]},
                )
        self.assertFalse(self.followup.reason_ids)

    def test_customer_of_a_rule_s_follow_up_stays(self):
        """FUP-11: a duty towards one customer is not done by calling another."""
        self.create_rule("order_lapse", company_id=self.company.id)
        self.create_order(self.customer, date(2026, 2, 1))
        self.followup.action_cancel("Not this one")
        self.run_job()
        self.followup = self.get_followups()[1]
        other = self.create_customer("Green Mill")
        self.assert_refused(
            self.specialist, "write", self.followup.ids, {"partner_id": other.id}
        )

    def test_private_methods_cannot_be_called(self):
        """G5: what starts with an underscore is not for RPC."""
        for model, method in (
            ("customer.followup", "_transition"),
            ("customer.followup", "_open_for_duties"),
            ("customer.followup.rule", "_cron_run_rules"),
            ("customer.followup.rule", "_find_due"),
            ("customer.followup.rule", "_note_run"),
        ):
            with self.subTest(method):
                answer = self.call(self.manager, model, method, [])
                self.assertEqual(
                    answer["error"]["data"]["name"], "odoo.exceptions.AccessError"
                )
