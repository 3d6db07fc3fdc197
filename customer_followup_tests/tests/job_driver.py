"""Runs the nightly job and steps in processes of their own, for tests that kill them.

    python job_driver.py <options of odoo>

Loads the database once. Then each line of standard input is a command, one JSON
object, and each is answered by one line: a list with the fate of every process. A
process that runs the job is a fork with connections of its own. It can kill itself
with SIGKILL before its n-th SQL statement, or be killed from outside after a time: no
cleanup, no rollback, no goodbye to PostgreSQL.
"""

import json
import os
import signal
import sys
import time
import traceback
from datetime import date, datetime, timedelta

from job_driver_deadlines import prepare_deadlines, watch
from job_driver_grading import apply, ask_for_grading, grade, prepare_grading
from job_driver_plans import make_plans, prepare_plans
from psycopg2.errors import SerializationFailure

import odoo
import odoo.cli
from odoo import SUPERUSER_ID, Command, api
from odoo.exceptions import UserError
from odoo.modules.registry import Registry
from odoo.sql_db import Cursor
from odoo.tools import config

SPECIALISTS = 3
# customer 17 of 150 becomes the customers 167, 317 …, each with an order of its own
MULTIPLY = """
    CREATE TEMPORARY TABLE copied AS
    SELECT partner.id AS old_id, nextval('res_partner_id_seq') AS id,
           'Customer ' || lpad((right(partner.name, 4)::int
                                + count(*) OVER (PARTITION BY copy) * copy)::text,
                               4, '0') AS name
      FROM res_partner AS partner, generate_series(1, %s) AS copy
     WHERE partner.name LIKE 'Customer ____';
    INSERT INTO res_partner
    SELECT (jsonb_populate_record(partner, jsonb_build_object(
               'id', copied.id, 'commercial_partner_id', copied.id,
               'name', copied.name, 'complete_name', copied.name))).*
      FROM copied JOIN res_partner AS partner ON partner.id = copied.old_id;
    INSERT INTO sale_order
    SELECT (jsonb_populate_record(sale, jsonb_build_object(
               'id', nextval('sale_order_id_seq'), 'partner_id', copied.id,
               'access_token', NULL))).*
      FROM copied JOIN sale_order AS sale ON sale.partner_id = copied.old_id
"""
REFUSED = 3  # exit code of a process that was told no


def main(options):
    """Serve commands until standard input ends."""
    config.parse_config(options)
    registry = Registry(config["db_name"][0])
    odoo.sql_db.close_all()  # a fork must not share a connection
    answer([])
    for line in sys.stdin:
        command = json.loads(line)
        processes = fork_processes(registry, command)
        if delay := command.get("kill_after_seconds"):
            time.sleep(delay)
            os.kill(processes[0][0], signal.SIGKILL)  # not waited for: still ours
        answer([get_fate(*process) for process in processes])


def answer(fates):
    """Write one line of JSON."""
    sys.stdout.write(json.dumps(fates) + "\n")
    sys.stdout.flush()


def fork_processes(registry, command):
    """Fork the processes of a command; they start at the same moment."""
    starting_line, starter = os.pipe()
    processes = []
    for _number in range(command.get("processes", 1)):
        report, reporter = os.pipe()
        pid = os.fork()
        if not pid:
            os.close(starter)
            os.read(starting_line, 1)  # until the parent closes the other end
            work(registry, command, reporter)
        os.close(reporter)
        processes.append((pid, report))
    os.close(starter)
    os.close(starting_line)
    return processes


def get_fate(pid, report):
    """Wait for a process, and return how it ended and how much it did."""
    with os.fdopen(report) as file:
        statements = file.read()
    _pid, status = os.waitpid(pid, 0)
    return {
        "exit": os.waitstatus_to_exitcode(status),
        "statements": int(statements or 0),
    }


def work(registry, command, reporter):
    """Do a command in this fork, and end it."""
    try:
        count = count_statements(command.get("kill_before_statement"))
        with registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            COMMANDS[command["do"]](env, command)
        os.write(reporter, str(count()).encode())
    except (UserError, SerializationFailure):
        os._exit(REFUSED)
    except BaseException:
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


def count_statements(last):
    """Count this process's SQL statements; before number ``last`` it kills itself."""
    execute, counted = Cursor.execute, []

    def counting_execute(self, *args, **kwargs):
        counted.append(1)
        if len(counted) == last:
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(self, *args, **kwargs)

    Cursor.execute = counting_execute
    return lambda: len(counted)


def run(env, command):
    """Run the nightly job as its service user, in small batches."""
    from odoo.addons.customer_followup.models import customer_followup_waiting

    customer_followup_waiting.CUSTOMERS_PER_BATCH = command.get("batch", 5)
    service = env.ref("customer_followup.user_service")
    rules = env(user=service.id)["customer.followup.rule"]
    rules._cron_run_rules(date.fromisoformat(command["today"]))


def run_disturbed(env, command):
    """Run the job while somebody saves every follow-up, once it has begun to write."""
    execute, saved = Cursor.execute, []

    def disturbing_execute(self, query, *args, **kwargs):
        text = getattr(query, "code", query)
        if 'INSERT INTO "customer_followup_reason"' in text and not saved:
            saved.append(True)
            with env.registry.cursor() as cr:
                cr.execute("UPDATE customer_followup SET guidance = 'Seen meanwhile'")
        return execute(self, query, *args, **kwargs)

    Cursor.execute = disturbing_execute
    run(env, command)
    assert saved, "the job wrote nothing that could be disturbed"


def record(env, command):
    """Record a problem with a follow-up, as its owner."""
    followup = env["customer.followup"].browse(command["followup"])
    followup.with_user(followup.user_id).action_record(
        {"result": "problem", "customer_opinion": "The bags were wet"}
    )


def prepare(env, command):
    """Set up a company with three rules and customers that ordered until yesterday."""
    today = date.fromisoformat(command["today"])
    env["customer.followup.rule"].search([]).active = False
    company = env["res.company"].create({"name": "North River Chemicals"})
    env = env(context={"allowed_company_ids": company.ids})
    staff = env["res.users"].create(
        [
            {
                "name": f"Specialist {number}",
                "login": f"driver_specialist_{number}",
                "company_id": company.id,
                "company_ids": [Command.set(company.ids)],
                "customer_daily_capacity": command.get("capacity", 0),
                "group_ids": [
                    Command.link(env.ref("customer_followup.group_specialist").id)
                ],
            }
            for number in range(SPECIALISTS)
        ]
    )
    create_rules(env, company)
    customers = env["res.partner"].create(
        [
            {
                "name": f"Customer {number:04d}",
                "customer_specialist_id": staff[number % SPECIALISTS].id,
            }
            for number in range(command["customers"])
        ]
    )
    create_orders(env, customers, today)


def multiply(env, command):
    """Add copies of the customers with their orders, as fast as SQL can."""
    env.cr.execute(MULTIPLY, [command["copies"]])


def set_capacity(env, command):
    """Give each specialist of the driver's company a daily capacity."""
    staff = env["res.users"].search([("login", "like", "driver_specialist_")])
    staff.customer_daily_capacity = command["capacity"]


def create_rules(env, company):
    """Create a rule for calls, one for visits, and one for calls after a sale."""
    common = {"company_id": company.id, "delay_days": 7, "deadline_days": 7}
    env["customer.followup.rule"].create(
        [
            {**common, "name": "Call", "trigger": "order_lapse"},
            {
                **common,
                "name": "Visit",
                "trigger": "order_lapse",
                "delay_days": 30,
                "method": "on_site",
            },
            {**common, "name": "After sale", "trigger": "sale_completed"},
        ]
    )


def create_orders(env, customers, today):
    """Give every customer one confirmed service order, on days of two months."""
    service = env["product.product"].create({"name": "Analysis", "type": "service"})
    line = Command.create({"product_id": service.id})
    orders = env["sale.order"].create(
        [{"partner_id": customer.id, "order_line": [line]} for customer in customers]
    )
    orders.state = "sale"
    noon = datetime.combine(today, datetime.min.time()) + timedelta(hours=12)
    for number, order in enumerate(orders):
        order.date_order = noon - timedelta(days=1 + number % 60)


COMMANDS = {
    "prepare": prepare,
    "run": run,
    "run_disturbed": run_disturbed,
    "record": record,
    "multiply": multiply,
    "set_capacity": set_capacity,
    "prepare_deadlines": prepare_deadlines,
    "watch": watch,
    "prepare_grading": prepare_grading,
    "ask_for_grading": ask_for_grading,
    "grade": grade,
    "apply": apply,
    "prepare_plans": prepare_plans,
    "make_plans": make_plans,
}

if __name__ == "__main__":
    main(sys.argv[1:])
