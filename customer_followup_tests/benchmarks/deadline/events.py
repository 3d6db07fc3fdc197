"""The clocks, started the way they always are: by an event of their documents."""

from dataclasses import dataclass

from ..cost import Cost, measure_cost
from ..fresh_process import Site
from .dataset import FIRST_ID

# what a document is, the column with the moment of its event, and the event
EVENTS = (
    ("customer.followup", "contacted_at", "contacted"),
    ("helpdesk.ticket", "create_date", "registered"),
)


@dataclass
class Start:
    """What it cost to start the clocks, and how many there are."""

    cost: Cost
    clocks: int


def start_clocks(site: Site) -> Start:
    """Start the clocks of all documents. To be called in a fresh process."""
    with site.open_env() as env, measure_cost(env) as cost:
        for model, moment_column, event in EVENTS:
            for moment, ids in _read_moments(env, model, moment_column):
                env[model].browse(ids)._deadline_event(event, moment)
                env.cr.commit()
        clocks = env["customer.deadline"].search_count([("is_open", "=", True)])
    with site.connect() as cursor:
        cursor.execute("VACUUM ANALYZE")
    return Start(cost, clocks)


def _read_moments(env, model: str, moment_column: str):
    """Return the moments of the documents that SQL has added, with their ids."""
    env.cr.execute(
        f"SELECT {moment_column}, array_agg(id ORDER BY id) FROM {env[model]._table}"
        " WHERE id >= %s GROUP BY 1 ORDER BY 1",
        [FIRST_ID],
    )
    return env.cr.fetchall()
