"""Garbage over RPC: an answer every time, and never half a record (G7)."""

import random
from datetime import timedelta

from odoo import fields
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import FollowupHttpCase

SEED = 20260302
CALLS = 400
STEPS = {
    "action_postpone": "date_planned",
    "action_schedule": "date_planned",
    "action_record": "vals",
    "action_cancel": "comment",
}
TABLES = (
    "customer_followup",
    "customer_followup_reason",
    "customer_followup_rule",
    "customer_followup_step",
    "helpdesk_ticket",
    "mail_activity",
    "mail_message",
)
# What no committed follow-up may look like, whatever was asked for.
HALF_WRITTEN = """
    SELECT followup.name, followup.state, followup.result
      FROM customer_followup AS followup
      JOIN res_partner AS customer ON customer.id = followup.partner_id
      LEFT JOIN res_partner AS contact ON contact.id = followup.contact_id
      CROSS JOIN LATERAL (
           SELECT count(*) FROM mail_activity
            WHERE res_model = 'customer.followup' AND res_id = followup.id
           ) AS activity
      CROSS JOIN LATERAL (
           SELECT count(*) FROM helpdesk_ticket
            WHERE customer_followup_id = followup.id
           ) AS ticket
     WHERE followup.company_id = %s
       AND (followup.name = '/'
            OR customer.commercial_partner_id <> customer.id
            OR contact.commercial_partner_id <> customer.id
            OR followup.satisfaction IS NOT NULL AND contact.id IS NULL
            OR (followup.state IN ('recorded', 'reviewed'))
               <> (followup.recorded_at IS NOT NULL)
            OR followup.recorded_at IS NOT NULL AND followup.result IS NULL
            OR followup.recorded_at IS NOT NULL AND ticket.count
               <> (followup.result IN ('problem', 'complaint'))::int
            OR activity.count <> (followup.user_id IS NOT NULL AND followup.state
               IN ('planned', 'scheduled', 'contacted'))::int)
"""
VALID = {
    "result": ["well", "need", "problem", "complaint", "declined"],
    "satisfaction": ["1", "5"],
    "customer_opinion": ["The bags were wet"],
    "method": ["phone", "on_site"],
    "contacted_at": ["2026-03-02 01:00:00"],
    "date_planned": ["2026-03-02"],
    "date_deadline": ["2026-03-09"],
    "purpose": ["usage"],
    "content": ["Bring samples"],
}
RULE = {
    "name": ["Lapsed"],
    "trigger": ["order_lapse", "sale_completed"],
    "delay_days": [7],
    "deadline_days": [7],
    "partner_domain": ["[]", "[('city', '=', 'Suzhou')]"],
    "assign_to": ["specialist", "user"],
    "method": ["phone"],
}


@tagged("post_install", "-at_install")
class TestBadInputRpc(FollowupHttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contact = cls.create_contact(cls.customer)
        cls.followup = cls.create_followup()
        cls.rule = cls.create_rule("order_lapse")
        foreign = cls.create_followup(
            cls.create_customer("Green Mill", cls.colleague), cls.colleague
        )
        cls.valid = {
            **VALID,
            "partner_id": [cls.customer.id],
            "contact_id": [cls.contact.id],
            "user_id": [cls.specialist.id, cls.colleague.id],
        }
        cls.junk = [
            None, True, False, 0, -1, 1.5, 2**31, 2**63, 10**30, "", " ", "x", "é漢😀",
            "x" * 100_000, "\x00", "'; DROP TABLE res_users; --",
            "<script>alert(1)</script>", "2026-13-45", "0001-01-01", "9999-12-31",
            "2026-03-02T01:00:00Z", [], [[]], {}, {"a": {"b": 1}}, [6, 0, [1]],
            [[6, 0, [999_999_999]]], [[4, "x"]], [[0, 0, {"name": "x"}]], [None],
            foreign.id, foreign.partner_id.id, 999_999_999,
        ]  # fmt: skip
        cls.chance = random.Random(SEED)

    # How a call is made up ------------------------------------------------------------

    def pick(self, valid):
        """Return a valid value now and then, and garbage otherwise."""
        return self.chance.choice(valid if self.chance.random() < 0.4 else self.junk)

    def pick_values(self, fields_by_name):
        count = self.chance.randint(1, len(fields_by_name))
        names = self.chance.sample(sorted(fields_by_name), count)
        values = {name: self.pick(fields_by_name[name]) for name in names}
        if self.chance.random() < 0.1:
            values["no_such_field"] = self.pick([1])
        return values

    def pick_ids(self, record):
        return self.chance.choice(
            [record.ids] * 5 + [[self.chance.choice(self.junk)], [], record.ids * 2]
        )

    def pick_call(self):
        """Return who calls which method with what."""
        followup, rule = self.pick_ids(self.followup), self.pick_ids(self.rule)
        step = {
            "action": self.pick(["postpone", "review", "cancel"]),
            "followup_ids": self.pick([[[6, 0, self.followup.ids]]]),
            "comment": self.pick(["Answering machine"]),
            "date_planned": self.pick(["2099-01-01"]),
        }
        model = "customer.followup"
        return self.chance.choice(
            [
                (self.specialist, model, "create", [self.pick_values(self.valid)]),
                (
                    self.specialist,
                    model,
                    "write",
                    followup,
                    self.pick_values(self.valid),
                ),
                (
                    self.specialist,
                    model,
                    "action_record",
                    followup,
                    self.pick([self.pick_values(self.valid)] * 9),
                ),
                (self.specialist, model, "action_postpone", followup, self.pick([""])),
                (self.specialist, model, "action_schedule", followup, self.pick([""])),
                (self.specialist, model, "action_cancel", followup, self.pick(["No"])),
                (self.supervisor, model, "action_review", followup, self.pick(["OK"])),
                (self.supervisor, model, "action_reopen", followup),
                (self.specialist, "customer.followup.step", "create", [step]),
                (
                    self.manager,
                    "customer.followup.rule",
                    "create",
                    [self.pick_values(RULE)],
                ),
                (
                    self.manager,
                    "customer.followup.rule",
                    "write",
                    rule,
                    self.pick_values(RULE),
                ),
            ]
        )

    def snapshot(self):
        """Return a fingerprint of everything the calls could write."""
        self.env.cr.execute(
            " UNION ALL ".join(
                f"SELECT md5(string_agg(t::text, '|' ORDER BY id)) FROM {table} AS t"
                for table in TABLES
            )
        )
        return self.env.cr.fetchall()

    # The proof ------------------------------------------------------------------------

    @mute_logger("odoo.http", "odoo.sql_db", "odoo.addons.base.models.ir_rule")
    def test_garbage_is_answered_and_leaves_nothing_half_written(self):
        """G7: an error changes nothing at all; a success is a whole record."""
        outcomes = {"error": 0, "result": 0}
        for number in range(CALLS):
            call = self.pick_call()
            with self.undone():
                before = self.snapshot()
                answer = self.call(*call)  # asserts that the status is 200
                kind = "error" if "error" in answer else "result"
                outcomes[kind] += 1
                self.env.invalidate_all()
                what = f"call {number}: {call!r:.500}"
                if kind == "error":
                    self.assertEqual(self.snapshot(), before, what)
                self.env.cr.execute(HALF_WRITTEN, [self.company.id])
                self.assertEqual(self.env.cr.fetchall(), [], what)
        self.assertGreater(min(outcomes.values()), CALLS // 10, outcomes)

    @mute_logger("odoo.http", "odoo.sql_db")
    def test_steps_refuse_garbage_without_a_server_error(self):
        """G7: over the JSON API, garbage for a step is the caller's error."""
        key = (
            self.env["res.users.apikeys"]
            .with_user(self.supervisor)
            .sudo()
            ._generate("rpc", "test", fields.Datetime.now() + timedelta(days=1))
        )
        failed = []
        for method, argument in STEPS.items():
            for junk in [*self.get_arguments(method), "\ud800"]:
                with self.undone():
                    response = self.url_open(
                        f"/json/2/customer.followup/{method}",
                        json={"ids": self.followup.ids, argument: junk},
                        headers={"Authorization": f"bearer {key}"},
                    )
                    if response.status_code >= 500:
                        failed.append((method, f"{junk!r:.80}", response.text[-300:]))
        self.assertEqual(failed, [])

    def get_arguments(self, method):
        if method != "action_record":
            return self.junk
        return self.junk + [
            {"result": "well", name: junk} for name in self.valid for junk in self.junk
        ]
