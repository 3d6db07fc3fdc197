"""Everything that one run of this benchmark measures, in its order."""

from dataclasses import dataclass, field

from ..cost import Cost
from ..fresh_process import Site, in_fresh_process
from ..report import say
from . import analysis, dataset, lists, opening
from .lists import Reading


@dataclass
class Measurements:
    """What was measured.

    :param lists: *Today*, and the lists of activities
    :param opened: a follow-up of a customer without and with earlier visits
    :param analysis: the pivot of all customers' results
    :param analysed: rows it counts
    """

    customers: int
    lists: dict[str, Reading] = field(default_factory=dict)
    opened: list[Cost] = field(default_factory=list)
    analysis: Cost | None = None
    analysed: int = 0


def take_measurements(site: Site, customers: int) -> Measurements:
    """Build the company and measure."""
    measured = Measurements(customers)
    say(f"Adding {customers:,} customers, visited once and to be contacted again")
    facts = in_fresh_process(dataset.prepare, site, customers)
    with site.connect() as cursor:
        cursor.execute("VACUUM ANALYZE")
    say("Opening a follow-up")
    measured.opened = in_fresh_process(
        opening.open_followups, site, facts["visitor"], facts["followups"]
    )
    say("Today, and activities")
    measured.lists = in_fresh_process(
        lists.read_lists, site, facts["specialist"], facts["colleague"]
    )
    say("Coverage and Results")
    measured.analysis, measured.analysed = in_fresh_process(
        analysis.analyse, site, facts["head"]
    )
    return measured
