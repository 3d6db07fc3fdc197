"""Everything that one run of this benchmark measures, in its order."""

from dataclasses import dataclass, field

from ..cost import Cost
from ..fresh_process import Site, in_fresh_process
from ..report import say
from . import dataset, lists, registering, statistics
from .lists import Reading
from .registering import ALONE, PLAIN, PROMISED, UNPROMISED, Desk
from .statistics import Statistics


@dataclass
class Measurements:
    """What was measured.

    :param lists: ours beside the helpdesk's own, whole and in groups
    :param registered: cases one by one, by the way in which
    :param statistics: the analysis of complaints beside bare SQL
    """

    cases: int
    lists: dict[str, Reading] = field(default_factory=dict)
    registered: dict[str, list[Cost]] = field(default_factory=dict)
    statistics: Statistics = field(default_factory=Statistics)


def take_measurements(site: Site, plain_site: Site, customers: int) -> Measurements:
    """Build the company and measure.

    :param plain_site: a database without the addon
    """
    measured = Measurements(round(customers * dataset.CASES_PER_CUSTOMER))
    say(f"Adding {measured.cases:,} cases of {customers:,} customers")
    facts = in_fresh_process(dataset.prepare, site, customers)
    with site.connect() as cursor:
        cursor.execute("VACUUM ANALYZE")
    say("Lists of cases")
    measured.lists = in_fresh_process(lists.read_lists, site, facts["head"])
    say("Cases, one by one")
    who = {"user": facts["specialist"], "contact": facts["contact"]}
    policies = tuple(facts["policies"])
    plain = in_fresh_process(registering.create_contact, plain_site)
    desks = [
        Desk(ALONE, plain_site, **plain),
        Desk(PLAIN, site, **who, policies=policies),
        Desk(UNPROMISED, site, **who, product=facts["product"], policies=policies),
        Desk(PROMISED, site, **who, product=facts["product"], policies=policies),
    ]
    measured.registered = in_fresh_process(registering.register, desks)
    say("Analysis of complaints")
    in_fresh_process(statistics.spread, site)  # last, as it writes all cases anew
    measured.statistics = in_fresh_process(statistics.analyse, site, facts["head"])
    return measured
