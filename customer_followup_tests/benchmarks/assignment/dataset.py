"""A company with customers nobody looks after, and specialists with some already.

One customer of each kind and one follow-up are made by Odoo itself and taken back;
their rows are the pattern that SQL repeats.
"""

from odoo import Command, api

from ..fresh_process import Site
from ..pattern_rows import add_rows, read_row

SPECIALISTS = 20
FIRST_NEW, FIRST_OLD = 20_000_000, 30_000_000
FOLLOWUPS_PER_OLD_CUSTOMER = 20

NEW = "SELECT i FROM generate_series(1, %(customers)s) AS i"
OLD = """
    SELECT i, users.ids[1 + i %% array_length(users.ids, 1)] AS user_id
      FROM generate_series(1, %(customers)s / 10) AS i,
           (SELECT %(users)s AS ids) AS users
"""
FOLLOWUPS = f"""
    SELECT old.*, (i - 1) * {FOLLOWUPS_PER_OLD_CUSTOMER} + k AS number
      FROM ({OLD}) AS old, generate_series(1, {FOLLOWUPS_PER_OLD_CUSTOMER}) AS k
"""
TABLES = {
    "new": (
        "res_partner",
        NEW,
        f"""jsonb_build_object(
            'id', {FIRST_NEW} + i, 'commercial_partner_id', {FIRST_NEW} + i,
            'name', 'New ' || i, 'complete_name', 'New ' || i)""",
    ),
    "old": (
        "res_partner",
        OLD,
        f"""jsonb_build_object(
            'id', {FIRST_OLD} + i, 'commercial_partner_id', {FIRST_OLD} + i,
            'name', 'Old ' || i, 'complete_name', 'Old ' || i,
            'customer_specialist_id', user_id)""",
    ),
    "followup": (
        "customer_followup",
        FOLLOWUPS,
        f"""jsonb_build_object(
            'id', {FIRST_OLD} + number, 'name', 'V' || number,
            'partner_id', {FIRST_OLD} + i, 'user_id', user_id)""",
    ),
    "activity": (
        "mail_activity",
        FOLLOWUPS,
        f"""jsonb_build_object(
            'id', {FIRST_OLD} + number, 'res_id', {FIRST_OLD} + number,
            'user_id', user_id)""",
    ),
}


def prepare(site: Site) -> dict:
    """Make the staff, and return the facts to build upon.

    To be called in a fresh process.
    """
    with site.open_env() as env:
        supervisor = _create_user(env, "supervisor", "supervisor")
        users = env["res.users"].union(
            *(
                _create_user(env, f"specialist{number}", "specialist")
                for number in range(SPECIALISTS)
            )
        )
        for number, user in enumerate(users):
            user.customer_ability = 60 + 10 * (number % 9)
        salesperson = _create_user(env, "salesperson", "specialist")
        salesperson.customer_ability = 0
        env.cr.commit()
        customer = env["res.partner"].create(
            {"name": "C", "customer_rank": 1, "user_id": salesperson.id}
        )
        followup = env["customer.followup"].create(
            {"partner_id": customer.id, "user_id": users[0].id}
        )
        env.flush_all()
        patterns = {
            "new": read_row(customer),
            "old": read_row(customer),
            "followup": read_row(followup),
            "activity": read_row(followup.activity_ids),
        }
        env.cr.rollback()
        return {
            "supervisor": supervisor.id,
            "users": users.ids,
            "patterns": patterns,
        }


def _create_user(env: api.Environment, name: str, group: str):
    return env["res.users"].create(
        {
            "name": name,
            "login": f"bench_{name}",
            "email": f"{name}@example.com",
            "notification_type": "inbox",
            "group_ids": [Command.link(env.ref(f"customer_followup.group_{group}").id)],
        }
    )


def add_customers(cursor, facts: dict, customers: int):
    """Add so many new customers, and a tenth as many that are looked after."""
    parameters = {"users": facts["users"], "customers": customers}
    for kind, (table, rows, values) in TABLES.items():
        add_rows(cursor, table, rows, values, facts["patterns"][kind], parameters)
    cursor.execute("VACUUM ANALYZE")
