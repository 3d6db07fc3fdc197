"""A company with many open cases, whose deadlines are late, due soon and far away.

Odoo itself registers a few: issues, complaints to be decided and justified ones with
a round. Their rows are the patterns of all others, which SQL writes.
"""

from datetime import datetime, timedelta

from odoo import Command, api, fields

from ..deadline.company import create_staff
from ..fresh_process import Site
from ..visit.history import repeat

CASE = "helpdesk.ticket"
CASES_PER_CUSTOMER = 2.5
CONTACT = "Ms Lin"
# of the deadlines: late ones, those due soon, and those that have time
HOURS = (-30, -5, 2, 20, 60, 150)


def prepare(site: Site, customers: int) -> dict:
    """Build the company, and return who looks at what. In a fresh process."""
    with site.open_env() as env:
        specialists = create_staff(env)
        head = env["res.users"].search([("login", "=", "bench_supervisor")])
        quality, object_ = _create_laboratory(env)
        policies = _switch_on(env)
        contact = _create_contact(env, specialists[0])
        product = env["product.product"].create({"name": "Soda"})
        patterns = [
            _register(env(user=specialists[0].id), contact, case_type, product)
            for case_type in ("issue", "complaint", "complaint")
        ]
        _justify(patterns[-1].with_user(quality), object_)
        partners = _add_customers(contact, customers)
        _add_cases(patterns, partners, round(customers * CASES_PER_CUSTOMER))
        env.cr.commit()
        return {
            "head": head.id,
            "specialist": specialists[0].id,
            "policies": policies.ids,
            "contact": contact.id,
            "product": product.id,
            "department": object_.department_id.id,
            "person": object_.id,
        }


def _create_laboratory(env: api.Environment):
    """Return the quality head, and an employee of the laboratory."""
    group = env.ref("customer_followup.group_quality_head")
    quality = env["res.users"].create(
        {
            "name": "Quality",
            "login": "bench_quality",
            "group_ids": [Command.link(group.id)],
        }
    )
    laboratory = env["hr.department"].create({"name": "Laboratory"})
    wu = env["hr.employee"].create({"name": "Wu", "department_id": laboratory.id})
    return quality, wu


def _switch_on(env: api.Environment):
    """Promise all that is shipped about cases, and handle complaints in rounds."""
    policies = env["customer.deadline.policy"].with_context(active_test=False)
    policies = policies.search([("model_id.model", "=", CASE)])
    policies.write({"active": True, "company_id": env.company.id})
    env.company.customer_complaint_rounds = True
    return policies


def _create_contact(env: api.Environment, specialist):
    customer = env["res.partner"].create(
        {
            "name": "Customer",
            "is_company": True,
            "customer_rank": 1,
            "customer_specialist_id": specialist.id,
            "child_ids": [Command.create({"name": CONTACT, "phone": "021 555"})],
        }
    )
    return customer.child_ids


def _register(env: api.Environment, contact, case_type: str, product):
    vals = prepare_case(contact, case_type, product.id)
    return env[CASE].create(vals).with_user(contact.env.user)


def prepare_case(contact, case_type: str, product_id: int) -> dict:
    """Return what the form of a case sends."""
    return {
        "name": "Lumps in the soda",
        "description": "<p>Twenty bags of forty have lumps.</p>",
        "partner_id": contact.id,
        "partner_name": contact.name,
        "partner_email": contact.email,
        "customer_phone": contact.phone,
        "customer_case_type": case_type,
        "customer_way_in": "phone",
        "customer_wish": "Other bags",
        "customer_product_id": product_id,
        "customer_quantity": 20,
    }


def _justify(case, employee):
    case.sudo().write(
        {
            "customer_department_id": employee.department_id.id,
            "customer_responsible_id": employee.id,
        }
    )
    case.action_set_validity("valid", "The kept sample says so")


def _add_customers(contact, count: int) -> list[int]:
    """Add customers with a contact each, and return the contacts."""
    names = [f"Customer {number}" for number in range(count)]
    rows = [{"name": name, "complete_name": name} for name in names]
    customers = repeat(contact.parent_id, rows)
    contacts = repeat(
        contact,
        [
            {"parent_id": id_, "commercial_partner_id": id_, "complete_name": name}
            for id_, name in zip(customers, names, strict=True)
        ],
    )
    contact.env.cr.execute(
        "UPDATE res_partner SET commercial_partner_id = id WHERE id = ANY(%s)",
        [customers],
    )
    return contacts


def _add_cases(patterns: list, contacts: list[int], count: int):
    """Add so many cases with their clocks, those of the patterns in turn."""
    now = fields.Datetime.now()
    parents = _get_parents(patterns[0].env, contacts)
    for turn, pattern in enumerate(patterns):
        numbers = range(turn, count, len(patterns))
        rows = [
            _prepare_row(number, contacts, parents, now, pattern) for number in numbers
        ]
        ids = repeat(pattern, rows)
        for clock in pattern.customer_deadline_ids:
            repeat(clock, [_move(clock, *pair, now) for pair in enumerate(ids)])


def _get_parents(env: api.Environment, contacts: list[int]) -> dict[int, int]:
    env.cr.execute(
        "SELECT id, commercial_partner_id FROM res_partner WHERE id = ANY(%s)",
        [contacts],
    )
    return dict(env.cr.fetchall())


def _prepare_row(number, contacts, parents, now: datetime, pattern) -> dict:
    contact = contacts[number % len(contacts)]
    registered_at = now - timedelta(minutes=37 * number % 100_000)
    return {
        "number": f"HT{100_000 + number}",
        "name": f"{pattern.name} {number}",
        "partner_id": contact,
        "commercial_partner_id": parents[contact],
        "create_date": registered_at,
        "customer_registered_at": registered_at,
        "access_token": None,
    }


def _move(clock, number: int, case_id: int, now: datetime) -> dict:
    """Return what is different in the clock of another case."""
    due_at = now + timedelta(hours=HOURS[number % len(HOURS)])
    is_missed = clock.is_open and due_at < now
    moments = {"due_at": due_at, "warn_at": due_at - timedelta(hours=6)}
    state = {"state": "missed"} if is_missed else {}
    return {"res_id": case_id, "res_name": f"HT{case_id}", **moments, **state}
