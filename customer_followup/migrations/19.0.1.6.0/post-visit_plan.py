from odoo import SUPERUSER_ID, api


def migrate(cr, version):
    """Let department heads sign visit plans; an update drafts no plan.

    What the data files call by ``<function>`` is called at an installation only.
    """
    env = api.Environment(cr, SUPERUSER_ID, {})
    env.ref("customer_followup.customer_approval_route_visit_plan").active = True
    # an update never takes away what the menu had while it was a screen of its own
    env.ref("customer_followup.customer_followup_plan_menu").action = False
