"""A company in which one specialist is far behind, and another one with activities.

Each customer was visited once and is to be contacted again. Specialist number 1 has
10,000 of these follow-ups; number 2 has as many of Odoo's activities on customers.
"""

from datetime import date, timedelta

from odoo import Command, api

from ..deadline.company import create_staff
from ..fresh_process import Site
from .history import add_earlier_visits, add_reasons, repeat

LINES = 10_000
VISITS = 200
LATE_DAYS = 100
"""The lines are due today, or late by up to so many days."""


def prepare(site: Site, customers: int) -> dict:
    """Build the company, and return whom and what to look at. In a fresh process."""
    with site.open_env() as env:
        specialists = create_staff(env)
        _create_promise(env)
        first, second, *others = specialists.ids
        lines = min(LINES, customers // 2)
        users = [first] * lines
        users += [others[n % len(others)] for n in range(customers - lines)]
        partners = _add_customers(env, customers)
        today = env.company._get_customer_today()
        _add_followups(env, dict(zip(partners, users, strict=True)), today)
        _add_visits(env, partners, others[0])
        _add_activities(env, partners[lines : 2 * lines], second, today)
        followups = [_plan_after(env, specialists[2], n) for n in (0, VISITS)]
        env.cr.commit()
        head = env["res.users"].search([("login", "=", "bench_supervisor")])
        return {
            "specialist": first,
            "colleague": second,
            "visitor": others[0],
            "head": head.id,
            "followups": followups,
        }


def _create_promise(env: api.Environment):
    """Let a clock run for each follow-up, as the policy asks for."""
    env["customer.deadline.policy"].create(
        {
            "name": "Contact in time",
            "code": "contact",
            "company_id": env.company.id,
            "model_id": env["ir.model"]._get_id("customer.followup"),
            "start_event": "planned",
            "stop_event": "contacted",
            "unit": "document",
            "rung_ids": [Command.create({"recipient": "superior"})],
        }
    )


def _add_customers(env: api.Environment, count: int) -> list[int]:
    pattern = _create_customer(env, "Customer")
    names = [f"Customer {number}" for number in range(count)]
    ids = repeat(pattern, [{"name": name, "complete_name": name} for name in names])
    env.cr.execute(
        "UPDATE res_partner SET commercial_partner_id = id WHERE id = ANY(%s)", [ids]
    )
    return ids


def _create_customer(env: api.Environment, name: str, with_contact=False):
    vals = {"name": name, "is_company": True, "customer_rank": 1, "phone": "021 555"}
    if with_contact:
        vals["child_ids"] = [Command.create({"name": "Ms Lin"})]
    return env["res.partner"].create(vals)


def _create_followup(env: api.Environment, partner, user):
    today = env.company._get_customer_today()
    vals = {"partner_id": partner.id, "user_id": user.id, "date_planned": today}
    followup = env["customer.followup"].create(vals)
    add_reasons(followup, today)
    return followup


def _get_days(count: int, today: date) -> list[date]:
    return [today - timedelta(days=number % LATE_DAYS) for number in range(count)]


def _add_followups(env: api.Environment, users: dict[int, int], today: date):
    """Add an open follow-up for each customer: reasons, clock and activity.

    :param users: whose it is, by customer
    """
    owner = env["res.users"].browse(next(iter(users.values())))
    pattern = _create_followup(env, _create_customer(env, "Pattern"), owner)
    days = _get_days(len(users), today)
    owned = [{"partner_id": p, "user_id": user} for p, user in users.items()]
    ids = repeat(
        pattern,
        [
            {
                **row,
                "name": f"V{row['partner_id']}",
                "date_planned": day - timedelta(days=7),
                "date_deadline": day,
            }
            for row, day in zip(owned, days, strict=True)
        ],
    )
    orders = _add_orders(pattern.partner_id, list(users))
    reasons = [
        {"followup_id": id_, "partner_id": row["partner_id"], "source_id": order}
        for id_, row, order in zip(ids, owned, orders, strict=True)
    ]
    # one day's have one reason or two in turn
    first, second = pattern.reason_ids
    pattern.reason_ids.source_model = "sale.order"
    repeat(first, reasons)
    repeat(second, [r for n, r in enumerate(reasons) if n // LATE_DAYS % 2])
    clocks = zip(ids, owned, strict=True)
    repeat(pattern.customer_deadline_ids, [{"res_id": i, **row} for i, row in clocks])
    repeat(
        pattern.activity_ids,
        [
            {"res_id": id_, "user_id": row["user_id"], "date_deadline": day}
            for id_, row, day in zip(ids, owned, days, strict=True)
        ],
    )


def _add_orders(customer, partners: list[int]) -> list[int]:
    """Add the last order of each customer, which the reasons name."""
    order = customer.env["sale.order"].create({"partner_id": customer.id})
    columns = ("partner_id", "partner_invoice_id", "partner_shipping_id")
    rows = [
        {**dict.fromkeys(columns, id_), "name": f"S{id_}", "access_token": None}
        for id_ in partners
    ]
    return repeat(order, [{**row, "state": "sale"} for row in rows])


def _add_visits(env: api.Environment, partners: list[int], user_id: int):
    """Add a recorded visit for each customer, spread over the last months."""
    customer = _create_customer(env, "Visited", with_contact=True)
    add_earlier_visits(customer, env["res.users"].browse(user_id), 1)
    visit = env["customer.followup"].search([("partner_id", "=", customer.id)])
    days = _get_days(len(partners), visit.date_planned)
    repeat(
        visit,
        [
            {"partner_id": partner, "contacted_at": day, "recorded_at": day}
            for partner, day in zip(partners, days, strict=True)
        ],
    )


def _add_activities(env: api.Environment, partners: list[int], user: int, today: date):
    """Let somebody have an activity on each customer, as Odoo knows it."""
    pattern = _create_customer(env, "Called").activity_schedule(
        "mail.mail_activity_data_call", user_id=user, summary="Call back"
    )
    days = _get_days(len(partners), today)
    rows = [
        {"res_id": partner, "date_deadline": day}
        for partner, day in zip(partners, days, strict=True)
    ]
    repeat(pattern, rows)


def _plan_after(env: api.Environment, user, visits: int) -> int:
    """Return a planned visit to a customer that was visited so many times."""
    customer = _create_customer(env, f"Visited {visits} times", with_contact=True)
    add_earlier_visits(customer, user, visits)
    return _create_followup(env, customer, user).id
