"""A scheme of ten criteria, and the two who make it hold."""

from odoo import Command, api

from ..fresh_process import Site

# measure: target, and where the bands begin
CRITERIA = {
    "revenue": (5000, (0, 1000, 2500, 5000)),
    "growth": (10, (-100, -20, 0, 10)),
    "order_count": (4, ()),
    "recency": (60, (0, 60, 180, 365)),
    "margin": (40, (-100, 10, 25, 40)),
    "payment_delay": (5, (0, 5, 15, 30)),
    "overdue_amount": (0, (0, 1, 1500, 3000)),
    "overdue_days": (0, (0, 1, 30, 90)),
    "tenure": (24, ()),
    "wallet_share": (50, ()),
}
POINTS = (10, 40, 70, 100)
GRADES = {"KEY": 85, "A": 70, "B": 50, "C": 30, "D": 0}


def approve_scheme(site: Site):
    """Let a scheme hold in the company. To be called in a fresh process."""
    with site.open_env() as env:
        supervisor = _create_user(env, "supervisor")
        manager = _create_user(env, "service_manager")
        scheme = env["customer.grading.scheme"].with_user(supervisor)
        scheme = scheme.create(
            {
                "name": "Benchmark",
                "criterion_ids": [
                    Command.create(_prepare_criterion(env, *criterion))
                    for criterion in CRITERIA.items()
                ],
                "grade_ids": [
                    Command.create({"name": code, "code": code, "min_score": score})
                    for code, score in GRADES.items()
                ],
            }
        )
        scheme.action_submit()
        scheme.with_user(manager).action_approve()


def _prepare_criterion(env: api.Environment, measure: str, values) -> dict:
    target, begins = values
    facts = env["customer.grading.criterion"]._get_measures()[measure]
    points = POINTS if facts.is_higher_better else POINTS[::-1]
    return {
        "measure": measure,
        "target": target,
        "band_ids": [
            Command.create({"from_value": begin, "score": score})
            for begin, score in zip(begins, points, strict=False)
        ],
    }


def _create_user(env: api.Environment, group: str):
    return env["res.users"].create(
        {
            "name": group,
            "login": f"grading_{group}",
            "email": f"{group}@example.com",
            "group_ids": [Command.link(env.ref(f"customer_followup.group_{group}").id)],
        }
    )
