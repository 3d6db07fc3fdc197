"""Garbage for requests, signatures, stand-ins, routes: answered, never half (G7)."""

import random
from datetime import timedelta

from odoo import fields
from odoo.tests import tagged
from odoo.tools import mute_logger

from .approval_forgery_common import ApprovalForgeryCase

SEED = 20260302
CALLS = 600
REQUEST = "customer.credit.request"
DECISION = "customer.approval.decision"
DELEGATION = "customer.approval.delegation"
ROUTE = "customer.approval.route"
LEVEL = "customer.approval.level"
ACTIONS = ("action_approve", "action_refuse", "action_ask_back", "action_cancel")
# Odoo itself cannot store it, nor answer that it cannot; what we read is refused
HALF_A_CHARACTER = "\ud800"
# What no committed request may look like, whatever was asked for.
HALF_WRITTEN = """
    SELECT request.name, request.state, request.requested_limit, step.open
      FROM customer_credit_request AS request
      JOIN res_partner AS customer ON customer.id = request.partner_id
      CROSS JOIN LATERAL (
           SELECT count(*) FILTER (WHERE state = 'open') AS open,
                  count(*) FILTER (WHERE state IN ('open', 'waiting')) AS running
             FROM customer_approval_step
            WHERE res_model = 'customer.credit.request' AND res_id = request.id) AS step
      CROSS JOIN LATERAL (
           SELECT count(*) AS lines FROM customer_approval_entry
            WHERE res_model = 'customer.credit.request' AND res_id = request.id) AS log
     WHERE request.company_id = %s
       AND (request.name = '/' OR customer.commercial_partner_id <> customer.id
            OR request.requested_limit::float NOT BETWEEN 0 AND 1e12
            OR request.requested_limit::float = 'NaN'
            OR request.date_until < request.date_from
            OR request.approval_decision_count <> log.lines
            OR step.open <> (request.state = 'submitted')::int
            OR request.state <> 'submitted' AND step.running > 0)
"""


@tagged("post_install", "-at_install")
class TestBadInputApproval(ApprovalForgeryCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.delegation = cls.env[DELEGATION].create(
            {
                "user_id": cls.marketing.id,
                "delegate_id": cls.specialist.id,
                "date_from": "2099-01-01",
                "date_to": "2099-01-09",
            }
        )
        cls.chance = random.Random(SEED)
        cls.junk = [
            None, True, False, 0, -1, -0.0, 1.5, 2**31, 2**63, 10**30, 10**400, 1e308,
            -1e308, "NaN", "Infinity", "", " ", "x", "é漢😀", "x" * 100_000, "\x00",
            "'; DROP TABLE res_users; --", "<script>alert(1)</script>",
            "2026-13-45", "0001-01-01", "9999-12-31", "2026-03-02T01:00:00Z", [], [[]],
            {}, {"a": {"b": 1}}, [6, 0, [1]], [[6, 0, [999_999_999]]], [[4, "x"]],
            [[0, 0, {"name": "x"}]], [None], "[('gone', '=', 1)]", "[" * 300,
            cls.other_sales.id, cls.company.id, 999_999_999,
        ]  # fmt: skip
        cls.valid = {
            REQUEST: {
                "partner_id": [cls.create_customer("White Mill").id],
                "company_id": [cls.company.id],
                "requested_limit": [70000.0, 0],
                "requested_term_id": [cls.term.id, False],
                "reason": ["More orders"],
                "date_from": ["2026-03-02"],
                "date_until": ["2099-03-09"],
            },
            DELEGATION: {
                "user_id": [cls.marketing.id],
                "delegate_id": [cls.finance.id, cls.specialist.id],
                "company_id": [cls.company.id],
                "date_from": ["2099-03-02"],
                "date_to": ["2099-03-09"],
                "reason": ["Holiday"],
            },
            ROUTE: {
                "name": ["Large"],
                "sequence": [5],
                "model_id": [cls.env["ir.model"]._get_id(REQUEST)],
                "company_id": [cls.company.id],
                "domain": ["[]", "[('requested_limit', '>', 5)]"],
                "reminder_days": [2],
                "level_ids": [[[0, 0, {"name": "One", "group_id": 1}]]],
            },
            LEVEL: {
                "name": ["One"],
                "route_id": [cls.route.id],
                "sequence": [1],
                "signer_type": ["group", "users", "superiors"],
                "group_id": [cls.env.ref("customer_followup.group_finance_head").id],
                "user_ids": [[[6, 0, cls.manager.ids]]],
                "required": ["one", "all"],
            },
            DECISION: {
                "res_model": [REQUEST],
                "res_id": [cls.request.id],
                "decision": ["approve", "refuse", "ask_back", "cancel"],
                "comment": ["Because"],
            },
        }

    # How a call is made up ------------------------------------------------------------

    def pick(self, valid, likely=0.6):
        """Return a valid value more often than not, and garbage otherwise."""
        choices = valid if self.chance.random() < likely else self.junk
        return self.chance.choice(choices)

    def pick_values(self, model):
        fields_ = self.valid[model]
        names = self.chance.sample(
            sorted(fields_), self.chance.randint(1, len(fields_))
        )
        values = {name: self.pick(fields_[name]) for name in names}
        if self.chance.random() < 0.05:
            values["no_such_field"] = 1
        return values

    def pick_call(self):
        """Return who calls which method with what."""
        user, model, record = self.chance.choice(
            [
                (self.salesperson, REQUEST, self.draft),
                (self.salesperson, REQUEST, self.request),
                (self.marketing, DELEGATION, self.delegation),
                (self.manager, ROUTE, self.route),
                (self.manager, LEVEL, self.route.level_ids[0]),
            ]
        )
        ids = self.chance.choice([record.ids] * 8 + [[self.chance.choice(self.junk)]])
        return self.chance.choice(
            [
                (user, model, "create", [self.pick_values(model)]),
                (user, model, "write", ids, self.pick_values(model)),
                (user, model, "unlink", ids),
                (self.marketing, DECISION, "create", [self.pick_values(DECISION)]),
                (
                    self.chance.choice((self.marketing, self.salesperson)),
                    REQUEST,
                    self.chance.choice(ACTIONS),
                    self.chance.choice([self.request.ids] * 5 + [self.draft.ids, ids]),
                    self.pick(["Because"]),
                ),
                (self.salesperson, REQUEST, "action_submit", self.draft.ids),
            ]
        )

    # The proof ------------------------------------------------------------------------

    @mute_logger("odoo.http", "odoo.sql_db", "odoo.addons.base.models.ir_rule")
    def test_garbage_is_answered_and_leaves_nothing_half_written(self):
        """G7: an error changes nothing at all; a success is a whole record."""
        outcomes = {"error": 0, "result": 0}
        for number in range(CALLS):
            call = self.pick_call()
            with self.undone():
                before = self.look()
                answer = self.call(*call)  # asserts that the status is 200
                if call[1:3] == (DECISION, "create") and "result" in answer:
                    dialog = answer["result"]
                    answer = self.call(call[0], DECISION, "action_confirm", dialog)
                kind = "error" if "error" in answer else "result"
                outcomes[kind] += 1
                what = f"call {number}: {call!r:.500}"
                if kind == "error":
                    self.assertEqual(self.look(), before, what)
                self.env.invalidate_all()
                self.env.cr.execute(HALF_WRITTEN, [self.company.id])
                self.assertEqual(self.env.cr.fetchall(), [], what)
        self.assertGreater(min(outcomes.values()), CALLS // 10, outcomes)

    @mute_logger("odoo.http", "odoo.sql_db")
    def test_decisions_refuse_garbage_without_a_server_error(self):
        """G7: over the JSON API, garbage for a decision is the caller's error."""
        failed = []
        for user in (self.marketing, self.salesperson):
            key = self.make_key(user)
            for method in ACTIONS:
                for junk in [*self.junk, HALF_A_CHARACTER]:
                    with self.undone():
                        response = self.post(key, REQUEST, method, comment=junk)
                        if response.status_code >= 500:
                            failed.append(
                                (method, f"{junk!r:.60}", response.text[-300:])
                            )
                        self.env.cr.execute(HALF_WRITTEN, [self.company.id])
                        self.assertEqual(self.env.cr.fetchall(), [], (method, junk))
        self.assertEqual(failed, [])

    @mute_logger("odoo.http", "odoo.sql_db")
    def test_amounts_are_refused_without_a_server_error(self):
        """G7: what is no amount is told so, whichever way it comes."""
        key, failed = self.make_key(self.salesperson), []
        for junk in [*self.junk, HALF_A_CHARACTER]:
            for number in (junk, [junk]):
                with self.undone():
                    vals = {"requested_limit": number}
                    response = self.post(
                        key, REQUEST, "write", ids=self.draft.ids, vals=vals
                    )
                    if response.status_code >= 500:
                        failed.append((f"{number!r:.60}", response.text[-300:]))
        self.assertEqual(failed, [])

    def make_key(self, user):
        """Return a key of the JSON API for a user."""
        keys = self.env["res.users.apikeys"].with_user(user).sudo()
        tomorrow = fields.Datetime.now() + timedelta(days=1)
        return keys._generate("rpc", "test", tomorrow)

    def post(self, key, model, method, **arguments):
        """Call a method over the JSON API and return the response."""
        arguments.setdefault("ids", self.request.ids)
        return self.url_open(
            f"/json/2/{model}/{method}",
            json=arguments,
            headers={"Authorization": f"bearer {key}"},
        )
