"""(c) *Coverage and Results* of the last 90 days, by month and department."""

from ..cost import Cost, measure_cost
from ..fresh_process import Site

MEASURES = (
    "contact_count:sum",
    "coverage:avg",
    "punctuality:avg",
    "satisfaction:avg",
    "response_hours:avg",
    "won_back_amount:sum",
)
DOMAIN = [("date", ">=", "today -90d")]


def analyse(site: Site, user: int) -> tuple[Cost, int]:
    """Return what the pivot costs, and the rows it counts. In a fresh process."""
    with site.open_env() as env:
        rows = env(user=user)["customer.followup.analysis"]
        for _number in range(2):  # the first reads what is read once per process
            rows.env.invalidate_all()
            with measure_cost(rows.env) as cost:
                rows.formatted_read_group(
                    DOMAIN, ["date:month", "department_id"], MEASURES
                )
        return cost, rows.search_count(DOMAIN)
