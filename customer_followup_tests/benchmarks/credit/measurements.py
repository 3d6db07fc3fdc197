"""Everything that one run of this benchmark measures, in its order."""

from dataclasses import dataclass, field

from ..cost import Cost
from ..fresh_process import Site, in_fresh_process
from ..report import say
from . import approvals, confirmation, contacts, dataset, headroom, nights
from .approvals import Refresh
from .confirmation import HOLD, OFF, WITHOUT, Shop
from .nights import Night

ORDERS = 150
"""Confirmed of each product in each way."""
# what somebody adds to all limits in the database itself before each night
STEPS = {
    "nothing differs": 0,
    "all limits differ": 1,
    "they still do": 0,
    "none does any more": -1,
}


@dataclass
class Measurements:
    """What was measured.

    :param orders: by product and way to confirm, in the order they were measured
    :param headroom: by number of customers
    :param opening: the log's opening entries
    :param nights: what is compared with the log, by what has happened before
    :param contacts: for each change, pairs without and with the addon
    """

    customers: int
    orders: dict[str, dict[str | None, list[Cost]]] = field(default_factory=dict)
    headroom: dict[int, Cost] = field(default_factory=dict)
    opening: Cost | None = None
    nights: dict[str, Night] = field(default_factory=dict)
    contacts: dict[str, list[list[Cost]]] = field(default_factory=dict)
    refresh: Refresh | None = None


def take_measurements(site: Site, plain_site: Site, customers: int) -> Measurements:
    """Build the company twice and measure.

    :param plain_site: a database without the addon
    """
    measured = Measurements(customers)
    facts, plain_facts = (_build(place, customers) for place in (site, plain_site))
    for product in ("goods", "service"):
        say(f"Confirming {3 * ORDERS} orders of {product}")
        shops = [
            Shop(plain_site, plain_facts, product, WITHOUT),
            Shop(site, facts, product, OFF),
            Shop(site, facts, product, HOLD),
        ]
        costs = in_fresh_process(confirmation.run, shops, ORDERS)
        measured.orders[product] = costs
    say("Headroom")
    measured.headroom = in_fresh_process(headroom.run, site, facts)
    say("The log's opening entries")
    measured.opening = in_fresh_process(nights.write_opening_entries, site)
    for name, step in STEPS.items():
        say(f"Comparison with the log: {name}")
        measured.nights[name] = in_fresh_process(nights.run, site, facts, step)
    say("Writing and creating contacts")
    measured.contacts = in_fresh_process(contacts.run, plain_site, site)
    say("Requests that wait for signatures")
    measured.refresh = in_fresh_process(approvals.run, site, facts)
    return measured


def _build(site: Site, customers: int) -> dict:
    say(f"Adding {customers:,} customers with their orders and invoices")
    facts = in_fresh_process(dataset.prepare, site)
    with site.connect() as cursor:
        dataset.add_customers(cursor, facts, customers)
    return facts
