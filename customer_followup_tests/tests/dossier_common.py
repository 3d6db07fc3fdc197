"""What the tests of dossiers share: three papers, and who files and verifies them."""

import base64

from odoo import Command

from .common import FollowupCase, FollowupHttpCase
from .credit_common import CreditMixin

PDF = base64.b64encode(b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n")


class DossierMixin(CreditMixin):
    """A company that asks for a form, a licence (of companies) and a permit.

    Weights 20, 30 and 50. Whatever types the database has besides are archived.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["customer.document.type"].search([]).active = False
        cls.form, cls.licence, cls.permit = cls.env["customer.document.type"].create(
            [
                {"name": "Form", "code": "t_form", "weight": 20},
                {
                    "name": "Licence",
                    "code": "t_licence",
                    "weight": 30,
                    "partner_domain": '[("is_company", "=", True)]',
                },
                {
                    "name": "Permit",
                    "code": "t_permit",
                    "weight": 50,
                    "validity_months": 12,
                },
            ]
        )
        cls.types = cls.form + cls.licence + cls.permit
        cls.waiver_route = cls.create_route(
            [{"group_id": cls.env.ref("customer_followup.group_waiver_signer").id}],
            name="Waivers",
            model_id=cls.env["ir.model"]._get_id("customer.dossier.waiver"),
        )

    @classmethod
    def file(cls, document_type, customer=None, user=None, state="verified", **vals):
        """Return a document, filed by the specialist and verified by the supervisor.

        :param state: how far it has come
        """
        if document_type.validity_months and "date_expiry" not in vals:
            vals = {"date_issue": "2026-02-01", **vals}
        documents = cls.env["customer.document"].with_user(user or cls.specialist)
        document = documents.create(
            {
                "partner_id": (customer or cls.customer).id,
                "type_id": document_type.id,
                "paper_location": "Cabinet 3",
                **vals,
            }
        )
        if state != "draft":
            document.action_submit()
        if state == "verified":
            document.with_user(cls.supervisor).action_verify()
        if state == "rejected":
            document.with_user(cls.supervisor).action_reject("Cannot be read")
        return document.with_env(cls.env)

    @classmethod
    def file_all(cls, customer=None):
        """File all that the customer's dossier needs."""
        for document_type in cls.types:
            cls.file(document_type, customer)

    @classmethod
    def create_file(cls, name="licence.pdf", user=None, datas=PDF):
        """Return a file that ``user`` has uploaded to nowhere yet."""
        files = cls.env["ir.attachment"].with_user(user or cls.specialist)
        return files.create({"name": name, "datas": datas})

    @classmethod
    def create_waiver(cls, types=None, customer=None, user=None, submit=True, **vals):
        """Return a waiver that the salesperson asks for, until 31 March.

        :param submit: whether it waits for the signature already
        """
        waivers = cls.env["customer.dossier.waiver"].with_user(user or cls.salesperson)
        waivers = waivers.with_context(allowed_company_ids=cls.company.ids)
        customer = customer or cls.customer
        types = types or customer.customer_missing_type_ids
        waiver = waivers.create(
            {
                "partner_id": customer.id,
                "type_ids": [Command.set(types.ids)],
                "reason": "The office reissues them this month",
                "date_until": "2026-03-31",
                **vals,
            }
        )
        if submit:
            waiver.action_submit()
        return waiver.with_env(cls.env)

    def run_service(self, model, job, *args):
        """Run a scheduled job as its service user, commits included."""
        self.env.flush_all()
        service = self.env.ref("customer_followup.user_service")
        with self.open_cursor() as cr:
            env = self.env(cr=cr, user=service.id, context={})
            getattr(env[model], job)(*args)
            cr.commit()
        self.env.invalidate_all()

    def assert_dossier(self, percent, state, missing, customer=None):
        """Assert what the database holds about a dossier."""
        customer = customer or self.customer
        self.env.flush_all()
        customer.invalidate_recordset()
        self.assertEqual(
            (
                customer.customer_dossier_completeness,
                customer.customer_dossier_state,
                customer.customer_missing_type_ids,
            ),
            (percent, state, missing),
        )


class DossierCase(DossierMixin, FollowupCase):
    """A test of dossiers at ten o'clock on Monday, 2 March 2026, in Shanghai."""


class DossierHttpCase(DossierMixin, FollowupHttpCase):
    """A test of dossiers that talks to the server as browsers and scripts do."""
