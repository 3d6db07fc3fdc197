"""The credit request on paper: 客户信用额度、账期更改申请单."""

import io
import re
import unicodedata

from PyPDF2 import PdfReader

from odoo.tests import tagged

from .common import FollowupCase

REPORT = "customer_followup.customer_credit_request_report"
REASON = "They buy three times as much as last year."
COMMENT = "Good payer.\n<b>Not bold</b>, " + "long " * 40 + "X" * 150


@tagged("post_install", "-at_install")
class TestCreditRequestReport(FollowupCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.salesperson = cls.create_user(
            "salesperson", "sales_team.group_sale_salesman_all_leads"
        )
        cls.director = cls.create_user("marketing_director", "group_marketing_director")
        cls.head = cls.create_user("finance_head", "group_finance_head")
        cls.general = cls.create_user("general_manager", "group_general_manager")
        cls.customer._set_customer_credit_terms(
            cls.company,
            {"credit_limit": 50000.0, "payment_term_id": None},
            action="opening",
        )
        cls.request = (
            cls.env["customer.credit.request"]
            .with_user(cls.salesperson)
            .create(
                {
                    "partner_id": cls.customer.id,
                    "company_id": cls.company.id,
                    "requested_limit": 123456.0,
                    "reason": REASON,
                }
            )
        )

    def print_form(self, requests=None, user=None):
        """Return the PDF as the general manager prints it."""
        requests = requests or self.request
        report = self.env["ir.actions.report"].with_user(user or self.general)
        report = report.with_context(
            force_report_rendering=True, lang=report.env.user.lang
        )
        pdf, kind = report._render_qweb_pdf(REPORT, requests.ids)
        self.assertEqual(kind, "pdf")
        self.assertTrue(pdf.startswith(b"%PDF"))
        return PdfReader(io.BytesIO(pdf))

    def read_form(self, *args):
        """Return the text of the PDF, without the spaces and ends of lines."""
        text = "".join(page.extract_text() for page in self.print_form(*args).pages)
        return self.squeeze(text)

    def squeeze(self, text):
        # a font gives some Chinese characters back as the radicals they look like
        return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))

    def assertPrinted(self, form, *texts):
        for text in texts:
            self.assertIn(self.squeeze(text), form)

    def sign(self, *users, comment=None):
        for user in users:
            self.request.with_user(user).action_approve(comment)

    def test_wkhtmltopdf_is_found(self):
        """issue 3: what the workbench installs is what Odoo prints with."""
        state = self.env["ir.actions.report"].get_wkhtmltopdf_state()
        self.assertEqual(state, "ok")

    def test_form_of_draft_says_that_nobody_was_asked(self):
        """issue 3: a form printed too early cannot be taken for a submitted one."""
        form = self.read_form()
        self.assertPrinted(
            form,
            self.request.name,
            "Blue Mill",
            "50,000.00",
            "123,456.00",
            REASON,
            "has not been submitted",
        )

    def test_form_of_submitted_has_a_box_for_each_level(self):
        """issue 3: the boxes to sign are there before anybody has signed."""
        self.request.action_submit()
        form = self.read_form()
        levels = self.request.approval_step_ids.level_id.mapped("name")
        self.assertPrinted(form, *levels, "Salesperson", "50,000.00", "123,456.00")
        self.assertEqual(form.count("Notsignedyet"), 3)

    def test_form_of_approved_has_all_signatures_and_the_log(self):
        """issue 3: who signed, for whom and when, with the figures decided on."""
        self.request.action_submit()
        self.env["customer.approval.delegation"].create(
            {
                "user_id": self.head.id,
                "delegate_id": self.manager.id,
                "date_from": "2026-03-01",
                "date_to": "2026-03-31",
            }
        )
        self.sign(self.director, comment=COMMENT)
        self.sign(self.manager, self.general)
        form = self.read_form()
        self.assertPrinted(
            form,
            "50,000.00",
            "123,456.00",
            "Marketing Director",
            "on behalf of Finance Head",
            "General Manager",
            "03/02/2026",
            "10:00:00",
            "Applied",
        )
        entry = self.request.sudo().approval_entry_ids[0]
        self.assertPrinted(form, entry.value_hash[:16])

    def test_requester_prints_the_whole_log(self):
        """issue 3: the log on paper is the same for everybody who may print it."""
        self.request.action_submit()
        self.sign(self.director, self.head, self.general)
        for user in (self.salesperson, self.supervisor):
            with self.subTest(user=user.name):
                form = self.read_form(self.request, user)
                for entry in self.request.sudo().approval_entry_ids:
                    self.assertPrinted(form, entry.value_hash[:16])

    def test_figures_are_printed_for_those_who_see_them(self):
        """issue 3: who signs has the figures on paper; the salesperson has not."""
        self.request.action_submit()
        self.assertPrinted(
            self.read_form(), "Figures Known at Each Decision", "Overdue"
        )
        self.assertNotIn("Overdue", self.read_form(self.request, self.salesperson))

    def test_form_of_refused_says_who_and_why(self):
        """issue 3: the refusal and its reason are on paper."""
        self.request.action_submit()
        self.sign(self.director)
        self.request.with_user(self.head).action_refuse("Three invoices are overdue.")
        form = self.read_form()
        self.assertPrinted(
            form,
            "123,456.00",
            "Refused",
            "Finance Head",
            "Three invoices are overdue.",
            "Ended without a signature",
        )

    def test_comment_is_printed_as_it_was_written(self):
        """issue 3: what looks like HTML stays text, and long words are not cut off."""
        self.request.action_submit()
        self.sign(self.director, comment=COMMENT)
        self.assertPrinted(self.read_form(), COMMENT)

    def test_several_forms_are_one_pdf(self):
        """issue 3: forms are printed together, each on a page of its own."""
        requests = self.request | self.request.copy({"reason": "Another one."})
        pdf = self.print_form(requests)
        self.assertEqual(len(pdf.pages), 2)
        for page, request in zip(pdf.pages, requests, strict=True):
            self.assertPrinted(self.squeeze(page.extract_text()), request.name)
