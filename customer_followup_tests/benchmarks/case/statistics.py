"""*Analysis > Complaints* by cause and month, beside the same figures by bare SQL.

To be measured last: all cases of the company become complaints that went through one
round or two, spread over two years.
"""

from dataclasses import dataclass, field
from statistics import median

from odoo import api

from ..cost import Cost, measure_cost
from ..fresh_process import Site
from ..report import Bar
from ..visit.history import repeat

MEASURES = (
    "complaint_count:sum",
    "round_count:sum",
    "first_time_share:avg",
    "kept_share:avg",
    "days_to_close:avg",
    "cost:sum",
)
SAID = ("satisfaction_before:avg", "satisfaction_after:avg")
TIMES_BARE = 2
ROUNDS = 5
"""Each is measured so many times, in turn."""
# registered in the last two years, finished within days; a third took two rounds
SPREAD = """
    UPDATE helpdesk_ticket
       SET customer_case_type = 'complaint', customer_validity = 'valid', active = TRUE,
           customer_registered_at = now() AT TIME ZONE 'UTC'
                                    - (id %% 730) * interval '1 day',
           closed_date = now() AT TIME ZONE 'UTC' - (id %% 730) * interval '1 day'
                         + (id %% 17) * interval '7 hours',
           stage_id = CASE WHEN id %% 10 = 0 THEN stage_id ELSE %(stage)s END,
           customer_round_count = CASE WHEN id %% 3 = 0 THEN 2 ELSE 1 END
     WHERE company_id = %(company)s
"""
MISSING = """
    SELECT ticket.id, series.number FROM helpdesk_ticket AS ticket
     CROSS JOIN LATERAL generate_series(1, ticket.customer_round_count)
           AS series (number)
     WHERE ticket.company_id = %s AND NOT EXISTS (
           SELECT 1 FROM customer_complaint_round AS round
            WHERE round.ticket_id = ticket.id AND round.number = series.number)
"""
ANSWER = """
    UPDATE customer_complaint_round AS round
       SET cause_id = (%(causes)s)[1 + ticket_id %% cardinality(%(causes)s)],
           cost = ticket_id %% 500, closed_at = now() AT TIME ZONE 'UTC',
           state = CASE WHEN round.number < ticket.customer_round_count
                        THEN 'unsatisfied' ELSE 'satisfied' END
      FROM helpdesk_ticket AS ticket WHERE ticket.id = round.ticket_id
"""
END_CLOCKS = """
    UPDATE customer_deadline
       SET is_open = FALSE, met_at = due_at,
           state = CASE WHEN id % 4 = 0 THEN 'missed' ELSE 'met' END,
           punctuality = CASE WHEN id % 4 = 0 THEN 0 ELSE 100 END
     WHERE res_model = 'helpdesk.ticket'
"""
BARE = """
    SELECT rounds.cause_id, date_trunc('month', (COALESCE(
               ticket.customer_registered_at, ticket.create_date)
               AT TIME ZONE 'UTC' AT TIME ZONE %(zone)s)::date::timestamp) AS month,
           count(*), sum(ticket.customer_round_count),
           avg(CASE WHEN is_unsatisfied THEN 0 WHEN is_satisfied THEN 100 END),
           100.0 * sum(clocks.kept) / sum(clocks.due),
           avg(EXTRACT(EPOCH FROM ticket.closed_date - ticket.customer_registered_at)
               / 86400) FILTER (WHERE stage.closed),
           sum(rounds.cost)
      FROM helpdesk_ticket AS ticket
      JOIN helpdesk_ticket_stage AS stage ON stage.id = ticket.stage_id
      LEFT JOIN (
           SELECT ticket_id, (array_agg(cause_id ORDER BY number DESC))[1] AS cause_id,
                  sum(cost) AS cost, bool_or(state = 'unsatisfied') AS is_unsatisfied,
                  bool_or(state = 'satisfied') AS is_satisfied
             FROM customer_complaint_round
            WHERE state IN ('approved', 'done', 'satisfied', 'unsatisfied')
            GROUP BY ticket_id) AS rounds ON rounds.ticket_id = ticket.id
      LEFT JOIN (
           SELECT res_id, count(*) AS due,
                  count(*) FILTER (WHERE punctuality > 0) AS kept
             FROM customer_deadline
            WHERE res_model = 'helpdesk.ticket' AND state IN ('met', 'missed')
            GROUP BY res_id) AS clocks ON clocks.res_id = ticket.id
     WHERE ticket.active AND ticket.customer_case_type = 'complaint'
       AND ticket.customer_validity != 'invalid' AND ticket.company_id = %(company)s
     GROUP BY 1, 2 ORDER BY 1, 2
"""


@dataclass
class Statistics:
    """What was measured.

    :param ours: the pivot by cause and month, as the supervisor opens it
    :param bare: the same figures by one statement
    :param said: the pivot with the satisfaction before and after besides
    """

    complaints: int = 0
    rounds: int = 0
    cells: int = 0
    ours: list[Cost] = field(default_factory=list)
    bare: list[Cost] = field(default_factory=list)
    said: list[Cost] = field(default_factory=list)


def get_statistics_bars(measured: Statistics) -> list[Bar]:
    """Return what is promised: the figures cost little more than to count them."""
    rounds = zip(measured.ours, measured.bare, strict=True)
    return [
        Bar(
            name="analysis_of_complaints,_times_as_long_as_bare_SQL",
            measured=median(ours.seconds / bare.seconds for ours, bare in rounds),
            at_most=TIMES_BARE,
        )
    ]


def get_statistics_facts(measured: Statistics) -> dict[str, str]:
    """Return what the reader of the bar wants to know besides."""
    return {
        "complaints analysed": f"{measured.complaints:,}, with {measured.rounds:,} "
        f"rounds, in {measured.cells:,} cells",
        "by cause and month": _describe(measured.ours),
        "the same by bare SQL": _describe(measured.bare),
        "with satisfaction": _describe(measured.said),
    }


def _describe(costs: list[Cost]) -> str:
    seconds = median(cost.seconds for cost in costs)
    queries = median(cost.queries for cost in costs)
    return f"{seconds * 1000:,.0f} ms, {queries:,.0f} queries"


def spread(site: Site):
    """Turn the cases of the company into its past complaints. In a fresh process."""
    with site.open_env() as env:
        company = env.company
        stage = env.ref("helpdesk_mgmt.helpdesk_ticket_stage_done").id
        env.cr.execute(SPREAD, {"company": company.id, "stage": stage})
        pattern = env["customer.complaint.round"].search([], limit=1)
        env.cr.execute(MISSING, [company.id])
        repeat(
            pattern,
            [{"ticket_id": id_, "number": number} for id_, number in env.cr.fetchall()],
        )
        causes = env["customer.complaint.cause"].search([]).ids
        env.cr.execute(ANSWER, {"causes": causes})
        env.cr.execute(END_CLOCKS)
        _add_contacts(env)
        env.cr.commit()
    with site.connect() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _add_contacts(env: api.Environment):
    """Let each customer have said something a year ago, and lately."""
    env.cr.execute(
        "SELECT DISTINCT commercial_partner_id FROM helpdesk_ticket"
        " WHERE commercial_partner_id IS NOT NULL"
    )
    customers = [id_ for (id_,) in env.cr.fetchall()]
    pattern = env["customer.followup"].create(
        {"partner_id": customers[0], "date_planned": "2025-03-03"}
    )
    repeat(
        pattern,
        [
            {
                "partner_id": customer,
                "name": f"S{customer}-{day}",
                "state": "recorded",
                "satisfaction": str(1 + (customer + days) % 5),
                "contacted_at": day,
            }
            for customer in customers
            for days, day in ((0, "2025-06-02"), (1, "2026-06-01"))
        ],
    )


def analyse(site: Site, user: int) -> Statistics:
    """Return what the pivot costs, beside bare SQL. In a fresh process."""
    with site.open_env() as env:
        rows = env(user=user)["customer.complaint.analysis"]
        measured = Statistics(
            rows.search_count([]), env["customer.complaint.round"].search_count([])
        )
        ours, _cost = _read(rows, MEASURES)  # reads what is read once per process
        bare, _cost = _read_bare(env)
        _check_equal(ours, bare)
        measured.cells = len(bare)
        for _round in range(ROUNDS):
            measured.ours.append(_read(rows, MEASURES)[1])
            measured.bare.append(_read_bare(env)[1])
            measured.said.append(_read(rows, MEASURES + SAID)[1])
        return measured


def _read(rows, measures) -> tuple[list[dict], Cost]:
    rows.env.invalidate_all()
    with measure_cost(rows.env) as cost:
        found = rows.formatted_read_group([], ["cause_id", "date:month"], measures)
    return found, cost


def _read_bare(env: api.Environment) -> tuple[list[tuple], Cost]:
    company = env.company
    facts = {"company": company.id, "zone": company._get_customer_timezone()}
    with measure_cost(env) as cost:
        env.cr.execute(BARE, facts)
        found = env.cr.fetchall()
    return found, cost


def _check_equal(ours: list[dict], bare: list[tuple]):
    """Let nothing be measured that counts something else.

    :raise ValueError: the figures differ
    """
    found = sorted(
        tuple(round(float(row[name] or 0), 3) for name in MEASURES) for row in ours
    )
    expected = sorted(
        tuple(round(float(value or 0), 3) for value in row[2:]) for row in bare
    )
    if found != expected:
        raise ValueError("The analysis and the bare statement disagree")
