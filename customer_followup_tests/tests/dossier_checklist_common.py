"""What the tests of missing papers share: the dialog, filled in as on the screen."""

from odoo.tests import Form

from .document_file_common import DocumentFileCase, make_pdf

DIALOG = "customer.dossier.checklist"


class ChecklistCase(DocumentFileCase):
    def open(self, user=None, customer=None):
        """Return the dialog that the button of a customer opens."""
        partner = (customer or self.customer).with_user(user or self.specialist)
        action = partner.action_open_checklist()
        return (
            self.env[DIALOG].with_user(user or self.specialist).browse(action["res_id"])
        )

    def upload_to(self, checklist, *names):
        """Return files that were uploaded in the dialog, each with its own content."""
        answers = self.upload(
            checklist.create_uid,
            DIALOG,
            checklist.id,
            *(
                (name, make_pdf(f"{name} {number}"))
                for number, name in enumerate(names)
            ),
        )
        return self.env["ir.attachment"].browse(answer["id"] for answer in answers)

    def fill_in(self, checklist, *names):
        """Let the dialog propose what the files are, as on the screen."""
        files = self.upload_to(checklist, *names)
        with Form(checklist) as form:
            for file in files:
                form.attachment_ids.add(file)
        return checklist.line_ids

    def get_documents(self):
        domain = [("partner_id", "=", self.customer.id)]
        return self.env["customer.document"].search(domain, order="id")
