"""Complaints over JSON-RPC: hostile ids, arguments and contexts (G5, G7)."""

from odoo.tests import tagged
from odoo.tools import mute_logger

from .case_common import CASE, CaseHttpCase

ROUND = "customer.complaint.round"
CANCELLATION = "customer.complaint.cancellation"
METHODS = {
    CASE: {
        "action_set_validity": ["invalid", "So it is"],
        "action_write_answer": [],
        "action_close_unjustified": ["Understood"],
        "action_request_cancellation": ["Not needed"],
        "action_begin_round": [],
        "action_report": [],
        "action_sign_report": ["Seen"],
    },
    ROUND: {
        "action_submit": [],
        "action_approve": ["All well"],
        "action_refuse": ["Too much"],
        "action_ask_back": ["Say why"],
        "action_cancel": ["Not needed"],
        "action_carry_out": ["Told"],
        "action_close": [True, "All well"],
    },
}
FORGED = {
    CASE: {
        "customer_round_count": 7,
        "customer_called_back_at": "2026-03-02 02:00:00",
        "customer_reported_at": "2026-03-02 02:00:00",
        "customer_reported_by_id": 1,
        "customer_report_signed_at": "2026-03-02 02:00:00",
        "customer_report_signed_by_id": 1,
        "customer_validity": "valid",
        "customer_answered_at": "2026-03-02 02:00:00",
    },
    ROUND: {
        "state": "satisfied",
        "number": 7,
        "ticket_id": 1,
        "company_id": 1,
        "partner_id": 1,
        "department_id": 1,
        "responsible_id": 1,
        "told": "Told",
        "carried_out_at": "2026-03-02 02:00:00",
        "callback_id": 1,
        "satisfied": True,
        "result": "All well",
        "closed_at": "2026-03-02 02:00:00",
        "closed_by_id": 1,
    },
}
CONTEXTS = [
    {},
    {"customer_transition": True},
    {"customer_transition": {"ids": [1]}},
    {"uid": 1, "su": True, "module": "customer_followup"},
]


@tagged("post_install", "-at_install")
class TestCaseRpc(CaseHttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.switch_on_rounds()
        cls.elsewhere = cls.create_company("West River Chemicals")
        cls.portal = cls.create_user("portal", "base.group_portal")
        cls.portal.partner_id.parent_id = cls.customer
        green = cls.create_customer("Green Mill", cls.colleague)
        cls.case = cls.create_justified()
        cls.theirs = cls.create_justified(partner_id=green.id, user_id=cls.manager.id)
        cls.far = cls.env[CASE].create(
            cls.prepare_complaint(
                partner_id=green.id, company_id=cls.elsewhere.id, user_id=False
            )
        )
        cls.env.flush_all()

    def look(self):
        self.env.invalidate_all()
        cases = (self.case | self.theirs | self.far).sudo()
        return (
            cases.read([*FORGED[CASE], "stage_id", "name"], load=False),
            cases.customer_round_ids.read([*FORGED[ROUND], "solution"], load=False),
            cases.customer_cancellation_ids.ids,
        )

    def assert_refused(self, user, model, method, *args, **kwargs):
        """Assert that a call is refused in words and changes nothing."""
        before = self.look()
        with mute_logger("odoo.http", "odoo.sql_db", "odoo.models.unlink"):
            answer = self.call(user, model, method, *args, **kwargs)
        what = (user.login, model, method, args, kwargs)
        self.assertIn("error", answer, what)
        data = answer["error"]["data"]
        self.assertTrue(data["name"].startswith("odoo.exceptions."), data["debug"])
        self.assertEqual(self.look(), before, what)
        return data

    def test_methods_refuse_who_has_nothing_to_do_with_it(self):
        """G5: with every method: strangers, customers, another company."""
        rounds = {self.theirs: self.theirs.customer_round_ids}
        for user in (self.outsider, self.specialist, self.portal):
            for method, args in METHODS[CASE].items():
                self.assert_refused(user, CASE, method, self.theirs.ids, *args)
            for method, args in METHODS[ROUND].items():
                ids = rounds[self.theirs].ids
                self.assert_refused(user, ROUND, method, ids, *args)
        for method, args in METHODS[CASE].items():
            for ids in (self.far.ids, [2**31 - 1], self.theirs.ids + self.far.ids):
                self.assert_refused(self.supervisor, CASE, method, ids, *args)

    def test_refusal_tells_strangers_nothing(self):
        """G5: nobody learns number and decision of a case by trying to hide it."""
        for user in (self.outsider, self.colleague, self.portal):
            case = self.case if user == self.colleague else self.theirs
            for vals in (
                {"active": False},
                {"customer_case_type": "issue"},
                {"company_id": self.elsewhere.id},
            ):
                data = self.assert_refused(user, CASE, "write", case.ids, vals)
                self.assertEqual(data["name"], "odoo.exceptions.AccessError")
                self.assertNotIn(case.number, data["message"])

    def test_what_is_done_with_one_is_not_done_with_many(self):
        """G7: several ids, or none, are refused in words."""
        single = {
            CASE: METHODS[CASE].keys()
            - {"action_set_validity", "action_close_unjustified"},
            ROUND: {"action_approve", "action_refuse", "action_close"},
        }
        both = self.case | self.theirs
        for model, records in ((CASE, both), (ROUND, both.customer_round_ids)):
            for method in sorted(single[model]):
                for ids in (records.ids, []):
                    args = METHODS[model][method]
                    self.assert_refused(self.manager, model, method, ids, *args)

    def test_stamps_cannot_be_written(self):
        """G5: by nobody, whatever is sent along."""
        targets = {CASE: self.case, ROUND: self.case.customer_round_ids}
        for model, stamps in FORGED.items():
            for name, value in stamps.items():
                for user in (self.supervisor, self.manager):
                    self.assert_refused(
                        user, model, "write", targets[model].ids, {name: value}
                    )
            for context in CONTEXTS:
                name = next(iter(stamps))
                self.assert_refused(
                    self.supervisor,
                    model,
                    "write",
                    targets[model].ids,
                    {name: stamps[name]},
                    context=context,
                )

    def test_every_stamp_of_a_round_is_tried(self):
        """G5: a stamp that this file does not know fails."""
        stamps = self.env[ROUND]._get_stamp_fields()
        signed = {name for name in stamps if name.startswith("approval_")}
        common = {"requester_id", "submitted_at"}
        self.assertEqual(stamps - signed - common, set(FORGED[ROUND]) - {"ticket_id"})

    def test_rounds_and_cancellations_are_made_by_buttons_alone(self):
        """G5: neither created, copied nor deleted."""
        round_ids = self.case.customer_round_ids.ids
        for user in (self.supervisor, self.manager, self.wu):
            for model in (ROUND, CANCELLATION):
                vals = {"ticket_id": self.case.id, "reason": "x"}
                if model == ROUND:
                    vals.pop("reason")
                self.assert_refused(user, model, "create", [vals])
            self.assert_refused(user, ROUND, "copy", round_ids)
            self.assert_refused(user, ROUND, "unlink", round_ids)

    def test_arguments_that_are_none(self):
        """G7: whatever is sent, the answer is a refusal in words."""
        junk = [None, False, 0, -1, "", "x" * 3, [], {}, [1], {"a": 1}, 1.5, "\0"]
        for value in junk:
            self.assert_refused(
                self.supervisor, CASE, "action_set_validity", self.case.ids, value, "x"
            )
            if value != "x" * 3:
                self.assert_refused(
                    self.supervisor,
                    CASE,
                    "action_set_validity",
                    self.case.ids,
                    "pending",
                    value,
                )
                for method in ("action_carry_out", "action_refuse"):
                    self.assert_refused(
                        self.supervisor,
                        ROUND,
                        method,
                        self.case.customer_round_ids.ids,
                        value,
                    )

    def test_customer_reads_nothing_of_what_is_internal(self):
        """G6: a customer sees the own case, and not who is accused of what."""
        own = self.call(self.portal, CASE, "read", self.case.ids, ["name"])
        self.assertEqual(own["result"][0]["name"], "Wrong analysis")
        for field in (
            "customer_validity",
            "customer_validity_reason",
            "customer_responsible_id",
            "customer_object_employee_id",
            "customer_round_ids",
            "customer_reported_at",
            "customer_order_id",
        ):
            self.assert_refused(self.portal, CASE, "read", self.case.ids, [field])
        for model in (ROUND, CANCELLATION, "customer.complaint.cause"):
            self.assert_refused(self.portal, model, "search_read", [])

    def test_another_department_sees_no_round(self):
        """G5: rounds follow their case."""
        for user, found in (
            (self.wu, True),
            (self.qian, True),
            (self.quality, True),
            (self.outsider, False),
            (self.specialist, True),
            (self.colleague, False),
        ):
            answer = self.call(
                user, ROUND, "search_count", [("ticket_id", "=", self.case.id)]
            )
            self.assertEqual(bool(answer["result"]), found, user.login)
