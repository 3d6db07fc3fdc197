"""A customer with many earlier visits, each with all that hangs on a visit.

The first one is made by Odoo itself, step by step. Its rows are the pattern of the
others, which SQL writes: two hundred real ones take minutes.
"""

import json
from datetime import date, timedelta

from odoo import Command, models

HANGING = {
    "customer.followup.reason": "followup_id",
    "customer.followup.answer": "followup_id",
    "customer.promise": "followup_id",
    "helpdesk.ticket": "customer_followup_id",
    "customer.visit.request": "followup_id",
    "calendar.event": "customer_followup_id",
    "customer.deadline": "res_id",
}
"""Models of what hangs on a visit, and the field that names it."""
DAYS = 7
"""Between two visits."""


def repeat(record: models.BaseModel, rows: list[dict]) -> list[int]:
    """Write rows like that of a record by SQL.

    :param rows: what is different in each of them, by column
    :return: the ids of the new records, in the order of the rows
    """
    cr, table = record.env.cr, record._table
    record.env.flush_all()
    cr.execute(
        f"SELECT nextval('{table}_id_seq') FROM generate_series(1, %s)", [len(rows)]
    )
    ids = sorted(id_ for (id_,) in cr.fetchall())
    rows = [{"id": id_, **row} for id_, row in zip(ids, rows, strict=True)]
    cr.execute(
        f"""
        INSERT INTO {table}
        SELECT new.* FROM {table} AS pattern,
               jsonb_array_elements(%s::jsonb) AS row,
               jsonb_populate_record(pattern, row) AS new
         WHERE pattern.id = %s
        """,
        [json.dumps(rows, default=str), record.id],
    )
    record.env.invalidate_all(flush=False)
    return ids


def add_earlier_visits(customer: models.BaseModel, user: models.BaseModel, count: int):
    """Give a customer so many recorded visits, one a week until today.

    Each has two reasons, two answers of a script, a promise that is still open, a case
    that is still open, a request with two lines, a meeting and what clocks run.

    :param customer: with a person to speak to
    :param user: who made the visits
    """
    if not count:
        return
    visit = _make_visit(customer, user)
    weeks = range(1, count)
    days = [visit.date_planned - timedelta(days=DAYS * week) for week in weeks]
    ids = repeat(
        visit,
        [
            {
                "name": f"V{customer.id}/{week}",
                "date_planned": day,
                "date_deadline": day,
                "contacted_at": day,
                "recorded_at": day,
            }
            for week, day in zip(weeks, days, strict=True)
        ],
    )
    for model, field in HANGING.items():
        domain = [(field, "=", visit.id)]
        if model == "customer.deadline":
            domain += [("res_model", "=", visit._name)]
        for record in customer.env[model].search(domain):
            _repeat_hanging(record, field, ids, days)


def _repeat_hanging(record, field: str, visits: list[int], days: list):
    rows = [{field: visit} for visit in visits]
    if record._name == "customer.followup.reason":
        # the same duty is registered once
        for row, day in zip(rows, days, strict=True):
            row["occasion_date"] = day
    if "access_token" in record._fields:
        rows = [{**row, "access_token": None} for row in rows]
    ids = repeat(record, rows)
    if record._name == "customer.visit.request":
        for line in record.line_ids:
            pairs = zip(ids, visits, strict=True)
            repeat(line, [{"request_id": id_, field: visit} for id_, visit in pairs])


def _make_visit(customer, user):
    """Return a visit that was planned for reasons, agreed, made and recorded."""
    env = customer.env
    company = customer.company_id or env.company
    today = company._get_customer_today()
    followup = env["customer.followup"].create(
        {
            "partner_id": customer.id,
            "company_id": company.id,
            "user_id": user.id,
            "contact_id": customer.child_ids[:1].id,
            "method": "on_site",
            "date_planned": today,
            "date_deadline": today,
        }
    )
    add_reasons(followup, today - timedelta(days=1))
    _add_answers(followup)
    _add_request(followup)
    noon = f"{today + timedelta(days=1)} 04:00:00"
    followup.action_schedule(start=noon, duration=1)
    followup._note_promise("Send the certificate")
    followup.action_record(
        {
            "result": "problem",
            "satisfaction": "3",
            "customer_opinion": "Twelve bags were wet",
            "duration_minutes": 45,
        }
    )
    # recorded before its time, which took it out of the calendar
    followup.with_context(active_test=False).meeting_ids.active = True
    env.flush_all()
    return followup


def add_reasons(followup, day: date):
    """Let two duties of a day ask for a follow-up."""
    rules = followup.env["customer.followup.rule"].with_context(active_test=False)
    rules = rules.search(
        [
            ("trigger", "in", ("order_lapse", "sales_idle")),
            ("company_id", "in", (False, followup.company_id.id)),
        ],
        limit=2,
    )
    followup.env["customer.followup.reason"].create(
        [
            {
                "followup_id": followup.id,
                "rule_id": rule.id,
                "partner_id": followup.partner_id.id,
                "company_id": followup.company_id.id,
                "occasion_date": day,
                "delay_days": 7,
            }
            for rule in rules
        ]
    )


def _add_answers(followup):
    answers = followup.env["customer.followup.answer"]._in_transition()
    answers.create(
        [
            {
                "followup_id": followup.id,
                "company_id": followup.company_id.id,
                "user_id": followup.user_id.id,
                "answered_at": f"{followup.date_planned} 04:00:00",
                "script": "Regular visit",
                "question": question,
                "answer": "Yes",
            }
            for question in ("Is now convenient?", "Are you satisfied?")
        ]
    )


def _add_request(followup):
    request = followup.env["customer.visit.request"].create(
        {
            "followup_id": followup.id,
            "reason": "They helped us out in spring",
            "line_ids": [
                Command.create({"kind": "item", "description": "Samples"}),
                Command.create({"kind": "cost", "description": "Train", "amount": 90}),
            ],
        }
    )
    # by SQL: whose turn it is to sign is no matter of speed
    followup.env.flush_all()
    followup.env.cr.execute(
        "UPDATE customer_visit_request SET state = 'approved' WHERE id = %s",
        [request.id],
    )
    followup.env.invalidate_all()
