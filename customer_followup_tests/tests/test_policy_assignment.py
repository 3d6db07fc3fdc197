"""Who makes a contact, and who looks after whom: the tables of the decisions."""

import doctest
import random

from odoo.tests import BaseCase, tagged

from odoo.addons.customer_followup.policy import assignment
from odoo.addons.customer_followup.policy.assignment import (
    Customer,
    Specialist,
    assign_customers,
    choose_owner,
)

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

HERE, ELSEWHERE = 1, 2
LIN, ZHOU, WU = 21, 22, 23


def at_work(id_, **facts):
    """Return somebody who works here."""
    return Specialist(id_, **{"company_ids": frozenset({HERE}), **facts})


# (customers, specialists, who gets each customer, the reasons)
CASES = {
    "equal ones take turns, by their id": (
        [Customer(1), Customer(2), Customer(3)],
        [at_work(ZHOU), at_work(LIN)],
        {1: LIN, 2: ZHOU, 3: LIN},
        ["lightest"] * 3,
    ),
    "who has less gets more": (
        [Customer(1), Customer(2)],
        [at_work(LIN, load=5), at_work(ZHOU, load=1)],
        {1: ZHOU, 2: ZHOU},
        ["lightest"] * 2,
    ),
    "half the ability, half the load": (
        [Customer(number) for number in range(6)],
        [at_work(LIN), at_work(ZHOU, ability=50)],
        {0: LIN, 1: ZHOU, 2: LIN, 3: LIN, 4: ZHOU, 5: LIN},
        ["lightest"] * 6,
    ),
    "the heaviest customer comes first": (
        [Customer(1, weight=1), Customer(2, weight=9), Customer(3, weight=1)],
        [at_work(LIN), at_work(ZHOU)],
        {2: LIN, 1: ZHOU, 3: ZHOU},
        ["lightest"] * 3,
    ),
    "nobody gets more than the ceiling": (
        [Customer(1), Customer(2), Customer(3)],
        [at_work(LIN, capacity=1), at_work(ZHOU, load=7)],
        {1: LIN, 2: ZHOU, 3: ZHOU},
        ["lightest", "only", "only"],
    ),
    "a light one still fits where a heavy one does not": (
        [Customer(1, weight=3), Customer(2, weight=1)],
        [at_work(LIN, capacity=2)],
        {1: None, 2: LIN},
        ["full", "only"],
    ),
    "who is absent gets nothing": (
        [Customer(1)],
        [at_work(LIN, is_absent=True), at_work(ZHOU, load=99)],
        {1: ZHOU},
        ["only"],
    ),
    "all are absent": (
        [Customer(1)],
        [at_work(LIN, is_absent=True)],
        {1: None},
        ["absent"],
    ),
    "no ability is no specialist": (
        [Customer(1)],
        [at_work(LIN, ability=0)],
        {1: None},
        ["unable"],
    ),
    "a customer of another company": (
        [Customer(1, company_id=ELSEWHERE), Customer(2, company_id=HERE)],
        [at_work(LIN)],
        {1: None, 2: LIN},
        ["none", "only"],
    ),
    "nobody takes part": ([Customer(1)], [], {1: None}, ["none"]),
    "no customers": ([], [at_work(LIN)], {}, []),
}


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

    def test_assign_customers_follows_the_table(self):
        """ASG-1: balanced by load and ability, each with the reason."""
        for name, (customers, specialists, expected, reasons) in CASES.items():
            with self.subTest(name):
                choices = assign_customers(customers, specialists)
                found = {c.customer_id: c.specialist_id for c in choices}
                self.assertEqual(found, expected)
                self.assertEqual([c.reason for c in choices], reasons)

    def test_reason_names_who_would_be_next(self):
        """ASG-1: the load before, the next one and the load of that one."""
        people = [at_work(LIN, load=3, ability=50), at_work(ZHOU, load=4)]
        (choice,) = assign_customers([Customer(1)], people)
        self.assertEqual((choice.specialist_id, choice.strain), (ZHOU, 4))
        self.assertEqual((choice.next_id, choice.next_strain), (LIN, 6))


@tagged("post_install", "-at_install")
class TestPolicyAssignmentProperties(BaseCase):
    def draw(self, draw, has_ceiling):
        """Return customers and specialists, drawn by lot."""
        customers = [
            Customer(number, draw.choice((0.5, 1, 1, 2, 7.25)))
            for number in range(draw.randint(0, 60))
        ]
        specialists = [
            at_work(
                number,
                ability=draw.choice((25, 50, 100, 100, 150)),
                capacity=draw.choice((0, 3, 9.5, 30)) if has_ceiling else 0,
                load=draw.choice((0, 0, 1.5, 12)),
                is_absent=draw.random() < 0.2,
            )
            for number in range(draw.randint(0, 7))
        ]
        return customers, specialists

    def get_given(self, choices, customers):
        """Return what weight each specialist was given."""
        weights = {c.id: c.weight for c in customers}
        given = {}
        for choice in choices:
            if choice.specialist_id is not None:
                already = given.get(choice.specialist_id, 0)
                given[choice.specialist_id] = already + weights[choice.customer_id]
        return given

    def test_order_of_the_facts_changes_nothing(self):
        """ASG-1: the same customers and specialists give the same result."""
        draw = random.Random(20260302)
        for _case in range(300):
            customers, specialists = self.draw(draw, has_ceiling=True)
            choices = assign_customers(customers, specialists)
            draw.shuffle(customers)
            draw.shuffle(specialists)
            self.assertEqual(assign_customers(customers, specialists), choices)

    def test_every_customer_is_answered_for(self):
        """ASG-1: each once, and with nobody only if nobody has room."""
        draw = random.Random(20260303)
        for _case in range(300):
            customers, specialists = self.draw(draw, has_ceiling=True)
            choices = assign_customers(customers, specialists)
            self.assertEqual(
                sorted(c.customer_id for c in choices), [c.id for c in customers]
            )
            present = {s.id for s in specialists if not s.is_absent}
            self.assertLessEqual({c.specialist_id for c in choices}, {None} | present)

    def test_nobody_gets_more_than_the_ceiling(self):
        """ASG-1: who is given something has room for it."""
        draw = random.Random(20260304)
        for _case in range(300):
            customers, specialists = self.draw(draw, has_ceiling=True)
            given = self.get_given(assign_customers(customers, specialists), customers)
            for specialist in specialists:
                if specialist.capacity and specialist.id in given:
                    total = specialist.load + given[specialist.id]
                    self.assertLessEqual(total, specialist.capacity)

    def test_loads_differ_by_no_more_than_the_heaviest_customer(self):
        """ASG-1: whoever is given something has at most that more than anybody."""
        draw = random.Random(20260305)
        for _case in range(300):
            customers, specialists = self.draw(draw, has_ceiling=False)
            given = self.get_given(assign_customers(customers, specialists), customers)
            strains = {
                s.id: s.get_strain(s.load + given.get(s.id, 0))
                for s in specialists
                if not s.is_absent
            }
            heaviest = max((c.weight for c in customers), default=0)
            for specialist in specialists:
                if specialist.id in given:
                    bound = min(strains.values()) + specialist.get_strain(heaviest)
                    self.assertLessEqual(strains[specialist.id], bound + 1e-9)
