"""Lists of follow-ups: whose they are, and what is read for them (G17, VIS-4)."""

from datetime import date

from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import format_date

from odoo.addons.customer_followup.tools.format_day import format_day

from .common import FollowupCase


@tagged("post_install", "-at_install")
class TestFollowupList(FollowupCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        theirs = cls.create_customer("Red Mill", cls.colleague)
        cls.own = cls.create_followup()
        cls.of_own_customer = cls.create_followup(user=cls.colleague)
        cls.at_colleagues = cls.create_followup(theirs)
        cls.colleagues = cls.create_followup(theirs, cls.colleague)
        cls.all = cls.own + cls.of_own_customer + cls.at_colleagues + cls.colleagues

    def find(self, *conditions):
        """Return what the specialist finds of the four."""
        followups = self.env["customer.followup"].with_user(self.specialist)
        return followups.search([("id", "in", self.all.ids), *conditions])

    def test_specialist_sees_the_own_and_those_of_own_customers(self):
        """FUP-1: in lists and one by one."""
        seen = self.own + self.of_own_customer + self.at_colleagues
        self.assertEqual(self.find(), seen)
        mine = self.all.with_user(self.specialist)
        self.assertEqual(mine._filtered_access("read"), seen)
        # who is given a customer sees at once what colleagues do there
        self.colleagues.partner_id.customer_specialist_id = self.specialist
        self.assertEqual(self.find(), self.all)

    def test_own_customers_are_found_as_they_are_told(self):
        """FUP-1: the condition of the rule, either way."""
        found = self.own + self.of_own_customer
        self.assertEqual(self.find(("is_of_own_customer", "=", True)), found)
        others = self.find(("is_of_own_customer", "=", False))
        self.assertEqual(others, self.at_colleagues)
        for followup in self.all.with_user(self.specialist).sudo():
            self.assertEqual(followup.is_of_own_customer, followup in found)

    def test_who_counts_the_own_reads_no_customers(self):
        """VIS-4: ten thousand lines are counted without as many customers."""
        followups = self.env["customer.followup"].with_user(self.specialist)
        self.env.flush_all()
        query = followups._search([("user_id", "=", self.specialist.id)]).select()
        self.assertIn("res_partner", query.code)
        self.env.cr.execute(
            f"EXPLAIN (ANALYZE, FORMAT JSON) {query.code}", query.params
        )
        nodes = [self.env.cr.fetchone()[0][0]["Plan"]]
        for node in nodes:
            nodes += node.get("Plans", [])
        read = [n for n in nodes if n.get("Relation Name") == "res_partner"]
        self.assertTrue(read)
        self.assertEqual([n["Actual Loops"] for n in read], [0] * len(read))

    def test_strangers_customers_are_not_told(self):
        """G17: reading ahead opens nothing."""
        followups = self.env["customer.followup"].with_user(self.specialist)
        names = {"partner_id": {"fields": {"display_name": {}}}}
        found = followups.web_search_read([("id", "in", self.all.ids)], names)
        seen = {record["id"] for record in found["records"]}
        self.assertEqual(seen, set((self.all - self.colleagues).ids))
        strangers = (self.colleagues + self.own).with_user(self.specialist)
        with self.refused("top-secret", AccessError):
            strangers.web_read(names)

    def test_days_are_written_as_odoo_does(self):
        """G17: in every language, in a job without one, and without a day."""
        days = (date(2026, 3, 2), date(2026, 12, 31), None)
        for lang in ("en_US", "zh_CN", None):
            env = self.env["customer.followup"].with_context(lang=lang).env
            for day in days:
                with self.subTest((lang, day)):
                    self.assertEqual(format_day(env, day), format_date(env, day))
