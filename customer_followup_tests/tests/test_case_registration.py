"""A case is written down with all that is known of it, and with little too (CMP-1)."""

from datetime import date

from lxml import html
from psycopg2.errors import CheckViolation

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .case_common import CASE, CaseCase

CHANNEL = "helpdesk_mgmt.helpdesk_ticket_channel_"


@tagged("post_install", "-at_install")
class TestCaseRegistration(CaseCase):
    def open_form(self, case_type, user=None):
        cases = self.as_user(self.env[CASE], user or self.supervisor)
        return Form(cases.with_context(default_customer_case_type=case_type))

    def test_complaint_is_registered_in_one_form(self):
        """CMP-1: who, how, what about, what is wished, with files."""
        order = self.create_order(self.customer, date(2026, 2, 2))
        delivery = self.deliver(order, date(2026, 2, 3))
        file = self.create_file(self.supervisor)
        self.contact.phone = "+86 21 5555 0101"
        with self.open_form("complaint") as form:
            form.name = "Wet bags"
            form.description = "Twelve of forty"
            form.partner_id = self.contact
            form.customer_way_in = "written"
            form.customer_object_department_id = self.laboratory
            form.customer_object_employee_id = self.person
            form.customer_product_id = self.goods
            form.customer_picking_id = delivery
            form.customer_wish = "New bags by Friday"
            form.customer_file_ids.add(file.with_env(form._env))
        case = form.record
        self.assertEqual(case.partner_name, "Ms Lin")
        self.assertEqual(case.customer_phone, "+86 21 5555 0101")
        self.assertEqual(case.customer_order_id, order)
        self.assertEqual(case.customer_validity, "pending")
        self.assertTrue(case.number.startswith("HT"))
        self.assertEqual((file.res_model, file.res_id), (CASE, case.id))

    def test_specialist_registers_for_whoever_calls(self):
        """CMP-1: a colleague's customer, and somebody who is no customer yet."""
        theirs = self.create_customer("Green Mill", self.colleague)
        for customer, name in ((theirs, "Green Mill"), (theirs.browse(), "Mr Gu")):
            for case_type in ("complaint", "issue", "repair"):
                with self.open_form(case_type, self.specialist) as form:
                    form.name = "Wet bags"
                    form.description = "Twelve of forty"
                    form.partner_id = customer
                    form.partner_name = name
                self.assertTrue(form.record.number.startswith("HT"))
                self.assertFalse(form.record.sudo().user_id)

    def test_each_type_proposes_its_team(self):
        """CMP-1, INQ-6: a complaint, a repair with a team of its own, a request."""
        repairs = self.env["helpdesk.ticket.team"].create(
            {"name": "Workshop", "customer_case_type": "repair"}
        )
        complaints, issues = (
            self.env.ref(f"customer_followup.helpdesk_ticket_team_{name}")
            for name in ("complaint", "issue")
        )
        # whatever other team the user is a member of
        issues.user_ids |= self.supervisor
        for case_type, team in (
            ("complaint", complaints),
            ("repair", repairs),
            ("request", issues),
            ("issue", issues),
        ):
            with self.subTest(case_type):
                self.assertEqual(self.open_form(case_type).team_id, team)

    def test_case_is_stored_without_any_team(self):
        """G14: teams that were deleted keep nobody from registering a complaint."""
        teams = self.env["helpdesk.ticket.team"].search([])
        teams.active = False
        self.env.ref("customer_followup.helpdesk_ticket_team_complaint").unlink()
        with self.open_form("complaint") as form:
            form.name = "Wet bags"
            form.description = "Twelve of forty"
        self.assertTrue(form.record.customer_registered_at)
        self.assertFalse(form.record.partner_id)

    def test_repair_says_until_when_it_is_free(self):
        """INQ-6: the months in the settings, counted from the delivery."""
        self.company.customer_warranty_months = 3
        order = self.create_order(self.customer, date(2026, 1, 5))
        delivery = self.deliver(order, date(2026, 1, 6))
        with self.open_form("repair") as form:
            form.name = "The pump stands still"
            form.description = "Since Friday"
            form.partner_id = self.contact
            form.customer_picking_id = delivery
            form.customer_part = "Seal"
            form.customer_lot = "P-0815"
            form.customer_quantity = 1
        self.assertEqual(form.record.customer_warranty_date, date(2026, 4, 6))

    def test_channel_tells_the_way_in(self):
        """CMP-1: by mail or portal it is known; what somebody chose stays."""
        ways = {"phone": "phone", "email": "email", "web": "portal", "other": False}
        for channel, way in ways.items():
            case = self.create_complaint(channel_id=self.env.ref(CHANNEL + channel).id)
            self.assertEqual(case.customer_way_in, way, channel)
        case = self.create_complaint(customer_way_in="on_site")
        case.channel_id = self.env.ref(CHANNEL + "other")
        self.assertEqual(case.customer_way_in, "on_site")
        for channel in ("phone", "email", "web"):
            self.env.ref(CHANNEL + channel).unlink()
        self.assertFalse(self.create_complaint().customer_way_in)

    def test_case_of_a_follow_up_says_how_it_came_in(self):
        """CMP-1: with the phone of whom was spoken to."""
        self.contact.phone = "+86 21 5555 0101"
        followup = self.create_followup(method="on_site")
        self.as_user(followup, self.specialist).action_record(
            {
                "contact_id": self.contact.id,
                "result": "complaint",
                "customer_opinion": "The bags were wet",
            }
        )
        case = followup.ticket_ids
        self.assertEqual(case.customer_way_in, "on_site")
        self.assertEqual(case.customer_phone, "+86 21 5555 0101")

    def test_what_one_may_not_see_is_not_named(self):
        """G5: an order that is hidden from the user shows no number on a case."""
        order = self.create_order(self.customer, date(2026, 2, 2))
        clerk = self.create_user(
            "clerk", "base.group_user,helpdesk_mgmt.group_helpdesk_user_own"
        )
        with self.refused(".", AccessError):
            self.create_complaint(clerk, customer_order_id=order.id)
        case = self.create_complaint(clerk)
        with self.refused(".", AccessError):
            self.as_user(case, clerk).customer_order_id = order
        self.as_user(case, self.supervisor).customer_order_id = order

    def test_what_it_is_about_is_of_the_same_company(self):
        """G5: no order of another company, whoever may read it."""
        elsewhere = self.create_company("West River Chemicals")
        foreign = self.create_department("Store")
        foreign.company_id = elsewhere
        with self.refused("belongs to another company|incompatible|compan"):
            self.create_complaint(customer_object_department_id=foreign.id)

    def test_files_of_others_cannot_be_taken(self):
        """G5: neither a colleague's upload nor a file of another record."""
        theirs = self.create_file(self.colleague)
        placed = self.create_file(
            self.supervisor, res_model="res.partner", res_id=self.customer.id
        )
        for file in (theirs, placed):
            with self.refused(".", AccessError):
                self.create_complaint(customer_file_ids=[Command.link(file.id)])
        case = self.create_complaint()
        with self.refused(".", AccessError):
            self.as_user(case, self.supervisor).customer_file_ids = placed

    def test_text_of_the_customer_is_text(self):
        """G7: tags in a wish are shown on the receipt, and do nothing."""
        case = self.create_complaint(
            customer_wish="<script>alert(1)</script>", customer_part="=1+1"
        )
        content, _kind = self.env["ir.actions.report"]._render_qweb_html(
            "customer_followup.helpdesk_ticket_receipt_report", case.ids
        )
        page = html.fromstring(content)
        self.assertIn("<script>alert(1)</script>", page.text_content())
        self.assertFalse(page.xpath("//script[contains(., 'alert')]"))

    def test_receipt_shows_what_was_taken_in(self):
        """INQ-6: number, article, part and quantity, for every type of case."""
        for case_type in dict(self.env[CASE]._fields["customer_case_type"].selection):
            case = self.create_complaint(
                customer_case_type=case_type,
                customer_product_id=self.goods.id,
                customer_part="Seal",
                customer_quantity=2,
            )
            content, _kind = self.env["ir.actions.report"]._render_qweb_html(
                "customer_followup.helpdesk_ticket_receipt_report",
                (case | self.create_complaint(partner_id=False)).ids,
            )
            text = html.fromstring(content).text_content()
            for words in (case.number, "Soda Ash", "Seal", "2.0", "Ms Lin"):
                self.assertIn(words, text, case_type)

    def test_shipped_promises_of_the_types_hold(self):
        """INQ-6: a return is finished within a week, a suggestion answered."""
        names = ("answer", "repair", "return")
        for name in names:
            policy = self.env.ref(f"customer_followup.customer_deadline_policy_{name}")
            policy.write({"active": True, "company_id": self.company.id})
        for case_type, code in (
            ("suggestion", "answer"),
            ("request", "answer"),
            ("repair", "repair"),
            ("return", "return"),
        ):
            case = self.create_complaint(customer_case_type=case_type)
            clock = case.customer_deadline_ids
            self.assertEqual(clock.policy_id.code, code)
            self.assertEqual(clock.state, "running")

    def test_warranty_is_within_reason(self):
        """INQ-6: the database refuses months that cannot be."""
        for months in (-1, 121):
            with self.assertRaises(CheckViolation), mute_logger("odoo.sql_db"):
                self.company.customer_warranty_months = months
                self.env.flush_all()
