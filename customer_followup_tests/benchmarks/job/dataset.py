"""A trading company: customers, each with orders, most of them delivered and paid.

One customer, one order, one delivery and one invoice are made by Odoo itself and taken
back; their rows are the pattern that SQL repeats with other dates and owners.

What is left out: order lines, stock moves and payments. Neither the job nor what it is
compared with reads them.
"""

from datetime import UTC, datetime

from odoo import Command, api

from ..fresh_process import Site
from ..pattern_rows import add_rows, read_row

ORDERS_PER_CUSTOMER = 5
SPECIALISTS = 20
# One range of ids per kind of row, far above what the database came with.
FIRST_IDS = {
    "companies": 10_000_000,
    "persons": 20_000_000,
    "orders": 10_000_000,
    "deliveries": 10_000_000,
    "invoices": 10_000_000,
    "debts": 10_000_000,
}

# Facts of customer number i. The multiplier is prime to 1,000: every thousand
# customers has each draw once, so that any number of them is mixed alike.
CUSTOMERS = """
    SELECT i, i * 7919 %% 1000 AS draw,
           users.ids[1 + i %% array_length(users.ids, 1)] AS user_id
      FROM generate_series(%(first)s, %(last)s) AS i, (SELECT %(users)s AS ids) AS users
"""
PERSONS = f"SELECT * FROM ({CUSTOMERS}) AS customer WHERE i %% 5 = 0"
# 40 % ordered within the last week, 15 % in the week before, the rest last year.
ORDERS = f"""
    SELECT *, CASE WHEN draw < 400 THEN draw %% 8
                   WHEN draw < 550 THEN 8 + draw %% 6
                   ELSE 14 + draw %% 350 END + k * (5 + draw %% 40) AS age_days,
           2 + (i + 3 * k) %% 14 AS delivery_days,
           (i + k) %% 10 = 0 AS is_service
      FROM ({CUSTOMERS}) AS customer, generate_series(0, {ORDERS_PER_CUSTOMER - 1}) AS k
"""
# Numbered, and therefore stored, in the order they were placed.
PLACED_ORDERS = f"""
    SELECT *, (%(first)s - 1) * {ORDERS_PER_CUSTOMER}
              + row_number() OVER (ORDER BY age_days DESC, i, k) AS number,
           %(now)s - make_interval(days => age_days, secs => i %% 36000) AS ordered_at,
           CASE WHEN is_service OR age_days < delivery_days THEN NULL ELSE %(now)s
                - make_interval(days => age_days - delivery_days, secs => i %% 36000)
                END AS delivered_at
      FROM ({ORDERS}) AS placed ORDER BY number
"""
# One order in ten is not paid, 30 days after it was placed at the latest.
INVOICES = f"""
    SELECT *, ordered_at::date AS day, ordered_at::date + 30 AS due,
           number %% 10 > 0 AS is_paid
      FROM ({PLACED_ORDERS}) AS placed
"""
DELIVERIES = f"SELECT * FROM ({PLACED_ORDERS}) AS placed WHERE NOT is_service"
# One customer in five has its orders placed by a contact person.
PERSON_ID = "CASE WHEN i %% 5 = 0 THEN %(persons)s ELSE %(companies)s END + i"
TABLES = {
    "companies": (
        "res_partner",
        CUSTOMERS,
        """jsonb_build_object(
            'id', %(companies)s + i, 'commercial_partner_id', %(companies)s + i,
            'name', 'Customer ' || i, 'complete_name', 'Customer ' || i,
            'email', 'office' || i || '@example.com',
            'customer_specialist_id', CASE WHEN draw %% 20 > 0 THEN user_id END,
            'customer_is_familiar', draw %% 20 = 1,
            'user_id', CASE WHEN draw %% 3 > 0 THEN user_id END)""",
    ),
    "persons": (
        "res_partner",
        PERSONS,
        """jsonb_build_object(
            'id', %(persons)s + i, 'commercial_partner_id', %(companies)s + i,
            'parent_id', %(companies)s + i, 'is_company', false,
            'name', 'Buyer ' || i, 'complete_name', 'Customer ' || i || ', Buyer ' || i,
            'customer_birthday_key', (1 + i %% 12) * 100 + 1 + i %% 28,
            'email', 'buyer' || i || '@example.com')""",
    ),
    "orders": (
        "sale_order",
        PLACED_ORDERS,
        f"""jsonb_build_object(
            'id', %(orders)s + number, 'name', 'S' || number,
            'partner_id', {PERSON_ID}, 'partner_invoice_id', %(companies)s + i,
            'partner_shipping_id', {PERSON_ID}, 'user_id', user_id,
            'date_order', ordered_at,
            'delivery_status', CASE WHEN is_service THEN NULL
                                    WHEN delivered_at IS NULL THEN 'pending'
                                    ELSE 'full' END)""",
    ),
    "deliveries": (
        "stock_picking",
        DELIVERIES,
        f"""jsonb_build_object(
            'id', %(deliveries)s + number, 'name', 'WH/OUT/' || number,
            'origin', 'S' || number, 'sale_id', %(orders)s + number,
            'partner_id', {PERSON_ID},
            'state', CASE WHEN delivered_at IS NULL THEN 'assigned' ELSE 'done' END,
            'date_done', delivered_at)""",
    ),
    "invoices": (
        "account_move",
        INVOICES,
        """jsonb_build_object(
            'id', %(invoices)s + number, 'name', 'INV/' || number,
            'sequence_number', number, 'partner_id', %(companies)s + i,
            'partner_shipping_id', %(companies)s + i,
            'commercial_partner_id', %(companies)s + i, 'access_token', NULL,
            'date', day, 'invoice_date', day, 'invoice_date_due', due,
            'payment_state', CASE WHEN is_paid THEN 'paid' ELSE 'not_paid' END)""",
    ),
    "debts": (
        "account_move_line",
        INVOICES,
        """jsonb_build_object(
            'id', %(debts)s + number, 'move_id', %(invoices)s + number,
            'move_name', 'INV/' || number, 'partner_id', %(companies)s + i,
            'date', day, 'invoice_date', day, 'date_maturity', due,
            'reconciled', is_paid,
            'amount_residual', CASE WHEN is_paid THEN 0 ELSE 500 END)""",
    ),
}


def prepare(site: Site) -> dict:
    """Make the staff, switch all rules on, and return the facts to build upon.

    To be called in a fresh process.
    """
    with site.open_env() as env:
        users = _create_specialists(env)
        env["res.company"].search([]).customer_unassigned_capacity = 0
        env["res.users"].search([]).customer_daily_capacity = 0
        rules = env["customer.followup.rule"].with_context(active_test=False).search([])
        rules.active = True
        env.cr.commit()
        order = _sell(env, users[0])
        env.flush_all()
        invoice = order._create_invoices()
        invoice.action_post()
        env.flush_all()
        debt = invoice.line_ids.filtered("date_maturity")
        sold = (order.partner_id, order.partner_id, order, order.picking_ids)
        records = (*sold, invoice, debt)
        patterns = dict(zip(TABLES, map(read_row, records), strict=True))
        env.cr.rollback()
    now = datetime.now(UTC).replace(microsecond=0, tzinfo=None)
    return {"users": users.ids, "patterns": patterns, "now": now}


def _create_specialists(env: api.Environment):
    groups = ["customer_followup.group_specialist", "sales_team.group_sale_salesman"]
    return env["res.users"].create(
        [
            {
                "name": f"Specialist {number}",
                "login": f"specialist{number}",
                "email": f"specialist{number}@example.com",
                "tz": "Asia/Shanghai",
                "notification_type": "inbox",
                "customer_daily_capacity": 0,
                "group_ids": [Command.link(env.ref(group).id) for group in groups],
            }
            for number in range(SPECIALISTS)
        ]
    )


def _sell(env: api.Environment, user):
    """Return a delivered order of a new customer."""
    customer = env["res.partner"].create(
        {"name": "Customer", "is_company": True, "customer_rank": 1}
    )
    product = env["product.product"].create({"name": "Solvent", "type": "consu"})
    line = Command.create({"product_id": product.id, "product_uom_qty": 1})
    order = env["sale.order"].create(
        {"partner_id": customer.id, "user_id": user.id, "order_line": [line]}
    )
    order.action_confirm()
    order.picking_ids.move_ids.write({"quantity": 1, "picked": True})
    order.picking_ids.button_validate()
    return order


def add_customers(cursor, facts: dict, first: int, last: int):
    """Add the customers number ``first`` to ``last``, their orders and deliveries.

    :param facts: what ``prepare`` returned
    """
    parameters = FIRST_IDS | {
        "users": facts["users"],
        "now": facts["now"],
        "first": first,
        "last": last,
    }
    for kind, (table, rows, values) in TABLES.items():
        add_rows(cursor, table, rows, values, facts["patterns"][kind], parameters)
    cursor.execute("ANALYZE")
