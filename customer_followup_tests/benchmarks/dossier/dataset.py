"""Customers with eight papers each, some missing, expired or waiting.

A customer and a document are made by Odoo itself and taken back; their rows are the
pattern that SQL repeats.
"""

from ..fresh_process import Site
from ..pattern_rows import add_rows, read_row

FIRST_ID = 20_000_000
PAPERS = 8

CUSTOMERS = "SELECT i FROM generate_series(1, %(customers)s) AS i"
# three of four papers are there; of those some wait, and some have expired
DOCUMENTS = f"""
    SELECT i, k, (i * 7 + k * 13) %% 20 AS draw
      FROM ({CUSTOMERS}) AS customer, generate_series(1, {PAPERS}) AS k
     WHERE (i + k) %% 4 > 0
"""
TABLES = {
    "customer": (
        "res_partner",
        CUSTOMERS,
        f"""jsonb_build_object(
            'id', {FIRST_ID} + i, 'commercial_partner_id', {FIRST_ID} + i,
            'name', 'Customer ' || i, 'complete_name', 'Customer ' || i,
            'is_company', i %% 3 > 0, 'customer_dossier_number', 'N' || i,
            'industry_id', CASE WHEN i %% 2 = 0 THEN (%(industries)s)[1 + i %% 3] END,
            'customer_dossier_completeness', 0, 'customer_dossier_state', 'none')""",
    ),
    "document": (
        "customer_document",
        DOCUMENTS,
        f"""jsonb_build_object(
            'id', {FIRST_ID} + i * {PAPERS} + k, 'partner_id', {FIRST_ID} + i,
            'type_id', (%(types)s)[k],
            'state', CASE WHEN draw = 0 THEN 'submitted' ELSE 'verified' END,
            'date_expiry', CASE WHEN draw = 1 THEN date '2020-01-01'
                                WHEN draw = 2 THEN date '2120-01-01' END)""",
    ),
}


def prepare(site: Site) -> dict:
    """Return the facts to build upon. To be called in a fresh process."""
    with site.open_env() as env:
        types = env["customer.document.type"]._get_active()
        industries = env["res.partner.industry"].search([("name", "!=", False)])
        customer = env["res.partner"].create(
            {"name": "Customer", "is_company": True, "customer_rank": 1}
        )
        customer.action_open_dossier()
        document = env["customer.document"].create(
            {
                "partner_id": customer.id,
                "type_id": types[0].id,
                "paper_location": "Cabinet 3",
            }
        )
        document.action_submit()
        env.flush_all()
        facts = {
            "types": types.ids,
            "industries": industries.ids[:3],
            "company": env.company.id,
            "patterns": {
                "customer": read_row(customer),
                "document": read_row(document),
            },
        }
        env.cr.rollback()
        return facts


def add_customers(cursor, facts: dict, customers: int):
    """Add customers number 1 to ``customers`` with their documents.

    :param facts: what ``prepare`` returned
    """
    parameters = {
        "customers": customers,
        "types": facts["types"],
        "industries": facts["industries"],
    }
    for kind, (table, rows, values) in TABLES.items():
        add_rows(cursor, table, rows, values, facts["patterns"][kind], parameters)
    cursor.execute("VACUUM ANALYZE")
