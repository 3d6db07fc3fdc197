"""(d) The list *My Deadlines*, as the web client reads it."""

from lxml import etree

from ..cost import Cost, measure_cost
from ..fresh_process import Site

SIZES = (1, 80)


def look(site: Site, user: int) -> dict[int, Cost]:
    """Return the costs by number of lines. To be called in a fresh process."""
    with site.open_env() as env:
        env = env(user=user)
        Deadline = env["customer.deadline"]
        view = etree.fromstring(Deadline.get_view(view_type="list")["arch"])
        names = {field.get("name") for field in view.iter("field")}
        specification = {
            name: {"fields": {"display_name": {}}}
            if Deadline._fields[name].relational
            else {}
            for name in names
        }
        domain = [("user_id", "=", user), ("is_open", "=", True)]

        def read(limit: int) -> Cost:
            with measure_cost(env) as cost:
                Deadline.web_search_read(domain, specification, limit=limit)
            return cost

        read(2)  # reads what is read once per process
        return {size: read(size) for size in SIZES}
