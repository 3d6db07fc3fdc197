"""(c) The same task, given to Odoo's own automation rules.

A rule *based on date field* (``base_automation``) on sales orders makes an activity
for the order's salesperson seven days after the order, which is the nearest that a
company can configure. It runs by the method of Odoo's scheduled action.

In its favour: it gets the last order of each lapsed customer handed to it in its
domain instead of having to find it; only a sample is run, so that its one large
transaction stays small; its salespeople read notifications in Odoo, so that no mail
is rendered; it writes no follow-up, no reason, no number, and repeats itself when
the customer orders again and is late again.

In its disfavour: it tells each owner of each activity by a message of its own,
which is what Odoo does and cannot be configured. ``quietly`` switches that off from
the program, for the reader who wants to know what remains without it.
"""

from time import perf_counter

from odoo import Command, api

from ..fresh_process import Site

SAMPLE = 300
LAST_ORDERS = """
    SELECT order_id FROM (
        SELECT DISTINCT ON (partner.commercial_partner_id)
               sale.id AS order_id, sale.date_order
          FROM sale_order AS sale JOIN res_partner AS partner
            ON partner.id = sale.partner_id
         WHERE sale.state = 'sale'
         ORDER BY partner.commercial_partner_id, sale.date_order DESC) AS latest
     WHERE date_order < now() AT TIME ZONE 'UTC' - interval '8 days'
     ORDER BY md5(order_id::text) LIMIT %s
"""


def install(site: Site):
    """Install Odoo's automation rules. To be called in a fresh process."""
    with site.open_env() as env:
        module = env["ir.module.module"].search([("name", "=", "base_automation")])
        if module.state != "installed":
            module.button_immediate_install()


def run(site: Site, quietly: bool = False) -> float:
    """Return the activities per second of a sample. To be called in a fresh process.

    :param quietly: leave out Odoo's notifications, by a key no setting has
    """
    with site.open_env() as env:
        rule = _create_rule(env)
        env.cr.commit()
        Rule = rule.with_context(mail_activity_quick_update=quietly).browse()
        count = env["mail.activity"].search_count([])
        start = perf_counter()
        Rule._cron_process_time_based_actions()
        seconds = perf_counter() - start
        count = env["mail.activity"].search_count([]) - count
        rule.unlink()
    if count != SAMPLE:
        raise RuntimeError(f"{count} activities by base_automation, not {SAMPLE}")
    return count / seconds


def _create_rule(env: api.Environment):
    env.cr.execute(LAST_ORDERS, [SAMPLE])
    order_ids = [order_id for (order_id,) in env.cr.fetchall()]
    model = env["ir.model"]._get("sale.order")
    activity_type = env.ref("mail.mail_activity_data_call")
    action = {
        "name": "Call the customer",
        "model_id": model.id,
        "state": "next_activity",
        "activity_type_id": activity_type.id,
        "activity_summary": "No order for some time",
        "activity_date_deadline_range": 7,
        "activity_date_deadline_range_type": "days",
        "activity_user_type": "generic",
        "activity_user_field_name": "user_id",
    }
    return env["base.automation"].create(
        {
            "name": "Lapsed customers",
            "model_id": model.id,
            "trigger": "on_time",
            "trg_date_id": env.ref("sale.field_sale_order__date_order").id,
            "trg_date_range": 7,
            "trg_date_range_type": "day",
            "trg_date_range_mode": "after",
            "filter_domain": repr([("id", "in", order_ids)]),
            "action_server_ids": [Command.create(action)],
        }
    )
