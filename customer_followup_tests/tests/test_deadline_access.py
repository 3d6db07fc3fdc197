"""Nobody forges or moves a clock, reads a foreign one or deletes a missed one (G5)."""

from odoo.tests import tagged

from odoo.addons.base.models.ir_model import MODULE_UNINSTALL_FLAG

from .deadline_access_common import PAST, DeadlineAccessCase

CLOCK, LOG = "customer.deadline", "customer.deadline.event"
NOTICE, POLICY = "customer.deadline.notice", "customer.deadline.policy"
RUNG = "customer.deadline.rung"
FORGED = {
    "state": "met",
    "is_open": False,
    "start_at": "2099-03-02 02:00:00",
    "due_at": "2099-03-02 02:00:00",
    "met_at": PAST,
    "ended_at": PAST,
    "punctuality": 100.0,
    "late_minutes": 0,
    "user_id": 2,
    "counted_number": 2**31 - 1,
    "event_ids": [[0, 0, {"kind": "stopped", "happened_at": PAST}]],
    "notice_ids": [[5]],
}


@tagged("post_install", "-at_install")
class TestDeadlineAccess(DeadlineAccessCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.clock = cls.case.customer_deadline_ids
        cls.foreign_clock = cls.foreign.customer_deadline_ids
        cls.far_clock = cls.far.customer_deadline_ids
        for model in (CLOCK, LOG, NOTICE):
            cls.grant_everything(model)

    @classmethod
    def grant_everything(cls, model):
        """Let administrators have given themselves all rights on a model."""
        rights = ("perm_read", "perm_write", "perm_create", "perm_unlink")
        cls.env["ir.model.access"].create(
            {
                "name": "All rights",
                "model_id": cls.env["ir.model"]._get_id(model),
                "group_id": cls.env.ref("base.group_system").id,
                **dict.fromkeys(rights, True),
            }
        )

    def get_clock_values(self):
        (vals,) = self.clock.read(
            ["policy_id", "res_model", "company_id", "start_at", "due_at"]
            + ["warn_at", "last_at"],
            load=None,
        )
        moments = {name: PAST for name in vals if name.endswith("_at")}
        return {**vals, **moments, "id": False, "res_id": self.foreign.id}

    # Forging --------------------------------------------------------------------------

    def test_each_case_has_a_clock(self):
        """ISS-1: what the other tests try to forge is there."""
        for clock in (self.clock, self.foreign_clock, self.far_clock):
            self.assertEqual(clock.state, "running")
            self.assertEqual(clock.event_ids.mapped("kind"), ["started"])

    def test_clock_cannot_be_written(self):
        """G5: neither its state nor when it was due or whose it was, by nobody."""
        for user in self.everybody:
            for field, value in FORGED.items():
                vals = {field: value}
                self.assert_refused(user, CLOCK, "write", self.clock.ids, vals)

    def test_no_context_opens_a_clock(self):
        """G5: what tells the application apart cannot travel over RPC."""
        ids, vals = self.clock.ids, {"state": "met"}
        for user, context in self.get_attempts():
            self.assert_refused(user, CLOCK, "write", ids, vals, context=context)
            self.assert_refused(
                user, CLOCK, "web_save", ids, vals, specification={}, context=context
            )
            self.assert_refused(
                user, CLOCK, "create", [self.get_clock_values()], context=context
            )
            self.assert_refused(user, CLOCK, "copy", ids, context=context)
            self.assert_refused(user, CLOCK, "unlink", ids, context=context)

    def test_clock_cannot_be_imported(self):
        """G5: the import of a file is no way around."""
        names = ["policy_id/.id", "res_model", "res_id", "start_at", "due_at"]
        row = [str(self.policy.id), "helpdesk.ticket", str(self.case.id), PAST, PAST]
        for user in self.everybody:
            answer = self.try_to(user, CLOCK, "load", names, [row])
            self.assertFalse(answer.get("result", {}).get("ids"), user.login)

    def test_clock_cannot_be_written_through_its_case(self):
        """G5: the fields of a case that show its clocks are no way to write them."""
        (own,), (foreign,) = self.clock.ids, self.foreign_clock.ids
        commands = [
            [0, 0, self.get_clock_values()],
            [1, own, {"state": "met"}],
            [1, foreign, {"state": "met"}],
            [2, own],
            [2, foreign],
            [3, own],
            [4, foreign],
            [5],
            [6, 0, []],
            [6, 0, [foreign]],
        ]
        for user in self.specialist | self.supervisor | self.administrator:
            for command in commands:
                self.assert_refused(
                    user,
                    "helpdesk.ticket",
                    "write",
                    self.case.ids,
                    {"customer_deadline_ids": [command]},
                )

    def test_log_and_notices_cannot_be_forged(self):
        """G5: who was told when, and what happened to a clock, is evidence."""
        self.watch(hours=2)
        self.assertEqual(self.clock.state, "missed")
        line, notice = self.clock.event_ids[0], self.clock.notice_ids
        self.assertTrue(notice)
        event = {"deadline_id": self.clock.id, "kind": "stopped", "happened_at": PAST}
        told = {
            "deadline_id": self.clock.id,
            "company_id": self.company.id,
            "rung_key": "missed+60",
            "user_id": self.specialist.id,
            "raised_at": PAST,
        }
        for user, context in self.get_attempts():
            for record, vals, new in (
                (line, {"happened_at": PAST}, event),
                (notice, {"is_void": True}, told),
            ):
                calls = (("write", record.ids, vals), ("create", [new]))
                for call in (*calls, ("unlink", record.ids), ("copy", record.ids)):
                    self.assert_refused(user, record._name, *call, context=context)

    def test_private_methods_cannot_be_called(self):
        """G5: what starts with an underscore is not for RPC."""
        for model, method in (
            (CLOCK, "_cron_watch"),
            (CLOCK, "_follow_event"),
            (CLOCK, "_end"),
            (CLOCK, "_count_again"),
            (CLOCK, "_in_transition"),
            (CLOCK, "_mark_policies"),
            (NOTICE, "_tell"),
            ("customer.deadline.recount", "_owe"),
            ("helpdesk.ticket", "_deadline_event"),
            ("helpdesk.ticket", "_take_step"),
            ("customer.followup", "_deadline_event"),
            ("resource.calendar", "_get_working_time_reader"),
        ):
            error = self.assert_refused(self.administrator, model, method, [])
            self.assertEqual(error["name"], "odoo.exceptions.AccessError", method)

    # Reading --------------------------------------------------------------------------

    def test_foreign_clock_is_hidden(self):
        """G5: neither the clock, nor its document, nor its log; with no context."""
        attempts = [
            (self.specialist, self.foreign_clock),
            (self.employee, self.foreign_clock),
            (self.supervisor, self.far_clock),
            (self.manager, self.far_clock),
            (self.office, self.far_clock),
            (self.portal, self.clock),
        ]
        for user, clock in attempts:
            contexts = [{}, {"active_test": False}, {"customer_transition": 1}]
            for context in [*contexts, {"allowed_company_ids": clock.company_id.ids}]:
                calls = [
                    (CLOCK, "read", clock.ids, ["due_at"]),
                    (CLOCK, "read", clock.ids, ["display_name"]),
                    (CLOCK, "web_read", clock.ids, {"event_ids": {"fields": {}}}),
                    (CLOCK, "action_open_document", clock.ids),
                    (LOG, "read", clock.event_ids.ids, ["happened_at"]),
                ]
                for call in calls:
                    self.assert_hidden(user, *call, context=context)

    def test_foreign_log_is_not_found(self):
        """G5: nor counted, searched or grouped."""
        domain = [("deadline_id", "=", self.foreign_clock.id)]
        for user in self.specialist | self.employee:
            for method, args in (
                ("search_count", [domain]),
                ("search_read", [domain, ["kind"]]),
                ("formatted_read_group", [domain, ["kind"], ["__count"]]),
            ):
                answer = self.try_to(user, LOG, method, *args)
                self.assertFalse(answer["result"], (user.login, method))
        readers = self.colleague | self.supervisor | self.manager | self.office
        for user in readers:
            answer = self.try_to(user, LOG, "search_count", domain)
            self.assertEqual(answer["result"], 1, user.login)

    def test_whoever_may_read_a_clock_opens_its_document(self):
        """VIS-4: the refusals mean something: the same calls by others go through."""
        for user in self.specialist | self.supervisor | self.manager | self.office:
            answer = self.try_to(user, CLOCK, "action_open_document", self.clock.ids)
            action = answer["result"]
            self.assertEqual(action["res_id"], self.case.id)
            case = self.try_to(
                user, action["res_model"], "read", [action["res_id"]], ["name"]
            )
            self.assertEqual(case["result"][0]["name"], self.case.name)

    # Promises -------------------------------------------------------------------------

    def test_used_promise_cannot_be_deleted(self):
        """G5: archive it; by which promise a clock ran stays known."""
        for context in ({}, *self.get_contexts()):
            for user in self.manager | self.administrator:
                self.assert_refused(
                    user, POLICY, "unlink", self.policy.ids, context=context
                )
        answer = self.call(self.manager, POLICY, "unlink", self.policy.ids)
        self.assertIn("Archive it", answer["error"]["data"]["message"])
        self.call(self.manager, POLICY, "write", self.policy.ids, {"active": False})
        self.env.invalidate_all()
        self.assertFalse(self.policy.active)
        self.assertEqual(self.clock.state, "running")

    def test_promises_are_written_by_managers_only(self):
        """G5: what is promised, and who is told, is not for who has to keep it."""
        rung = self.policy.rung_ids
        for user in self.everybody - self.manager - self.administrator:
            for model, ids, vals in (
                (POLICY, self.policy.ids, {"amount": 100}),
                (POLICY, self.policy.ids, {"rung_ids": [[5]]}),
                (RUNG, rung.ids, {"delay_hours": 100}),
            ):
                self.assert_refused(user, model, "write", ids, vals)

    def test_promises_of_another_company_cannot_be_changed(self):
        """G5: neither themselves, nor by a step that is moved onto their ladder."""
        theirs = self.create_policy(
            "Closed", "registered", "closed", company_id=self.elsewhere.id
        )
        rung = self.policy.rung_ids
        for call in (
            (POLICY, "write", theirs.ids, {"amount": 2}),
            (POLICY, "unlink", theirs.ids),
            (POLICY, "copy", theirs.ids),
            (RUNG, "create", [{"policy_id": theirs.id}]),
            (RUNG, "write", rung.ids, {"policy_id": theirs.id}),
            (RUNG, "unlink", theirs.rung_ids.ids),
        ):
            for context in ({}, {MODULE_UNINSTALL_FLAG: True}):
                self.assert_hidden(self.manager, *call, context=context)
