"""A condition is read from text, or refused; it never stops what it is about."""

from odoo.fields import Domain
from odoo.tests import tagged

from odoo.addons.customer_followup.tools.conditions import read_conditions

from .common import FollowupCase

UNREADABLE = [
    "[('city',",
    "x",
    "1",
    "{}",
    "()",
    "'city'",
    "[1]",
    "[('city', '=')]",
    "[('city', 'near', 'Suzhou')]",
    "[('city', '=', x)]",
    "[('&',)]",
    "['&']",
    "[" * 300,
    "-" * 5000 + "1",
    "__import__('os').getpid()",
    "[print('city')]",
    "\x00",
    "[('city', '=', '\\ud800')]\n\t[",
]


@tagged("post_install", "-at_install")
class TestConditions(FollowupCase):
    def test_condition_is_read_as_a_domain(self):
        """FUP-1: as the screen for conditions writes it."""
        text = "['|', ('city', '=', 'Suzhou'), (\"active\", '=', False)]"
        self.assertEqual(
            read_conditions(text, self.env),
            Domain("city", "=", "Suzhou") | Domain("active", "=", False),
        )

    def test_empty_condition_fits_everything(self):
        """FUP-1: an emptied field is no mistake."""
        for text in ("[]", "", None, False, " [ ] "):
            with self.subTest(text=text):
                self.assertTrue(read_conditions(text, self.env).is_true())

    def test_unreadable_condition_is_refused_in_one_way(self):
        """G14: whatever is wrong, whoever reads it has one mistake to expect."""
        for text in UNREADABLE:
            with self.subTest(text=text[:40]), self.assertRaises(ValueError):
                read_conditions(text, self.env)

    def test_case_is_stored_with_a_broken_condition_of_a_promise(self):
        """G14: also when it was written past the check, in the pause of a promise."""
        policy = self.env["customer.deadline.policy"].create(
            {
                "name": "Case decided",
                "code": "decide",
                "model_id": self.env["ir.model"]._get_id("helpdesk.ticket"),
                "start_event": "registered",
                "stop_event": "decided",
            }
        )
        for text in UNREADABLE:
            if "\x00" in text:  # PostgreSQL keeps it out
                continue
            self.env.flush_all()
            self.env.cr.execute(
                "UPDATE customer_deadline_policy SET pause_domain = %s WHERE id = %s",
                [text, policy.id],
            )
            self.env.invalidate_all()
            self.env.registry.clear_cache()
            with self.subTest(text=text[:40]):
                case = self.env["helpdesk.ticket"].create(
                    {"name": "Wet bags", "description": "Twelve"}
                )
                case.customer_case_type = "issue"
                self.assertTrue(case.exists())
                self.assertEqual(case.customer_deadline_ids.state, "running")
