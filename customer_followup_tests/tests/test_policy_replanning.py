"""What becomes of a planned contact when its duties ask for something else."""

import doctest
from datetime import date

from odoo.tests import BaseCase, tagged

from odoo.addons.customer_followup.policy import replanning
from odoo.addons.customer_followup.policy.replanning import (
    Plan,
    get_strictest,
    replan,
    soften,
)


def plan(method, first, last):
    return Plan(method, date(2026, 3, first), date(2026, 3, last))


CALL = plan("phone", 2, 9)
VISIT = plan("on_site", 4, 20)
LETTER = plan("letter", 2, 9)

# what it shows, plans, the strictest of them
STRICTEST = [
    ("one", [CALL], CALL),
    ("call and visit", [CALL, VISIT], plan("on_site", 4, 9)),
    ("the order does not matter", [VISIT, CALL], plan("on_site", 4, 9)),
    ("a start after the deadline", [plan("phone", 2, 5), plan("phone", 8, 20)],
     plan("phone", 5, 5)),
    ("late already", [plan("phone", 9, 5)], plan("phone", 9, 5)),
    ("letters", [LETTER, LETTER], LETTER),
]  # fmt: skip

# what it shows, the contact, duties before, duties after, the contact then
REPLANNED = [
    ("sooner", CALL, [CALL], [plan("phone", 2, 5)], plan("phone", 2, 5)),
    ("later", CALL, [CALL], [plan("phone", 2, 20)], plan("phone", 2, 20)),
    ("another method", CALL, [CALL], [plan("on_site", 2, 9)], plan("on_site", 2, 9)),
    ("nothing new", CALL, [CALL], [CALL], CALL),
    ("the other duty is stricter", plan("on_site", 4, 9), [CALL, VISIT],
     [CALL, plan("on_site", 4, 30)], plan("on_site", 4, 9)),
    ("the stricter duty has gone", plan("on_site", 4, 9), [CALL, VISIT], [VISIT],
     plan("on_site", 4, 20)),
    ("the higher method has gone", plan("on_site", 4, 9), [CALL, VISIT], [CALL],
     plan("phone", 2, 9)),
    ("a day chosen by hand stays", plan("phone", 6, 9), [CALL],
     [plan("phone", 2, 20)], plan("phone", 6, 20)),
    ("unless the deadline is before it", plan("phone", 6, 9), [CALL],
     [plan("phone", 2, 4)], plan("phone", 4, 4)),
    ("a deadline chosen by hand stays", plan("phone", 2, 12), [CALL],
     [plan("phone", 2, 7)], plan("phone", 2, 12)),
    ("a method chosen by hand stays", plan("on_site", 2, 9), [CALL],
     [plan("message", 2, 9)], plan("on_site", 2, 9)),
    ("no duty left", CALL, [CALL], [], CALL),
    ("duties of an older release", CALL, [], [plan("phone", 2, 5)],
     plan("phone", 2, 5)),
]  # fmt: skip

# what it shows, new deadline, deadline so far, today, what holds
SOFTENED = [
    ("in time", "2026-03-10", "2026-03-20", "2026-03-09", "2026-03-10"),
    ("today", "2026-03-09", "2026-03-20", "2026-03-09", "2026-03-09"),
    ("over by the new values", "2026-03-05", "2026-03-20", "2026-03-09", "2026-03-09"),
    ("over, on a Saturday", "2026-03-05", "2026-03-20", "2026-03-07", "2026-03-09"),
    ("over, on New Year's Eve", "2026-12-30", "2027-01-05", "2026-12-31", "2026-12-31"),
    ("was late before", "2026-03-05", "2026-03-06", "2026-03-09", "2026-03-05"),
    ("no longer late", "2026-03-12", "2026-03-06", "2026-03-09", "2026-03-12"),
]


@tagged("-at_install", "post_install")
class TestPolicyReplanning(BaseCase):
    def test_strictest(self):
        """FUP-11: one contact does for all of its duties."""
        for what, plans, expected in STRICTEST:
            with self.subTest(what):
                self.assertEqual(get_strictest(plans), expected)
        self.assertIsNone(get_strictest([]))

    def test_replanned(self):
        """FUP-11: a contact follows its duties, and people's own choices stay."""
        for what, current, before, after, expected in REPLANNED:
            with self.subTest(what):
                self.assertEqual(replan(current, before, after), expected)

    def test_nobody_is_late_overnight(self):
        """FUP-11: a rule that becomes stricter leaves today."""
        for what, *days, expected in SOFTENED:
            with self.subTest(what):
                days = map(date.fromisoformat, days)
                found = soften(*days, lambda day: day.weekday() < 5)
                self.assertEqual(found, date.fromisoformat(expected))
        self.assertEqual(
            soften(date(2026, 3, 5), None, date(2026, 3, 9)), date(2026, 3, 5)
        )

    def test_examples_in_docstrings_hold(self):
        """FUP-11: what the documentation says is what it does."""
        result = doctest.testmod(replanning)
        self.assertGreater(result.attempted, 0)
        self.assertFalse(result.failed)
