"""(c) What the clocks cost whoever registers a case, or records a contact.

One document at a time, in a transaction like a request's, by a specialist: without
the addon, with it and no promise, and with the promises. In turn, in blocks, so that
a machine that is busier for a minute is busier for all.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from odoo import api

from ..cost import Cost, measure_cost
from ..fresh_process import Site
from .dataset import FIRST_ID

# the promises there are; None where there is no addon
WITHOUT, OFF, ON = None, False, True
BLOCKS = 10
PER_BLOCK = 10
WARM_UP = 3
"""Documents of each block before those that count: what is read once per process."""


@dataclass(frozen=True)
class Desk:
    """Where documents come in, and what is promised about them.

    :param user: id of who works there
    :param policies: ids of the promises that are switched on or off
    :param is_on: ``WITHOUT``, ``OFF`` or ``ON``
    """

    site: Site
    user: int
    policies: tuple[int, ...] = ()
    is_on: bool | None = WITHOUT

    def work(self, prepare: Callable, act: Callable) -> list[Cost]:
        """Return what it cost to act on one document after the other."""
        with self.site.open_env() as env:
            if self.policies:
                policies = env["customer.deadline.policy"].browse(self.policies)
                policies.active = self.is_on
            env = env(user=self.user)
            return [
                self._measure(env, prepare, act) for _ in range(WARM_UP + PER_BLOCK)
            ][WARM_UP:]

    def _measure(self, env: api.Environment, prepare: Callable, act: Callable) -> Cost:
        document = prepare(env)
        with measure_cost(env) as cost:
            act(env, document)
        return cost


def get_user(site: Site) -> int:
    """Return the user of a database without the addon. In a fresh process."""
    with site.open_env() as env:
        return env.ref("base.user_admin").id


def register_cases(desks: list[Desk]) -> dict[bool | None, list[Cost]]:
    """Return the costs of new cases at each desk. To be called in a fresh process."""
    return _run(desks, lambda env: None, _register_case)


def record_contacts(desks: list[Desk]) -> dict[bool | None, list[Cost]]:
    """Return the costs of records at each desk. To be called in a fresh process."""
    return _run(desks, _create_followup, _record)


def _run(desks: list[Desk], prepare: Callable, act: Callable):
    costs = defaultdict(list)
    for number in range(BLOCKS):
        first = number % len(desks)
        for desk in desks[first:] + desks[:first]:
            costs[desk.is_on] += desk.work(prepare, act)
    return dict(costs)


def _register_case(env: api.Environment, _document):
    vals = {"name": "Case", "description": "What is wrong"}
    if "customer_case_type" in env["helpdesk.ticket"]._fields:
        vals["customer_case_type"] = "issue"
    env["helpdesk.ticket"].create(vals)


def _create_followup(env: api.Environment):
    vals = {"partner_id": FIRST_ID + 1, "user_id": env.uid}
    followup = env["customer.followup"].create(vals)
    followup.action_contact()
    return followup


def _record(_env: api.Environment, followup):
    followup.action_record({"result": "well"})
