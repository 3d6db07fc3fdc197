"""Penalties over JSON-RPC: who reads them, and hostile calls (G5, G7)."""

from odoo.tests import tagged
from odoo.tools import mute_logger

from .penalty_common import PENALTY, PenaltyHttpCase

CASE = "helpdesk.ticket"
METHODS = {
    "action_submit": [],
    "action_approve": ["All well"],
    "action_refuse": ["Too much"],
    "action_ask_back": ["Say why"],
    "action_cancel": ["Not needed"],
    "action_object": ["It was not me"],
    "action_decide_objection": ["kept", "So it is"],
    "action_keep": ["So it is"],
    "action_pass_on": [],
    "action_export": [],
}
FORGED = {
    "state": "approved",
    "requester_id": 2,
    "company_id": 1,
    "partner_id": 1,
    "department_id": 1,
    "date_approved": "2026-03-02",
    "approver_id": 2,
    "date_objection": "2026-03-02",
    "payable_from": "2026-03-02",
    "is_flagged": True,
    "is_by_general_manager": True,
    "objection": "Forged",
    "objected_at": "2026-03-02 02:00:00",
    "decider_id": 2,
    "objection_result": "cancelled",
    "objection_reason": "Forged",
    "objection_decided_at": "2026-03-02 02:00:00",
    "proposed_amount": 7.0,
    "date_passed_on": "2026-03-02",
    "passed_on_by_id": 2,
}
CONTEXTS = [
    {},
    {"customer_transition": True},
    {"customer_transition": {"ids": [1], "model": PENALTY}},
    {"uid": 1, "su": True, "module": "customer_followup"},
]


@tagged("post_install", "-at_install")
class TestPenaltyRpc(PenaltyHttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.portal = cls.create_user("portal", "base.group_portal")
        cls.officer = cls.create_user("officer", "hr.group_hr_user")
        cls.head_elsewhere = cls.create_user("head", "group_department_head")
        cls.penalty = cls.submit()
        cls.env.flush_all()

    def look(self):
        self.env.invalidate_all()
        return (
            self.env[PENALTY]
            .sudo()
            .search([])
            .read([*FORGED, "amount", "reason", "employee_id", "ticket_id"], load=False)
        )

    def assert_refused(self, user, model, method, *args, **kwargs):
        """Assert that a call is refused in words and changes nothing."""
        before = self.look()
        with mute_logger("odoo.http", "odoo.sql_db", "odoo.models.unlink"):
            answer = self.call(user, model, method, *args, **kwargs)
        what = (user.login, method, args, kwargs)
        self.assertIn("error", answer, what)
        data = answer["error"]["data"]
        self.assertTrue(data["name"].startswith("odoo.exceptions."), data["debug"])
        self.assertEqual(self.look(), before, what)

    def test_penalties_are_read_by_few(self):
        """CMP-10: proposer, signer and managers; the person once it is approved."""
        everybody = {
            "qian": self.qian,
            "general": self.general,
            "manager": self.manager,
            "officer": self.officer,
            "wu": self.wu,
            "quality": self.quality,
            "supervisor": self.supervisor,
            "specialist": self.specialist,
            "head": self.head_elsewhere,
            "outsider": self.outsider,
        }
        domain = [("id", "=", self.penalty.id)]
        log = [("res_model", "=", PENALTY)]

        def get_readers(model, domain):
            return {
                name
                for name, user in everybody.items()
                if self.call(user, model, "search_count", domain)["result"]
            }

        few = {"qian", "general", "manager", "officer"}
        self.assertEqual(get_readers(PENALTY, domain), few)
        # nor do supervisors and offices learn of it by the log of signatures
        self.assertEqual(get_readers("customer.approval.entry", log), few - {"officer"})
        self.assertEqual(get_readers("customer.approval.step", log), few - {"officer"})
        self.sign(self.penalty, self.general)
        self.env.flush_all()
        self.assertEqual(get_readers(PENALTY, domain), few | {"wu"})
        self.assert_refused(self.portal, PENALTY, "search_count", domain)
        self.assert_refused(self.portal, PENALTY, "read", self.penalty.ids, ["amount"])

    def test_methods_refuse_who_has_nothing_to_do_with_it(self):
        """G5: every method, by strangers, the person and customers."""
        strangers = (self.outsider, self.supervisor, self.wu, self.portal)
        for method, args in METHODS.items():
            for user in strangers:
                self.assert_refused(user, PENALTY, method, self.penalty.ids, *args)
            self.assert_refused(self.manager, PENALTY, method, [2**31 - 1], *args)
        for user in (self.wu, self.supervisor, self.outsider, self.portal):
            self.assert_refused(user, CASE, "action_propose_penalty", self.case.ids)
        for user in (self.outsider, self.portal):
            self.assert_refused(user, CASE, "action_open_penalties", self.case.ids)

    def test_nobody_else_proposes(self):
        """CMP-10: create, import and defaults of a context included."""
        vals = self.prepare_penalty()
        for user in (self.wu, self.supervisor, self.specialist, self.outsider):
            for context in CONTEXTS:
                self.assert_refused(user, PENALTY, "create", [vals], context=context)
            names = ["ticket_id/.id", "employee_id/.id", "amount", "reason"]
            before = self.look()
            row = [str(self.case.id), str(self.person.id), "500", "Because"]
            with mute_logger("odoo.http"):
                answer = self.call(user, PENALTY, "load", names, [row])
            self.assertFalse(answer.get("result", {}).get("ids"))
            self.assertEqual(self.look(), before)

    def test_stamps_cannot_be_written(self):
        """G5: by nobody, created, written or as a default."""
        draft = self.create_penalty()
        self.env.flush_all()
        for name, value in FORGED.items():
            for context in CONTEXTS:
                self.assert_refused(
                    self.qian,
                    PENALTY,
                    "write",
                    draft.ids,
                    {name: value},
                    context=context,
                )
            vals = self.prepare_penalty(**{name: value})
            if name not in ("company_id", "partner_id"):
                self.assert_refused(self.qian, PENALTY, "create", [vals])
        forged = {f"default_{name}": value for name, value in FORGED.items()}
        answer = self.call(
            self.qian, PENALTY, "create", [self.prepare_penalty()], context=forged
        )
        born = self.env[PENALTY].browse(answer["result"])
        self.env.invalidate_all()
        self.assertRecordValues(
            born,
            [
                {
                    "state": "draft",
                    "requester_id": self.qian.id,
                    "company_id": self.company.id,
                    "partner_id": self.customer.id,
                    "date_approved": False,
                    "objection": False,
                    "date_passed_on": False,
                }
            ],
        )

    def test_one_decides_about_one(self):
        """G7: several ids, or none, are refused in words."""
        other = self.submit(amount=200.0)
        self.env.flush_all()
        single = METHODS.keys() - {"action_cancel", "action_submit", "action_pass_on"}
        for method in sorted(single - {"action_export"}):
            for ids in ((self.penalty | other).ids, []):
                self.assert_refused(
                    self.general, PENALTY, method, ids, *METHODS[method]
                )
        self.assert_refused(self.manager, PENALTY, "action_pass_on", other.ids)
