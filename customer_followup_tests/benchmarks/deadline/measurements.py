"""Everything that one run of this benchmark measures, in its order."""

from dataclasses import dataclass, field

from ..cost import Cost
from ..fresh_process import Site, in_fresh_process
from ..report import say
from . import dataset, events, holiday, my_deadlines, single, watching
from .events import Start
from .holiday import Recount
from .single import OFF, ON, Desk
from .watching import Watch

REPEATS = 3


@dataclass
class Measurements:
    """What was measured; lists hold the repeats of one thing.

    :param start: the clocks of all documents
    :param quiet: the job with nothing to tell
    :param recount: what follows from a holiday
    :param my_deadlines: by number of lines
    :param cases: registered one by one, by what is promised
    :param records: of contacts, one by one, by what is promised
    :param loud: the job when many are missed
    """

    customers: int
    start: Start | None = None
    quiet: list[Watch] = field(default_factory=list)
    recount: Recount | None = None
    my_deadlines: dict[int, Cost] = field(default_factory=dict)
    cases: dict[bool | None, list[Cost]] = field(default_factory=dict)
    records: dict[bool | None, list[Cost]] = field(default_factory=dict)
    loud: Watch | None = None


def take_measurements(site: Site, plain_site: Site, customers: int) -> Measurements:
    """Build the company and measure.

    :param plain_site: a database without the addon
    """
    measured = Measurements(customers)
    say(f"Adding {customers:,} customers with their follow-ups and cases")
    facts = in_fresh_process(dataset.prepare, site)
    with site.connect() as cursor:
        dataset.add_documents(cursor, facts, customers)
    # as it does every five minutes: calendars and promises are new
    in_fresh_process(watching.watch, site)
    say("Starting their clocks")
    measured.start = in_fresh_process(events.start_clocks, site)
    for number in range(1, REPEATS + 1):
        say(f"The job with nothing to tell, {number} of {REPEATS}")
        measured.quiet.append(in_fresh_process(watching.watch, site))
    say("Counting all clocks again after a holiday")
    entry = in_fresh_process(holiday.enter, site)
    measured.recount = in_fresh_process(holiday.count_again, site, entry)
    user, policies = facts["users"][0], tuple(facts["policies"])
    measured.my_deadlines = in_fresh_process(my_deadlines.look, site, user)
    say("Cases and records, one by one")
    with_addon = [Desk(site, user, policies, is_on) for is_on in (OFF, ON)]
    without = Desk(plain_site, in_fresh_process(single.get_user, plain_site))
    measured.cases = in_fresh_process(single.register_cases, [without, *with_addon])
    measured.records = in_fresh_process(single.record_contacts, with_addon)
    say("The job when a tenth of the clocks are missed")
    monday = in_fresh_process(watching.find_late_monday, site)
    measured.loud = in_fresh_process(watching.watch, site, monday)
    return measured
