"""What the tests of updating and uninstalling ask and prepare in their database."""

LEFTOVERS = """
    SELECT model FROM ir_model WHERE model LIKE 'customer.%'
    UNION SELECT res_model FROM mail_activity WHERE res_model LIKE 'customer.%'
    UNION SELECT login FROM res_users WHERE login = 'customer_followup_service'
    UNION SELECT table_name FROM information_schema.tables
           WHERE table_name LIKE 'customer\\_%'
    UNION SELECT proname FROM pg_proc WHERE proname LIKE 'customer\\_%'
    UNION SELECT cron_name FROM ir_cron WHERE cron_name LIKE 'Customer Follow-up:%'
    UNION SELECT column_name FROM information_schema.columns
           WHERE column_name LIKE 'customer\\_credit%'
              OR column_name LIKE 'customer\\_dossier%'
              OR column_name LIKE 'customer\\_grad%'
              OR column_name IN ('customer_wallet_share', 'customer_strategic_value')
              OR table_name LIKE 'helpdesk%' AND column_name LIKE 'customer\\_%'
    UNION SELECT name FROM ir_model_fields WHERE relation LIKE 'customer.%'
    UNION SELECT path FROM ir_act_window WHERE res_model LIKE 'customer.%'
    UNION SELECT name FROM ir_model_data WHERE module = 'customer_followup'
       AND (model LIKE 'ir.%' OR model LIKE 'customer.%')
"""
TERMS = """
    SELECT (id, credit_limit, property_payment_term_id)::text FROM res_partner
     ORDER BY id
"""
# Requests in all states that matter, and what was found the night after.
REQUESTS = """
company = env['res.users'].search([('login', '=', 'demo_salesperson')]).company_id
env = env(context={'allowed_company_ids': company.ids})
customers = env['res.partner'].search([
    ('customer_rank', '>', 0), ('parent_id', '=', False),
    ('company_id', 'in', [False, company.id])])
customers = customers.filtered(lambda c: not c.customer_credit_request_count)[:3]
requests = env['customer.credit.request'].create([
    {'partner_id': customer.id, 'requested_limit': 123456,
     'reason': 'Twice the orders since spring'} for customer in customers])
draft, submitted, approved = requests
(submitted | approved).action_submit()
while approved.state == 'submitted':
    approved.with_user(approved._get_open_step().signer_ids[:1]).action_approve()
env.cr.execute('UPDATE res_partner SET credit_limit = %s WHERE id = %s',
               ['{"%s": 7}' % company.id, draft.partner_id.id])
env['customer.credit.reconciliation']._cron_reconcile()
env.cr.commit()
"""
STATES = "SELECT DISTINCT state FROM customer_credit_request"
# As the first version left it: customers with terms, and no log.
FIRST_VERSION = """
    DROP TABLE customer_approval_entry CASCADE;
    UPDATE ir_module_module SET latest_version = '19.0.1.0.0'
     WHERE name = 'customer_followup';
    UPDATE res_partner
       SET credit_limit = jsonb_build_object((SELECT min(id) FROM res_company), 500)
     WHERE id IN (SELECT id FROM res_partner WHERE commercial_partner_id = id
                   ORDER BY id LIMIT 5);
    INSERT INTO ir_default (field_id, json_value, company_id)
    SELECT field.id, '300', (SELECT min(id) FROM res_company)
      FROM ir_model_fields AS field
     WHERE field.model = 'res.partner' AND field.name = 'credit_limit';
    SELECT 1;
"""
HAVE_TERMS = """
    SELECT (partner.id, company.id)::text FROM res_partner AS partner
      JOIN res_company AS company
        ON partner.credit_limit ? company.id::text
           OR partner.property_payment_term_id ? company.id::text
     WHERE partner.commercial_partner_id = partner.id ORDER BY 1
"""
LOGGED = """
    SELECT (res_id, company_id)::text FROM customer_approval_entry
     WHERE res_model = 'res.partner' AND action = 'opening' ORDER BY 1
"""
DEFAULTS = """
    SELECT (values->>'credit_limit')::float FROM customer_approval_entry
     WHERE res_model = 'res.company' ORDER BY company_id
"""
# Promises in use, with clocks in every state that matters, and people who were told.
DEADLINES = """
from datetime import datetime, timedelta
owner = env['res.users'].search([('login', '=', 'demo_specialist')])
env = env(context={'allowed_company_ids': owner.company_id.ids})
policies = env['customer.deadline.policy'].with_context(active_test=False)
policies.search([]).active = True
def create_cases(count):
    return env['helpdesk.ticket'].create([
        {'name': 'Wet bags', 'description': 'Twelve', 'user_id': owner.id,
         'customer_case_type': 'issue'} for number in range(count)])
create_cases(1).action_customer_decide()
create_cases(2)
# a Wednesday at ten, when everybody is at work
now = datetime.now()
noon = now.replace(hour=2, minute=30) + timedelta(days=9 - now.weekday())
env['customer.deadline']._cron_watch(noon)
create_cases(2)
env.cr.commit()
"""
CLOCKS = "SELECT DISTINCT state FROM customer_deadline"
TOLD = "SELECT id FROM customer_deadline_notice WHERE told_at IS NOT NULL"
# As the version before deadlines left it.
SECOND_VERSION = """
    DROP TABLE customer_deadline_notice, customer_deadline_event, customer_deadline,
               customer_deadline_recount, customer_deadline_rung,
               customer_deadline_policy;
    ALTER TABLE helpdesk_ticket
     DROP customer_decided_at, DROP customer_agreed_at,
     DROP customer_handed_over_at, DROP customer_contacted_at;
    ALTER TABLE helpdesk_ticket_team DROP customer_calendar_id;
    DELETE FROM ir_cron WHERE cron_name LIKE '%watch deadlines%';
    DELETE FROM ir_act_server USING ir_model AS model
     WHERE model.id = model_id AND model.model = 'customer.deadline';
    CREATE TEMP TABLE menu AS
    SELECT name, res_id AS id FROM ir_model_data
     WHERE module = 'customer_followup' AND model = 'ir.ui.menu';
    CREATE TEMP TABLE new_menu AS
    SELECT id FROM menu
     WHERE name LIKE 'customer_deadline%'
        OR name IN ('customer_followup_contacts_menu',
                    'customer_followup_reporting_menu');
    UPDATE ir_ui_menu
       SET parent_id = (SELECT id FROM menu WHERE name = 'customer_followup_menu')
     WHERE parent_id IN (TABLE new_menu);
    UPDATE ir_ui_menu AS today
       SET action = (SELECT action FROM ir_ui_menu AS contacts JOIN menu USING (id)
                      WHERE menu.name = 'customer_followup_contacts_menu')
      FROM menu
     WHERE menu.id = today.id AND menu.name = 'customer_followup_today_menu';
    INSERT INTO ir_ui_menu_group_rel (menu_id, gid)
    SELECT menu.id, data.res_id FROM menu, ir_model_data AS data
     WHERE menu.name = 'customer_followup_today_menu'
       AND data.module = 'customer_followup' AND data.name = 'group_specialist';
    DELETE FROM ir_ui_menu WHERE id IN (TABLE new_menu);
    DELETE FROM ir_act_window WHERE res_model LIKE 'customer.deadline%';
    DELETE FROM ir_ui_view WHERE model LIKE 'customer.deadline%'
        OR key = 'customer_followup.customer_deadline_digest';
    DELETE FROM ir_model_fields
     WHERE relation LIKE 'customer.deadline%' OR name = 'customer_deadline_summary'
        OR model LIKE 'helpdesk.ticket%'
       AND name IN ('customer_decided_at', 'customer_agreed_at',
                    'customer_handed_over_at', 'customer_contacted_at',
                    'customer_calendar_id');
    DELETE FROM ir_model WHERE model LIKE 'customer.deadline%';
    DELETE FROM ir_model_data
     WHERE module = 'customer_followup'
       AND (name LIKE '%customer_deadline%' OR name LIKE '%watch_deadlines%'
            OR model = 'ir.ui.menu' AND res_id IN (TABLE new_menu));
    DROP TABLE menu, new_menu;
    UPDATE ir_module_module SET latest_version = '19.0.1.1.0'
     WHERE name = 'customer_followup';
    UPDATE ir_module_module SET demo = FALSE;
    SELECT 1;
"""
# Updating starts no clock: a manager chooses what is promised.
IN_USE = """
    SELECT name::text FROM customer_deadline_policy WHERE active
    UNION SELECT res_name FROM customer_deadline
"""
SHIPPED = "SELECT id FROM customer_deadline_policy"
# Today was a screen of specialists; now it is a menu for everybody with one in it.
TODAY = """
    SELECT menu.action FROM ir_ui_menu AS menu
      JOIN ir_model_data AS data ON data.res_id = menu.id
      LEFT JOIN ir_ui_menu_group_rel AS access ON access.menu_id = menu.id
     WHERE data.module = 'customer_followup' AND data.model = 'ir.ui.menu'
       AND data.name = 'customer_followup_today_menu'
       AND (menu.action IS NOT NULL OR access.gid IS NOT NULL)
"""
# As the version before dossiers left it: customers, and nothing said about papers.
THIRD_VERSION = """
    DELETE FROM customer_dossier_missing_rel;
    UPDATE res_partner
       SET customer_dossier_completeness = NULL, customer_dossier_state = NULL;
    DELETE FROM ir_sequence WHERE code = 'customer.dossier';
    UPDATE customer_approval_route SET active = FALSE
     WHERE model = 'customer.dossier.waiver';
    UPDATE ir_module_module SET latest_version = '19.0.1.2.0'
     WHERE name = 'customer_followup';
    SELECT 1;
"""
DOSSIERS = """
    SELECT (p.id, COALESCE(p.customer_dossier_completeness, 0),
            COALESCE(p.customer_dossier_state, 'none'),
            ARRAY(SELECT type_id FROM customer_dossier_missing_rel AS m
                   WHERE m.partner_id = p.id ORDER BY type_id))::text
      FROM res_partner AS p WHERE p.customer_rank > 0 ORDER BY p.id
"""
WITHOUT_NUMBERS = """
    SELECT id FROM res_company WHERE id NOT IN (
        SELECT company_id FROM ir_sequence WHERE code = 'customer.dossier')
"""
WAIVER_ROUTES = """
    SELECT id FROM customer_approval_route
     WHERE model = 'customer.dossier.waiver' AND active
"""
# As the version before grading left it: nobody has a grade, and nothing says why.
FOURTH_VERSION = """
    UPDATE res_partner
       SET customer_grade_id = NULL, customer_grade_score = NULL,
           customer_grade_date = NULL;
    UPDATE res_company SET customer_grading_next_date = NULL;
    DELETE FROM customer_assessment;
    DELETE FROM customer_grading_run;
    DELETE FROM customer_grading_scheme;
    DELETE FROM ir_model_data
     WHERE module = 'customer_followup'
       AND model IN ('customer.grading.scheme', 'customer.grading.criterion',
                     'customer.grade');
    UPDATE customer_approval_route SET active = FALSE
     WHERE model = 'customer.grading.scheme';
    UPDATE ir_module_module SET latest_version = '19.0.1.3.0'
     WHERE name = 'customer_followup';
    SELECT 1;
"""
SCHEMES = """
    SELECT (scheme.state, company_id = (SELECT min(id) FROM res_company),
            (SELECT count(*) FROM customer_grading_criterion AS criterion
              WHERE criterion.scheme_id = scheme.id),
            (SELECT count(*) FROM customer_grade AS grade
              WHERE grade.scheme_id = scheme.id))::text
      FROM customer_grading_scheme AS scheme
"""
GRADED = """
    SELECT id FROM res_partner WHERE customer_grade_id IS NOT NULL
    UNION ALL SELECT id FROM res_company WHERE customer_grading_next_date IS NOT NULL
    UNION ALL SELECT id FROM customer_grading_run
"""
SCHEME_ROUTES = """
    SELECT id FROM customer_approval_route
     WHERE model = 'customer.grading.scheme' AND active
"""
# As the version before the engine left it: reasons knew nothing of their own.
FIFTH_VERSION = """
    DELETE FROM customer_followup_reason WHERE followup_id IS NULL OR state = 'void';
    ALTER TABLE customer_followup_reason
     DROP COLUMN state CASCADE, DROP COLUMN result, DROP COLUMN user_id,
     DROP COLUMN method, DROP COLUMN date_planned, DROP COLUMN date_deadline,
     DROP COLUMN date_found;
    ALTER TABLE customer_followup DROP COLUMN planned_at;
    ALTER TABLE res_users DROP COLUMN customer_daily_capacity CASCADE;
    UPDATE res_partner
       SET customer_next_followup_date = NULL, customer_next_followup_user_id = NULL;
    UPDATE ir_module_module SET latest_version = '19.0.1.4.0'
     WHERE name = 'customer_followup';
    SELECT 1;
"""
DUTIES = """
    SELECT (reason.id, reason.state, reason.result, reason.user_id)::text
      FROM customer_followup_reason AS reason
     WHERE reason.followup_id IS NOT NULL AND reason.state != 'void'
     ORDER BY reason.id
"""
UNPLANNED = """
    SELECT reason.id FROM customer_followup_reason AS reason
     WHERE reason.method IS NULL OR reason.date_planned IS NULL
        OR reason.date_deadline IS NULL OR reason.date_found IS NULL
"""
CAPACITIES = "SELECT DISTINCT customer_daily_capacity FROM res_users"
NEXT_DATES = """
    SELECT (id, customer_next_followup_date, customer_next_followup_user_id)::text
      FROM res_partner WHERE customer_next_followup_date IS NOT NULL ORDER BY id
"""
