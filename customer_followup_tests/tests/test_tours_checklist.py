"""From the scanner into the dossier, in a real browser."""

from odoo.tests import tagged

from .document_file_common import DocumentFileCase


@tagged("post_install", "-at_install")
class TestToursChecklist(DocumentFileCase):
    def test_upload_and_verify(self):
        """DOS-2: the specialist files two papers, the supervisor verifies them."""
        self.start_tour(
            f"/odoo/res.partner/{self.customer.id}",
            "customer_dossier_upload",
            login=self.specialist.login,
        )
        documents = self.env["customer.document"].search(
            [("partner_id", "=", self.customer.id)], order="type_id"
        )
        self.assertRecordValues(
            documents,
            [
                {"type_id": self.licence.id, "state": "submitted", "number": "L-1"},
                {"type_id": self.contract.id, "state": "submitted", "number": False},
            ],
        )
        self.assertEqual(
            documents.mapped("attachment_ids.name"), ["营业执照.pdf", "IMG_0001.png"]
        )
        self.assertEqual(self.customer.customer_dossier_completeness, 0)
        self.start_tour("/odoo", "customer_dossier_verify", login=self.supervisor.login)
        self.env.invalidate_all()
        self.assertEqual(set(documents.mapped("state")), {"verified"})
        self.assertEqual(documents.verified_by_id, self.supervisor)
        self.assertEqual(self.customer.customer_dossier_completeness, 100)
        self.assertEqual(self.customer.customer_dossier_state, "complete")
