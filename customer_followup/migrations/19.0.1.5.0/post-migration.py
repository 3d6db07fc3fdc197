from odoo import SUPERUSER_ID, api

SEEN_BY_SPECIALISTS = (
    "['|', '|', ('user_id', '=', user.id), ('followup_id.user_id', '=', user.id), "
    "('partner_id.customer_specialist_id', '=', user.id)]"
)


def migrate(cr, version):
    """Let each reason know what its follow-up knew, and change nobody's day."""
    cr.execute(
        """
        UPDATE customer_followup_reason AS reason
           SET state = CASE WHEN followup.state IN ('recorded', 'reviewed') THEN 'done'
                            WHEN followup.state = 'cancelled' THEN 'over'
                            ELSE 'planned' END,
               result = CASE WHEN followup.state IN ('recorded', 'reviewed')
                             THEN followup.result END,
               user_id = followup.user_id,
               method = followup.method,
               date_planned = followup.date_planned,
               date_deadline = followup.date_deadline,
               date_found = reason.create_date::date
          FROM customer_followup AS followup
         WHERE followup.id = reason.followup_id
        """
    )
    env = api.Environment(cr, SUPERUSER_ID, {})
    # a company whose rules run already had no ceiling
    if env["customer.followup.rule"].search_count([], limit=1):
        cr.execute("UPDATE res_users SET customer_daily_capacity = 0")
        cr.execute("UPDATE res_company SET customer_unassigned_capacity = 0")
        env.invalidate_all()
    rule = env.ref(
        "customer_followup.customer_followup_reason_rule_own", raise_if_not_found=False
    )
    if rule:
        rule.domain_force = SEEN_BY_SPECIALISTS
    onsite = env.ref(
        "customer_followup.customer_followup_rule_grade_onsite",
        raise_if_not_found=False,
    )
    if onsite:
        onsite.is_signature_required = True
