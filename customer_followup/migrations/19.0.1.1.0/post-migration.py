from odoo import SUPERUSER_ID, api


def migrate(cr, version):
    """Let the log begin with the credit terms that customers have already."""
    env = api.Environment(cr, SUPERUSER_ID, {})
    env["res.company"]._log_opening_terms()
