"""What ``job_driver.py`` does about deadlines."""

from datetime import datetime

PEOPLE = 3


def prepare_deadlines(env, command):
    """Set up people with a superior, and cases that have to be decided in an hour."""
    from odoo import Command  # the driver has loaded Odoo by now

    env["customer.deadline.policy"].search([]).active = False
    company = env["res.company"].create({"name": "West River Chemicals"})
    env = env(context={"allowed_company_ids": company.ids})
    company.resource_calendar_id = env["resource.calendar"].create(
        {"name": "Office Hours", "tz": "Asia/Shanghai", "company_id": company.id}
    )
    staff = env["res.users"].create(
        [
            {
                "name": f"Watched {number}",
                "login": f"driver_watched_{number}",
                "email": f"watched_{number}@example.com",
                "notification_type": "email",
                "company_id": company.id,
                "company_ids": [Command.set(company.ids)],
            }
            for number in range(PEOPLE + 1)
        ]
    )
    people = env["hr.employee"].create([{"user_id": user.id} for user in staff])
    people[1:].parent_id = people[0]
    env["customer.deadline.policy"].create(
        {
            "name": "Decided",
            "code": "driver",
            "model_id": env["ir.model"]._get_id("helpdesk.ticket"),
            "start_event": "registered",
            "stop_event": "decided",
            "company_id": company.id,
            "rung_ids": [
                Command.create({"moment": "warning", "recipient": "owner"}),
                Command.create({"recipient": "superior"}),
            ],
        }
    )
    env["helpdesk.ticket"].with_context(mail_auto_subscribe_no_notify=True).create(
        [
            {
                "name": f"Case {number:04d}",
                "description": "Wet bags",
                "user_id": staff[1 + number % PEOPLE].id,
            }
            for number in range(command["cases"])
        ]
    )


def watch(env, command):
    """Watch the deadlines as the service user, in small batches."""
    from odoo.addons.customer_followup.models import customer_deadline_watch

    customer_deadline_watch.DEADLINES_PER_BATCH = command.get("batch", 10)
    service = env.ref("customer_followup.user_service")
    deadlines = env(user=service.id)["customer.deadline"]
    deadlines._cron_watch(datetime.fromisoformat(command["now"]))
