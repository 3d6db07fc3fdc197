"""Everything that one run of this benchmark measures, in its order."""

from dataclasses import dataclass, field

from ..fresh_process import Site, in_fresh_process
from ..report import say
from . import dataset
from .pages import Page, open_timelines


@dataclass
class Measurements:
    """What was measured.

    :param busy: the page of the customer with a thousand entries, by who opened it
    :param calm: that of one with ten
    :param archive: that of the archive, of all customers
    """

    customers: int
    busy: dict[str, Page] = field(default_factory=dict)
    calm: dict[str, Page] = field(default_factory=dict)
    archive: dict[str, Page] = field(default_factory=dict)


def take_measurements(site: Site, customers: int) -> Measurements:
    """Build the company and measure."""
    measured = Measurements(customers)
    say(f"Adding {customers:,} customers with ten entries each, and one with more")
    facts = in_fresh_process(dataset.prepare, site)
    with site.connect() as cursor:
        dataset.add_records(cursor, facts, customers)
    users = facts["users"]
    people = {"specialist": users[1 % len(users)], "head": facts["head"]}
    # customers of the same specialist
    numbers = (1, 1 + len(users))
    ids = [dataset.FIRST_ID + number for number in numbers]
    for name, user in people.items():
        say(f"The timelines, as {name}")
        pages = in_fresh_process(open_timelines, site, user, [*ids, None])
        measured.busy[name], measured.calm[name], measured.archive[name] = pages
    return measured
