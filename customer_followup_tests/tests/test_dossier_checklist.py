"""What is missing is asked for, and several files become documents at once (DOS-2)."""

from datetime import date

from odoo.tests import Form, tagged

from .document_file_common import make_pdf
from .dossier_checklist_common import DIALOG, ChecklistCase


@tagged("post_install", "-at_install")
class TestDossierChecklist(ChecklistCase):
    def test_customer_without_dossier_gets_one(self):
        """DOS-1: the papers are filed into a dossier with a number, once."""
        self.assertFalse(self.customer.customer_dossier_number)
        checklist = self.open(self.salesperson)
        number = self.customer.customer_dossier_number
        self.assertTrue(number)
        self.assertEqual(checklist.missing_count, 2)
        self.open(self.specialist)
        self.assertEqual(self.customer.customer_dossier_number, number)

    def test_missing_papers_are_said_in_words(self):
        """DOS-2: type, how far it is, and whether it is required."""
        self.create_type("Land-Use Certificate", required=False)
        document = self.create_document()
        checklist = self.open()
        self.assertIn("Business Licence: is a draft", checklist.missing)
        self.assertRegex(checklist.missing, r"(?s)Land-Use Certificate.*optional")
        document.with_user(self.specialist).action_submit()
        document.with_user(self.supervisor).action_reject("Cannot be read")
        checklist.invalidate_recordset()
        self.assertIn("Business Licence: was rejected", checklist.missing)

    def test_names_of_types_cannot_put_markup_into_the_list(self):
        """G7: a manager's words are words."""
        self.licence.name = "<script>alert(1)</script>"
        self.assertNotIn("<script>", self.open().missing)

    def test_paper_of_each_file_is_proposed_from_its_name(self):
        """DOS-2: in any language; what cannot be told is asked for."""
        lines = self.fill_in(
            self.open(), "蓝厂营业执照.pdf", "Contract_2026.pdf", "IMG_0001.pdf"
        )
        none = self.env["customer.document.type"]
        self.assertEqual(
            [line.type_id for line in lines], [self.licence, self.contract, none]
        )
        self.assertEqual(lines[0].file_name, "蓝厂营业执照.pdf")

    def test_expiry_is_proposed_from_the_validity_of_the_type(self):
        """DOS-4: twelve months from the date of issue, and can be corrected."""
        checklist = self.open()
        files = self.upload_to(checklist, "contract.pdf")
        with Form(checklist) as form:
            form.attachment_ids.add(files)
            with form.line_ids.edit(0) as line:
                self.contract.validity_months = 12
                line.date_issue = date(2026, 3, 2)
                self.assertEqual(line.date_expiry, date(2027, 3, 1))
                line.date_expiry = date(2026, 12, 31)
        self.assertEqual(checklist.line_ids.date_expiry, date(2026, 12, 31))

    def test_file_that_is_taken_off_is_not_filed(self):
        """DOS-2: a wrong photo is removed from the list before it is filed."""
        checklist = self.open()
        self.fill_in(checklist, "licence.pdf", "contract.pdf")
        with Form(checklist) as form:
            form.line_ids.remove(0)
        checklist.action_file()
        self.assertEqual(self.get_documents().type_id, self.contract)

    def test_pages_of_one_paper_become_one_document(self):
        """DOS-2: two files of one type are one document with two files."""
        checklist = self.open()
        lines = self.fill_in(
            checklist, "licence 1.pdf", "licence 2.pdf", "contract.pdf"
        )
        lines[1].number = "L-1"
        lines[2].paper_location = "Safe"
        checklist.paper_location = "Cabinet 3"
        checklist.action_file()
        self.assertRecordValues(
            self.get_documents(),
            [
                {
                    "type_id": self.licence.id,
                    "number": "L-1",
                    "attachment_count": 2,
                    "paper_location": "Cabinet 3",
                    "state": "submitted",
                    "submitted_by_id": self.specialist.id,
                },
                {
                    "type_id": self.contract.id,
                    "number": False,
                    "attachment_count": 1,
                    "paper_location": "Safe",
                    "state": "submitted",
                    "submitted_by_id": self.specialist.id,
                },
            ],
        )
        self.assertIn("Business Licence: filed with 2 file(s)", checklist.filed)
        self.assertIn("Business Licence: waits to be verified", checklist.missing)
        self.assertFalse(checklist.line_ids or checklist.attachment_ids)

    def test_what_cannot_be_filed_stays_and_says_why(self):
        """DOS-2: the others are filed; this one when it was corrected."""
        checklist = self.open()
        lines = self.fill_in(checklist, "licence.pdf", "contract.pdf", "IMG_1.pdf")
        lines[1].write({"date_issue": "2026-03-02", "date_expiry": "2026-03-01"})
        checklist.action_file()
        self.assertEqual(self.get_documents().type_id, self.licence)
        contract, unknown = checklist.line_ids
        self.assertIn("cannot expire before it was issued", contract.error)
        self.assertIn("Choose which paper", unknown.error)
        self.assertEqual(checklist.attachment_ids, (contract + unknown).attachment_id)
        contract.date_expiry = "2027-03-01"
        unknown.type_id = self.contract
        checklist.action_file()
        self.assertEqual(len(self.get_documents()), 2)
        self.assertFalse(checklist.line_ids)

    def test_file_that_is_in_the_dossier_stays_and_names_the_document(self):
        """DOS-2: the same scan once more."""
        checklist = self.open()
        self.create_document(file=self.create_file(raw=make_pdf("contract.pdf 0")))
        self.fill_in(checklist, "contract.pdf")
        checklist.action_file()
        self.assertIn("in the dossier already: Business", checklist.line_ids.error)
        self.assertEqual(len(self.get_documents()), 1)

    def test_filing_nothing_asks_for_files(self):
        """DOS-2: the button without files says what to do."""
        with self.refused("Add the scans or photos"):
            self.open().action_file()

    def test_verified_papers_complete_the_dossier(self):
        """DOS-2: filed here, verified by somebody else, the percentage grows."""
        checklist = self.open()
        self.fill_in(checklist, "licence.pdf")
        checklist.action_file()
        self.assertEqual(self.customer.customer_dossier_completeness, 0)
        self.get_documents().with_user(self.supervisor).action_verify()
        self.assertEqual(self.customer.customer_dossier_completeness, 50)
        self.assertEqual(checklist.missing_count, 1)

    def test_held_order_opens_the_papers_of_its_customer(self):
        """DOS-3: of the company, also when the order is for a contact."""
        contact = self.create_contact(self.customer)
        order = self.create_quotation(contact)
        order.user_id = self.salesperson
        action = order.with_user(self.salesperson).action_open_dossier_checklist()
        checklist = self.env[DIALOG].browse(action["res_id"])
        self.assertEqual(checklist.partner_id, self.customer)

    def count_queries(self, call, *args):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.cr.sql_log_count
        result = call(*args)
        self.env.flush_all()
        return self.cr.sql_log_count - before, result

    def test_files_cost_no_queries_of_their_own(self):
        """G17: one, eight or forty files of one paper, proposed and filed."""
        proposed, filed = {}, {}
        for count in (1, 8, 40):
            checklist = self.open()
            files = self.env["ir.attachment"].with_user(self.specialist)
            for number in range(count):
                files |= self.create_file(
                    name="licence.pdf", raw=make_pdf(f"{count}.{number}")
                )
            proposed[count], vals = self.count_queries(checklist._prepare_lines, files)
            self.assertEqual(len(vals), count)
            checklist.attachment_ids = files
            filed[count], _action = self.count_queries(checklist.action_file)
            self.assertEqual(self.get_documents()[-1].attachment_count, count)
        self.assertEqual(proposed[40], proposed[8], proposed)
        self.assertLessEqual(filed[40] - filed[8], 8, filed)
