"""Who makes a contact: the table of the decision."""

import doctest

from odoo.tests import BaseCase, tagged

from odoo.addons.customer_followup.policy import assignment
from odoo.addons.customer_followup.policy.assignment import choose_owner

SPECIALIST, SALESPERSON, DEFAULT = 7, 8, 9

# (candidates in the order the rule prefers them, who works here, who gets the work)
OWNERS = [
    ([SPECIALIST, SALESPERSON], {SPECIALIST, SALESPERSON}, SPECIALIST),
    ([SALESPERSON, SPECIALIST], {SPECIALIST, SALESPERSON}, SALESPERSON),
    ([SPECIALIST, SALESPERSON], {SALESPERSON}, SALESPERSON),
    ([None, SALESPERSON], {SPECIALIST, SALESPERSON}, SALESPERSON),
    ([SPECIALIST, SALESPERSON, DEFAULT], {DEFAULT}, DEFAULT),
    ([SPECIALIST], {SALESPERSON}, None),
    ([None], {SPECIALIST}, None),
    ([], {SPECIALIST}, None),
    ([SPECIALIST], set(), None),
]


@tagged("post_install", "-at_install")
class TestPolicyAssignment(BaseCase):
    def test_choose_owner_follows_the_table(self):
        """FUP-1: the first one the rule prefers, and who works here, gets the work."""
        for candidates, available, owner in OWNERS:
            with self.subTest(candidates=candidates, available=available):
                self.assertEqual(choose_owner(candidates, available), owner)

    def test_examples_in_docstrings_hold(self):
        """FUP-1: what the documentation of the decision says is what it does."""
        result = doctest.testmod(assignment)
        self.assertGreater(result.attempted, 0)
        self.assertFalse(result.failed)
