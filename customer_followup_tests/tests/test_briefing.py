"""The customer's file on one page, before the contact (VIS-4)."""

import io
import re
import unicodedata
from datetime import date, timedelta

from psycopg2 import IntegrityError
from PyPDF2 import PdfReader

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import MONDAY, FollowupCase
from .dossier_common import DossierMixin
from .meeting_common import MeetingMixin

REPORT = "customer_followup.customer_followup_briefing_report"
SCRIPT = "<script>alert(1)</script> & <b>bold</b>"


@tagged("post_install", "-at_install")
class TestBriefing(MeetingMixin, DossierMixin, FollowupCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.outsider = cls.create_user("outsider", "base.group_user")
        cls.followup.content = SCRIPT
        cls.caustic = cls.env["product.product"].create({"name": "Caustic Soda"})

    def brief(self, user=None, followup=None):
        """Return the lines of each section, as a specialist reads it."""
        followup = (followup or self.followup).with_user(user or self.specialist)
        followup = followup.with_context(lang="en_US")
        return {section.name: section.lines for section in followup._get_briefing()}

    def titles(self, section, *args):
        return [line.title for line in self.brief(*args)[section]]

    def buy(self, product, *days):
        """Order a product so many days ago, each time."""
        for count in days:
            self.create_order(self.customer, MONDAY - timedelta(days=count), product)

    def test_sections_are_all_there_and_in_order(self):
        """VIS-4: basics, contacts, orders, cases, papers, needs and visits."""
        self.assertEqual(
            [name for name in self.brief() if name != "promises"],
            [
                "purpose",
                "requests",
                "basics",
                "contacts",
                "tickets",
                "needs",
                "orders",
                "missed",
                "documents",
                "visits",
            ],
        )

    def test_contacts_come_by_role(self):
        """VIS-4, DOS-7: who decides comes first, with what one knows of them."""
        roles = self.env["customer.contact.role"].create(
            [{"name": "Uses it", "sequence": 9000}, {"name": "Pays", "sequence": 8000}]
        )
        self.contact.write(
            {
                "customer_contact_role_ids": [Command.set(roles[0].ids)],
                "customer_hobbies": "Tea",
                "phone": "139 0000 0001",
            }
        )
        payer = self.create_contact(self.customer, "Mr Wu")
        payer.customer_contact_role_ids = roles[1]
        self.create_contact(self.customer, "Ms An")
        self.assertEqual(self.titles("contacts"), ["Mr Wu", "Ms Lin", "Ms An"])
        line = self.brief()["contacts"][1]
        self.assertEqual(line.detail, "Uses it · Tea")
        self.assertEqual(line.phone, "139 0000 0001")

    def test_goods_bought_regularly_and_not_lately_are_missed(self):
        """VIS-4: three orders, none for sixty days; each number is a setting."""
        self.buy(self.caustic, 200, 150, 61)
        self.buy(self.goods, 200, 150, 59)
        self.buy(self.service, 150, 61)
        lines = self.brief()["missed"]
        self.assertEqual([line.title for line in lines], ["Caustic Soda"])
        self.assertEqual(lines[0].detail, "in 3 orders")
        self.assertEqual(lines[0].value, "last on 12/31/2025")
        self.company.customer_briefing_days = 50
        self.assertEqual(
            set(self.titles("missed")), {"Caustic Soda", "Soda Ash, 25 kg"}
        )
        self.company.customer_briefing_orders = 2
        self.assertIn("Water Analysis", self.titles("missed"))
        self.company.customer_briefing_history_days = 100
        self.assertEqual(self.titles("missed"), [])

    def test_what_is_no_purchase_is_not_missed(self):
        """VIS-4: cancelled orders, goods nobody sells any more, other companies."""
        self.buy(self.caustic, 200, 150, 100)
        self.assertEqual(self.titles("missed"), ["Caustic Soda"])
        self.caustic.active = False
        self.assertEqual(self.titles("missed"), [])
        self.caustic.active = True
        orders = self.env["sale.order"].search([("partner_id", "=", self.customer.id)])
        orders[0]._action_cancel()
        self.assertEqual(self.titles("missed"), [])

    def test_day_of_the_last_order_is_the_company_s(self):
        """VIS-4: exactly sixty days are not longer than sixty days."""
        self.buy(self.caustic, 200, 150, 60)
        self.assertEqual(self.titles("missed"), [])
        self.company.customer_briefing_days = 59
        self.assertEqual(self.titles("missed"), ["Caustic Soda"])

    def test_papers_that_run_out_or_are_missing(self):
        """VIS-4, DOS-4: as early as the type of the paper says."""
        self.file(self.licence, date_expiry=date(2026, 3, 20))
        self.file(self.permit, date_expiry=date(2026, 9, 1))
        lines = {line.title: line.value for line in self.brief()["documents"]}
        self.assertEqual(lines, {"Form": "missing", "Licence": "03/20/2026"})
        self.file(self.licence, date_expiry=date(2027, 3, 20))
        self.assertEqual(self.titles("documents"), ["Form"])

    def test_last_contacts_with_their_results(self):
        """VIS-4: the newest first, what is still open not."""
        for day in range(1, 8):
            visit = self.create_followup()
            visit.action_record(
                {
                    "contacted_at": f"2026-02-{day:02} 02:00:00",
                    "result": "problem" if day == 7 else "well",
                    "customer_opinion": "Wet sacks",
                }
            )
        lines = self.brief()["visits"]
        self.assertEqual(len(lines), 5)
        self.assertIn("02/07/2026", lines[0].title)
        self.assertEqual((lines[0].value, lines[0].detail), ("Problem", "Wet sacks"))
        self.assertTrue(lines[0].is_urgent)
        self.assertEqual(len(self.brief()["tickets"]), 1)

    def test_needs_are_wishes_and_notes(self):
        """VIS-4, CAR-2: what the customer wants, and what colleagues wrote down."""
        self.env["customer.wish"].create(
            {"partner_id": self.customer.id, "product_id": self.goods.id, "quantity": 2}
        )
        self.customer.comment = "<p>Gate closes at 5</p>"
        self.assertEqual(self.titles("needs"), ["Wish: Soda Ash, 25 kg", "Notes"])
        self.assertEqual(self.brief()["needs"][1].detail, "Gate closes at 5")

    def test_agreed_time_is_on_it(self):
        """VIS-3, VIS-4: instead of the planned day."""
        self.assertEqual(self.brief()["purpose"][0].value, "03/02/2026")
        self.agree()
        self.assertEqual(self.brief()["purpose"][0].value, "Wed, Mar 4 10:00")

    def test_reader_sees_what_it_may(self):
        """VIS-4, G5: no section of what is forbidden, no colleague's follow-up."""
        self.buy(self.caustic, 200, 150, 100)
        self.assertTrue(self.brief()["orders"])
        quality = self.create_user("quality", "group_quality_head")
        seen = self.brief(quality)
        for section, model in (
            ("orders", "sale.order"),
            ("tickets", "helpdesk.ticket"),
            ("documents", "customer.document"),
        ):
            may = self.env[model].with_user(quality).has_access("read")
            self.assertEqual(section in seen, may, section)
        for user in (self.outsider, self.colleague):
            with self.assertRaises(AccessError):
                self.brief(user)
            with self.assertRaises(AccessError):
                self.followup.with_user(user).action_open_briefing()

    def test_orders_of_others_are_not_counted_for_who_may_not_see_them(self):
        """VIS-4, G5: the rules of orders hold for what is missed as well."""
        self.buy(self.caustic, 200, 150, 100)
        group = "customer_followup.group_specialist,sales_team.group_sale_salesman"
        seller = self.create_user("seller", group)
        followup = self.create_followup(user=seller)
        sections = self.brief(seller, followup)
        orders = self.env["sale.order"].with_user(seller)
        visible = orders.search_count([("partner_id", "=", self.customer.id)])
        self.assertEqual(len(sections["orders"]), visible)
        self.assertEqual(bool(sections["missed"]), visible >= 3)

    def test_texts_are_shown_as_texts(self):
        """VIS-4: HTML and script tags of people stay what they typed."""
        page = str(self.followup.with_user(self.specialist).briefing)
        self.assertIn("&lt;script&gt;alert(1)&lt;/script&gt;", page)
        self.assertNotIn("<script", page)

    def test_queries_do_not_follow_the_number_of_rows(self):
        """VIS-4, G17: one query a section, whatever there is to show."""
        counts = []
        for number in (1, 1, 12):
            customer = self.create_customer(f"Mill {number}")
            self.fill(customer, number)
            followup = self.create_followup(customer).with_user(self.specialist)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            shown = sum(map(len, self.brief(followup=followup).values()))
            counts.append(self.cr.sql_log_count - before)
            self.assertGreater(shown, min(number, 5) * 5)
        _warm, few, many = counts
        self.assertLessEqual(many, few + 1, counts)

    def fill(self, customer, number):
        """Give a customer so many of everything."""
        products = self.env["product.product"].create(
            [{"name": f"Acid {n}"} for n in range(number)]
        )
        for _ in range(3):
            self.create_order(customer, date(2025, 12, 1), products)
        for n in range(number):
            self.create_contact(customer, f"Ms {n}")
            self.create_followup(customer).action_record(
                {"result": "problem", "customer_opinion": f"Wet {n}"}
            )
        self.env["customer.wish"].create(
            [{"partner_id": customer.id, "product_id": p.id} for p in products]
        )

    def test_settings_have_limits(self):
        """VIS-4: a habit of no orders is none."""
        for name in ("orders", "days", "history_days"):
            with (
                self.subTest(name),
                mute_logger("odoo.sql_db"),
                self.assertRaises(IntegrityError),
                self.env.cr.savepoint(),
            ):
                self.company[f"customer_briefing_{name}"] = 0
                self.company.flush_recordset()

    def test_button_opens_the_page(self):
        """VIS-4: in a view of its own, which prints."""
        action = self.followup.with_user(self.specialist).action_open_briefing()
        view = self.env.ref("customer_followup.customer_followup_briefing_view_form")
        self.assertEqual(action["view_id"][0], view.id)
        self.assertEqual(action["res_id"], self.followup.id)

    def test_paper_says_the_same(self):
        """VIS-4: the PDF is a real one, and each follow-up begins a page."""
        self.buy(self.caustic, 200, 150, 100)
        both = self.followup | self.create_followup(self.create_customer("Green Mill"))
        report = self.env["ir.actions.report"].with_user(self.specialist)
        report = report.with_context(force_report_rendering=True)
        pdf, kind = report._render_qweb_pdf(REPORT, both.ids)
        self.assertEqual(kind, "pdf")
        pages = PdfReader(io.BytesIO(pdf)).pages
        texts = [
            re.sub(r"\s", "", unicodedata.normalize("NFKC", page.extract_text()))
            for page in pages
        ]
        self.assertIn("CausticSoda", texts[0])
        self.assertIn("<script>alert(1)", texts[0])
        self.assertIn("GreenMill", texts[-1])
        self.assertNotIn("GreenMill", texts[0])

    def test_paper_is_refused_to_who_may_not_read(self):
        """VIS-4, G5: reports run with sudo inside; the reader's rights hold."""
        report = self.env["ir.actions.report"].with_user(self.colleague)
        report = report.with_context(force_report_rendering=True)
        with self.assertRaises(AccessError):
            report._render_qweb_pdf(REPORT, self.followup.ids)
