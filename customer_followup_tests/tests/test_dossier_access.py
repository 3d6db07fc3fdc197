"""Documents and dossiers over JSON-RPC: whose customer it is decides (G5)."""

from odoo.tests import tagged

from .dossier_common import DossierHttpCase
from .test_access_methods import ARGUMENTS

REFUSALS = ("odoo.exceptions.AccessError", "odoo.exceptions.MissingError")


@tagged("post_install", "-at_install")
class TestDossierAccess(DossierHttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.clerk = cls.create_user("clerk", "base.group_user")
        cls.other_seller = cls.create_user(
            "other_seller", "sales_team.group_sale_salesman"
        )
        elsewhere = cls.create_company("West River Chemicals")
        cls.far_supervisor = cls.create_user(
            "far_supervisor", "group_supervisor", elsewhere
        )
        cls.strangers = (
            cls.colleague + cls.other_seller + cls.clerk + cls.far_supervisor
        )
        # the dossier is kept here, so that it is none of the other company's
        cls.customer.action_open_dossier()

    def get_error(self, user, model, method, ids, *args):
        """Return the name of the exception that a call is answered with."""
        answer = self.call(user, model, method, ids, *args)
        self.env.invalidate_all()
        return answer.get("error", {}).get("data", {}).get("name")

    def test_steps_refuse_documents_of_others(self):
        """G5: every step, by everybody who has nothing to do with the customer."""
        document = self.file(self.licence, state="draft")
        for user in self.strangers:
            for method, args in ARGUMENTS["customer.document"].items():
                with self.subTest(user=user.name, method=method):
                    error = self.get_error(
                        user, "customer.document", method, document.ids, *args
                    )
                    self.assertIn(error, REFUSALS)
                    self.assertEqual(document.state, "draft")

    def test_offices_read_and_take_no_step(self):
        """G5: directors see what is on file, and leave the work to the service."""
        document = self.file(self.licence, state="submitted")
        for method in ("action_withdraw", "action_verify", "action_reject"):
            args = ARGUMENTS["customer.document"][method]
            error = self.get_error(
                self.general, "customer.document", method, document.ids, *args
            )
            self.assertIn(error, REFUSALS)
        self.assertEqual(document.state, "submitted")

    def test_dialog_has_no_more_rights_than_who_opened_it(self):
        """G5: rejecting somebody else's document through the dialog."""
        document = self.file(self.licence, state="submitted")
        vals = {"document_ids": [[6, 0, document.ids]], "reason": "Out of spite"}
        answer = self.call(
            self.colleague, "customer.document.rejection", "create", [vals]
        )
        if "error" not in answer:
            (dialog_id,) = answer["result"]
            error = self.get_error(
                self.colleague,
                "customer.document.rejection",
                "action_confirm",
                dialog_id,
            )
            self.assertIn(error, REFUSALS)
        self.assertEqual(document.state, "submitted")

    def test_dossiers_are_not_opened_by_strangers(self):
        """G5: neither by an employee, nor of a customer of another company."""
        customer = self.create_customer("Red Mill", company_id=self.company.id)
        for user in (self.clerk, self.far_supervisor):
            error = self.get_error(
                user, "res.partner", "action_open_dossier", customer.ids
            )
            self.assertIn(error, REFUSALS, user.name)
            error = self.get_error(
                user, "res.partner", "action_review_dossier", customer.ids
            )
            self.assertIn(error, REFUSALS, user.name)
        self.assertFalse(customer.customer_dossier_number)

    def test_buttons_only_show(self):
        """G5: what opens a screen changes nothing and tells nothing."""
        self.env.flush_all()
        waivers = self.env["customer.dossier.waiver"].search([])
        for method in ("action_open_documents", "action_request_waiver"):
            answer = self.call(
                self.specialist, "res.partner", method, self.customer.ids
            )
            self.assertEqual(answer["result"]["type"], "ir.actions.act_window")
        self.env.invalidate_all()
        self.assertEqual(self.env["customer.dossier.waiver"].search([]), waivers)

    def test_order_of_others_asks_for_no_waiver(self):
        """G5: a quotation that one may not read."""
        order = self.create_quotation(self.customer)
        order.user_id = self.salesperson
        error = self.get_error(
            self.other_seller, "sale.order", "action_request_dossier_waiver", order.ids
        )
        self.assertIn(error, REFUSALS)

    def test_context_opens_no_back_door(self):
        """G5: what our own code says in the context, nobody else can send."""
        document = self.file(self.licence, state="submitted")
        for context in (
            {"customer_transition": True},
            {"customer_transition": {"model": "customer.document", "ids": [1]}},
            {"default_state": "verified"},
            {"_force_unlink": True, "module_uninstall": True},
        ):
            for method, args in (
                ("write", [{"state": "verified"}]),
                ("write", [{"number": "Forged"}]),
                ("unlink", []),
            ):
                answer = self.call(
                    self.specialist,
                    "customer.document",
                    method,
                    document.ids,
                    *args,
                    context=context,
                )
                self.env.invalidate_all()
                with self.subTest(context=context, method=method):
                    self.assertIn("error", answer)
                    self.assertEqual(document.state, "submitted")
                    self.assertFalse(document.number)
        vals = {"partner_id": self.customer.id, "type_id": self.form.id}
        answer = self.call(
            self.specialist,
            "customer.document",
            "create",
            [vals],
            context={"default_state": "verified", "default_verified_by_id": 1},
        )
        document = self.env["customer.document"].browse(answer["result"])
        self.assertEqual(document.state, "draft")
        self.assertFalse(document.verified_by_id)
