"""(a) The escalation job, as the scheduled action runs it.

With nothing to tell, and later, when a tenth of the clocks are missed and half of
them, about, due soon: with notices, and one message for each person.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from odoo import api

from ..fresh_process import Site, Usage, measure
from .dataset import NOW

JOB = "customer_followup.ir_cron_watch_deadlines"
# everybody is at work on Mondays at ten
WEEK = timedelta(days=7)


@dataclass
class Watch:
    """One run of the job, and what came of it."""

    usage: Usage
    queries: int
    missed: int
    climbed: int
    notices: int
    messages: int


def watch(site: Site, now: datetime = NOW) -> Watch:
    """Run the job at a moment. To be called in a fresh process."""
    with site.open_env() as env:
        before = _count(env)
        env.cr.commit()
        queries = env.cr.sql_log_count
        with measure() as usage:
            get_job(env)._cron_watch(now)
        queries = env.cr.sql_log_count - queries
        after = _count(env)
        new = {name: after[name] - before[name] for name in after}
        return Watch(usage, queries, **new)


def get_job(env: api.Environment):
    """Return the model as the scheduled action has it, with its account of progress."""
    cron = env.ref(JOB)
    progress = env["ir.cron.progress"].create({"cron_id": cron.id})
    return (
        env["customer.deadline"]
        .with_user(cron.user_id)
        .with_context(cron_id=cron.id, ir_cron_progress_id=progress.id)
    )


def _count(env: api.Environment) -> dict[str, int]:
    domains = {
        "missed": ("customer.deadline", [("state", "=", "missed")]),
        "climbed": ("customer.deadline", [("escalated_at", "!=", False)]),
        "notices": ("customer.deadline.notice", []),
        "messages": ("mail.message", [("message_type", "=", "user_notification")]),
    }
    return {
        name: env[model].search_count(domain)
        for name, (model, domain) in domains.items()
    }


def find_late_monday(site: Site) -> datetime:
    """Return the first Monday on which a tenth of the clocks are missed."""
    with site.connect() as cursor:
        cursor.execute(
            "SELECT percentile_disc(0.1) WITHIN GROUP (ORDER BY due_at)"
            "  FROM customer_deadline WHERE is_open"
        )
        (tenth,) = cursor.fetchone()
    return NOW + -((NOW - tenth) // WEEK) * WEEK
