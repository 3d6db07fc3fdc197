"""The staff, the teams with their working hours, and the promises."""

from odoo import Command, api

SPECIALISTS = 20
# hours of a day, and on how many days of the week
OFFICE = ((8, 12), (13, 17)), 5
SHIFTS = ((6, 14), (14, 22)), 7
SHOP = ((9, 12.5), (14, 19)), 6
TIMEZONE = "Asia/Shanghai"
LADDER = (
    {"moment": "warning", "recipient": "owner"},
    {"recipient": "owner"},
    {"delay_hours": 4, "recipient": "superior"},
)


def create_staff(env: api.Environment):
    """Return the specialists; their superior is the supervisor."""
    env.company.resource_calendar_id.tz = TIMEZONE
    supervisor = _create_employee(env, "supervisor", "supervisor")
    _create_employee(env, "director", "general_manager")
    specialists = env["hr.employee"]
    for number in range(SPECIALISTS):
        specialists |= _create_employee(
            env, f"specialist{number}", "specialist", parent_id=supervisor.id
        )
    return specialists.user_id


def _create_employee(env: api.Environment, name: str, group: str, **vals):
    user = env["res.users"].create(
        {
            "name": name,
            "login": f"bench_{name}",
            "email": f"{name}@example.com",
            "tz": TIMEZONE,
            "notification_type": "inbox",
            "group_ids": [Command.link(env.ref(f"customer_followup.group_{group}").id)],
        }
    )
    department = env["hr.department"].search([("name", "=", "Service")], limit=1)
    department = department or department.create({"name": "Service"})
    return env["hr.employee"].create(
        {
            "name": name,
            "user_id": user.id,
            "department_id": department.id,
            "resource_calendar_id": env.company.resource_calendar_id.id,
            **vals,
        }
    )


def create_teams(env: api.Environment):
    """Return teams with hours of their own, and one with the company's."""
    hours = {
        "Shop": _create_calendar(env, "Shop", *SHOP).id,
        "Plant": _create_calendar(env, "Plant", *SHIFTS).id,
        "Office": False,
    }
    return env["helpdesk.ticket.team"].create(
        [
            {"name": name, "customer_calendar_id": calendar_id, "alias_name": False}
            for name, calendar_id in hours.items()
        ]
    )


def _create_calendar(env: api.Environment, name: str, shifts: tuple, days: int):
    lines = [
        {"name": name, "dayofweek": str(day), "hour_from": start, "hour_to": stop}
        for day in range(days)
        for start, stop in shifts
    ]
    return env["resource.calendar"].create(
        {
            "name": name,
            "tz": TIMEZONE,
            "company_id": env.company.id,
            "attendance_ids": [Command.clear(), *map(Command.create, lines)],
        }
    )


def create_policies(env: api.Environment, fixed_calendar):
    """Return the promises about follow-ups, issues and complaints.

    Working hours, hours by the clock and days; hours of teams, of the company and
    fixed ones; with a condition, a pause, and offices on the ladder.
    """
    waits = env.ref("helpdesk_mgmt.helpdesk_ticket_stage_awaiting").id
    office = env.ref("customer_followup.group_general_manager").id
    tell_office = {"delay_hours": 8, "recipient": "office", "group_id": office}
    promises = [
        {
            "name": "Report of a visit",
            "model": "customer.followup",
            "code": "record",
            "sequence": 1,
            "domain": "[('method', '=', 'on_site')]",
            "events": ("contacted", "recorded"),
            "amount": 900,
            "calendar_source": "fixed",
            "calendar_id": fixed_calendar.id,
        },
        {
            "name": "Record of a contact",
            "model": "customer.followup",
            "code": "record",
            "sequence": 2,
            "events": ("contacted", "recorded"),
            "amount": 700,
        },
        {
            "name": "Issue decided",
            "model": "helpdesk.ticket",
            "code": "decide",
            "domain": "[('customer_case_type', '=', 'issue')]",
            "pause_domain": f"[('stage_id', '=', {waits})]",
            "events": ("registered", "decided"),
            "amount": 1500,
        },
        {
            "name": "Customer contacted",
            "model": "helpdesk.ticket",
            "code": "contact",
            "domain": "[('customer_case_type', '=', 'issue')]",
            "events": ("registered", "contacted"),
            "amount": 4000,
            "unit": "clock_hours",
        },
        {
            "name": "Complaint finished",
            "model": "helpdesk.ticket",
            "code": "finished",
            "domain": "[('customer_case_type', '=', 'complaint')]",
            "events": ("registered", "closed"),
            "amount": 150,
            "unit": "days",
            "rungs": (*LADDER, tell_office),
        },
    ]
    return env["customer.deadline.policy"].create(
        [_prepare_policy(env, **promise) for promise in promises]
    )


def _prepare_policy(env: api.Environment, model, events, rungs=LADDER, **vals) -> dict:
    start_event, stop_event = events
    return {
        **vals,
        "company_id": env.company.id,
        "model_id": env["ir.model"]._get_id(model),
        "start_event": start_event,
        "stop_event": stop_event,
        "rung_ids": list(map(Command.create, rungs)),
    }
