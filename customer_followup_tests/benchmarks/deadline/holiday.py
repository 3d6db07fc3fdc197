"""(b) A holiday is entered: all clocks of the company are counted again by the job.

What comes of it is compared: all due moments with those before and with the log, and
a sample with the pure function.
"""

from dataclasses import dataclass
from datetime import datetime

from odoo import api

from ..cost import Cost, measure_cost
from ..fresh_process import Site, Usage, measure
from .dataset import NOW
from .watching import get_job

SAMPLE = 1000
# 16 and 17 March 2026 in Shanghai
HOLIDAY = datetime(2026, 3, 15, 16), datetime(2026, 3, 17, 16)
KEEP_DUE = "CREATE TABLE kept_due AS SELECT id, due_at FROM customer_deadline"
# those that moved, and those of them whose log does not hold where from and where to
COMPARE = """
    SELECT count(*), count(*) FILTER (WHERE event.id IS NULL)
      FROM customer_deadline AS deadline
      JOIN kept_due ON kept_due.id = deadline.id
                   AND kept_due.due_at <> deadline.due_at
      LEFT JOIN customer_deadline_event AS event
             ON event.deadline_id = deadline.id AND event.kind = 'moved'
            AND event.old_due_at = kept_due.due_at
            AND event.new_due_at = deadline.due_at
"""
PICK = "SELECT id FROM customer_deadline ORDER BY md5(id::text) LIMIT %s"


@dataclass
class Recount:
    """What it cost to enter the holiday, and to count the clocks again.

    :param moved: how many are due at another moment now
    :param wrong: how many are not due when the pure function says, or have a log that
        does not say how they moved
    """

    entry: Cost
    usage: Usage
    queries: int
    clocks: int
    moved: int
    wrong: int

    @property
    def speed(self) -> float:
        """Clocks per second."""
        return self.clocks / self.usage.seconds


def enter(site: Site) -> Cost:
    """Return what entering the holiday cost. To be called in a fresh process."""
    with site.open_env() as env:
        env.cr.execute(KEEP_DUE)
        with measure_cost(env) as cost:
            env["resource.calendar.leaves"].create(
                {
                    "name": "Holiday",
                    "company_id": env.company.id,
                    "calendar_id": False,
                    "date_from": HOLIDAY[0],
                    "date_to": HOLIDAY[1],
                }
            )
        return cost


def count_again(site: Site, entry: Cost) -> Recount:
    """Let the job count again what the holiday moves. To be called in a fresh process.

    :param entry: what ``enter`` returned
    """
    with site.open_env() as env:
        clocks = env["customer.deadline"].search_count([("is_open", "=", True)])
        env.cr.commit()
        queries = env.cr.sql_log_count
        with measure() as usage:
            get_job(env)._cron_watch(NOW)
        queries = env.cr.sql_log_count - queries
        env.cr.execute(COMPARE)
        moved, not_logged = env.cr.fetchone()
        wrong = not_logged + _count_wrong(env)
        return Recount(entry, usage, queries, clocks, moved, wrong)


def _count_wrong(env: api.Environment) -> int:
    """Return how many of a sample are not due when the pure function says."""
    # here, as the process that reports does not load Odoo's addons
    from odoo.addons.customer_followup.policy.deadline import (
        Promise,
        get_due,
    )

    env.cr.execute(PICK, [SAMPLE])
    deadlines = env["customer.deadline"].browse(id_ for (id_,) in env.cr.fetchall())
    read = env["resource.calendar"]._get_working_time_reader()
    return sum(
        deadline.due_at
        != get_due(
            Promise(deadline.policy_id.amount, deadline.policy_id.unit),
            deadline.start_at,
            0,
            read(deadline.calendar_id, env.company),
        ).due_at
        for deadline in deadlines
    )
