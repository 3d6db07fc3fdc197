"""Everything that one run of this benchmark measures, in its order."""

from dataclasses import dataclass

from ..cost import Cost, measure_cost
from ..fresh_process import Site, in_fresh_process
from ..report import say
from . import dataset

MOST_CUSTOMERS = 10_000


@dataclass
class Measurements:
    """What was measured.

    :param spread: how far the loads for the ability are apart in the end
    :param handover: of half the customers and all follow-ups, and the return
    :param moved: records that were handed over
    """

    customers: int
    preview: Cost
    assignment: Cost
    assigned: int
    spread: float
    handover: Cost
    back: Cost
    moved: int


def take_measurements(site: Site, customers: int) -> Measurements:
    """Build the company and measure."""
    customers = min(customers, MOST_CUSTOMERS)
    say(f"Adding {customers:,} customers nobody looks after")
    facts = in_fresh_process(dataset.prepare, site)
    with site.connect() as cursor:
        dataset.add_customers(cursor, facts, customers)
    say(f"Sharing them out among {dataset.SPECIALISTS} specialists")
    shared_out = in_fresh_process(share_out, site, facts["supervisor"])
    say("Handing over what a specialist has, and back")
    handed_over = in_fresh_process(hand_over, site, facts)
    return Measurements(customers, *shared_out, *handed_over)


def share_out(site: Site, supervisor_id: int) -> tuple[Cost, Cost, int, float]:
    """Return what preview and assignment cost, and what came of them.

    To be called in a fresh process.
    """
    with site.open_env() as env:
        env = env(user=supervisor_id)
        dialog = env["customer.assignment"].create({})
        with measure_cost(env) as preview:
            dialog.action_preview()
        env.invalidate_all()
        with measure_cost(env) as assignment:
            dialog.action_assign()
        strains = [
            share.strain_after for share in dialog.share_ids if share.ability > 0
        ]
        spread = max(strains) - min(strains)
        return preview, assignment, dialog.assigned_count, spread


def hand_over(site: Site, facts: dict) -> tuple[Cost, Cost, int]:
    """Return what a handover and its return cost. To be called in a fresh process."""
    with site.open_env() as env:
        giver, taker = facts["users"][:2]
        partners = env["res.partner"].search([("customer_rank", ">", 0)])
        # all of it, so that it is as large as a handover can be
        followups = env["customer.followup"].search([])
        env.cr.execute(
            "UPDATE res_partner SET customer_specialist_id = %s WHERE id IN %s",
            [giver, tuple(partners.ids[: len(partners) // 2])],
        )
        env.cr.execute("UPDATE customer_followup SET user_id = %s", [giver])
        env.cr.execute(
            "UPDATE mail_activity SET user_id = %s WHERE res_id IN %s",
            [giver, tuple(followups.ids)],
        )
        env.invalidate_all()
        env = env(user=facts["supervisor"])
        handover = env["customer.handover"].create(
            {"from_user_id": giver, "to_user_id": taker, "date_until": "2099-12-31"}
        )
        with measure_cost(env) as there:
            handover.action_confirm()
        env.invalidate_all()
        with measure_cost(env) as back:
            handover.action_return()
        return there, back, len(handover.line_ids)
