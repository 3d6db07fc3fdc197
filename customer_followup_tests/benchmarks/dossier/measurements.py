"""Everything that one run of this benchmark measures, in its order."""

from dataclasses import dataclass

from odoo import api
from odoo.tests import Form

from ..cost import Cost, measure_cost
from ..fresh_process import Site, Usage, in_fresh_process, measure
from .dataset import FIRST_ID, add_customers, prepare

PILOT = 1000
"""Customers of the smaller run, to see that time and memory grow as they should."""


@dataclass
class Refresh:
    """All dossiers worked out anew.

    :param changed: how many were written
    """

    customers: int
    changed: int
    usage: Usage
    queries: int


@dataclass
class Measurements:
    """What was measured.

    :param refreshes: of the pilot and of all; the first finds everything changed
    :param unchanged: of all, when nothing had changed
    :param opened: a customer's form, with and without the addon
    """

    customers: int
    refreshes: list[Refresh]
    unchanged: Refresh
    document: Cost
    opened: Cost
    opened_without: Cost


def take_measurements(site: Site, plain: Site, customers: int) -> Measurements:
    """Fill the database of ``site`` and measure.

    :param plain: a database without the addon
    """
    facts = in_fresh_process(prepare, site)
    refreshes = []
    for count in (PILOT, customers):
        with site.connect() as cursor:
            _clear(cursor)
            add_customers(cursor, facts, count)
        refreshes.append(in_fresh_process(refresh, site, count))
    return Measurements(
        customers,
        refreshes,
        in_fresh_process(refresh, site, customers),
        in_fresh_process(verify_one, site),
        in_fresh_process(open_customer, site),
        in_fresh_process(open_customer, plain),
    )


def _clear(cursor):
    for table, column in (
        ("customer_dossier_missing_rel", "partner_id"),
        ("customer_document", "id"),
        ("res_partner", "id"),
    ):
        cursor.execute(f"DELETE FROM {table} WHERE {column} > {FIRST_ID}")


def refresh(site: Site, customers: int) -> Refresh:
    """Work all dossiers out. To be called in a fresh process."""
    with site.open_env() as env:
        env["customer.document.type"]._get_active().mapped("name")
        queries = env.cr.sql_log_count
        with measure() as usage:
            changed = env["res.partner"]._refresh_all_dossiers()
        queries = env.cr.sql_log_count - queries
        return Refresh(customers, changed, usage, queries)


def verify_one(site: Site) -> Cost:
    """Return what one more document costs. To be called in a fresh process."""
    with site.open_env() as env:
        document = env["customer.document"].search(
            [("state", "=", "submitted"), ("id", ">", FIRST_ID)], limit=1
        )
        document.partner_id.customer_dossier_completeness  # noqa: B018 - warms up
        with measure_cost(env) as cost:
            document._transition("verify")
        env.cr.rollback()
        return cost


def open_customer(site: Site) -> Cost:
    """Return what the form of a customer costs. To be called in a fresh process."""
    with site.open_env() as env:
        first, second = env["res.partner"].create(
            [
                {"name": name, "is_company": True, "customer_rank": 1}
                for name in ("Blue Mill", "Red Mill")
            ]
        )
        spec = _get_form_fields(env)
        _read(first, spec)  # warms up what all customers share
        with measure_cost(env) as cost:
            _read(second, spec)
        env.cr.rollback()
        return cost


def _get_form_fields(env: api.Environment) -> dict:
    """Return what the web client reads when it opens the form."""
    return Form(env["res.partner"])._view["fields_spec"]


def _read(partner, spec: dict):
    partner.env.invalidate_all()
    partner.web_read(spec)
