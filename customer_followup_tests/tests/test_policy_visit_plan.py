"""On which days of a month visits are proposed: pure decisions (VPL-1)."""

import doctest
from datetime import date, timedelta
from random import Random

from odoo.tests import BaseCase, tagged

from odoo.addons.customer_followup.policy import visit_plan
from odoo.addons.customer_followup.policy.visit_plan import Proposal, spread

FIRST, LAST = date(2026, 4, 1), date(2026, 4, 30)


def on_weekdays(key):
    return lambda day: day.weekday() < 5


@tagged("post_install", "-at_install")
class TestPolicyVisitPlan(BaseCase):
    def test_examples_in_the_docstrings_hold(self):
        """VPL-1: the month, the day of the drafts, and one full day."""
        result = doctest.testmod(visit_plan)
        self.assertTrue(result.attempted)
        self.assertFalse(result.failed)

    def test_without_capacity_every_visit_keeps_its_day(self):
        """VPL-1: no ceiling, no shifting, nothing left out."""
        due = [Proposal(key, FIRST, LAST) for key in range(50)]
        days, left = spread(due, LAST, 0, on_weekdays)
        self.assertEqual(set(days.values()), {FIRST})
        self.assertEqual(left, 0)

    def test_most_urgent_choose_first(self):
        """VPL-1: by deadline, then by rank, whatever the order they come in."""
        due = [
            Proposal(1, FIRST, LAST, (1,)),
            Proposal(2, FIRST, LAST, (0,)),
            Proposal(3, FIRST, FIRST, (9,)),
        ]
        days, _left = spread(due, LAST, 1, on_weekdays)
        self.assertEqual(sorted(days, key=days.get), [3, 2, 1])

    def test_what_is_planned_already_takes_its_room(self):
        """VPL-1: on a day that open follow-ups fill nothing is proposed."""
        due = [Proposal(1, FIRST, LAST)]
        days, _left = spread(due, LAST, 2, on_weekdays, [FIRST, FIRST])
        self.assertEqual(days[1], FIRST + timedelta(days=1))

    def test_random_months_keep_every_promise(self):
        """VPL-1: never over capacity, before the wanted day, on a closed day, twice."""
        random = Random(20260302)
        for _trial in range(200):
            capacity = random.randint(1, 4)
            due = [
                Proposal(
                    key,
                    FIRST + timedelta(days=random.randint(0, 29)),
                    FIRST + timedelta(days=random.randint(0, 29)),
                    (random.randint(0, 3),),
                )
                for key in range(random.randint(0, 60))
            ]
            fixed = [FIRST + timedelta(days=random.randint(0, 29)) for _ in range(9)]
            days, left = spread(due, LAST, capacity, on_weekdays, fixed)
            self.assertEqual(len(days) + left, len(due))
            for proposal in due:
                if day := days.get(proposal.key):
                    self.assertTrue(proposal.wanted <= day <= LAST)
                    self.assertLess(day.weekday(), 5)
            for day in set(days.values()):
                new = list(days.values()).count(day)
                self.assertLessEqual(new + fixed.count(day), capacity)
