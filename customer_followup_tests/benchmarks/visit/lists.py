"""(b) The list *Today* beside Odoo's own list of activities, in turn."""

from dataclasses import dataclass

from lxml import etree

from odoo import api, models
from odoo.fields import Domain
from odoo.tools.safe_eval import safe_eval

from ..browser import Browser
from ..cost import Cost
from ..fresh_process import Site
from ..web_client import get_view_specification

PAGE = 80
COUNT_LIMIT = 10_001
ROUNDS = 21
TODAY = "customer_followup.customer_followup_today_action"
ACTIVITIES = "mail.mail_activity_action_my"
ACTIVITIES_VIEW = "mail.mail_activity_view_tree_open_target"


@dataclass
class Reading:
    """A list that was read several times.

    :param length: how many lines the list counts
    """

    length: int
    costs: list[Cost]


@dataclass(frozen=True)
class List:
    """What the web client asks for when the list opens.

    :param context: what the action adds to the user's
    """

    browser: Browser
    model: str
    domain: Domain
    specification: dict
    order: str
    context: dict

    def read(self) -> tuple[dict, Cost]:
        """Return the first page, and what it cost."""
        return self.browser.call(
            self.model,
            "web_search_read",
            list(self.domain),
            self.specification,
            context=self.context,
            limit=PAGE,
            order=self.order,
            count_limit=COUNT_LIMIT,
        )


def read_lists(site: Site, user: int, colleague: int) -> dict[str, Reading]:
    """Read *Today* and activities in turn. To be called in a fresh process.

    In turn, so that a machine that is busier for a minute is busier for all.

    :param user: has follow-ups, and their activities
    :param colleague: has as many activities on customers
    """
    with site.open_env() as env:
        lists = {
            "Today": _get_today(env(user=user)),
            "activities of follow-ups": _get_activities(env(user=user)),
            "activities on customers": _get_activities(env(user=colleague)),
        }
        env.cr.commit()
        # the first round reads what is read once per process
        rounds = [[one.read() for one in lists.values()] for _n in range(ROUNDS + 1)]
        return {
            name: Reading(answers[0][0]["length"], [cost for _page, cost in answers])
            for name, answers in zip(lists, zip(*rounds[1:], strict=True), strict=True)
        }


def _get_today(env: api.Environment) -> List:
    action = env.ref(TODAY).sudo()
    followups = env["customer.followup"]
    view = action.view_id
    return List(
        Browser(env),
        followups._name,
        Domain(safe_eval(action.domain, {"uid": env.uid})),
        get_view_specification(followups, "list", view),
        _get_order(followups, view),
        {},
    )


def _get_activities(env: api.Environment) -> List:
    action = env.ref(ACTIVITIES).sudo()
    context = safe_eval(action.context)
    activities = env["mail.activity"]
    search = etree.fromstring(
        activities.get_view(action.search_view_id.id, "search")["arch"]
    )
    mine, late, today = (
        Domain(safe_eval(node.get("domain"), {"uid": env.uid}))
        for node in search.iter("filter")
        if f"search_default_{node.get('name')}" in context
    )
    view = env.ref(ACTIVITIES_VIEW)
    return List(
        Browser(env),
        activities._name,
        mine & (late | today),
        get_view_specification(activities, "list", view),
        _get_order(activities, view),
        context,
    )


def _get_order(model: models.BaseModel, view) -> str:
    """Return the order the view asks for; none is the model's own."""
    arch = etree.fromstring(model.get_view(view.id, "list")["arch"])
    return arch.get("default_order", "")
