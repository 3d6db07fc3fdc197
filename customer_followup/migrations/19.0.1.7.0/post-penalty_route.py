from odoo import SUPERUSER_ID, api


def migrate(cr, version):
    """Switch the routes for penalties on, as a new installation does.

    What the data files call by ``<function>`` is called at an installation only.
    """
    env = api.Environment(cr, SUPERUSER_ID, {})
    for name in ("penalty", "penalty_manager"):
        route = env.ref(f"customer_followup.customer_approval_route_{name}")
        route.active = True
