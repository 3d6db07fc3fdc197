"""(b) What it costs to register a complaint in one form, beside a plain ticket.

One after the other, each in a transaction like a request's: a ticket of the helpdesk
alone, in a database without the addon; one of its tickets with the addon; a complaint
with all that its form has, without and with the promises about it. In turn, in
blocks, so that a machine that is busier for a minute is busier for all.
"""

from collections import defaultdict
from dataclasses import dataclass, field

from odoo import api

from ..cost import Cost, measure_cost
from ..fresh_process import Site
from .dataset import CASE, CONTACT, prepare_case

ALONE, PLAIN = "ticket, without the addon", "ticket, with it"
UNPROMISED, PROMISED = "complaint, no promise", "complaint, promises"
BLOCKS = 10
PER_BLOCK = 15
WARM_UP = 3
"""Cases of each block before those that count: what is read once per process."""


@dataclass(frozen=True)
class Desk:
    """Where cases come in.

    :param user: id of who registers
    :param contact: id of who complains
    :param product: id of what it is about; none where there is no addon
    :param policies: ids of the promises that are switched on or off
    """

    way: str
    site: Site
    user: int
    contact: int
    product: int = 0
    policies: tuple[int, ...] = field(default=())

    def work(self) -> list[Cost]:
        """Return what it cost to register one after the other."""
        with self.site.open_env() as env:
            if self.policies:
                policies = env["customer.deadline.policy"].browse(self.policies)
                policies.active = self.way == PROMISED
                env.cr.commit()
            env = env(user=self.user)
            return [self._register(env) for _n in range(WARM_UP + PER_BLOCK)][WARM_UP:]

    def _register(self, env: api.Environment) -> Cost:
        # what the form sends, before the clock runs
        vals = self._prepare(env["res.partner"].browse(self.contact))
        with measure_cost(env) as cost:
            env[CASE].create(vals)
        return cost

    def _prepare(self, contact) -> dict:
        if self.way in (UNPROMISED, PROMISED):
            return prepare_case(contact, "complaint", self.product)
        return {
            "name": "Lumps in the soda",
            "description": "<p>Twenty bags of forty have lumps.</p>",
            "partner_id": contact.id,
            "partner_name": contact.name,
            "partner_email": contact.email,
        }


def create_contact(site: Site) -> dict:
    """Return the user and a contact without the addon. In a fresh process."""
    with site.open_env() as env:
        customer = env["res.partner"].create({"name": "Customer", "is_company": True})
        contact = customer.create(
            {"name": CONTACT, "parent_id": customer.id, "phone": "021 555"}
        )
        return {"user": env.ref("base.user_admin").id, "contact": contact.id}


def register(desks: list[Desk]) -> dict[str, list[Cost]]:
    """Return the costs of new cases at each desk. To be called in a fresh process."""
    costs = defaultdict(list)
    for number in range(BLOCKS):
        first = number % len(desks)
        for desk in desks[first:] + desks[:first]:
            costs[desk.way] += desk.work()
    return {desk.way: costs[desk.way] for desk in desks}
