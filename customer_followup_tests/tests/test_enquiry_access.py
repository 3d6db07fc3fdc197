"""Who may do what with the enquiries of others, over JSON-RPC."""

from odoo.tests import tagged

from .common import FollowupHttpCase
from .enquiry_common import EnquiryMixin

REFUSALS = ("odoo.exceptions.AccessError", "odoo.exceptions.MissingError")
METHODS = (
    "action_check_customer_points",
    "action_open_customer_dossier",
    "action_pass_to_superior",
)
# contexts that a browser never sends
HOSTILE = (
    {"customer_points_stamping": True},
    {"default_partner_id": 1},
    {"active_test": False, "uid": 1},
)


@tagged("post_install", "-at_install")
class TestEnquiryAccess(EnquiryMixin, FollowupHttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.lead = cls.create_lead()
        cls.outsider = cls.create_user("enquiry_outsider", "base.group_user")
        cls.rival = cls.create_user("rival", "sales_team.group_sale_salesman")

    def assert_refused(self, answer):
        name = answer.get("error", {}).get("data", {}).get("name")
        self.assertIn(name, REFUSALS, answer)

    def assert_untouched(self):
        self.env.invalidate_all()
        self.assertFalse(self.lead.partner_id)
        self.assertFalse(self.lead.customer_points_checked_at)
        self.assertFalse(self.lead.activity_ids)

    def test_methods_refuse_enquiries_of_others(self):
        """INQ-1…3, G5: who may not write the enquiry may not use its buttons."""
        for user in (self.outsider, self.rival, self.specialist):
            for method in METHODS:
                for context in ({}, *HOSTILE):
                    with self.subTest(user=user.login, method=method, context=context):
                        answer = self.call(
                            user, "crm.lead", method, self.lead.ids, context=context
                        )
                        self.assert_refused(answer)
        self.assert_untouched()

    def test_dialogs_refuse_enquiries_of_others(self):
        """INQ-2, INQ-3, G5: a dialog made by a script has no more rights."""
        for name, methods, vals in (
            ("dossier", ("action_use", "action_create_new"), {"partner_id": 1}),
            ("question", ("action_confirm",), {"question": "How much?"}),
        ):
            for user in (self.rival, self.specialist):
                model = f"crm.lead.{name}"
                values = {**vals, "lead_id": self.lead.id}
                answer = self.call(user, model, "create", [values])
                if "error" in answer:
                    self.assert_refused(answer)
                    continue
                for method in methods:
                    with self.subTest(user=user.login, method=method):
                        self.assert_refused(
                            self.call(user, model, method, answer["result"])
                        )
        self.assert_untouched()

    def test_dialog_of_a_colleague_is_refused(self):
        """INQ-2, G5: also where one may write the enquiry oneself."""
        dialog = self.env["crm.lead.dossier"].with_user(self.head)
        dialog = dialog.create({"lead_id": self.lead.id})
        self.assert_refused(
            self.call(
                self.salesperson, "crm.lead.dossier", "action_create_new", dialog.ids
            )
        )
        self.assert_untouched()

    def test_stamp_is_not_forged_by_a_context(self):
        """INQ-1, G5: a key that came over the network relaxes nothing."""
        for context in HOSTILE:
            answer = self.call(
                self.salesperson,
                "crm.lead",
                "write",
                self.lead.ids,
                {"customer_points_checked_at": "2026-03-01 00:00:00"},
                context=context,
            )
            self.assertIn("UserError", answer["error"]["data"]["name"])
        self.assert_untouched()

    def test_own_enquiry_is_not_refused(self):
        """INQ-1…3, G5: the same calls by the owner go through."""
        for method in METHODS:
            answer = self.call(self.salesperson, "crm.lead", method, self.lead.ids)
            self.assertNotIn("error", answer, method)
        self.env.invalidate_all()
        self.assertTrue(self.lead.customer_dossier_number)
        self.assertEqual(self.lead.customer_points_checked_by_id, self.salesperson)

    def test_specialist_registers_and_hands_over(self):
        """INQ-1: who was at the phone still reads what became of it."""
        answer = self.call(
            self.specialist, "crm.lead", "create", [{"name": "Chlorine"}]
        )
        lead = self.env["crm.lead"].browse(answer["result"])
        self.assertEqual(lead.user_id, self.specialist)
        self.call(
            self.specialist, "crm.lead", "write", lead.ids, {"user_id": self.rival.id}
        )
        read = self.call(self.specialist, "crm.lead", "read", lead.ids, ["user_id"])
        self.assertEqual(read["result"][0]["user_id"][0], self.rival.id)
        self.assert_refused(
            self.call(self.colleague, "crm.lead", "read", lead.ids, ["name"])
        )
