"""Who would be due by a rule, before it goes live; and nothing is written (FUP-11)."""

from datetime import date, timedelta
from unittest.mock import patch

from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import config

from .common import MONDAY, FollowupCase

# what Odoo counts of requests, and what the dialog itself is kept in
OWN_TABLES = {
    "customer_followup_rule_preview",
    "customer_followup_rule_preview_line",
}


@tagged("post_install", "-at_install")
class TestRulePreview(FollowupCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rule = cls.create_rule("order_lapse", active=False)
        cls.create_order(cls.customer, date(2026, 2, 1))
        cls.soon = cls.create_customer("Green Mill", cls.colleague)
        # lapsed after seven days, that is on Wednesday
        cls.create_order(cls.soon, date(2026, 2, 24))
        cls.late = cls.create_customer("Grey Mill")
        cls.create_order(cls.late, MONDAY + timedelta(days=-1))

    def get_preview(self, days=30, user=None, rule=None):
        rule = self.rule if rule is None else rule
        rule = rule.with_user(user or self.manager).with_context(lang="en_US")
        return rule.get_preview(days)

    def get_names(self, days):
        partners = [row["partner_id"] for row in self.get_preview(days)]
        return self.env["res.partner"].browse(partners).mapped("name")

    def open_preview(self, **vals):
        previews = self.env["customer.followup.rule.preview"]
        return previews.with_user(self.manager).create(
            {"rule_id": self.rule.id, **vals}
        )

    def count_rows(self):
        """Return the number of rows of all tables, and what the sequences say."""
        self.env.flush_all()
        self.env.cr.execute(
            """
            SELECT relname, relkind FROM pg_class
              JOIN pg_namespace ON pg_namespace.oid = relnamespace
             WHERE nspname = 'public' AND relkind IN ('r', 'S')
            """
        )
        queries = [
            f"SELECT '{name}', count(*) FROM \"{name}\""
            if kind == "r"
            else f"SELECT '{name}', last_value FROM \"{name}\""
            for name, kind in self.env.cr.fetchall()
            if name.removesuffix("_id_seq") not in OWN_TABLES
        ]
        self.env.cr.execute(" UNION ALL ".join(queries))
        return dict(self.env.cr.fetchall())

    def read_content(self):
        """Return what tables hold that the job would write."""
        content = {}
        for table in ("customer_followup_rule", "customer_followup_reason"):
            self.env.cr.execute(f"SELECT t::text FROM {table} AS t ORDER BY id")
            content[table] = self.env.cr.fetchall()
        return content

    # Who is due -----------------------------------------------------------------------

    def test_each_day_adds_who_is_due_on_it(self):
        """FUP-11: today, exactly on the day before and on the day, in a month."""
        self.assertEqual(self.get_names(1), ["Blue Mill"])
        self.assertEqual(self.get_names(2), ["Blue Mill"])
        self.assertEqual(self.get_names(3), ["Blue Mill", "Green Mill"])
        self.assertEqual(self.get_names(30), ["Blue Mill", "Green Mill", "Grey Mill"])

    def test_row_says_who_when_why_and_for_whom(self):
        """FUP-11: what the screens of others rely on."""
        row = self.get_preview(3)[1]
        self.assertEqual(row["partner_id"], self.soon.id)
        self.assertEqual(row["occasion_date"], date(2026, 2, 24))
        self.assertEqual(row["user_id"], self.colleague.id)
        self.assertIn("No order since 02/24/2026", row["reason"])
        self.assertEqual(set(row), {"partner_id", "occasion_date", "reason", "user_id"})

    def test_preview_is_what_the_job_does(self):
        """FUP-11: the same customers and owners, day by day, as the nightly job."""
        expected = self.get_preview(7)
        self.rule.active = True
        for shift in range(7):
            self.run_job(MONDAY + timedelta(days=shift))
        reasons = self.env["customer.followup.reason"].search(
            [("rule_id", "=", self.rule.id)], order="date_found, partner_id"
        )
        self.assertEqual(
            [(row["partner_id"], row["user_id"]) for row in expected],
            [(r.partner_id.id, r.user_id.id) for r in reasons],
        )
        self.assertEqual(self.get_preview(7), [])

    def test_repetition_shows_again(self):
        """FUP-2: each repeated contact is a line of its own."""
        self.rule.repeat_days = 14
        rows = [
            row for row in self.get_preview(30) if row["partner_id"] == self.customer.id
        ]
        self.assertEqual(len(rows), 3)

    def test_archived_customers_are_left_out(self):
        """FUP-11: whatever the context of the screen says."""
        self.soon.active = False
        rule = self.rule.with_context(active_test=False)
        partners = [row["partner_id"] for row in self.get_preview(30, rule=rule)]
        self.assertNotIn(self.soon.id, partners)

    def test_nothing_is_written(self):
        """FUP-11: no row of any table, no number of any sequence, no change."""
        rows, content = self.count_rows(), self.read_content()
        self.get_preview(30)
        self.assertEqual(self.count_rows(), rows)
        self.open_preview().action_preview()
        self.assertEqual(self.count_rows(), rows)
        self.assertEqual(self.read_content(), content)

    # Who may, and what is refused -----------------------------------------------------

    def test_supervisor_may_and_specialist_may_not(self):
        """G5: it shows the customers of all colleagues."""
        office = self.create_user("office", "group_general_manager")
        self.assertEqual(len(self.get_preview(user=self.supervisor)), 3)
        for user in (self.specialist, office):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self.get_preview(user=user)
            for action in ("action_preview", "action_open_switch"):
                with self.assertRaises(AccessError):
                    getattr(self.rule.with_user(user), action)()

    def test_number_of_days_is_checked(self):
        """G7: 1 to 366, and nothing else."""
        for days in (0, -1, 367, 10**30, None, "7", 1.5, True, [7], {}):
            with self.subTest(days=days), self.refused("1 to 366 days"):
                self.get_preview(days)
        self.assertEqual(len(self.get_preview(366)), 3)

    def test_one_rule_of_the_company_is_previewed(self):
        """G7: neither none nor two, nor one of another company."""
        for rules in (self.rule.browse(), self.rule + self.rule.copy()):
            with self.refused("Choose one rule"):
                self.get_preview(rule=rules)
        elsewhere = self.create_company("West River")
        self.manager.company_ids += elsewhere
        foreign = self.create_rule("order_lapse", company_id=elsewhere.id)
        both = [self.company.id, elsewhere.id]
        with self.refused("West River"):
            self.get_preview(rule=foreign.with_context(allowed_company_ids=both))

    def test_rule_that_cannot_be_used_says_why(self):
        """G11: a filter that has become wrong is a message, and no crash."""
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE customer_followup_rule SET partner_domain = %s WHERE id = %s",
            ["[('gone', '=', 1)]", self.rule.id],
        )
        self.env.invalidate_all()
        with self.refused("cannot be used: .*gone"):
            self.get_preview()

    def test_too_long_for_the_server_is_said_in_words(self):
        """FUP-11: before the server ends the request without any."""
        moments = iter([1000.0])
        models = "odoo.addons.customer_followup.models"
        with (
            patch(f"{models}.customer_followup_rule_preview.monotonic", lambda: 0.0),
            patch(
                f"{models}.customer_followup_rule_preview_find.monotonic",
                lambda: next(moments),
            ),
            patch.dict(config.options, {"limit_time_real": 120}),
            self.refused("After 1000 seconds .* fewer days"),
        ):
            self.get_preview()
