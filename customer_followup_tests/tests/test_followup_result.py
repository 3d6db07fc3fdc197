"""What came of each reason of a contact (VIS-1, FUP-11)."""

from datetime import date

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import FollowupCase


@tagged("post_install", "-at_install")
class TestFollowupResult(FollowupCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        lapse = cls.create_rule("order_lapse")
        completed = cls.create_rule("sale_completed")
        cls.followup = cls.create_followup().with_user(cls.specialist)
        cls.first, cls.second = cls.env["customer.followup.reason"].create(
            [
                {
                    "followup_id": cls.followup.id,
                    "rule_id": rule.id,
                    "partner_id": cls.customer.id,
                    "company_id": cls.company.id,
                    "occasion_date": date(2026, 2, 1),
                }
                for rule in (lapse, completed)
            ]
        )

    def write_result(self, result, reason=None):
        reason = reason or self.first
        self.followup.write({"reason_ids": [[1, reason.id, {"result": result}]]})

    def get_results(self):
        return [self.first.result, self.second.result]

    def test_reason_keeps_its_own_result(self):
        """FUP-11: one is bought, of the other all is well."""
        self.write_result("need")
        self.followup.action_record({"result": "well"})
        self.assertEqual(self.get_results(), ["need", "well"])
        self.assertEqual({self.first.state, self.second.state}, {"done"})

    def test_reopened_record_forgets_only_what_it_filled_in(self):
        """FUP-11: what was said of one reason stays, the rest follows the contact."""
        self.write_result("need")
        self.followup.action_record({"result": "well"})
        self.followup.with_user(self.supervisor).action_reopen()
        self.assertEqual(self.get_results(), ["need", False])
        self.followup.action_record({"result": "declined", "customer_opinion": "No"})
        self.assertEqual(self.get_results(), ["need", "declined"])

    def test_closed_record_keeps_its_results(self):
        """VIS-9: like the rest of the record."""
        self.followup.action_record({"result": "well"})
        with self.refused("is closed and its record stays"):
            self.write_result("problem")

    def test_nothing_else_of_a_reason_is_written(self):
        """FUP-1: only the rules say why a customer is contacted."""
        foreign = self.create_followup(
            self.create_customer("Green Mill", self.colleague), self.colleague
        )
        other = self.first.copy(
            {"followup_id": foreign.id, "occasion_date": date(2026, 2, 2)}
        )
        for command in (
            [0, 0, {"result": "well"}],
            [2, self.first.id],
            [3, self.first.id, 0],
            [5],
            [6, 0, []],
            [1, self.first.id, {"state": "done"}],
            [1, self.first.id, {"result": "well", "state": "done"}],
            [1, self.first.id, {"result": ["well"]}],
            [1, other.id, {"result": "well"}],
            "x",
        ):
            with self.subTest(command), self.refused("only its result", AccessError):
                self.followup.write({"reason_ids": [command]})
        for commands in (5, "x", {"a": 1}, None):
            with self.subTest(commands), self.refused("only its result", AccessError):
                self.followup.write({"reason_ids": commands})
        with self.refused("Choose one of the results"):
            self.write_result("excellent")
        self.assertFalse(other.result)
