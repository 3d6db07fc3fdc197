from odoo import SUPERUSER_ID, api


def migrate(cr, version):
    """Say on each customer when it is contacted next, and on what is planned when."""
    env = api.Environment(cr, SUPERUSER_ID, {})
    followups = env["customer.followup"]
    open_ones = followups.search(followups._get_open_domain())
    env.add_to_compute(followups._fields["planned_at"], open_ones)
    env.flush_all()
    for company in env["res.company"].search([]):
        env["res.partner"]._refresh_all_next_followups(company)
