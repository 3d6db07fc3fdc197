"""What the answers of a script ask for, in a table."""

import doctest
from datetime import date

from odoo.tests import BaseCase, tagged

from odoo.addons.customer_followup.policy import script
from odoo.addons.customer_followup.policy.script import Effects, Given, find_effects

MONDAY = date(2026, 3, 2)
FRIDAY = date(2026, 3, 6)
LAST_WEEK = date(2026, 2, 27)

# what it shows, the answers, what is done
CASES = [
    ("nothing", [], Effects()),
    ("an answer that does nothing", [Given("", "Hello")], Effects()),
    (
        "the lowest satisfaction counts",
        [Given("satisfaction", satisfaction=value) for value in "435"],
        Effects(satisfaction="3"),
    ),
    (
        "one case of a type, the complaint first, nothing twice",
        [
            Given("issue", "Late."),
            Given("complaint", "Rude."),
            Given("issue", "Damp."),
            Given("issue", "Late."),
        ],
        Effects(cases=(("complaint", "Rude."), ("issue", "Late.\nDamp."))),
    ),
    (
        "the day that was asked for",
        [Given("another_time", "Busy.", days=7, day=FRIDAY)],
        Effects(next_time=(FRIDAY, "Busy.")),
    ),
    (
        "so many days later, if nobody asked",
        [Given("another_time", "Busy.", days=4)],
        Effects(next_time=(FRIDAY, "Busy.")),
    ),
    (
        "a day that is over meanwhile is today",
        [Given("visit", "See it.", day=LAST_WEEK)],
        Effects(visits=((MONDAY, "See it."),)),
    ),
    (
        "the sooner of two days",
        [Given("another_time", "A", day=FRIDAY), Given("another_time", "B", days=1)],
        Effects(next_time=(date(2026, 3, 3), "B")),
    ),
    (
        "every promise is one of its own",
        [Given("promise", "Price list"), Given("promise", "Sample")],
        Effects(promises=("Price list", "Sample")),
    ),
    (
        "what is only noted opens no case",
        [
            Given("opinion", "Dear."),
            Given("opinion", "Far."),
            Given("opinion", "Dear."),
        ],
        Effects(opinion="Dear.\nFar."),
    ),
    (
        "suggestions are one text",
        [Given("suggestion", "Smaller bags"), Given("suggestion", "Sundays")],
        Effects(suggestion="Smaller bags\nSundays"),
    ),
]


@tagged("post_install", "-at_install")
class TestPolicyScript(BaseCase):
    def test_effects(self):
        """SCR-1, SCR-2: from the answers to what is done."""
        for title, given, effects in CASES:
            with self.subTest(title):
                self.assertEqual(find_effects(given, MONDAY), effects)

    def test_examples_hold(self):
        """SCR-1: what the module says of itself is true."""
        result = doctest.testmod(script)
        self.assertGreater(result.attempted, 0)
        self.assertEqual(result.failed, 0)
