from odoo import SUPERUSER_ID, Command, api


def migrate(cr, version):
    """Let everybody who sees a menu of Today find it there."""
    env = api.Environment(cr, SUPERUSER_ID, {})
    # an update never takes away what the menu had while it was a screen of its own
    menu = env.ref("customer_followup.customer_followup_today_menu")
    menu.write({"action": False, "group_ids": [Command.clear()]})
