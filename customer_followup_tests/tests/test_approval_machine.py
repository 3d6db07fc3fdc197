"""Sequences of steps that nobody thought of: what may not happen does not (G1, G2)."""

import logging
import random
from functools import partial

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)

from odoo.sql_db import Savepoint
from odoo.tests import tagged

from .approval_world import LIMITS, OFFICES, PEOPLE, ApprovalWorld
from .approval_world_paths import PATHS
from .credit_common import CreditCase

_logger = logging.getLogger(__name__)
SEED = 20260302
STEPS_OF_A_WORLD = 200
DECISIONS = ("submit", "approve", "approve", "approve", "refuse", "ask_back", "cancel")

person = st.integers(0, len(PEOPLE) - 1)
any_request = st.integers(0, 5)
either = st.integers(0, 1)


class ApprovalMachineCase(CreditCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.companies = cls.company | cls.create_company("West River Chemicals")
        cls.route.company_id = False
        cls.people = [
            cls.create_user(f"machine_{name}", groups)
            for name, groups in PEOPLE.items()
        ]
        for user in cls.people:
            user.company_ids = cls.companies
        cls.people_ids = {user.id for user in cls.people}
        # nobody but the six
        cls.signers.active = False
        cls.customers = cls.customer | cls.create_customer("Green Mill")
        cls.env.cr.flush()

    def run_steps(self, count, seed=SEED):
        """Take ``count`` random steps, in fresh worlds; return what was done."""
        chance, totals = random.Random(seed), {}
        for start in range(0, count, STEPS_OF_A_WORLD):
            savepoint = Savepoint(self.env.cr)
            world = ApprovalWorld(self)
            for _number in range(min(STEPS_OF_A_WORLD, count - start)):
                self.take_step(world, chance)
                world.check()
            for kind, number in world.counts.items():
                totals[kind] = totals.get(kind, 0) + number
            self.env.invalidate_all(flush=False)
            savepoint.close(rollback=True)
        return totals

    def take_step(self, world, chance):
        """Take one random step; signatures are likely, as it takes three."""
        numbers = [chance.randrange(60) for _number in range(4)]
        kind = chance.choices(
            ("decide", "sign", "request", "edit", "path", "office", "absence"),
            (30, 25, 12, 8, 15, 5, 5),
        )[0]
        if kind == "decide":
            world.decide(chance.choice(DECISIONS), *numbers[:2])
        elif kind == "sign":
            self.sign_as_asked(world, chance)
        elif kind == "request":
            world.request(*numbers)
        elif kind == "edit":
            world.edit(*numbers[:3])
        elif kind == "path":
            world.write_terms(*numbers)
        elif kind == "office":
            world.change_office(numbers[0], numbers[1], chance.random() < 0.7)
        else:
            self.be_absent(world, chance, numbers)

    def sign_as_asked(self, world, chance):
        """Let somebody decide who is asked to, so that requests get to their end."""
        waiting = [one for one in world.requests if one.state == "submitted"]
        drafts = [one for one in world.requests if one.state == "draft"]
        if waiting:
            request = chance.choice(waiting)
            asked = request.sudo()._get_open_step().signer_ids
            able = [user for user in world.people if user in asked]
            if able:
                who = world.people.index(chance.choice(able))
                action = chance.choice(("approve",) * 8 + ("ask_back", "refuse"))
                world.decide(action, who, world.requests.index(request))
        elif drafts:
            request = chance.choice(drafts)
            who = world.people.index(request.requester_id)
            world.decide("submit", who, world.requests.index(request))

    def be_absent(self, world, chance, numbers):
        step = chance.randrange(4)
        if step == 0:
            world.delegate(*numbers)
        elif step == 1:
            world.end_delegation(numbers[0])
        elif step == 2:
            world.change_activity(numbers[0], chance.random() < 0.6)
        else:
            world.end_terms()


@tagged("post_install", "-at_install")
class TestApprovalMachine(ApprovalMachineCase):
    def test_random_steps_change_terms_by_three_signatures_only(self):
        """G1, G2: a thousand steps; the twenty thousand are a fault test."""
        totals = self.run_steps(1000)
        for kind in ("submit", "approve", "ask_back", "applied", "delegate"):
            self.assertGreater(totals.get(kind, 0), 0, totals)

    def test_machine_finds_no_sequence_that_breaks_the_rules(self):
        """G1, G2: hypothesis looks for the shortest sequence that does."""
        run_state_machine_as_test(
            partial(ApprovalMachine, self),
            settings=settings(
                max_examples=12,
                stateful_step_count=25,
                deadline=None,
                derandomize=True,
                database=None,
            ),
        )


@pytest.mark.fault
@tagged("-standard", "customer_followup_fault", "post_install", "-at_install")
class TestApprovalMachineLong(ApprovalMachineCase):
    def test_twenty_thousand_steps_change_terms_by_three_signatures_only(self):
        """G1, G2: limit or term changed without an applied request: not once."""
        totals = self.run_steps(20_000, seed=SEED + 1)
        self.assertGreater(totals["approve"], 500, totals)
        self.assertGreater(totals["applied"], 50, totals)
        _logger.info("20,000 steps: %s", totals)


class ApprovalMachine(RuleBasedStateMachine):
    """The steps, as hypothesis combines them; each sequence is undone at its end."""

    def __init__(self, case):
        super().__init__()
        self.case = case
        self.savepoint = Savepoint(case.env.cr)
        self.world = ApprovalWorld(case)

    def teardown(self):
        self.case.env.invalidate_all(flush=False)
        self.savepoint.close(rollback=True)

    @rule(
        who=person,
        customer=either,
        company=either,
        limit=st.integers(0, len(LIMITS) - 1),
    )
    def request(self, who, customer, company, limit):
        self.world.request(who, customer, company, limit)

    @rule(who=person, which=any_request, what=st.integers(0, 5))
    def edit(self, who, which, what):
        self.world.edit(who, which, what)

    @rule(action=st.sampled_from(DECISIONS), who=person, which=any_request)
    def decide(self, action, who, which):
        self.world.decide(action, who, which)

    @rule(who=person, absent=person, stand_in=person, company=either)
    def delegate(self, who, absent, stand_in, company):
        self.world.delegate(who, absent, stand_in, company)

    @rule(who=person, office=st.integers(0, len(OFFICES) - 1), is_given=st.booleans())
    def change_office(self, who, office, is_given):
        self.world.change_office(who, office, is_given)

    @rule(who=person, is_active=st.booleans())
    def change_activity(self, who, is_active):
        self.world.change_activity(who, is_active)

    @rule(
        who=person,
        path=st.integers(0, len(PATHS) - 1),
        customer=either,
        company=either,
    )
    def write_terms(self, who, path, customer, company):
        self.world.write_terms(who, path, customer, company)

    @rule()
    def end_terms(self):
        self.world.end_terms()

    @invariant()
    def holds(self):
        self.world.check()
