"""What ``job_driver.py`` does about grading."""

from datetime import date

RATINGS = ("1", "2", "3", "4", "5")


def prepare_grading(env, command):
    """Set up a company with an approved scheme, and customers rated by hand."""
    from odoo import Command  # the driver has loaded Odoo by now

    # those of the demo company would be graded along
    env["res.company"].search([]).customer_grading_months = 0
    company = env["res.company"].create(
        {"name": "South River Chemicals", "customer_grading_months": 0}
    )
    company.partner_id.lang = "en_US"  # what is told is in its language
    supervisor, manager = env["res.users"].create(
        [
            {
                "name": f"Grading {group}",
                "login": f"driver_{group}",
                "company_id": company.id,
                "company_ids": [Command.set(company.ids)],
                "group_ids": [
                    Command.link(env.ref(f"customer_followup.group_{group}").id)
                ],
            }
            for group in ("supervisor", "service_manager")
        ]
    )
    env = env(context={"allowed_company_ids": company.ids})
    scheme = env(user=supervisor.id)["customer.grading.scheme"].create(
        {
            "name": "Driver",
            "min_tenure_months": 0,
            "criterion_ids": [
                Command.create(
                    {
                        "measure": "strategic_value",
                        "target": 5,
                        "band_ids": [
                            Command.create({"from_value": value, "score": 20 * value})
                            for value in range(1, 6)
                        ],
                    }
                )
            ],
            "grade_ids": [
                Command.create({"name": code, "code": code, "min_score": score})
                for code, score in (("A", 70), ("B", 30), ("C", 0))
            ],
        }
    )
    scheme.action_submit()
    scheme.with_user(manager).action_approve()
    customers = env["res.partner"].create(
        [
            {
                "name": f"Rated {number:04d}",
                "customer_rank": 1,
                "company_id": company.id,
            }
            for number in range(command["customers"])
        ]
    )
    for number, customer in enumerate(customers):
        customer.customer_strategic_value = RATINGS[number % len(RATINGS)]


def ask_for_grading(env, command):
    """Let the supervisor ask for a grading of everybody."""
    _get_assessments(env).run()


def grade(env, command):
    """Grade as the service user, in small batches."""
    from odoo.addons.customer_followup.models import customer_grading_facts

    customer_grading_facts.CUSTOMERS_PER_BATCH = command.get("batch", 5)
    service = env.ref("customer_followup.user_service")
    runs = env(user=service.id)["customer.grading.run"]
    runs._cron_grade(date.fromisoformat(command["today"]))


def apply(env, command):
    """Apply all proposals as the supervisor."""
    proposals = _get_assessments(env).search([("state", "=", "submitted")], order="id")
    proposals.action_approve()


def _get_assessments(env):
    user = env["res.users"].search([("login", "=", "driver_supervisor")])
    context = {"allowed_company_ids": user.company_id.ids}
    return env(user=user.id, context=context)["customer.assessment"]
