"""The way of a document into the dossier: four eyes, and nothing changes afterwards."""

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import tagged

from .dossier_common import DossierCase


@tagged("post_install", "-at_install")
class TestDocument(DossierCase):
    def test_verified_by_somebody_else(self):
        """DOS-2: neither who wrote, nor who uploaded, nor who submitted it."""
        document = self.file(self.licence, state="draft")
        file = self.create_file(user=self.colleague)
        self.customer.customer_specialist_id = self.colleague
        document.with_user(self.colleague).attachment_ids = file
        self.customer.customer_specialist_id = self.specialist
        document.with_user(self.manager).action_submit()
        for user in (self.specialist, self.colleague, self.manager):
            self.customer.customer_specialist_id = user
            self.assertFalse(document.with_user(user).can_verify)
            with self.refused("yourself", AccessError):
                document.with_user(user).action_verify()
            with self.refused("yourself", AccessError):
                document.with_user(user).action_reject("Cannot be read")
        self.assertTrue(document.with_user(self.supervisor).can_verify)
        document.with_user(self.supervisor).action_verify()
        self.assertEqual(document.verified_by_id, self.supervisor)

    def test_salesperson_does_not_verify(self):
        """DOS-2: filing is for sales as well, verifying for the service."""
        document = self.file(self.licence, state="submitted")
        self.assertFalse(document.with_user(self.salesperson).can_verify)
        with self.refused("Service Specialist", AccessError):
            document.with_user(self.salesperson).action_verify()

    def test_specialist_verifies_what_sales_filed(self):
        """DOS-6: sales collect, the service looks at it."""
        document = self.file(self.licence, user=self.salesperson, state="submitted")
        document.with_user(self.specialist).action_verify()
        self.assertEqual(document.state, "verified")

    def test_content_is_fixed_once_submitted(self):
        """DOS-2: what was looked at is what stays."""
        other = self.create_customer("Red Mill")
        for state in ("submitted", "verified", "rejected"):
            document = self.file(self.licence, state=state)
            for vals in (
                {"number": "Other"},
                {"date_expiry": "2030-01-01"},
                {"date_issue": "2020-01-01"},
                {"type_id": self.form.id},
                {"partner_id": other.id},
                {"attachment_ids": [Command.clear()]},
            ):
                with self.subTest(state=state, vals=vals), self.refused("draft"):
                    document.with_user(self.manager).write(vals)
            document.with_user(self.specialist).paper_location = "Cabinet 4"

    def test_stamps_are_not_written_by_hand(self):
        """DOS-2: nobody verifies by writing the state."""
        document = self.file(self.licence, state="draft")
        stamps = {
            "state": "verified",
            "verified_by_id": self.supervisor.id,
            "verified_at": "2026-03-02 02:00:00",
            "submitted_by_id": self.colleague.id,
            "submitted_at": "2026-03-02 02:00:00",
            "editor_ids": [Command.clear()],
            "rejection_reason": "None",
            "rejected_by_id": self.manager.id,
            "reminded_at": "2026-03-02 02:00:00",
        }
        for name, value in stamps.items():
            with self.subTest(name), self.refused("buttons"):
                document.with_user(self.manager).write({name: value})
            if name != "state":
                vals = {"partner_id": self.customer.id, "type_id": self.form.id}
                with self.subTest(name), self.refused("buttons"):
                    document.create({**vals, name: value})
        self.assertEqual(document.state, "draft")

    def test_every_step_starts_where_it_may(self):
        """DOS-2: the whole table of states and steps."""
        allowed = {
            "draft": {"action_submit"},
            "submitted": {"action_withdraw", "action_verify", "action_reject"},
            "verified": {"action_reject"},
            "rejected": {"action_withdraw"},
        }
        steps = {
            "action_submit": (self.specialist, []),
            "action_withdraw": (self.specialist, []),
            "action_verify": (self.supervisor, []),
            "action_reject": (self.supervisor, ["Cannot be read"]),
        }
        for state, names in allowed.items():
            for step, (user, args) in steps.items():
                document = self.file(self.licence, state=state).with_user(user)
                with self.subTest(state=state, step=step):
                    if step in names:
                        getattr(document, step)(*args)
                        self.assertNotEqual(document.state, state)
                        continue
                    with self.refused("only be done while"):
                        getattr(document, step)(*args)

    def test_submission_needs_a_file_or_a_place(self):
        """DOS-2: there has to be something to look at."""
        document = self.file(self.licence, state="draft", paper_location=False)
        with self.refused("add a scan or photo"):
            document.with_user(self.specialist).action_submit()
        document.with_user(self.specialist).attachment_ids = self.create_file()
        document.with_user(self.specialist).action_submit()
        self.assertEqual(document.state, "submitted")

    def test_rejection_says_why(self):
        """DOS-2: whoever filed it reads the reason, and mends it."""
        document = self.file(self.licence, state="submitted")
        for reason in ("", "  ", None, False):
            with self.refused("what is wrong"):
                document.with_user(self.supervisor).action_reject(reason)
        document.with_user(self.supervisor).action_reject("The seal is missing")
        note = document.message_ids.filtered(lambda m: "seal" in (m.body or ""))
        self.assertEqual(note.notified_partner_ids, self.specialist.partner_id)
        document.with_user(self.specialist).action_withdraw()
        document.with_user(self.specialist).number = "L-1"
        document.with_user(self.specialist).action_submit()
        self.assertFalse(document.rejection_reason)
        document.with_user(self.supervisor).action_verify()
        self.assertEqual(document.state, "verified")

    def test_expiry_before_issue_is_refused(self):
        """DOS-4: a slip of the pen is found at once."""
        with self.refused("cannot expire before"):
            self.file(self.licence, date_issue="2026-02-01", date_expiry="2026-01-31")
        self.file(self.licence, date_issue="2026-02-01", date_expiry="2026-02-01")

    def test_contact_has_no_documents(self):
        """DOS-2: they are filed with the company it belongs to."""
        contact = self.create_contact(self.customer)
        with self.refused("File the document there"):
            self.file(self.licence, contact)

    def test_only_drafts_that_nobody_has_looked_at_are_deleted(self):
        """DOS-9: what was submitted once stays, with who looked at it."""
        for state in ("submitted", "verified", "rejected"):
            document = self.file(self.licence, state=state)
            with self.refused("was submitted once"):
                document.with_user(self.manager).unlink()
        document.with_user(self.specialist).action_withdraw()
        with self.refused("was submitted once"):
            document.with_user(self.manager).unlink()
        document = self.file(self.licence, state="draft")
        document.with_user(self.specialist).unlink()
        self.assertFalse(document.exists())

    def test_paper_of_limited_validity_needs_a_day(self):
        """DOS-4: without one it would be valid for ever."""
        document = self.file(self.permit, state="draft", date_expiry=False)
        with self.refused("limited time"):
            document.with_user(self.specialist).action_submit()
        document.with_user(self.specialist).date_issue = "2025-06-01"
        document.with_user(self.specialist).action_submit()
        self.assertEqual(str(document.date_expiry), "2026-05-31")

    def test_corrected_issue_moves_the_expiry(self):
        """DOS-4: a slip of the pen does not stay in the other day."""
        document = self.file(self.permit, state="draft", date_issue="2024-01-01")
        document.with_user(self.specialist).date_issue = "2026-01-01"
        self.assertEqual(str(document.date_expiry), "2026-12-31")

    def test_paper_is_not_issued_on_a_day_to_come(self):
        """DOS-4: it would count before it exists."""
        with self.refused("day to come"):
            self.file(self.licence, date_issue="2026-03-03")
        self.file(self.licence, date_issue="2026-03-02")

    def test_type_of_another_company_is_refused(self):
        """DOS-2: it would never count."""
        self.customer.action_open_dossier()
        elsewhere = self.create_company("West River Chemicals")
        foreign = self.form.copy({"company_id": elsewhere.id, "required": False})
        with self.refused("does not ask for this"):
            self.file(foreign)

    def test_dialog_rejects_several_documents(self):
        """DOS-2: marked in the list, with one reason."""
        documents = self.file(self.licence, state="submitted")
        documents |= self.file(self.form, state="submitted")
        dialogs = self.env["customer.document.rejection"].with_user(self.supervisor)
        dialog = dialogs.with_context(
            active_model="customer.document", active_ids=documents.ids
        ).create({"reason": "Of another company"})
        dialog.action_confirm()
        self.assertEqual(documents.mapped("state"), ["rejected", "rejected"])
        self.assertEqual(set(documents.mapped("rejection_reason")), {dialog.reason})

    def test_filing_is_looking_at_the_dossier(self):
        """DOS-4: whoever files a document need not review the dossier too."""
        self.customer.action_open_dossier()
        self.customer.sudo().customer_dossier_reviewed_at = "2025-01-01"
        self.file(self.form, state="submitted")
        self.assertEqual(str(self.customer.customer_dossier_reviewed_at), "2026-03-02")

    def test_renewal_takes_over_what_stays(self):
        """DOS-4: customer, type and place of the paper."""
        action = self.file(self.permit).with_user(self.specialist).action_renew()
        renewed = self.env["customer.document"].with_context(**action["context"])
        values = renewed.default_get(["partner_id", "type_id", "paper_location"])
        self.assertEqual(
            values,
            {
                "partner_id": self.customer.id,
                "type_id": self.permit.id,
                "paper_location": "Cabinet 3",
            },
        )
