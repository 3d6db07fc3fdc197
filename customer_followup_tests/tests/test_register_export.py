"""The register on paper and as a spreadsheet, and who moved in it (GRD-3)."""

from unittest.mock import patch

from lxml import html

from odoo.exceptions import AccessError
from odoo.tests import tagged

from odoo.addons.customer_followup.wizards import customer_register_export

from .register_common import RegisterCase

EXPORT = "customer.register.export"
REPORT = "customer_followup.customer_register_document"


@tagged("post_install", "-at_install")
class TestRegisterExport(RegisterCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.first, cls.second, cls.low, cls.ungraded = cls.create_customers(
            "First Mill", "Second Mill", "Low Mill", "Ungraded Mill"
        )
        for customer, code in ((cls.second, "A"), (cls.first, "A"), (cls.low, "C")):
            cls.grade(customer, code)

    def render(self, dialog, user=None):
        """Return the text of the printed register, and its tables."""
        reports = self.env["ir.actions.report"].with_user(user or self.supervisor)
        reports = reports.with_context(**dialog.env.context)
        content = reports._render_qweb_html(REPORT, dialog.ids)[0]
        page = html.fromstring(content)
        text = " ".join(page.xpath("//div[@class='customer_form']//text()"))
        return " ".join(text.split()), page

    def get_names(self, page):
        return [
            " ".join(cell.text_content().split())
            for cell in page.xpath("//tbody/tr/td[1]")
        ]

    # On paper -------------------------------------------------------------------------

    def test_printed_by_grade(self):
        """GRD-3: company, date, counts, and the customers under their grades."""
        text, page = self.render(self.open_dialog(EXPORT))
        self.assertIn("East River Chemicals", text)
        self.assertIn("Register of Customers by Grade", text)
        self.assertIn("Date A C Not Yet Graded Customers 03/02/2026 2 1 1 4", text)
        self.assertEqual(
            self.get_names(page),
            ["First Mill", "Second Mill", "Low Mill", "Ungraded Mill"],
        )
        self.assertEqual(
            [" ".join(h.text_content().split()) for h in page.xpath("//h2")],
            ["A (2)", "C (1)", "Not Yet Graded (1)"],
        )

    def test_marked_customers_alone(self):
        """GRD-3: who is marked in the list, whoever else is in the register."""
        marked = {"active_model": "res.partner", "active_ids": self.low.ids}
        dialogs = self.env[EXPORT].with_user(self.supervisor).with_context(**marked)
        dialog = dialogs.create({})
        self.assertEqual(dialog.customer_count, 1)
        self.assertEqual(self.get_names(self.render(dialog)[1]), ["Low Mill"])

    def test_without_those_not_yet_graded(self):
        """GRD-3: the graded ones alone."""
        dialog = self.open_dialog(EXPORT, has_ungraded=False)
        self.assertEqual(dialog.customer_count, 3)
        self.assertNotIn("Ungraded Mill", self.get_names(self.render(dialog)[1]))

    def test_names_stay_text_on_paper(self):
        """G16: what looks like HTML is printed as it was written."""
        self.low.name = "<script>alert(1)</script> & Sons"
        _text, page = self.render(self.open_dialog(EXPORT))
        self.assertIn("<script>alert(1)</script> & Sons", self.get_names(page))
        self.assertFalse(page.xpath("//script[contains(text(), 'alert(1)')]"))

    def test_button_prints_the_dialog(self):
        """GRD-3: the button leads to the report of this dialog."""
        dialog = self.open_dialog(EXPORT)
        action = dialog.action_print()
        self.assertEqual(action["report_name"], REPORT)
        self.assertEqual(action["context"]["active_ids"], dialog.ids)

    def test_too_many_for_paper_is_refused_in_words(self):
        """GRD-3: it says how many are printed, and the other way; also by address."""
        dialog = self.open_dialog(EXPORT)
        with patch.object(customer_register_export, "MOST_PRINTED", 3):
            with self.refused("4 customers are too many for paper: up to 3"):
                dialog.action_print()
            with self.assertRaisesRegex(Exception, "too many for paper"):
                self.render(dialog)
            self.assertEqual(len(list(dialog._iter_rows())), 4)

    def test_nobody_to_print_is_refused_in_words(self):
        """G7: a marked contact that is no customer leaves nothing to print."""
        contact = self.create_contact(self.low)
        dialog = self.open_dialog(EXPORT, partner_ids=[(6, 0, contact.ids)])
        with self.refused("no such customer"):
            dialog.action_print()

    # As a spreadsheet -----------------------------------------------------------------

    def test_rows_by_grade(self):
        """GRD-3: grade, customer, score and who looks after it; the highest first."""
        dialog = self.open_dialog(EXPORT)
        rows = list(dialog._iter_rows())
        self.assertEqual(len(rows[0]), len(dialog._get_headings()))
        self.assertEqual(
            [(row[0], row[1], row[4], row[5]) for row in rows],
            [
                ("A", "First Mill", "2026-03-02", "First Grade"),
                ("A", "Second Mill", "2026-03-02", "First Grade"),
                ("C", "Low Mill", "2026-03-02", "First Grade"),
                ("Not Yet Graded", "Ungraded Mill", None, None),
            ],
        )

    def test_queries_do_not_grow_with_customers(self):
        """G17: as many queries for four rows as for thirty."""
        dialog, counts = self.open_dialog(EXPORT), []
        for count in (0, 26):
            self.create_customers(*(f"Mill {number}" for number in range(count)))
            counts.append(self.count_queries(lambda: list(dialog._iter_rows())))
            self.assertEqual(len(list(dialog._iter_rows())), 4 + count)
        self.assertEqual(counts[0], counts[1])

    # Rights ---------------------------------------------------------------------------

    def test_register_of_a_company_holds_its_own_grades(self):
        """GRD-3: a shared customer stands under the grade of the dialog's company."""
        elsewhere = self.create_elsewhere()
        self.grade(self.first, "B", company=elsewhere)
        dialogs = self.env[EXPORT].with_user(self.supervisor)
        dialog = dialogs.with_context(
            allowed_company_ids=[elsewhere.id, self.company.id]
        ).create({"partner_ids": [(6, 0, self.first.ids)]})
        self.assertEqual(next(dialog._iter_rows())[0], "B")
        here = dialog.with_context(allowed_company_ids=[self.company.id, elsewhere.id])
        self.assertEqual(next(here._iter_rows())[0], "B")

    def test_dialog_is_for_who_sees_the_register(self):
        """G5: staff of the service, offices and sales; nobody else."""
        employee = self.create_user("employee", "base.group_user")
        with self.assertRaises(AccessError):
            self.open_dialog(EXPORT, employee)
        dialog = self.open_dialog(EXPORT, self.specialist)
        self.assertEqual(dialog.customer_count, 4)
        with self.assertRaises(AccessError):
            dialog.with_user(self.supervisor).action_print()
