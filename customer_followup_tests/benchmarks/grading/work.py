"""What is compared: bare SQL, what-if, the run as the job does it, the ORM loop."""

from time import perf_counter

from odoo import api
from odoo.tools import SQL

from ..fresh_process import Site, Usage, measure
from .dataset import FIRST_ID
from .orm_loop import assess_by_records


def _get_scheme(env: api.Environment):
    scheme = env["customer.grading.scheme"]._find_approved(env.company)
    scheme._get_policy()  # reads it once, as any server has
    return scheme


def run_bare_sql(site: Site) -> float:
    """Return the seconds of the measures' queries alone. In a fresh process."""
    with site.open_env() as env:
        scheme, today = _get_scheme(env), env.company._get_customer_today()
        start = perf_counter()
        for criterion in scheme.criterion_ids:
            query = criterion._get_measure_query(env.company, today)
            env.cr.execute(SQL("SELECT count(value) FROM (%s) AS fact", query))
            env.cr.fetchall()
        return perf_counter() - start


def get_bare_details(site: Site) -> dict[str, float]:
    """Return the seconds of each measure's query. To be called in a fresh process."""
    with site.open_env() as env:
        scheme, today = _get_scheme(env), env.company._get_customer_today()
        seconds = {}
        for criterion in scheme.criterion_ids:
            start = perf_counter()
            query = criterion._get_measure_query(env.company, today)
            env.cr.execute(SQL("SELECT count(value) FROM (%s) AS fact", query))
            seconds[criterion.measure] = perf_counter() - start
        return seconds


def ask_what_if(site: Site) -> tuple[Usage, int]:
    """Assess all customers, and store nothing. To be called in a fresh process."""
    with site.open_env() as env:
        scheme, today = _get_scheme(env), env.company._get_customer_today()
        with measure() as usage:
            count = sum(map(len, scheme._assess_batches(today)))
        env.cr.rollback()
        return usage, count


def run_all(site: Site) -> tuple[Usage, int]:
    """Grade all customers as the job does, commits included. In a fresh process.

    :raise RuntimeError: it did not go well: what was measured is not a run
    """
    with site.open_env() as env:
        _get_scheme(env)
        env.company.customer_grading_months = 0  # only the run that is made here
        runs = env["customer.grading.run"]
        env.cr.commit()
        with measure() as usage:
            run = runs._start(env.company)
            runs._cron_grade()
        if run.state != "done" or run.failed_count:
            raise RuntimeError(run.error or run.state)
        return usage, run.done_count


def apply_all(site: Site) -> tuple[Usage, int]:
    """Apply what the last run proposes, as the job does. In a fresh process."""
    with site.open_env() as env:
        run = env["customer.grading.run"].search([], limit=1)
        with measure() as usage:
            run.action_apply_small()
            run._cron_grade()
        is_applied = [("state", "=", "applied"), ("run_id", "=", run.id)]
        return usage, env["customer.assessment"].search_count(is_applied)


def loop_over_records(site: Site, sample: int) -> float:
    """Return the seconds per customer of the obvious loop. In a fresh process."""
    with site.open_env() as env:
        scheme, today = _get_scheme(env), env.company._get_customer_today()
        partners = env["res.partner"].search(
            [("id", ">", FIRST_ID)], limit=sample + 1, order="id"
        )
        assess_by_records(scheme, partners[:1], today)  # fills the caches
        start = perf_counter()
        for partner in partners[1:]:
            assess_by_records(scheme, partner, today)
        seconds = perf_counter() - start
        env.cr.rollback()
        return seconds / sample


def clear(cursor):
    """Take back what was proposed and applied."""
    cursor.execute("TRUNCATE customer_assessment, customer_grading_run CASCADE")
    cursor.execute(
        """
        UPDATE res_partner SET customer_grade_id = NULL, customer_grade_score = NULL,
               customer_grade_date = NULL
         WHERE customer_grade_id IS NOT NULL
        """
    )
    cursor.execute("DELETE FROM mail_message WHERE model = 'res.partner'")
    cursor.execute("VACUUM ANALYZE res_partner")
