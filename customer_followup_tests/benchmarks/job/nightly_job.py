"""(a) The nightly job, as the scheduled action runs it: detection, writing, commits."""

from dataclasses import dataclass
from time import perf_counter

from odoo import api

from ..fresh_process import Site, Usage, measure

JOB = "customer_followup.ir_cron_run_rules"


@dataclass
class Run:
    """One run of the job and how many follow-ups it opened."""

    usage: Usage
    followups: int


def run(site: Site) -> Run:
    """Run the job for today. To be called in a fresh process.

    :raise RuntimeError: a rule failed or a customer was left out: what was measured
        is not the job
    """
    with site.open_env() as env:
        job, Followup = _get_job(env), env["customer.followup"]
        before = Followup.search_count([])
        with measure() as usage:
            job._cron_run_rules()
        if errors := job.sudo().search([]).filtered("last_error"):
            raise RuntimeError(errors[0].last_error)
        return Run(usage, Followup.search_count([]) - before)


def detect(site: Site) -> float:
    """Return the seconds to find what is due. To be called in a fresh process."""
    with site.open_env() as env:
        company = env.ref("base.main_company")
        start = perf_counter()
        _get_job(env).sudo()._find_due(company, company._get_customer_today())
        seconds = perf_counter() - start
        env.cr.rollback()
        return seconds


def get_queries(site: Site) -> dict[str, str]:
    """Return the query of each active rule. To be called in a fresh process."""
    with site.open_env() as env:
        company = env.ref("base.main_company")
        rules = _get_job(env).sudo().with_company(company).search([])
        queries = {}
        for rule in rules:
            query = rule._get_due_query(company, company._get_customer_today())
            env.flush_all()
            queries[rule.name] = env.cr.mogrify(query.code, query.params).decode()
        return queries


def _get_job(env: api.Environment):
    return env["customer.followup.rule"].with_user(env.ref(JOB).user_id)
