"""(e) Who may sign 500 requests that wait, found anew when an office gets somebody."""

from dataclasses import dataclass

from odoo import Command, api

from ..cost import Cost, measure_cost
from ..fresh_process import Site
from .dataset import FIRST_IDS

REQUESTS = 500
OFFICES = ("marketing_director", "finance_head", "general_manager")


@dataclass
class Refresh:
    """What it cost to submit a request, to look again, and to tell one signer more."""

    submission: Cost
    nothing_changed: Cost
    one_more_signer: Cost


def run(site: Site, facts: dict) -> Refresh:
    """Return the costs with 500 requests. To be called in a fresh process."""
    with site.open_env() as env:
        for office in OFFICES:
            _create_user(env, f"bench_{office}", office)
        requests = _create_requests(env, facts)
        with measure_cost(env) as submission:
            for request in requests:
                request.action_submit()
        with measure_cost(env) as nothing_changed:
            env["customer.approval.step"]._refresh_running()
        with measure_cost(env) as one_more_signer:
            _create_user(env, "bench_second", OFFICES[0])
        return Refresh(submission, nothing_changed, one_more_signer)


def _create_user(env: api.Environment, login: str, office: str):
    group = env.ref(f"customer_followup.group_{office}")
    vals = {"name": login, "login": login, "email": f"{login}@example.com"}
    return env["res.users"].create({**vals, "group_ids": [Command.link(group.id)]})


def _create_requests(env: api.Environment, facts: dict):
    first = FIRST_IDS["companies"] + 1
    vals = {"requested_limit": 5000, "reason": "More orders"}
    return (
        env["customer.credit.request"]
        .with_user(facts["seller"])
        .create([{**vals, "partner_id": first + index} for index in range(REQUESTS)])
    )
