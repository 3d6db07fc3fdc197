"""A company whose customers have ten entries each, and one of them a thousand.

One record of each kind is made by Odoo itself and taken back; their rows are the
pattern that SQL repeats with other customers and moments.
"""

from odoo import Command, api

from ..deadline.company import create_staff
from ..fresh_process import Site
from ..pattern_rows import add_rows, read_row

ENTRIES = {"orders": 5, "followups": 2, "cases": 1, "receptions": 1, "invoices": 1}
"""Of a customer."""
TIMES_AS_MANY = 100
"""Of customer number 1."""
FIRST_ID = 10_000_000
DAYS = 1000

CUSTOMERS = """
    SELECT i, users.ids[1 + i %% array_length(users.ids, 1)] AS user_id
      FROM generate_series(1, %(customers)s) AS i, (SELECT %(users)s AS ids) AS users
"""


def _list_records(kind: str) -> str:
    """Return the query of all records of a kind, spread over the days."""
    return f"""
        SELECT *, now()::date - number %% {DAYS} AS day
          FROM (SELECT *, (row_number() OVER (ORDER BY i, k))::int AS number
                  FROM ({CUSTOMERS}) AS customer, generate_series(1, {ENTRIES[kind]}
                       * CASE i WHEN 1 THEN {TIMES_AS_MANY} ELSE 1 END) AS k) AS record
    """


COMMON = f"""jsonb_build_object(
    'id', {FIRST_ID} + number, 'partner_id', {FIRST_ID} + i)"""
TABLES = {
    "companies": (
        "res_partner",
        CUSTOMERS,
        f"""jsonb_build_object(
            'id', {FIRST_ID} + i, 'commercial_partner_id', {FIRST_ID} + i,
            'name', 'Customer ' || i, 'complete_name', 'Customer ' || i,
            'customer_specialist_id', user_id)""",
    ),
    "orders": (
        "sale_order",
        _list_records("orders"),
        f"""{COMMON} || jsonb_build_object(
            'name', 'S' || number, 'date_order', day, 'access_token', NULL,
            'partner_invoice_id', {FIRST_ID} + i,
            'partner_shipping_id', {FIRST_ID} + i)""",
    ),
    "invoices": (
        "account_move",
        _list_records("invoices"),
        f"""{COMMON} || jsonb_build_object(
            'name', 'INV/' || number, 'sequence_number', number,
            'commercial_partner_id', {FIRST_ID} + i,
            'partner_shipping_id', {FIRST_ID} + i, 'date', day,
            'invoice_date', day)""",
    ),
    "followups": (
        "customer_followup",
        _list_records("followups"),
        f"""{COMMON} || jsonb_build_object(
            'name', 'V' || number, 'user_id', user_id, 'date_planned', day)""",
    ),
    "cases": (
        "helpdesk_ticket",
        _list_records("cases"),
        f"""{COMMON} || jsonb_build_object(
            'number', 'HT' || number, 'commercial_partner_id', {FIRST_ID} + i,
            'user_id', user_id, 'create_date', day, 'access_token', NULL)""",
    ),
    "receptions": (
        "customer_reception",
        _list_records("receptions"),
        f"""{COMMON} || jsonb_build_object('received_at', day)""",
    ),
}


def prepare(site: Site) -> dict:
    """Make the staff, and return the facts to build upon. In a fresh process."""
    with site.open_env() as env:
        specialists = create_staff(env)
        head = _create_head(env)
        env.cr.commit()
        records = _create_records(env, specialists[0])
        patterns = dict(zip(TABLES, map(read_row, records), strict=True))
        env.cr.rollback()
        return {"users": specialists.ids, "head": head.id, "patterns": patterns}


def _create_head(env: api.Environment):
    """Return somebody who sees everything, the books included."""
    groups = ("account.group_account_invoice", "customer_followup.group_supervisor")
    groups += ("sales_team.group_sale_salesman_all_leads", "stock.group_stock_user")
    links = [Command.link(env.ref(group).id) for group in groups]
    vals = {"name": "Head", "login": "bench_head", "tz": "Asia/Shanghai"}
    return env["res.users"].create({**vals, "group_ids": links})


def _create_records(env: api.Environment, user):
    """Return a customer and one record of each kind, in the order of the tables."""
    customer = env["res.partner"].create(
        {"name": "Customer", "is_company": True, "customer_rank": 1}
    )
    product = env["product.product"].create(
        {"name": "Analysis", "type": "service", "invoice_policy": "order"}
    )
    line = Command.create({"product_id": product.id, "product_uom_qty": 1})
    order = env["sale.order"].create({"partner_id": customer.id, "order_line": [line]})
    order.action_confirm()
    invoice = order._create_invoices()
    invoice.action_post()
    vals = {"partner_id": customer.id, "user_id": user.id}
    followup = env["customer.followup"].create(vals)
    case = env["helpdesk.ticket"].create(
        {**vals, "name": "Case", "description": "What is wrong"}
    )
    reception = env["customer.reception"].create(
        {"partner_id": customer.id, "visitor_name": "Mr. Wang", "reason": "Samples"}
    )
    env.flush_all()
    return customer, order, invoice, followup, case, reception


def add_records(cursor, facts: dict, customers: int):
    """Add customers number 1 to ``customers`` with their records.

    :param facts: what ``prepare`` returned
    """
    parameters = {"users": facts["users"], "customers": customers}
    for kind, (table, rows, values) in TABLES.items():
        add_rows(cursor, table, rows, values, facts["patterns"][kind], parameters)
    cursor.execute("VACUUM ANALYZE")
