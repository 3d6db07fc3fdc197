"""Random customers with all that can be measured about them, written by SQL.

One record of each kind is made by Odoo itself; its row is the pattern that SQL
repeats. A tenth of everything belongs to another company, is not posted or not
confirmed, or is dated after today.
"""

from ..benchmarks.pattern_rows import add_rows
from .common import MONDAY

SEED = 0.20260302
FIRST_ID = 50_000_000

# owner: the customer or its contact; company: ours or the other one
OWNER = f"(CASE WHEN random() < 0.2 THEN 2 ELSE 1 END) * {FIRST_ID} + i"
COMPANY = "CASE WHEN random() < 0.1 THEN %(other)s ELSE %(company)s END"
DAY = "%(today)s::date + 40 - (random() * 900)::int"
MOMENT = "%(today)s::timestamp + interval '20 days' - random() * interval '800 days'"
CUSTOMERS = "generate_series(1, %(customers)s) AS i"

FACTS = {
    "customer": f"""
        SELECT i, (random() * 60)::int AS wallet, (random() * 7)::int AS strategic,
               1 + (random() * 7)::int AS grade
          FROM {CUSTOMERS}""",
    "sale": f"""
        SELECT i, {OWNER} AS owner, {COMPANY} AS company, {MOMENT} AS moment,
               CASE WHEN random() < 0.15 THEN 'cancel' ELSE 'sale' END AS state
          FROM {CUSTOMERS}, generate_series(1, i * 7919 %% 6)""",
    "invoice": f"""
        SELECT i, {OWNER} AS owner, {COMPANY} AS company, {DAY} AS day,
               CASE WHEN random() < 0.2 THEN -1 ELSE 1 END AS sign,
               CASE WHEN random() < 0.1 THEN 'draft' ELSE 'posted' END AS state,
               round((random() * 4000)::numeric, 2) AS amount,
               CASE WHEN random() < 0.2 THEN round((random() * 500)::numeric, 2)
                    ELSE 0 END AS extra,
               1 + (random() * 30)::int AS quantity, random() < 0.1 AS is_dozen
          FROM {CUSTOMERS}, generate_series(1, i * 31 %% 7)""",
    "debt": """
        SELECT *, is_paid AND due < %(today)s AS reconciled
          FROM (SELECT invoice.i, owner, company, day, sign, state,
                       number AS invoice_number, round((amount + extra) / 2, 2) AS part,
                       day + (random() * 50)::int AS due, random() < 0.7 AS is_paid,
                       (random() * 45)::int - 10 AS days_late
                  FROM random_invoice AS invoice, generate_series(1, 2)) AS debt""",
    "credit": f"""
        SELECT i, {OWNER} AS owner, round((random() * 1500)::numeric, 2) AS amount
          FROM {CUSTOMERS} WHERE random() < 0.2""",
    "transfer": f"""
        SELECT i, {OWNER} AS owner, {COMPANY} AS company, {MOMENT} AS moment,
               random() < 0.6 AS is_return, random() < 0.8 AS is_done
          FROM {CUSTOMERS}, generate_series(1, i * 17 %% 4)""",
    "case": f"""
        SELECT i, {OWNER} AS owner, {COMPANY} AS company, {MOMENT} AS moment,
               random() < 0.7 AS is_complaint, random() < 0.2 AS is_rejected
          FROM {CUSTOMERS}, generate_series(1, i * 13 %% 3)""",
    "contact": f"""
        SELECT i, {OWNER} AS owner, {COMPANY} AS company, {MOMENT} AS moment,
               1 + (random() * 4)::int AS satisfaction,
               random() < 0.9 AS is_recorded
          FROM {CUSTOMERS}, generate_series(1, i * 11 %% 4)""",
}
ID = f"'id', {FIRST_ID} + number"
PARTNER = "'partner_id', owner, 'company_id', company"
INVOICE_LINE = f"""
    'move_id', {FIRST_ID} + number, 'partner_id', owner, 'company_id', company,
    'parent_state', state, 'date', day, 'invoice_date', day
"""


def _to_balance(amount: str) -> str:
    return f"""
        'balance', {amount}, 'amount_currency', {amount},
        'debit', greatest({amount}, 0), 'credit', greatest(-({amount}), 0)
    """


# pattern: table, whose facts, values
TABLES = {
    "customer": (
        "res_partner",
        "customer",
        f"""jsonb_build_object({ID}, 'commercial_partner_id', {FIRST_ID} + number,
            'name', 'Random ' || i, 'customer_wallet_share',
            jsonb_build_object(%(company)s::text, wallet),
            'customer_strategic_value', CASE WHEN strategic BETWEEN 1 AND 5 THEN
                jsonb_build_object(%(company)s::text, strategic::text) END,
            'customer_grade_id', jsonb_build_object(
                %(company)s::text, (%(grades)s::int[])[grade]))""",
    ),
    "person": (
        "res_partner",
        "customer",
        f"""jsonb_build_object('id', 2 * {FIRST_ID} + number, 'name', 'Person ' || i,
            'commercial_partner_id', {FIRST_ID} + number,
            'parent_id', {FIRST_ID} + number)""",
    ),
    "sale": (
        "sale_order",
        "sale",
        f"""jsonb_build_object({ID}, 'name', 'R' || number, {PARTNER},
            'access_token', NULL, 'date_order', moment, 'state', state)""",
    ),
    "invoice": (
        "account_move",
        "invoice",
        f"""jsonb_build_object({ID}, 'name', 'RND/' || number, {PARTNER},
            'sequence_number', number, 'commercial_partner_id', {FIRST_ID} + i,
            'access_token', NULL, 'state', state, 'invoice_date', day, 'date', day,
            'move_type', CASE sign WHEN 1 THEN 'out_invoice' ELSE 'out_refund' END,
            'amount_untaxed', 7 * amount,
            'amount_untaxed_signed', sign * (amount + extra))""",
    ),
    "product_line": (
        "account_move_line",
        "invoice",
        f"""jsonb_build_object({ID}, {INVOICE_LINE}, {_to_balance("-sign * amount")},
            'quantity', quantity,
            'product_uom_id', CASE WHEN is_dozen THEN %(dozen)s ELSE %(unit)s END)""",
    ),
    "text_line": (
        "account_move_line",
        "invoice",
        f"""jsonb_build_object('id', 2 * {FIRST_ID} + number, {INVOICE_LINE},
            {_to_balance("-sign * extra")})""",
    ),
    "debt": (
        "account_move_line",
        "debt",
        f"""jsonb_build_object('id', 3 * {FIRST_ID} + number, {INVOICE_LINE},
            'move_id', {FIRST_ID} + invoice_number, 'date_maturity', due,
            'reconciled', reconciled, {_to_balance("sign * part")},
            'amount_residual', CASE WHEN reconciled THEN 0 ELSE sign * part END)""",
    ),
    "credit": (
        "account_move_line",
        "credit",
        f"""jsonb_build_object('id', 4 * {FIRST_ID} + number, 'partner_id', owner,
            'reconciled', false, 'amount_residual', -amount,
            {_to_balance("-amount")})""",
    ),
    "payment": (
        "account_partial_reconcile",
        "(SELECT * FROM random_debt WHERE reconciled) AS payment",
        f"""jsonb_build_object({ID}, 'debit_move_id', 3 * {FIRST_ID} + number,
            'amount', part, 'max_date', due + days_late)""",
    ),
    "transfer": (
        "stock_picking",
        "transfer",
        f"""jsonb_build_object({ID}, 'name', 'RND/' || number, {PARTNER},
            'date_done', moment, 'state',
            CASE WHEN is_done THEN 'done' ELSE 'cancel' END,
            'location_id', CASE WHEN is_return THEN %(there)s ELSE %(here)s END,
            'location_dest_id', CASE WHEN is_return THEN %(here)s ELSE %(there)s END
            )""",
    ),
    "case": (
        "helpdesk_ticket",
        "case",
        f"""jsonb_build_object({ID}, 'number', 'R' || number, {PARTNER},
            'commercial_partner_id', {FIRST_ID} + i, 'access_token', NULL,
            'customer_registered_at', moment, 'customer_case_type',
            CASE WHEN is_complaint THEN 'complaint' ELSE 'issue' END,
            'stage_id', CASE WHEN is_rejected THEN %(rejected)s ELSE %(new)s END)""",
    ),
    "contact": (
        "customer_followup",
        "contact",
        f"""jsonb_build_object({ID}, 'name', 'R' || number, {PARTNER},
            'contacted_at', moment, 'satisfaction', satisfaction::text, 'state',
            CASE WHEN is_recorded THEN 'recorded' ELSE 'cancelled' END)""",
    ),
}


def add_random_customers(cursor, patterns, parameters, customers: int):
    """Add customers with their contacts, sales, payments, cases and ratings.

    :param patterns: rows, see ``make_patterns``
    :param parameters: ids of companies, units, locations, stages, and of the grades
        that some customers have already
    """
    parameters = parameters | {"customers": customers, "today": MONDAY}
    cursor.execute("SELECT setseed(%s)", [SEED])
    for kind, query in FACTS.items():
        cursor.execute(
            f"CREATE TEMPORARY TABLE random_{kind} ON COMMIT DROP AS"
            f" SELECT *, row_number() OVER () AS number FROM ({query}) AS fact",
            parameters,
        )
    for kind, (table, facts, values) in TABLES.items():
        rows = f"SELECT * FROM {facts if ' ' in facts else f'random_{facts}'}"
        add_rows(cursor, table, rows, values, patterns[kind], parameters)
    tables = {table for table, _facts, _values in TABLES.values()}
    for table in {*tables, "account_account", "stock_location"}:
        cursor.execute(f"ANALYZE {table}")
