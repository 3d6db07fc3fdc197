"""The first page of a timeline, as the web client reads it, and its plan."""

import json
import re
from dataclasses import dataclass

from lxml import etree

from odoo import api

from ..cost import Cost, measure_cost
from ..fresh_process import Site

PAGE = 80
REPEATS = 15


@dataclass(frozen=True)
class Page:
    """What the first page of one customer cost whoever opened it.

    :param costs: one for each time
    :param entries: of the customer, that the user sees
    :param scans: tables that were read from end to end
    """

    costs: list[Cost]
    entries: int
    scans: frozenset[str]


def open_timelines(site: Site, user: int, customers: list[int | None]) -> list[Page]:
    """Return for each customer what its timeline cost; ``None`` is the archive.

    In turn, so that a machine that is busier for a minute is busier for all. To be
    called in a fresh process.
    """
    with site.open_env() as env:
        env = env(user=user)
        Timeline = env["customer.timeline"]
        specification = _get_specification(Timeline)
        domains = [
            [("partner_id", "=", customer)] if customer else [("status", "!=", "open")]
            for customer in customers
        ]
        rounds = [
            [_read(env, domain, specification) for domain in domains]
            for _number in range(REPEATS + 1)
        ][1:]  # the first reads what is read once per process
        return [
            Page(list(costs), Timeline.search_count(domain), _find_scans(env, domain))
            for costs, domain in zip(zip(*rounds, strict=True), domains, strict=True)
        ]


def _get_specification(Timeline) -> dict:
    view = etree.fromstring(Timeline.get_view(view_type="list")["arch"])
    names = {field.get("name") for field in view.iter("field")}
    return {
        name: {"fields": {"display_name": {}}}
        if Timeline._fields[name].relational
        else {}
        for name in names
    }


def _read(env: api.Environment, domain: list, specification: dict) -> Cost:
    env.invalidate_all()
    with measure_cost(env) as cost:
        env["customer.timeline"].web_search_read(
            domain, specification, limit=PAGE, count_limit=10_001
        )
    return cost


def _find_scans(env: api.Environment, domain: list) -> frozenset[str]:
    """Return the tables that PostgreSQL would read from end to end."""
    Timeline = env["customer.timeline"]
    query = Timeline._search(domain, limit=PAGE, order=Timeline._order).select()
    env.cr.execute(f"EXPLAIN (FORMAT JSON) {query.code}", query.params)
    plan = json.dumps(env.cr.fetchone()[0])
    return frozenset(re.findall(r'"Seq Scan".*?"Relation Name": "(\w+)"', plan))
