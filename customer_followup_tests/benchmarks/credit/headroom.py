"""(b) What is left of the credit of 1, 80 and 1,000 customers."""

from ..cost import Cost, measure_cost
from ..fresh_process import Site
from .dataset import FIRST_IDS

SIZES = (1, 80, 1000)


def run(site: Site, facts: dict) -> dict[int, Cost]:
    """Return what it costs to see the headroom, by number of customers.

    As the salesperson sees it in a list. To be called in a fresh process.
    """
    with site.open_env() as env:
        _see(env, facts, 2)  # reads what is read once per process
        return {size: _see(env, facts, size) for size in SIZES}


def _see(env, facts: dict, size: int) -> Cost:
    first = FIRST_IDS["companies"] + 1
    partners = env["res.partner"].with_user(facts["seller"])
    customers = partners.browse(range(first, first + size))
    with measure_cost(env) as cost:
        customers.mapped("customer_credit_headroom")
    return cost
