"""(c) The nightly comparison of all limits and terms with the log.

Five nights: nothing differs; every limit is another; they still are; they are again
what was approved; nothing differs. Before them the log's opening entries, as the
installation writes them.
"""

from dataclasses import dataclass

from odoo import api

from ..cost import Cost, measure_cost
from ..fresh_process import Site

# every limit with one more, whoever has one or not; and the way back
RAISE = """
    UPDATE res_partner SET credit_limit = credit_limit || jsonb_build_object(
               %(company)s::text, (credit_limit->>%(company)s::text)::float + %(step)s)
     WHERE credit_limit ? %(company)s::text
"""


@dataclass
class Night:
    """What one night cost, and how many differences were new or resolved in it."""

    cost: Cost
    customers: int
    new: int
    resolved: int


def write_opening_entries(site: Site) -> Cost:
    """Return what the log's opening entries cost. To be called in a fresh process."""
    with site.open_env() as env, measure_cost(env) as cost:
        env["res.company"]._log_opening_terms()
    return cost


def run(site: Site, facts: dict, step: int) -> Night:
    """Return the cost of a night. To be called in a fresh process.

    :param step: what somebody has added to every limit in the database itself
    """
    with site.open_env() as env:
        _raise_limits(env, facts, step)
        Reconciliation = env["customer.credit.reconciliation"]
        company = env["res.company"].browse(facts["company"])
        with measure_cost(env) as cost:
            found = Reconciliation._reconcile(company)
        return Night(cost, found.customer_count, found.new_count, found.resolved_count)


def _raise_limits(env: api.Environment, facts: dict, step: int):
    if step:
        env.cr.execute(RAISE, {"company": facts["company"], "step": step})
        env.cr.commit()
        env.cr.execute("ANALYZE res_partner")
