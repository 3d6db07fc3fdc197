"""A company that keeps books: customers with credit limits, orders and invoices.

One order and its invoice are made by Odoo itself and taken back; their rows are the
pattern that SQL repeats. Nothing here needs the addon, so that a database without it
has the same customers.

What is left out: deliveries and the bookings of payments. What was measured does not
read them; a paid invoice is one whose line is reconciled.
"""

from odoo import Command, api

from ..fresh_process import Site
from ..pattern_rows import add_rows, read_row

# the first invoiced and paid, the second invoiced, the third not
ORDERS_PER_CUSTOMER = 3
PRICE = 1000
# one range of ids per kind of row, far above what the database came with
FIRST_IDS = {
    "companies": 10_000_000,
    "orders": 10_000_000,
    "lines": 10_000_000,
    "invoices": 10_000_000,
    "sales": 10_000_000,
    "debts": 20_000_000,
}
CUSTOMERS = """
    SELECT i, i * 7919 %% 1000 AS draw FROM generate_series(1, %(customers)s) AS i
"""
# what is late is so by less than the days that every company tolerates
ORDERS = f"""
    SELECT i, k, (i - 1) * {ORDERS_PER_CUSTOMER} + k + 1 AS number,
           now()::date - draw %% 60 - 30 AS day, now()::date + draw %% 60 - 14 AS due
      FROM ({CUSTOMERS}) AS customer, generate_series(0, {ORDERS_PER_CUSTOMER - 1}) AS k
"""
INVOICES = f"SELECT *, k = 0 AS is_paid FROM ({ORDERS}) AS sale WHERE k < 2"
# nine in ten have a limit, and half of them a payment term as well
TABLES = {
    "companies": (
        "res_partner",
        CUSTOMERS,
        """jsonb_build_object(
            'id', %(companies)s + i, 'commercial_partner_id', %(companies)s + i,
            'name', 'Customer ' || i, 'complete_name', 'Customer ' || i,
            'email', 'office' || i || '@example.com',
            'credit_limit', CASE WHEN draw %% 10 > 0 THEN jsonb_build_object(
                %(company)s::text, 100000 + draw) END,
            'property_payment_term_id', CASE WHEN draw %% 2 > 0 THEN
                jsonb_build_object(%(company)s::text, %(term)s) END)""",
    ),
    "orders": (
        "sale_order",
        ORDERS,
        """jsonb_build_object(
            'id', %(orders)s + number, 'name', 'S' || number, 'date_order', day,
            'partner_id', %(companies)s + i, 'partner_invoice_id', %(companies)s + i,
            'partner_shipping_id', %(companies)s + i,
            'invoice_status', CASE WHEN k < 2 THEN 'invoiced' ELSE 'to invoice' END)""",
    ),
    "lines": (
        "sale_order_line",
        ORDERS,
        """jsonb_build_object(
            'id', %(lines)s + number, 'order_id', %(orders)s + number,
            'order_partner_id', %(companies)s + i,
            'invoice_status', CASE WHEN k < 2 THEN 'invoiced' ELSE 'to invoice' END,
            'qty_invoiced', CASE WHEN k < 2 THEN 1 ELSE 0 END,
            'qty_to_invoice', CASE WHEN k < 2 THEN 0 ELSE 1 END)""",
    ),
    "invoices": (
        "account_move",
        INVOICES,
        """jsonb_build_object(
            'id', %(invoices)s + number, 'name', 'INV/' || number,
            'sequence_number', number, 'partner_id', %(companies)s + i,
            'commercial_partner_id', %(companies)s + i,
            'partner_shipping_id', %(companies)s + i,
            'date', day, 'invoice_date', day, 'invoice_date_due', due,
            'payment_state', CASE WHEN is_paid THEN 'paid' ELSE 'not_paid' END)""",
    ),
    "sales": (
        "account_move_line",
        INVOICES,
        """jsonb_build_object(
            'id', %(sales)s + number, 'move_id', %(invoices)s + number,
            'move_name', 'INV/' || number, 'partner_id', %(companies)s + i,
            'date', day, 'invoice_date', day)""",
    ),
    "debts": (
        "account_move_line",
        INVOICES,
        """jsonb_build_object(
            'id', %(debts)s + number, 'move_id', %(invoices)s + number,
            'move_name', 'INV/' || number, 'partner_id', %(companies)s + i,
            'date', day, 'invoice_date', day, 'date_maturity', due,
            'reconciled', is_paid)
         || CASE WHEN is_paid THEN jsonb_build_object('amount_residual', 0,
                'amount_residual_currency', 0) ELSE '{}' END""",
    ),
}
LINKS = f"""
    INSERT INTO sale_order_line_invoice_rel (order_line_id, invoice_line_id)
    SELECT %(lines)s + number, %(sales)s + number FROM ({INVOICES}) AS invoice
"""


def prepare(site: Site) -> dict:
    """Make the salesperson and the products; return the facts to build upon.

    To be called in a fresh process.
    """
    with site.open_env() as env:
        seller = _create_seller(env)
        goods, service = _create_product(env, "consu"), _create_product(env, "service")
        env.cr.commit()
        order = _sell(env, seller, goods)
        invoice = order._create_invoices()
        invoice.action_post()
        env.flush_all()
        debt = invoice.line_ids.filtered(lambda line: line.date_maturity)
        records = (order.partner_id, order, order.order_line, invoice)
        records += (invoice.line_ids - debt, debt)
        patterns = dict(zip(TABLES, map(read_row, records), strict=True))
        env.cr.rollback()
        return {
            "seller": seller.id,
            "goods": goods.id,
            "service": service.id,
            "term": env.ref("account.account_payment_term_30days").id,
            "company": env.company.id,
            "patterns": patterns,
        }


def _create_seller(env: api.Environment):
    group = env.ref("sales_team.group_sale_salesman_all_leads")
    vals = {"name": "Seller", "login": "seller", "email": "seller@example.com"}
    return env["res.users"].create(
        {**vals, "group_ids": [Command.link(group.id)], "tz": "Asia/Shanghai"}
    )


def _create_product(env: api.Environment, kind: str):
    return env["product.product"].create(
        {
            "name": "Solvent",
            "type": kind,
            "list_price": PRICE,
            "invoice_policy": "order",
            "taxes_id": False,
        }
    )


def _sell(env: api.Environment, seller, product):
    """Return a confirmed order of a new customer."""
    customer = env["res.partner"].create(
        {"name": "Customer", "is_company": True, "customer_rank": 1}
    )
    line = Command.create({"product_id": product.id, "product_uom_qty": 1})
    order = env["sale.order"].create(
        {"partner_id": customer.id, "user_id": seller.id, "order_line": [line]}
    )
    order.action_confirm()
    return order


def add_customers(cursor, facts: dict, customers: int):
    """Add customers number 1 to ``customers``, their orders and invoices.

    :param facts: what ``prepare`` returned
    """
    parameters = FIRST_IDS | {
        "customers": customers,
        "company": facts["company"],
        "term": facts["term"],
    }
    for kind, (table, rows, values) in TABLES.items():
        add_rows(cursor, table, rows, values, facts["patterns"][kind], parameters)
    cursor.execute(LINKS, parameters)
    cursor.execute("VACUUM ANALYZE")
