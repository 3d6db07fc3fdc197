"""A company with many promises: follow-ups to be recorded and cases to be solved.

One customer, follow-up and case are made by Odoo itself and taken back; their rows are
the pattern that SQL repeats with other moments, owners and teams. Their clocks are
started by the documents' events (``events``), not by SQL.

Every customer has five clocks: two of follow-ups, two of an issue, one of a complaint.
The documents are spread over two months, and the promises last so long that none is
due, or due soon, at ``NOW``.
"""

from datetime import datetime

from odoo import api

from ..fresh_process import Site
from ..pattern_rows import add_rows, read_row
from .company import create_policies, create_staff, create_teams

CLOCKS_PER_CUSTOMER = 5
# Monday, 2 March 2026, ten o'clock in Shanghai
NOW = datetime(2026, 3, 2, 2)
DAYS = 60
DOCUMENTS_PER_MOMENT = 1000
FIRST_ID = 10_000_000

CUSTOMERS = """
    SELECT i, i * 7919 %% 1000 AS draw,
           users.ids[1 + i %% array_length(users.ids, 1)] AS user_id
      FROM generate_series(1, %(customers)s) AS i, (SELECT %(users)s AS ids) AS users
"""
# the n-th of the k-th kind; a thousand documents begin at one moment
DOCUMENTS = f"""
    SELECT *, %(now)s - make_interval(
               mins => (1 + number / {DOCUMENTS_PER_MOMENT}) * {DAYS * 24 * 60}
                       / (2 + 2 * %(customers)s / {DOCUMENTS_PER_MOMENT})) AS began_at
      FROM (SELECT *, (i - 1) * 2 + k AS number
              FROM ({CUSTOMERS}) AS customer, generate_series(0, 1) AS k) AS document
"""
TABLES = {
    "companies": (
        "res_partner",
        CUSTOMERS,
        f"""jsonb_build_object(
            'id', {FIRST_ID} + i, 'commercial_partner_id', {FIRST_ID} + i,
            'name', 'Customer ' || i, 'complete_name', 'Customer ' || i,
            'email', 'office' || i || '@example.com',
            'customer_specialist_id', user_id)""",
    ),
    "followups": (
        "customer_followup",
        DOCUMENTS,
        f"""jsonb_build_object(
            'id', {FIRST_ID} + number, 'name', 'V' || number,
            'partner_id', {FIRST_ID} + i, 'user_id', user_id,
            'method', CASE WHEN draw %% 3 = 0 THEN 'on_site' ELSE 'phone' END,
            'contacted_at', began_at)""",
    ),
    "cases": (
        "helpdesk_ticket",
        DOCUMENTS,
        f"""jsonb_build_object(
            'id', {FIRST_ID} + number, 'number', 'HT' || number,
            'name', 'Case ' || number, 'partner_id', {FIRST_ID} + i,
            'commercial_partner_id', {FIRST_ID} + i,
            'user_id', user_id, 'create_date', began_at,
            'team_id', (%(teams)s)[1 + draw %% array_length(%(teams)s, 1)],
            'customer_case_type', CASE k WHEN 0 THEN 'issue' ELSE 'complaint' END)""",
    ),
}


def prepare(site: Site) -> dict:
    """Make the staff and the promises, and return the facts to build upon.

    To be called in a fresh process.
    """
    with site.open_env() as env:
        users = create_staff(env)
        teams = create_teams(env)
        policies = create_policies(env, teams[0].customer_calendar_id)
        env.cr.commit()
        records = _create_documents(env, users[0], teams[0])
        patterns = dict(zip(TABLES, map(read_row, records), strict=True))
        env.cr.rollback()
        return {
            "users": users.ids,
            "teams": teams.ids,
            "policies": policies.ids,
            "patterns": patterns,
        }


def _create_documents(env: api.Environment, user, team):
    """Return a customer, a follow-up that awaits its record, and a case."""
    customer = env["res.partner"].create(
        {"name": "Customer", "is_company": True, "customer_rank": 1}
    )
    vals = {"partner_id": customer.id, "user_id": user.id}
    followup = env["customer.followup"].create(vals)
    followup.action_contact()
    case = env["helpdesk.ticket"].create(
        {**vals, "name": "Case", "description": "What is wrong", "team_id": team.id}
    )
    env.flush_all()
    return customer, followup, case


def add_documents(cursor, facts: dict, customers: int):
    """Add customers number 1 to ``customers`` with their follow-ups and cases.

    :param facts: what ``prepare`` returned
    """
    parameters = {
        "users": facts["users"],
        "teams": facts["teams"],
        "customers": customers,
        "now": NOW,
    }
    for kind, (table, rows, values) in TABLES.items():
        add_rows(cursor, table, rows, values, facts["patterns"][kind], parameters)
    cursor.execute("VACUUM ANALYZE")
