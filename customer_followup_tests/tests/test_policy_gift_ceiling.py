"""Whether gifts stay within what a year permits: the table of the decision."""

import doctest
import math

from odoo.tests import BaseCase, tagged

from odoo.addons.customer_followup.policy import gift_ceiling
from odoo.addons.customer_followup.policy.gift_ceiling import GiftClaim

# (what it says, ceiling, used, asked, is it too much)
CLAIMS = [
    ("nothing asked", 0, 0, 0, False),
    ("nothing asked, more used than permitted", 100, 200, 0, False),
    ("exactly the ceiling", 1000, 800, 200, False),
    ("one cent more", 1000, 800, 200.01, True),
    ("less than half a cent more", 1000, 800, 200.004, False),
    ("noise of binary fractions", 0.3, 0.1, 0.2, False),
    ("no gifts at all", 0, 0, 0.01, True),
    ("used up", 1000, 1000, 1, True),
    ("no number", 1000, 0, math.nan, True),
    ("a ceiling that is no number", math.nan, 0, 1, True),
    ("without end", 1000, 0, math.inf, True),
]


@tagged("post_install", "-at_install")
class TestPolicyGiftCeiling(BaseCase):
    def test_table_of_claims(self):
        """VIS-7: what was approved this year and what is asked for, together."""
        for words, ceiling, used, asked, is_over in CLAIMS:
            with self.subTest(words):
                self.assertIs(GiftClaim(ceiling, used, asked).is_over, is_over)

    def test_currency_without_cents(self):
        """VIS-7: half of the smallest unit is no excess."""
        claim = GiftClaim(1000, 800, 200.4, smallest_unit=1)
        self.assertFalse(claim.is_over)
        self.assertTrue(GiftClaim(1000, 800, 201, smallest_unit=1).is_over)

    def test_what_is_left_is_never_negative(self):
        """VIS-7: who has got too much may get nothing, and not less."""
        self.assertEqual(GiftClaim(1000, 800, 0).left, 200)
        self.assertEqual(GiftClaim(1000, 1200, 0).left, 0)

    def test_examples_of_the_docstrings(self):
        """VIS-7: what the documentation says is so."""
        result = doctest.testmod(gift_ceiling)
        self.assertEqual(result.failed, 0)
        self.assertGreater(result.attempted, 0)
