"""(a) Our lists of cases beside the helpdesk's own, of the same cases, in turn."""

from dataclasses import dataclass, field

from lxml import etree

from odoo import api
from odoo.fields import Domain
from odoo.tools.safe_eval import safe_eval

from ..browser import Browser
from ..cost import Cost
from ..fresh_process import Site
from ..visit.lists import COUNT_LIMIT, PAGE
from ..web_client import get_view_specification

CASE = "helpdesk.ticket"
ROUNDS = 31
LIBRARY = (
    "helpdesk_mgmt.helpdesk_ticket_action_opened",
    "helpdesk_mgmt.ticket_view_tree",
)
SCREENS = {
    "All Cases": (
        "customer_followup.helpdesk_ticket_action",
        "customer_followup.helpdesk_ticket_view_list",
    ),
    "Complaints Register": (
        "customer_followup.helpdesk_ticket_complaint_action",
        "customer_followup.helpdesk_ticket_register_view_list",
    ),
}
GROUPS = ("stage_id", "user_id")
"""What both can be grouped by."""


@dataclass
class Reading:
    """One of our lists and the helpdesk's, read in turn.

    :param length: how many cases both count
    :param ours: what each reading of our list cost
    :param theirs: what the reading of the helpdesk's list cost beside it
    """

    length: int = 0
    ours: list[Cost] = field(default_factory=list)
    theirs: list[Cost] = field(default_factory=list)


class Screen:
    """What the web client asks for when a list of cases opens, or is grouped."""

    def __init__(self, env: api.Environment, action_id: str, view_id: str):
        action, view = env.ref(action_id).sudo(), env.ref(view_id)
        self._browser = Browser(env)
        self._specification = get_view_specification(env[CASE], "list", view)
        self._context = safe_eval(action.context or "{}")
        arch = env[CASE].get_view(view.id, "list")["arch"]
        self._order = etree.fromstring(arch).get("default_order", "")
        self._aggregates = [
            f"{name}:{env[CASE]._fields[name].aggregator}"
            for name in self._specification
            if env[CASE]._fields[name].type in ("integer", "float", "monetary")
            and env[CASE]._fields[name].aggregator
        ]
        self.domain = Domain(safe_eval(action.domain, {"uid": env.uid}))

    def read(self, domain: Domain) -> tuple[dict, Cost]:
        """Return the first page of cases, and what it cost."""
        return self._browser.call(
            CASE,
            "web_search_read",
            list(domain),
            self._specification,
            context=self._context,
            limit=PAGE,
            order=self._order,
            count_limit=COUNT_LIMIT,
        )

    def group(self, domain: Domain, name: str) -> tuple[dict, Cost]:
        """Return the groups of cases, closed as the list shows them first."""
        return self._browser.call(
            CASE,
            "web_read_group",
            list(domain),
            [name],
            self._aggregates,
            context=self._context,
            limit=PAGE,
        )


def read_lists(site: Site, user: int) -> dict[str, Reading]:
    """Read each of our lists and the helpdesk's in turn. In a fresh process.

    Both with the domain of ours, so that they show the same cases; in turn, so that a
    machine that is busier for a minute is busier for both.
    """
    with site.open_env() as env:
        env = env(user=user)
        library = Screen(env, *LIBRARY)
        readings = {}
        for name, screen_ids in SCREENS.items():
            ours = Screen(env, *screen_ids)
            env.cr.commit()
            readings[name] = _compare(
                lambda screen, domain=ours.domain: screen.read(domain), ours, library
            )
            for group in GROUPS:
                readings[f"{name}, by {group}"] = _compare(
                    lambda screen, domain=ours.domain, group=group: screen.group(
                        domain, group
                    ),
                    ours,
                    library,
                )
        return readings


def _compare(ask, ours: Screen, library: Screen) -> Reading:
    """Ask both the same in turn; the first round reads what is read once."""
    reading = Reading()
    for number in range(ROUNDS + 1):
        pair = (ours, library) if number % 2 else (library, ours)
        costs = {}
        for screen in pair:
            answer, costs[screen] = ask(screen)
        if number:
            reading.ours.append(costs[ours])
            reading.theirs.append(costs[library])
    reading.length = answer["length"]
    return reading
