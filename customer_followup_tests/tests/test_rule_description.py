"""A rule, and a reason it gives, say in words what they are: in both languages."""

import re
from datetime import date

from odoo.tests import tagged

from .common import FollowupCase

LATIN_WORD = re.compile(r"[A-Za-z]{3,}")


@tagged("post_install", "-at_install")
class TestRuleDescription(FollowupCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for lang in ("en_US", "zh_CN"):
            cls.env["res.lang"]._activate_lang(lang)
        cls.lapse = cls.create_rule("order_lapse", delay_days=11, deadline_days=5)
        cls.sale = cls.create_rule("sale_completed", delay_days=12, deadline_days=6)

    def describe(self, rule, lang="en_US"):
        """Return the rule's sentence as somebody who reads ``lang`` sees it."""
        return rule.with_context(lang=lang).description

    def test_lapse_in_english(self):
        """FUP-1: who, after how many days, within how many days, how, by whom."""
        self.assertEqual(
            self.describe(self.lapse),
            "A customer whose last order is more than 11 days old is contacted within "
            "5 days (Phone). By: The customer's specialist.",
        )

    def test_completed_sale_in_english(self):
        """FUP-5: who, within how many days, how, by whom."""
        self.sale.write({"method": "message", "assign_to": "salesperson"})
        self.assertEqual(
            self.describe(self.sale),
            "A customer whose sale was completed during the last 12 days is contacted "
            "within 6 days (Message). By: The customer's salesperson.",
        )

    def test_sentences_are_chinese_for_who_reads_chinese(self):
        """FUP-1, FUP-5: for every method and owner, with the manager's numbers."""
        methods = dict(self.lapse._fields["method"].selection)
        owners = dict(self.lapse._fields["assign_to"].selection)
        for rule in self.lapse + self.sale:
            for method in methods:
                for owner in owners:
                    rule.write(
                        {
                            "method": method,
                            "assign_to": owner,
                            "user_id": self.colleague.id,
                            "team_user_ids": self.colleague.ids,
                        }
                    )
                    sentence = self.describe(rule, "zh_CN")
                    with self.subTest(sentence):
                        self.assertIn(str(rule.delay_days), sentence)
                        self.assertIn(str(rule.deadline_days), sentence)
                        self.assertIsNone(LATIN_WORD.search(sentence))

    def test_changed_number_changes_the_sentence(self):
        """FUP-1: the sentence is the rule, not a text beside it."""
        self.lapse.delay_days = 21
        self.assertIn("21 days", self.describe(self.lapse))
        self.assertIn("21天", self.describe(self.lapse, "zh_CN"))

    def test_rule_without_trigger_has_no_sentence_yet(self):
        """FUP-1: a rule that is being entered does not stumble over its sentence."""
        self.assertFalse(self.env["customer.followup.rule"].new({}).description)

    def test_reasons_name_rule_fact_and_date(self):
        """FUP-1, FUP-5: why a customer is contacted, in both languages."""
        lapsed = self.create_order(self.customer, date(2026, 2, 1))
        buyer = self.create_customer("Green Mill")
        bought = self.create_order(buyer, date(2026, 2, 27), self.service)
        self.run_job()
        for customer, order, english, chinese in (
            (self.customer, lapsed, "No order since 02/01/2026", "2026"),
            (buyer, bought, "was completed on 02/27/2026", "2026"),
        ):
            followup = self.get_followups(customer)
            in_english = followup.with_context(lang="en_US").reason_summary
            in_chinese = followup.with_context(lang="zh_CN").reason_summary
            with self.subTest(in_english):
                self.assertIn(english, in_english)
                self.assertIn(order.name, in_english)
                self.assertIn(chinese, in_chinese)
                self.assertIn(order.name, in_chinese)
                self.assertIsNone(LATIN_WORD.search(in_chinese))

    def test_talking_points_come_from_all_rules_behind_a_follow_up(self):
        """SCR-2: what to ask is shown where the call is made."""
        self.lapse.content = "What kept you from ordering?"
        self.sale.content = "Did everything arrive?"
        order = self.create_order(self.customer, date(2026, 2, 1))
        self.deliver(order, date(2026, 2, 27))
        self.run_job()
        points = self.get_followups().with_user(self.specialist).talking_points
        self.assertIn("What kept you from ordering?", points)
        self.assertIn("Did everything arrive?", points)
