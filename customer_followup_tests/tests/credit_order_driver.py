"""Confirms orders of one customer at the same moment, in real transactions.

    python credit_order_driver.py <options of odoo>

A process of its own, as the tests of Odoo hold a lock that a second transaction needs
to start again. Each line of standard input is a trial, one JSON object, and each is
answered by one line: a list with the outcome of every round.
"""

import json
import sys
from contextlib import ExitStack
from functools import partial
from threading import Barrier, Thread
from unittest.mock import patch

import odoo
from odoo import SUPERUSER_ID, Command, api
from odoo.exceptions import UserError
from odoo.modules.registry import Registry
from odoo.service.model import retrying
from odoo.tools import config

PATIENCE_SECONDS = 30


def main(options):
    """Serve trials until standard input ends."""
    config.parse_config(options)
    registry = Registry(config["db_name"][0])
    answer([])
    for line in sys.stdin:
        command = json.loads(line)
        trial = TRIALS[command["trial"]]
        # both start again at once instead of waiting for seconds
        with patch("odoo.service.model.random.uniform", lambda *_limits: 0):
            answer([trial(registry) for _round in range(command["rounds"])])
    odoo.sql_db.close_all()


def answer(outcomes):
    """Write one line of JSON."""
    sys.stdout.write(json.dumps(outcomes) + "\n")
    sys.stdout.flush()


def at_once(registry, *deeds, rejoin=False):
    """Do things at the same moment; each sees the database as it was before.

    :param rejoin: whether they wait for each other before they commit, too
    :return: how many were refused
    """
    barrier, refused = Barrier(len(deeds), timeout=PATIENCE_SECONDS), []

    def start(deed, env):
        tries = []

        def attempt():
            env.cr.execute("SELECT 1")  # what it sees from now on is fixed
            if not tries:
                barrier.wait()
            tries.append(1)
            deed(env)
            if rejoin:
                env.flush_all()
                barrier.wait()

        try:
            retrying(attempt, env)  # the way requests do it
        except UserError as error:
            refused.append(str(error))

    with ExitStack() as stack:
        threads = []
        for deed in deeds:
            cr = stack.enter_context(registry.cursor())
            env = api.Environment(cr, SUPERUSER_ID, {})
            threads.append(Thread(target=start, args=[deed, env]))
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    return len(refused)


def prepare(registry, amounts=(600, 600), confirmed=0):
    """Return the ids of orders of a new customer with a limit of 1,000."""
    with registry.cursor() as cr:
        env = api.Environment(cr, SUPERUSER_ID, {})
        company = env["res.company"].create(
            {"name": f"North River {cr.now()}", "customer_credit_check": "hold"}
        )
        env = env(context={"allowed_company_ids": company.ids})
        customer = env["res.partner"].create({"name": "Blue Mill"})
        customer._set_customer_credit_terms(
            company, {"credit_limit": 1000, "payment_term_id": None}, "opening"
        )
        orders = env["sale.order"]
        for amount in amounts:
            service = env["product.product"].create(
                {"name": "Analysis", "type": "service", "list_price": amount}
            )
            line = Command.create({"product_id": service.id})
            orders |= orders.create({"partner_id": customer.id, "order_line": [line]})
        orders[:confirmed].action_confirm()
        return orders.ids


def confirm(ids, env):
    """Press Confirm."""
    env["sale.order"].browse(ids).action_confirm()


def grow(order_id, env):
    """Sell one more."""
    env["sale.order"].browse(order_id).order_line.product_uom_qty = 2


def count(registry, ids):
    """Return how many orders are confirmed and how many on hold."""
    with registry.cursor() as cr:
        cr.execute(
            "SELECT count(*) FILTER (WHERE state = 'sale'),"
            " count(*) FILTER (WHERE customer_credit_state = 'held')"
            " FROM sale_order WHERE id = ANY(%s)",
            [ids],
        )
        return cr.fetchone()


def confirm_two(registry):
    """Confirm two orders of which one fits."""
    ids = prepare(registry)
    refused = at_once(registry, *(partial(confirm, [id_]) for id_ in ids))
    return [*count(registry, ids), refused]


def confirm_two_unclaimed(registry):
    """Do so without claiming the credit."""
    ids = prepare(registry)
    partner = registry["res.partner"]
    with patch.object(partner, "_claim_customer_credit", lambda self: None):
        deeds = (partial(confirm, [id_]) for id_ in ids)
        refused = at_once(registry, *deeds, rejoin=True)
    return [*count(registry, ids), refused]


def confirm_batches(registry):
    """Confirm orders of two customers, in opposite order."""
    first, second = prepare(registry), prepare(registry)
    refused = at_once(
        registry,
        partial(confirm, [first[0], second[0]]),
        partial(confirm, [second[1], first[1]]),
    )
    return [*count(registry, first + second), refused]


def grow_and_confirm(registry):
    """Let an order grow while another one is confirmed; there is credit for one."""
    ids = prepare(registry, (400, 400), confirmed=1)
    deeds = partial(grow, ids[0]), partial(confirm, ids[1:])
    refused = at_once(registry, *deeds)
    return [*count(registry, ids), refused]


TRIALS = {
    trial.__name__: trial
    for trial in (confirm_two, confirm_two_unclaimed, confirm_batches, grow_and_confirm)
}

if __name__ == "__main__":
    main(sys.argv[1:])
