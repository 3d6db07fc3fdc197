from odoo.tools.sql import column_exists, rename_column


def migrate(cr, version):
    """Keep what went wrong with each rule under the name it has now."""
    if not column_exists(cr, "customer_followup_rule", "run_error"):
        rename_column(cr, "customer_followup_rule", "last_error", "run_error")
