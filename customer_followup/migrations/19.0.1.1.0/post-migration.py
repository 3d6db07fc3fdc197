from odoo import SUPERUSER_ID, api


def migrate(cr, version):
    """Let the log begin with the terms customers have; put the route in use."""
    env = api.Environment(cr, SUPERUSER_ID, {})
    env["res.company"]._log_opening_terms()
    # an update leaves it as it was created: before its levels, and so not in use
    env.ref("customer_followup.customer_approval_route_credit").active = True
