"""Garbage for cases, their steps, promises and calendars: never half a clock (G7)."""

import random
from datetime import timedelta

from odoo import fields
from odoo.tests import tagged
from odoo.tools import mute_logger

from .deadline_access_common import STAMPS, TABLES, DeadlineAccessCase

SEED = 20260302
CALLS = 400
CASE, FOLLOWUP, CLOCK = "helpdesk.ticket", "customer.followup", "customer.deadline"
POLICY, RUNG = "customer.deadline.policy", "customer.deadline.rung"
SHIFT, LEAVE = "resource.calendar.attendance", "resource.calendar.leaves"
BUTTONS = ("decide", "agree", "hand_over", "contact")
REQUIRED = {
    CASE: ["name", "description"],
    FOLLOWUP: ["partner_id", "date_planned", "date_deadline"],
    POLICY: ["name", "code", "model_id", "unit"],
    RUNG: ["policy_id"],
    SHIFT: ["name", "calendar_id", "dayofweek", "hour_to", "day_period"],
    LEAVE: ["name", "date_from", "date_to"],
}
# What no committed clock and no case may look like, whatever was asked for.
HALF_WRITTEN = """
    SELECT 'clock', deadline.id, deadline.state, deadline.last_error
      FROM customer_deadline AS deadline
      CROSS JOIN LATERAL (
           SELECT count(*) FILTER (WHERE kind = 'started') AS started,
                  count(*) FILTER (WHERE kind IN ('stopped', 'cancelled')) AS ended
             FROM customer_deadline_event WHERE deadline_id = deadline.id) AS log
     WHERE deadline.is_open <> (deadline.ended_at IS NULL)
        OR deadline.is_open AND deadline.state IN ('met', 'cancelled')
        OR NOT deadline.is_open AND deadline.state IN ('running', 'paused')
        OR (deadline.state = 'met') <> (deadline.punctuality = 100)
        OR deadline.state = 'paused' AND deadline.paused_at IS NULL
        OR log.started <> 1 OR log.ended <> (NOT deadline.is_open)::int
        OR deadline.last_error IS NOT NULL
    UNION ALL
    SELECT 'notice', id, rung_key, last_error FROM customer_deadline_notice
     WHERE last_error IS NOT NULL OR (told_at IS NULL) <> (told_user_id IS NULL)
    UNION ALL
    SELECT 'case', ticket.id, stage.name::text, ticket.number
      FROM helpdesk_ticket AS ticket
      LEFT JOIN helpdesk_ticket_stage AS stage ON stage.id = ticket.stage_id
     WHERE customer_contacted_at < customer_handed_over_at
        OR customer_contacted_at IS NOT NULL AND customer_handed_over_at IS NULL
        OR customer_handed_over_at IS NOT NULL AND customer_agreed_at IS NULL
        OR customer_agreed_at IS NOT NULL AND customer_decided_at IS NULL
        OR customer_department_id IS NOT NULL AND customer_decided_at IS NULL
        OR stage.closed AND EXISTS (
           SELECT FROM customer_deadline AS deadline
            WHERE deadline.res_model = 'helpdesk.ticket'
              AND deadline.res_id = ticket.id AND deadline.is_open)
"""


@tagged("post_install", "-at_install")
class TestBadInputDeadline(DeadlineAccessCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.chance = random.Random(SEED)
        stage = cls.env["helpdesk.ticket.stage"]
        waiting, done = (
            stage.search([("closed", "=", closed)], limit=1) for closed in (False, True)
        )
        cls.create_policy(
            "Agreed",
            "department_named",
            "agreed",
            unit="working_hours",
            pause_domain=f"[('stage_id', '=', {waiting.id})]",
        )
        cls.create_policy("Contacted", "handed_over", "contacted", unit="days")
        cls.create_policy("Closed", "registered", "closed", unit="days", amount=7)
        followups = {"model_id": cls.env["ir.model"]._get_id(FOLLOWUP)}
        cls.create_policy("Made", "planned", "contacted", unit="document", **followups)
        cls.create_policy("Recorded", "contacted", "recorded", **followups)
        cls.named = cls.create_case(
            cls.customer, cls.specialist, customer_department_id=cls.department.id
        )
        cls.followup = cls.create_followup()
        cls.calendar = cls.company.resource_calendar_id
        cls.junk = [
            None, True, False, 0, -1, 1.5, 2**31, 2**63, 10**30, "", " ", "x", "é漢😀",
            "x" * 100_000, "\x00", "'; DROP TABLE res_users; --", "2026-13-45",
            "0001-01-01", "9999-12-31", "2026-03-02T01:00:00Z", [], [[]], {},
            {"a": {"b": 1}}, [6, 0, [1]], [[6, 0, [999_999_999]]], [[4, "x"]],
            [[0, 0, {"name": "x"}]], [None], "[('gone', '=', 1)]", "[" * 300,
            cls.far.id, cls.portal.id, cls.elsewhere.id, 999_999_999,
        ]  # fmt: skip
        events = ["registered", "decided", "department_named", "contacted", "closed"]
        cls.valid = {
            CASE: {
                "name": ["Wet bags"],
                "description": ["Twelve of forty"],
                "partner_id": [cls.customer.id],
                "customer_case_type": ["issue", "complaint"],
                "customer_department_id": [cls.department.id, False],
                "team_id": [cls.team.id, False],
                "user_id": [cls.specialist.id, cls.colleague.id, False],
                "company_id": [cls.company.id],
                "stage_id": [waiting.id, done.id],
                "customer_deadline_ids": [[]],
                **{stamp: [False] for stamp in STAMPS},
            },
            FOLLOWUP: {
                "partner_id": [cls.customer.id],
                "user_id": [cls.specialist.id, cls.colleague.id],
                "date_planned": ["2026-03-02"],
                "date_deadline": ["2026-03-09", "2099-03-09"],
                "contacted_at": ["2026-03-02 01:00:00"],
            },
            POLICY: {
                "name": ["Promise"],
                "code": ["promise", cls.policy.code],
                "model_id": [cls.policy.model_id.id],
                "company_id": [cls.company.id, False],
                "active": [True, False],
                "domain": ["[]", "[('customer_case_type', '=', 'issue')]"],
                "pause_domain": ["[]", "[('team_id', '=', False)]"],
                "start_event": events,
                "stop_event": events,
                "amount": [1, 24, 8784],
                "unit": ["working_hours", "clock_hours", "days", "document"],
                "is_same_day": [True, False],
                "calendar_source": ["team", "company", "fixed"],
                "calendar_id": [cls.calendar.id, False],
                "warn_percent": [0, 75],
                "severity": ["1", "3"],
                "rung_ids": [[[0, 0, {"recipient": "superior"}]], [[5]]],
            },
            RUNG: {
                "policy_id": [cls.policy.id],
                "moment": ["warning", "missed"],
                "delay_hours": [0, 4, 0.25],
                "recipient": ["owner", "superior", "next_superior", "office"],
                "group_id": [cls.env.ref("customer_followup.group_supervisor").id],
            },
            SHIFT: {
                "name": ["Night"],
                "calendar_id": [cls.calendar.id],
                "dayofweek": ["0", "6"],
                "hour_from": [0, 8, 22.5],
                "hour_to": [12, 17.25, 24],
                "day_period": ["morning", "afternoon"],
            },
            LEAVE: {
                "name": ["Holiday"],
                "calendar_id": [cls.calendar.id, False],
                "company_id": [cls.company.id],
                "date_from": ["2026-03-02 00:00:00"],
                "date_to": ["2026-03-09 00:00:00", "2099-03-09 00:00:00"],
            },
        }

    # How a call is made up ------------------------------------------------------------

    def pick(self, valid, likely=0.7):
        """Return a valid value more often than not, and garbage otherwise."""
        choices = valid if self.chance.random() < likely else self.junk
        return self.chance.choice(choices)

    def pick_values(self, model):
        valid = self.valid[model]
        names = self.chance.sample(sorted(valid), self.chance.randint(1, len(valid)))
        return {name: self.pick(valid[name]) for name in names}

    def pick_call(self):
        """Return who calls which method with what."""
        user, model, record = self.chance.choice(
            [
                (self.specialist, CASE, self.case),
                (self.supervisor, CASE, self.named),
                (self.manager, CASE, self.named),
                (self.specialist, FOLLOWUP, self.followup),
                (self.manager, POLICY, self.policy),
                (self.manager, RUNG, self.policy.rung_ids),
                (self.administrator, SHIFT, self.calendar.attendance_ids[0]),
                (self.administrator, LEAVE, self.env[LEAVE]),
            ]
        )
        ids = self.chance.choice([record.ids] * 8 + [[self.chance.choice(self.junk)]])
        required = {name: self.valid[model][name][0] for name in REQUIRED[model]}
        calls = [
            (user, model, "create", [{**required, **self.pick_values(model)}]),
            (user, model, "write", ids, self.pick_values(model)),
            (user, model, "unlink", ids),
        ]
        button = f"action_customer_{self.chance.choice(BUTTONS)}"
        steps = {
            CASE: [(user, CASE, button, ids)] * 3,
            FOLLOWUP: [
                (user, FOLLOWUP, "action_contact", ids),
                (
                    user,
                    FOLLOWUP,
                    "action_record",
                    ids,
                    {"result": "well", "contacted_at": self.pick(["2026-03-02"])},
                ),
                (user, FOLLOWUP, "action_cancel", ids, self.pick(["Not needed"])),
            ],
        }
        return self.chance.choice(calls + steps.get(model, []))

    # The proof ------------------------------------------------------------------------

    @mute_logger("odoo.http", "odoo.sql_db", "odoo.addons.base.models.ir_rule")
    def test_garbage_is_answered_and_leaves_no_half_clock(self):
        """G7: an error changes nothing; the job can work with whatever is accepted."""
        outcomes = {"error": 0, "result": 0}
        for number in range(CALLS):
            call = self.pick_call()
            with self.undone():
                before = self.look()
                answer = self.call(*call)  # asserts that the status is 200
                kind = "error" if "error" in answer else "result"
                outcomes[kind] += 1
                what = f"call {number}: {call!r:.500}"
                if kind == "error":
                    self.assertEqual(self.look(), before, what)
                    continue
                self.assert_whole(what)
                self.watch(hours=30)
                self.assert_whole(f"watched after {what}")
        self.assertGreater(min(outcomes.values()), CALLS // 10, outcomes)

    def assert_whole(self, what):
        self.env.invalidate_all()
        self.env.cr.execute(HALF_WRITTEN)
        self.assertEqual(self.env.cr.fetchall(), [], what)

    @mute_logger("odoo.http", "odoo.sql_db", "odoo.addons.base.models.ir_rule")
    def test_steps_refuse_garbage_without_a_server_error(self):
        """G7: over the JSON API, ids that are none are the caller's error."""
        tomorrow = fields.Datetime.now() + timedelta(days=1)
        keys = self.env["res.users.apikeys"].with_user(self.supervisor).sudo()
        headers = {"Authorization": f"bearer {keys._generate('rpc', 'x', tomorrow)}"}
        methods = [(CASE, f"action_customer_{button}") for button in BUTTONS]
        failed = []
        for model, method in [*methods, (CLOCK, "action_open_document")]:
            for ids in ([], [0], [-1], [999_999_999], self.far.ids, self.case.ids * 2):
                with self.undone():
                    response = self.url_open(
                        f"/json/2/{model}/{method}", json={"ids": ids}, headers=headers
                    )
                    if response.status_code >= 500:
                        failed.append((method, ids, response.text[-300:]))
                    self.assert_whole((method, ids))
        self.assertEqual(failed, [])

    def test_tables_of_the_proof_hold_clocks(self):
        """G7: an empty table would be whole whatever was done."""
        for table in TABLES:
            if table != "customer_deadline_notice":
                self.env.cr.execute(f"SELECT count(*) FROM {table}")
                self.assertGreater(self.env.cr.fetchone()[0], 1, table)
