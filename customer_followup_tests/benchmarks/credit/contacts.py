"""(d) What the guard of limit and term costs whoever writes something else.

The same changes of contacts in a database without the addon and in one with it, in
turn. Whatever else the addon does with contacts is in it.
"""

from collections import defaultdict
from collections.abc import Callable

from odoo import api

from ..cost import Cost, measure_cost
from ..fresh_process import Site
from .dataset import FIRST_IDS

COUNT = 200
REPEATS = 7


def _write_each(env: api.Environment, number: int):
    for customer in _get_customers(env):
        customer.phone = f"+86 20 {number}"
        customer.flush_recordset()


def _write_all(env: api.Environment, number: int):
    _get_customers(env).write({"phone": f"+86 21 {number}"})


def _create_each(env: api.Environment, number: int):
    for index in range(COUNT):
        env["res.partner"].create({"name": f"Prospect {number}-{index}"})


def _create_all(env: api.Environment, number: int):
    env["res.partner"].create(
        [{"name": f"Prospect {number}-{index}"} for index in range(COUNT)]
    )


def _get_customers(env: api.Environment):
    first = FIRST_IDS["companies"] + 1
    return env["res.partner"].browse(range(first, first + COUNT))


CHANGES: dict[str, Callable[[api.Environment, int], None]] = {
    "write one by one": _write_each,
    "write at once": _write_all,
    "create one by one": _create_each,
    "create at once": _create_all,
}


def run(plain_site: Site, site: Site) -> dict[str, list[list[Cost]]]:
    """Return for each change pairs of its cost without the addon, and with it.

    To be called in a fresh process.
    """
    costs = defaultdict(list)
    for number in range(REPEATS + 1):
        for name, change in CHANGES.items():
            pair = _measure_pair((plain_site, site), change, number)
            if number:  # the first reads what is read once per process
                costs[name].append(pair)
    return dict(costs)


def _measure_pair(sites: tuple[Site, Site], change: Callable, number: int):
    """Return the costs in both, each of them first as often as the other."""
    if number % 2:
        return [_measure(site, change, number) for site in sites]
    return [_measure(site, change, number) for site in reversed(sites)][::-1]


def _measure(site: Site, change: Callable, number: int) -> Cost:
    with site.open_env() as env:
        with measure_cost(env) as cost:
            change(env, number)
        return cost
