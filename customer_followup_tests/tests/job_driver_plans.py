"""What ``job_driver.py`` does about visit plans."""

from datetime import date


def prepare_plans(env, command):
    """Let the driver's company, and no other, have visit plans from the first on."""
    env["res.company"].search([]).customer_has_visit_plans = False
    user = env["res.users"].search([("login", "=", "driver_specialist_0")])
    user.company_id.write({"customer_has_visit_plans": True, "customer_plan_day": 1})


def make_plans(env, command):
    """Draft the plans of the next month as the service user."""
    service = env.ref("customer_followup.user_service")
    plans = env(user=service.id)["customer.followup.plan"]
    plans._cron_make_plans(date.fromisoformat(command["today"]))
