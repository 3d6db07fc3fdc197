from odoo import SUPERUSER_ID, api

BEFORE = (
    "['|', ('user_id', '=', user.id), "
    "('partner_id.customer_specialist_id', '=', user.id)]"
)
NOW = "['|', ('user_id', '=', user.id), ('is_of_own_customer', '=', True)]"


def migrate(cr, version):
    """Let the rule of specialists ask as a new installation does; it says the same.

    A rule that was changed by hand stays as it is.
    """
    env = api.Environment(cr, SUPERUSER_ID, {})
    rule = env.ref("customer_followup.customer_followup_rule_own", False)
    if rule and rule.domain_force == BEFORE:
        rule.domain_force = NOW
