"""Customers register cases in the portal (CMP-1)."""

from unittest.mock import patch

from odoo.exceptions import ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .case_common import CASE
from .portal_common import PDF, PortalCase


@tagged("post_install", "-at_install")
class TestPortalCaseForm(PortalCase):
    def refuse(self, field, message, status=422, **form):
        """Assert that a form comes back with a message beside a field."""
        known = self.env[CASE].search([])
        response = self.submit(**form)
        self.assertEqual(response.status_code, status)
        self.assertIn(f'data-field="{field}"', response.text)
        self.assertIn(message, response.text)
        self.assertFalse(self.find_new(known))
        return response.text

    def test_case_is_registered_with_everything(self):
        """CMP-1: who, what, about which order, the wish and the files."""
        known = self.env[CASE].search([])
        response = self.submit(
            complainant="Ms Lin of the night shift",
            phone="+86 512 7777",
            about=f"order-{self.order.id}",
            wish="New bags",
            files=[("../photo.pdf", PDF)],
        )
        self.assertEqual(response.status_code, 303)
        case = self.find_new(known)
        self.assertIn(f"/my/ticket/{case.id}", response.headers["Location"])
        self.assertEqual(case.customer_case_type, "complaint")
        self.assertEqual(case.customer_way_in, "portal")
        self.assertEqual(case.partner_id, self.contact)
        self.assertEqual(case.partner_name, "Ms Lin of the night shift")
        self.assertEqual(case.customer_phone, "+86 512 7777")
        self.assertEqual(case.customer_order_id, self.order)
        self.assertEqual(case.customer_wish, "New bags")
        self.assertEqual(case.company_id, self.company)
        self.assertEqual(case.team_id, self.team)
        self.assertIn("<br>See the photo.", case.description)
        self.assertEqual(case.customer_file_ids.name, "photo.pdf")
        self.assertEqual(case.customer_file_ids.mimetype, "application/pdf")
        self.assertEqual(case.customer_file_ids.res_id, case.id)
        self.assertFalse(case.customer_file_ids.public)
        page = self.get(self.lin, f"/my/ticket/{case.id}").text
        self.assertIn("photo.pdf", page)
        self.assertIn("Your Wish", page)

    def test_form_offers_own_orders_and_products_alone(self):
        """G6: those of other customers are neither shown nor taken."""
        page = self.get(self.lin, "/new/ticket").text
        self.assertIn(f'value="order-{self.order.id}"', page)
        self.assertIn(f'value="product-{self.goods.id}"', page)
        self.assertNotIn(f'value="order-{self.foreign_order.id}"', page)
        self.assertNotIn(f'value="product-{self.service.id}"', page)
        for about in (
            f"order-{self.foreign_order.id}",
            f"product-{self.service.id}",
            "order-999999999",
            "order",
            "res.users-1",
        ):
            with self.subTest(about):
                self.refuse("about", "one of your orders", about=about)

    def test_what_is_wrong_is_said_beside_the_field(self):
        """G7: and what was typed is kept."""
        page = self.refuse("subject", "fill this in", subject=" ", wish="My old wish")
        self.assertIn("My old wish", page)
        self.assertIn("Twelve of forty bags", page)
        self.refuse("description", "fill this in", description=None)
        self.refuse("kind", "choose what it is", kind="")
        self.refuse("kind", "choose what it is", kind="crime")
        page = self.refuse("subject", "at most 200", subject="<i>" * 100)
        self.assertNotIn("<i><i>", page)
        self.refuse("phone", "at most 50", phone="1" * 51)

    def test_files_are_refused_with_a_reason(self):
        """G7: empty, too large, of a kind that is not taken, or not what they say."""
        self.company.customer_portal_max_mb = 1
        self.company.customer_portal_max_files = 2
        for files, message in (
            ([("a.pdf", b"")], "a.pdf is empty"),
            ([("a.pdf", PDF.ljust(1024 * 1024 + 1))], "larger than 1 MB"),
            ([("a.exe", b"MZ")], "cannot be taken"),
            ([("a.html", b"<script>")], "cannot be taken"),
            ([("a.png", b"<svg onload=alert(1)>")], "not what its name says"),
            ([("a.pdf", PDF)] * 3, "at most 2 files"),
        ):
            with self.subTest(message):
                self.refuse("attachment", message, files=files)
        self.company.customer_portal_file_kinds = "png"
        self.refuse("attachment", "Please send one of: png", files=[("a.pdf", PDF)])
        for kinds in ("svg", "pdf, exe", "html"):
            with self.refused("not taken", ValidationError):
                self.company.customer_portal_file_kinds = kinds

    def test_too_many_cases_within_an_hour_are_asked_to_wait(self):
        """G7: of one customer, colleagues together; what was typed is kept."""
        self.company.customer_portal_hourly_limit = 2
        self.submit(user=self.lin)
        self.submit(user=self.gu)
        known = self.env[CASE].search([])
        response = self.submit(wish="My old wish")
        self.assertEqual(response.status_code, 429)
        self.assertIn("within an hour", response.text)
        self.assertIn("My old wish", response.text)
        self.assertFalse(self.find_new(known))
        self.assertEqual(self.submit(user=self.ma).status_code, 303)
        self.company.customer_portal_hourly_limit = 0
        self.assertEqual(self.submit().status_code, 303)

    def test_team_and_category_are_chosen_among_those_offered(self):
        """G6: another company's, a hidden one and none at all are refused."""
        self.company.helpdesk_mgmt_portal_select_team = True
        self.company.helpdesk_mgmt_portal_select_category = True
        self.company.helpdesk_mgmt_portal_category_id_required = False
        shown, hidden = self.create_team("Shown"), self.create_team("Hidden")
        hidden.show_in_portal = False
        theirs = self.create_team("Theirs", company_id=self.other_company.id)
        categories = self.env["helpdesk.ticket.category"]
        category = categories.create({"name": "Theirs", "show_in_portal": True})
        category.company_id = self.other_company
        for team in (hidden.id, theirs.id, 999999999, "x", -1, 2**70):
            with self.subTest(team):
                self.refuse("team", "one of the list", team=team)
        self.refuse("team", "choose one", team="")
        self.refuse("category", "one of the list", team=shown.id, category=category.id)
        known = self.env[CASE].search([])
        self.submit(team=shown.id, partner_id=self.green.id, company_id=1, user_id=1)
        case = self.find_new(known)
        self.assertEqual(case.team_id, shown)
        self.assertEqual(case.partner_id, self.contact)
        self.assertEqual(case.company_id, self.company)

    @mute_logger("odoo.addons.customer_followup.models.helpdesk_ticket_portal_form")
    def test_complaint_is_stored_whatever_is_broken(self):
        """G14: a team without stages, without hours, and one that cannot be read."""
        self.team.customer_calendar_id = self.env["resource.calendar"].create(
            {"name": "Never", "attendance_ids": False, "company_id": self.company.id}
        )
        self.env["helpdesk.ticket.stage"].search([]).team_ids = self.create_team("Own")
        self.assertEqual(self.submit().status_code, 303)
        company = type(self.company)
        with patch.object(company, "_get_customer_case_team", autospec=True) as broken:
            broken.return_value = self.env["helpdesk.ticket.team"].browse(999999999)
            known = self.env[CASE].search([])
            self.assertEqual(self.submit(wish="New bags").status_code, 303)
        case = self.find_new(known)
        self.assertEqual(case.customer_wish, "New bags")
        self.assertFalse(case.team_id)

    def test_form_needs_its_token(self):
        """G7: another site registers nothing, and neither does a link."""
        known = self.env[CASE].search([])
        self.assertEqual(self.submit(csrf_token="x").status_code, 400)
        address = "/submitted/ticket?subject=Wet&description=Wet&kind=complaint"
        self.assertEqual(self.get(self.lin, address).status_code, 405)
        self.assertFalse(self.find_new(known))
