"""(a) Confirming orders: without the addon, and with it, its check off and on.

One order at a time, in turn, so that a machine that is busier for a minute is busier
for all. In one process with both databases, so that all have the same memory, caches
and garbage. An order has one line: with more, or with more modules that react to a
sale, there would be more to compare the check with.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

from odoo import Command, api

from ..cost import Cost, measure_cost
from ..fresh_process import Site
from .dataset import FIRST_IDS

# what an order is confirmed with: the check's setting; None where there is no addon
WITHOUT, OFF, HOLD = None, "off", "hold"
WARM_UP = 5
"""Orders of each kind before those that count: what is read once per process."""


@dataclass(frozen=True)
class Shop:
    """Where orders are confirmed one way, by its salesperson.

    :param facts: what its data set was built upon
    :param product: what it sells: ``goods`` or ``service``
    :param check: the setting of the check
    """

    site: Site
    facts: dict
    product: str
    check: str | None

    def sell(self, customer_id: int) -> Cost:
        """Return the cost of confirming an order, in a transaction like a request's.

        :raise RuntimeError: it was held: what was measured is not a confirmation
        """
        with self.site.open_env() as env:
            self._set_check(env)
            order = self._create_order(env, customer_id)
            with measure_cost(env) as cost:
                order.action_confirm()
            if order.state != "sale":
                raise RuntimeError(f"{order.name} is not confirmed")
            return cost

    def _set_check(self, env: api.Environment):
        """Set the company's check, where there is one.

        By SQL, as the form's way empties caches that each order would have to fill.
        """
        if self.check:
            query = "UPDATE res_company SET customer_credit_check = %s WHERE id = %s"
            env.cr.execute(query, [self.check, self.facts["company"]])

    def _create_order(self, env: api.Environment, customer_id: int):
        line = {"product_id": self.facts[self.product], "product_uom_qty": 1}
        vals = {"partner_id": customer_id, "order_line": [Command.create(line)]}
        return env["sale.order"].with_user(self.facts["seller"]).create(vals)


def run(shops: list[Shop], orders: int) -> dict[str | None, list[Cost]]:
    """Return the costs of each shop, in the order they were measured.

    To be called in a fresh process.

    :param orders: how many each of them confirms
    """
    costs = defaultdict(list)
    customers = count(FIRST_IDS["companies"] + 1)
    for number in range(orders + WARM_UP):
        for shop in _in_turn(shops, number):
            cost = shop.sell(next(customers))
            if number >= WARM_UP:
                costs[shop.check].append(cost)
    return dict(costs)


def _in_turn(shops: list[Shop], number: int) -> Iterator[Shop]:
    """Yield all, each time beginning with another one."""
    first = number % len(shops)
    yield from shops[first:] + shops[:first]
