"""A company whose customers have five orders, invoices and most of them paid.

One customer with an order, its invoice and the payment is made by Odoo itself and
taken back; their rows are the pattern that SQL repeats.
"""

from odoo import Command, api

from ..fresh_process import Site
from ..pattern_rows import add_rows, read_row

FIRST_ID = 40_000_000
ORDERS_PER_CUSTOMER = 5
DAYS = 730
PRICE, COST = 1000, 600

CUSTOMERS = """
    SELECT i, i * 7919 %% 1000 AS draw
      FROM generate_series(%(first)s, %(last)s) AS i
"""
# one in ten is not paid, one is paid early, and the others up to a month late
SALES = f"""
    SELECT *, day + 30 AS due, day + 20 + draw %% 40 AS paid_on,
           number %% 10 > 0 AND day + 20 + draw %% 40 <= now()::date AS is_paid
      FROM (SELECT i, draw, (i - 1) * {ORDERS_PER_CUSTOMER} + k AS number,
                   now()::date - (i * 7919 + k * 151) %% {DAYS} AS day,
                   {PRICE} + (i * 31 + k * 17) %% 900 AS amount
              FROM ({CUSTOMERS}) AS customer,
                   generate_series(1, {ORDERS_PER_CUSTOMER}) AS k) AS sale
"""
PAID = f"SELECT * FROM ({SALES}) AS sale WHERE is_paid"
BASE = f"{FIRST_ID} + number"
OWNER = f"'partner_id', {FIRST_ID} + i"
INVOICE_LINE = f"""
    'move_id', {BASE}, 'move_name', 'GRD/' || number, {OWNER}, 'date', day,
    'invoice_date', day
"""
PAYMENT_LINE = f"""
    'move_id', 2 * {FIRST_ID} + number, 'move_name', 'PAY/' || number, {OWNER},
    'date', paid_on
"""
TABLES = {
    "customer": (
        "res_partner",
        CUSTOMERS,
        f"""jsonb_build_object(
            'id', {FIRST_ID} + i, 'commercial_partner_id', {FIRST_ID} + i,
            'name', 'Customer ' || i, 'complete_name', 'Customer ' || i,
            'customer_wallet_share', jsonb_build_object(
                %(company)s::text, draw %% 100))""",
    ),
    "order": (
        "sale_order",
        SALES,
        f"""jsonb_build_object(
            'id', {BASE}, 'name', 'G' || number, 'date_order', day, {OWNER},
            'partner_invoice_id', {FIRST_ID} + i, 'access_token', NULL,
            'partner_shipping_id', {FIRST_ID} + i)""",
    ),
    "invoice": (
        "account_move",
        SALES,
        f"""jsonb_build_object(
            'id', {BASE}, 'name', 'GRD/' || number, 'sequence_number', number,
            {OWNER}, 'commercial_partner_id', {FIRST_ID} + i,
            'partner_shipping_id', {FIRST_ID} + i, 'access_token', NULL,
            'date', day, 'invoice_date', day, 'invoice_date_due', due,
            'amount_untaxed_signed', amount,
            'payment_state', CASE WHEN is_paid THEN 'paid' ELSE 'not_paid' END)""",
    ),
    "line": (
        "account_move_line",
        SALES,
        f"""jsonb_build_object(
            'id', {BASE}, 'balance', -amount, 'credit', amount,
            'price_subtotal', amount, {INVOICE_LINE})""",
    ),
    "debt": (
        "account_move_line",
        SALES,
        f"""jsonb_build_object(
            'id', 2 * {FIRST_ID} + number, 'date_maturity', due, 'reconciled', is_paid,
            'full_reconcile_id', NULL, 'balance', amount, 'debit', amount,
            {INVOICE_LINE},
            'amount_residual', CASE WHEN is_paid THEN 0 ELSE amount END)""",
    ),
    "payment": (
        "account_move",
        PAID,
        f"""jsonb_build_object(
            'id', 2 * {FIRST_ID} + number, 'name', 'PAY/' || number,
            'sequence_number', number, 'date', paid_on)""",
    ),
    "bank": (
        "account_move_line",
        PAID,
        f"""jsonb_build_object(
            'id', 3 * {FIRST_ID} + number, 'balance', amount, 'debit', amount,
            {PAYMENT_LINE})""",
    ),
    "receipt": (
        "account_move_line",
        PAID,
        f"""jsonb_build_object(
            'id', 4 * {FIRST_ID} + number, 'balance', -amount, 'credit', amount,
            'full_reconcile_id', NULL, {PAYMENT_LINE})""",
    ),
    "reconciliation": (
        "account_partial_reconcile",
        PAID,
        f"""jsonb_build_object(
            'id', {BASE}, 'debit_move_id', 2 * {FIRST_ID} + number,
            'credit_move_id', 4 * {FIRST_ID} + number, 'max_date', paid_on,
            'amount', amount, 'full_reconcile_id', NULL)""",
    ),
}


def prepare(site: Site) -> dict:
    """Return the facts to build upon. To be called in a fresh process."""
    with site.open_env() as env:
        product = env["product.product"].create(
            {
                "name": "Solvent",
                "type": "service",
                "list_price": PRICE,
                "standard_price": COST,
                "invoice_policy": "order",
                "taxes_id": False,
            }
        )
        env.cr.commit()
        records = _make_patterns(env, product)
        patterns = dict(zip(TABLES, map(read_row, records), strict=True))
        env.cr.rollback()
        return {"company": env.company.id, "patterns": patterns}


def _make_patterns(env: api.Environment, product):
    """Return one record of each kind, in the order of the tables."""
    customer = env["res.partner"].create(
        {"name": "Customer", "is_company": True, "customer_rank": 1}
    )
    line = Command.create({"product_id": product.id, "product_uom_qty": 1})
    order = env["sale.order"].create({"partner_id": customer.id, "order_line": [line]})
    order.action_confirm()
    invoice = order._create_invoices()
    invoice.action_post()
    debt = invoice.line_ids.filtered(lambda line: line.date_maturity)
    payment, bank, receipt = _pay(env, debt)
    (debt + receipt).reconcile()
    env.flush_all()
    return (
        customer,
        order,
        invoice,
        invoice.line_ids - debt,
        debt,
        payment,
        bank,
        receipt,
        debt.matched_credit_ids,
    )


def _pay(env: api.Environment, debt):
    """Return a posted entry of money that came in, and its two lines."""
    journal = env["account.journal"].search(
        [("type", "=", "bank"), ("company_id", "=", env.company.id)], limit=1
    )
    bank = {"account_id": journal.default_account_id.id, "debit": PRICE}
    receipt = {"account_id": debt.account_id.id, "credit": PRICE}
    payment = env["account.move"].create(
        {
            "journal_id": journal.id,
            "line_ids": [
                Command.create(vals | {"partner_id": debt.partner_id.id})
                for vals in (bank, receipt)
            ],
        }
    )
    payment.action_post()
    return payment, *payment.line_ids.sorted("balance", reverse=True)


def add_customers(cursor, facts: dict, first: int, last: int):
    """Add customers number ``first`` to ``last`` with all that they bought.

    :param facts: what ``prepare`` returned
    """
    parameters = {"first": first, "last": last, "company": facts["company"]}
    for kind, (table, rows, values) in TABLES.items():
        add_rows(cursor, table, rows, values, facts["patterns"][kind], parameters)
    cursor.execute("VACUUM ANALYZE")
