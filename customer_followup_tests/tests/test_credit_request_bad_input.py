"""Garbage in credit requests: an answer every time, never half a request (G7)."""

import random
from datetime import timedelta
from json import dumps
from unittest.mock import patch

from odoo import fields
from odoo.tests import tagged
from odoo.tools import mute_logger

from .credit_common import CreditHttpCase

SEED = 20260302
CALLS = 300
BAD_LIMITS = [
    -1, -0.01, 1e12 + 1, 1e300, 10**400, float("nan"), float("inf"), -float("inf"),
    "50000", "fifty", "", [], {}, [1], True, "\x00", "1e5", None,
]  # fmt: skip
TABLES = {
    "customer_credit_request": "TRUE",
    "customer_credit_snapshot": "TRUE",
    "customer_approval_step": "TRUE",
    "customer_approval_entry": "TRUE",
    "mail_activity": "res_model = 'customer.credit.request'",
    "mail_message": "model = 'customer.credit.request'",
}
# What no stored request may look like, whatever was asked for.
HALF_WRITTEN = """
    SELECT request.name, request.state, request.requested_limit
      FROM customer_credit_request AS request
      JOIN res_partner AS customer ON customer.id = request.partner_id
      CROSS JOIN LATERAL (
           SELECT count(*) FROM customer_approval_step
            WHERE res_model = 'customer.credit.request' AND res_id = request.id
              AND state = 'open'
           ) AS step
     WHERE request.company_id = %s
       AND (request.name = '/'
            OR request.requested_limit NOT BETWEEN 0 AND 1e12
            OR request.date_until < request.date_from
            OR (request.state = 'submitted') <> (step.count = 1)
            OR request.state = 'submitted' AND coalesce(trim(request.reason), '') = ''
            OR request.applied_at IS NOT NULL AND request.state <> 'approved')
"""


@tagged("post_install", "-at_install")
class TestCreditRequestBadInput(CreditHttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.vals = {
            "partner_id": cls.customer.id,
            "requested_limit": 50000.0,
            "reason": "Twice the orders since spring",
        }

    def setUp(self):
        super().setUp()
        loggers = ("odoo.http", "odoo.sql_db", "odoo.addons.base.models.ir_rule")
        self.enterContext(mute_logger(*loggers))

    def url_open(self, url, json=None, headers=None, **kwargs):
        """Send NaN and infinity too, as careless scripts do."""
        if json is not None:
            headers = {**(headers or {}), "Content-Type": "application/json"}
            kwargs["data"] = dumps(json)
        return super().url_open(url, headers=headers, **kwargs)

    def post_json2(self, user, method, **params):
        """Call a method of requests with an API key."""
        keys = self.env["res.users.apikeys"].with_user(user).sudo()
        key = keys._generate("rpc", "Script", fields.Datetime.now() + timedelta(days=1))
        self.env.flush_all()
        return self.url_open(
            f"/json/2/customer.credit.request/{method}",
            json=params,
            headers={"Authorization": f"bearer {key}"},
        )

    def count(self):
        return self.env["customer.credit.request"].search_count([])

    def test_limits_that_are_none_are_refused(self):
        """G7: negative, huge, not a number, or no number at all; over both doors."""
        request = self.create_request()
        for limit in BAD_LIMITS:
            vals = {**self.vals, "requested_limit": limit}
            with self.subTest(limit=str(limit)[:20]), self.undone():
                before = self.count()
                model = "customer.credit.request"
                self.call(self.salesperson, model, "create", [vals])
                args = (request.ids, {"requested_limit": limit})
                answer = self.call(self.salesperson, model, "write", *args)
                self.env.invalidate_all()
                if limit is None:
                    continue  # none is a limit of 0
                self.assertEqual(self.count(), before)
                self.assertEqual(request.requested_limit, 50000.0)
                self.assertIn("odoo.exceptions.", answer["error"]["data"]["name"])

    def test_limits_that_are_none_are_client_errors(self):
        """G7: a script gets the reason, and no server error."""
        for limit in BAD_LIMITS:
            vals = {**self.vals, "requested_limit": limit}
            with self.subTest(limit=str(limit)[:20]), self.undone():
                answer = self.post_json2(self.salesperson, "create", vals_list=[vals])
                self.assertLess(answer.status_code, 500, answer.text[:500])

    def test_limit_is_in_the_company_s_currency(self):
        """CRD-2: another currency in the values is not heard."""
        foreign = self.env.ref("base.CHF")
        vals = {**self.vals, "currency_id": foreign.id}
        answer = self.call(
            self.salesperson, "customer.credit.request", "create", [vals]
        )
        request = self.env["customer.credit.request"].browse(answer["result"])
        self.assertEqual(request.currency_id, self.company.currency_id)
        self.assertNotEqual(request.currency_id, foreign)
        self.call(
            self.salesperson,
            "customer.credit.request",
            "write",
            request.ids,
            {"currency_id": foreign.id},
        )
        self.env.invalidate_all()
        self.assertEqual(request.currency_id, self.company.currency_id)

    def test_limit_is_rounded_to_the_smallest_unit(self):
        """CRD-2: what is signed is what is applied."""
        request = self.create_request(requested_limit=50000.005, submit=True)
        self.sign(request)
        self.assertEqual(self.get_terms()[0], request.requested_limit)
        self.assertEqual(request.requested_limit, 50000.01)

    def test_second_request_is_refused_with_the_first_one_s_number(self):
        """CRD-2: two changes at once would overwrite each other."""
        first = self.create_request(submit=True)
        second = self.create_request(user=self.specialist)
        answer = self.call(
            self.specialist, "customer.credit.request", "action_submit", second.ids
        )
        self.assertIn(first.name, answer["error"]["data"]["message"])
        self.assertIn(self.salesperson.name, answer["error"]["data"]["message"])
        self.sign(first)
        with self.refused("changed|Nothing would change"):
            self.as_user(second, self.specialist).action_submit()
        second.requested_limit = 60000.0
        self.as_user(second, self.specialist).action_submit()

    def test_second_request_at_the_same_moment_is_refused(self):
        """CRD-2: neither sees the other, and the database refuses one of them."""
        self.create_request(submit=True)
        second = self.create_request(user=self.specialist)
        Request = self.registry["customer.credit.request"]
        with (
            patch.object(Request, "_check_no_other_waits", lambda self: None),
            self.undone(),
        ):
            answer = self.call(
                self.specialist, "customer.credit.request", "action_submit", second.ids
            )
            error = answer["error"]["data"]
            self.assertEqual(error["name"], "odoo.exceptions.ValidationError")
            self.assertIn("waits for signatures already", error["message"])
            self.env.invalidate_all()
            self.assertEqual(second.state, "draft")

    # Anything at all ------------------------------------------------------------------

    def pick_values(self, chance, junk):
        """Return some fields, valid now and then, garbage otherwise."""
        valid = {
            **self.vals,
            "requested_term_id": self.term.id,
            "date_from": "2026-03-02",
            "date_until": "2099-03-02",
            "company_id": self.company.id,
            "sale_order_id": False,
        }
        names = chance.sample(sorted(valid), chance.randint(1, len(valid)))
        return {
            name: valid[name] if chance.random() < 0.5 else chance.choice(junk)
            for name in names
        }

    def snapshot(self):
        self.env.cr.execute(
            " UNION ALL ".join(
                f"SELECT md5(string_agg(t::text, '|' ORDER BY id)) FROM {table} AS t"
                f" WHERE {condition}"
                for table, condition in TABLES.items()
            )
        )
        return self.env.cr.fetchall()

    def test_garbage_leaves_nothing_half_written(self):
        """G7: an error changes nothing at all; a success is a whole request."""
        chance = random.Random(SEED)
        junk = [
            *BAD_LIMITS, 0, 1.5, 2**31, 2**63, "x" * 100_000, "é漢😀",
            "2026-13-45", "0001-01-01", "9999-12-31", [[]], [6, 0, [1]], [[4, "x"]],
            self.create_contact(self.customer).id, self.company.partner_id.id,
        ]  # fmt: skip
        request = self.create_request()
        self.env.cr.precommit.run()  # messages about the request itself
        outcomes = {"error": 0, "result": 0}
        for number in range(CALLS):
            vals = self.pick_values(chance, junk)
            ids = chance.choice([request.ids] * 6 + [[chance.choice(junk)], []])
            method, *args = chance.choice(
                [
                    ("create", [vals]),
                    ("create", [{**self.vals, **vals}]),
                    ("write", ids, vals),
                    ("web_save", ids, vals, {}),
                    ("action_submit", ids),
                    ("action_cancel", ids, chance.choice(junk)),
                    ("action_refuse", ids, chance.choice(junk)),
                    ("action_ask_back", ids, chance.choice(junk)),
                    ("action_approve", ids, chance.choice(junk)),
                    ("copy", ids, vals),
                ]
            )
            user = chance.choice([self.salesperson] * 4 + [self.marketing])
            with self.undone():
                before = self.snapshot()
                answer = self.call(user, "customer.credit.request", method, *args)
                kind = "error" if "error" in answer else "result"
                outcomes[kind] += 1
                self.env.invalidate_all()
                what = f"call {number}: {method} {args!r:.500}"
                if kind == "error":
                    self.assertEqual(self.snapshot(), before, what)
                self.env.cr.execute(HALF_WRITTEN, self.company.ids)
                self.assertEqual(self.env.cr.fetchall(), [], what)
        self.assertGreater(outcomes["result"], CALLS / 10)
        self.assertGreater(outcomes["error"], CALLS / 4)
