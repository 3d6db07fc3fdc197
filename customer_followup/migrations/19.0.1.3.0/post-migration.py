from odoo import SUPERUSER_ID, api


def migrate(cr, version):
    """Prepare the customers that are there for dossiers.

    What the data files call by ``<function>`` is called at an installation only.
    """
    env = api.Environment(cr, SUPERUSER_ID, {})
    env["res.company"]._make_all_dossier_sequences()
    env.ref("customer_followup.customer_approval_route_waiver").active = True
    env.registry.clear_cache()  # the types came with this update
    env["res.partner"]._refresh_all_dossiers()
    # an update never takes away what the menu had while it was a screen of its own
    env.ref("customer_followup.res_partner_menu").action = False
