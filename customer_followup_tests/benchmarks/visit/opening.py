"""(a) Opening a follow-up: its form and its briefing, as the web client reads them."""

from odoo import api, models

from ..cost import Cost, measure_cost
from ..fresh_process import Site
from ..web_client import get_view_specification

BRIEFING = "customer_followup.customer_followup_briefing_view_form"


def get_screens(followups: models.BaseModel) -> dict[str, dict]:
    """Return what the form and the briefing read, for the user of ``followups``."""
    briefing = followups.env.ref(BRIEFING)
    return {
        "form": get_view_specification(followups, "form"),
        "briefing": get_view_specification(followups, "form", briefing),
    }


def read_screen(followup: models.BaseModel, specification: dict) -> dict:
    """Return what a screen gets to know, with no record read before."""
    followup.env.invalidate_all()
    [values] = followup.with_context(bin_size=True).web_read(specification)
    return values


def open_followups(site: Site, user: int, followups: list[int]) -> list[Cost]:
    """Return what it costs to open each, screen by screen. In a fresh process."""
    with site.open_env() as env:
        env = env(user=user)
        screens = get_screens(env["customer.followup"])
        _open(env, followups[-1], screens)  # reads what is read once per process
        return [_open(env, followup, screens) for followup in followups]


def _open(env: api.Environment, followup_id: int, screens: dict) -> Cost:
    followup = env["customer.followup"].browse(followup_id)
    with measure_cost(env) as cost:
        for specification in screens.values():
            read_screen(followup, specification)
    return cost
