"""Whether penalties stay within the range of a complaint: the table."""

import doctest
import math

from odoo.tests import BaseCase, tagged

from odoo.addons.customer_followup.policy import penalty
from odoo.addons.customer_followup.policy.penalty import CasePenalty

# (what it says, amount, others, is it within 200 to 1,500)
PENALTIES = [
    ("the least", 200, 0, True),
    ("the highest", 1500, 0, True),
    ("a cent less than the least", 199.99, 0, False),
    ("a cent more than the highest", 1500.01, 0, False),
    ("less than half a cent more", 1500.004, 0, True),
    ("split in two", 800, 700.01, False),
    ("a second one that is small", 100, 200, True),
    ("no number", math.nan, 0, False),
    ("others that are no number", 300, math.nan, False),
    ("without end", math.inf, 0, False),
]


@tagged("post_install", "-at_install")
class TestPolicyPenalty(BaseCase):
    def test_table_of_penalties(self):
        """CMP-10: all penalties for a complaint, together."""
        for words, amount, others, is_within in PENALTIES:
            with self.subTest(words):
                claim = CasePenalty(amount, others, 200, 1500)
                self.assertIs(claim.is_within, is_within)

    def test_examples(self):
        """CMP-10: what the documentation says is so."""
        self.assertFalse(doctest.testmod(penalty).failed)
