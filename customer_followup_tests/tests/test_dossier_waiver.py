"""Waivers: who permits trade while papers are missing, and until when."""

from datetime import date

from odoo import Command
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged

from .dossier_common import DossierCase


@tagged("post_install", "-at_install")
class TestDossierWaiver(DossierCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer.action_open_dossier()

    def test_either_director_signs(self):
        """DOS-3: one signature of one of the two."""
        for user in (self.marketing, self.general):
            customer = self.create_customer("Red Mill", user_id=self.salesperson.id)
            customer.action_open_dossier()
            waiver = self.create_waiver(customer=customer)
            self.assertEqual(customer.customer_dossier_state, "incomplete")
            self.sign(waiver, user)
            self.assertEqual(waiver.state, "approved")
            self.assert_dossier(0, "waived", self.types, customer)
        waiver = self.create_waiver()
        for user in (self.finance, self.supervisor, self.manager, self.specialist):
            with self.subTest(user.name), self.assertRaises(AccessError):
                self.as_user(waiver, user).action_approve()
        self.assert_dossier(0, "incomplete", self.types)

    def test_shipped_route_names_both_offices(self):
        """DOS-3: marketing director or general manager, nobody else."""
        route = self.env.ref("customer_followup.customer_approval_route_waiver")
        office = route.level_ids.group_id
        self.assertEqual(route.level_ids.required, "one")
        for name, is_signer in (
            ("marketing_director", True),
            ("general_manager", True),
            ("finance_head", False),
            ("customer_director", False),
            ("quality_head", False),
            ("department_head", False),
            ("service_manager", False),
        ):
            group = self.env.ref(f"customer_followup.group_{name}")
            self.assertEqual(office in group.all_implied_ids, is_signer, name)

    def test_nobody_signs_for_himself(self):
        """G2: a director who asks is signed by the other one."""
        waiver = self.create_waiver(user=self.general)
        with self.assertRaises(AccessError):
            self.as_user(waiver, self.general).action_approve()
        self.sign(waiver, self.marketing)
        self.assertEqual(waiver.state, "approved")

    def test_part_of_the_papers_is_not_enough(self):
        """DOS-3: what is not named is still missing."""
        waiver = self.create_waiver(self.form + self.licence)
        self.sign(waiver, self.general)
        self.assert_dossier(0, "incomplete", self.types)
        self.file(self.permit)
        self.assert_dossier(50, "waived", self.form + self.licence)
        self.file(self.form)
        self.file(self.licence)
        self.assert_dossier(100, "complete", self.types.browse())

    def test_papers_that_are_there_are_not_waived(self):
        """DOS-3: nor those that the customer does not need."""
        self.file(self.form)
        waiver = self.create_waiver(self.form + self.licence, submit=False)
        with self.refused("Form: not missing"):
            self.as_user(waiver, self.salesperson).action_submit()
        other = self.env["customer.document.type"].create(
            {"name": "Of others", "partner_domain": '[("name", "=", "Nobody")]'}
        )
        waiver.type_ids = self.licence + other
        with self.refused("Of others: not missing"):
            self.as_user(waiver, self.salesperson).action_submit()

    def test_paper_that_came_meanwhile_is_said_to_the_signer(self):
        """DOS-3: nobody permits what is not needed any more."""
        waiver = self.create_waiver()
        self.file(self.form)
        with self.refused("Form: not missing"):
            self.as_user(waiver, self.general).action_approve()
        self.as_user(waiver, self.general).action_ask_back("The form is there")
        self.as_user(waiver, self.salesperson).type_ids = self.licence + self.permit
        self.as_user(waiver, self.salesperson).action_submit()
        self.sign(waiver, self.general)
        self.assert_dossier(20, "waived", self.licence + self.permit)

    def test_incomplete_waivers_are_refused(self):
        """DOS-3: with the way out."""
        for vals, message in (
            ({"reason": False}, "Say why"),
            ({"reason": "  "}, "Say why"),
            ({"type_ids": [Command.clear()]}, "which papers"),
            ({"date_until": False}, "until which day"),
            ({"date_until": "2026-03-01"}, "has passed"),
        ):
            waiver = self.create_waiver(submit=False, **vals)
            with self.subTest(vals), self.refused(message):
                self.as_user(waiver, self.salesperson).action_submit()
        with self.refused("has to be a text"):
            self.create_waiver(submit=False, reason=["x"])
        with self.refused("Ask for the waiver there", ValidationError):
            self.create_waiver(self.types, self.create_contact(self.customer))
        elsewhere = self.create_company("West River Chemicals")
        with self.refused("kept by", ValidationError):
            self.create_waiver(submit=False).company_id = elsewhere

    def test_signed_values_are_fixed(self):
        """DOS-3: papers, day and reason are what was signed."""
        waiver = self.create_waiver()
        self.sign(waiver, self.general)
        for vals in (
            {"type_ids": [Command.clear()]},
            {"date_until": "2027-03-31"},
            {"reason": "Other"},
            {"partner_id": self.create_customer("Red Mill").id},
        ):
            with self.subTest(vals), self.refused("cannot change"):
                waiver.write(vals)
        with self.refused("follows from the signatures|buttons"):
            self.create_waiver(submit=False).state = "approved"

    def test_end_is_announced_and_lowers_the_state(self):
        """DOS-3: once each, and the specialist has work again."""
        waiver = self.create_waiver()
        self.sign(waiver, self.general)
        self.customer._end_dossier_work("complete")

        def follow(day):
            messages = waiver.message_ids
            self.run_service("customer.dossier.waiver", "_cron_follow_waivers", day)
            return (waiver.message_ids - messages).filtered("body")

        self.assertFalse(follow(date(2026, 3, 23)))
        announced = follow(date(2026, 3, 24))
        self.assertIn("ends on", announced.body)
        people = (self.salesperson + self.specialist).partner_id
        self.assertLessEqual(people, announced.notified_partner_ids)
        self.assertFalse(follow(date(2026, 3, 25)))
        self.assertFalse(follow(date(2026, 3, 31)))
        self.assert_dossier(0, "waived", self.types)
        ended = follow(date(2026, 4, 1))
        self.assertIn("Missing again: Form, Licence, Permit", ended.body)
        self.assertEqual(waiver.state, "expired")
        self.assert_dossier(0, "incomplete", self.types)
        self.assertEqual(self.customer.activity_ids.user_id, self.specialist)
        self.assertFalse(follow(date(2026, 4, 2)))
        log = [action for action, _user in self.get_log(waiver)]
        self.assertEqual(log, ["submitted", "approved", "expired"])

    def test_refused_and_cancelled_waivers_permit_nothing(self):
        """DOS-3: only the signature does."""
        waiver = self.create_waiver()
        self.as_user(waiver, self.general).action_refuse("They are late since May")
        self.assert_dossier(0, "incomplete", self.types)
        waiver = self.create_waiver()
        self.as_user(waiver, self.salesperson).action_cancel()
        self.assert_dossier(0, "incomplete", self.types)

    def test_new_waiver_proposes_what_is_missing(self):
        """DOS-3: from the customer's button, for a month."""
        self.file(self.form)
        action = self.customer.with_user(self.specialist).action_request_waiver()
        waivers = self.env["customer.dossier.waiver"].with_user(self.specialist)
        waiver = waivers.with_context(**action["context"]).create({})
        self.assertEqual(waiver.partner_id, self.customer)
        self.assertEqual(waiver.type_ids, self.licence + self.permit)
        self.assertEqual(waiver.date_until, date(2026, 4, 2))

    def test_permission_is_taken_back(self):
        """DOS-3: by a director or a supervisor, with a reason; trade stops again."""
        for user in (self.marketing, self.general, self.supervisor):
            waiver = self.create_waiver()
            self.sign(waiver, self.general)
            self.assert_dossier(0, "waived", self.types)
            with self.refused("Say why"):
                self.as_user(waiver, user).action_cancel()
            self.as_user(waiver, user).action_cancel("They do not pay")
            self.assertEqual(waiver.state, "cancelled")
            self.assert_dossier(0, "incomplete", self.types)
        waiver = self.create_waiver()
        self.sign(waiver, self.general)
        for user in (self.specialist, self.finance):
            with self.assertRaises(AccessError):
                self.as_user(waiver, user).action_cancel("Out of spite")

    def test_end_beside_another_waiver_alarms_nobody(self):
        """DOS-3: what is permitted longer is not missing again."""
        first, second = (
            self.create_waiver(date_until=day) for day in ("2026-03-10", "2026-05-31")
        )
        for waiver in (first, second):
            self.sign(waiver, self.general)
        self.customer._end_dossier_work("complete")
        messages = first.message_ids
        for day in (date(2026, 3, 4), date(2026, 3, 11)):
            self.run_service("customer.dossier.waiver", "_cron_follow_waivers", day)
        self.assertEqual(first.state, "expired")
        self.assertFalse((first.message_ids - messages).filtered("body"))
        self.assertFalse(self.customer.activity_ids)
        self.assert_dossier(0, "waived", self.types)

    def test_order_of_another_customer_is_refused(self):
        """DOS-3: nobody is told of a waiver that is not theirs."""
        other = self.create_quotation(self.create_customer("Red Mill"))
        with self.refused("not an order of", ValidationError):
            self.create_waiver(sale_order_id=other.id, submit=False)

    def test_customer_one_may_not_see_shows_nothing(self):
        """G5: neither what is missing, nor that something is."""
        elsewhere = self.create_company("West River Chemicals")
        far = self.create_customer("Far", company_id=elsewhere.id)
        waivers = self.env["customer.dossier.waiver"].with_user(self.specialist)
        waiver = waivers.with_context(allowed_company_ids=self.company.ids).new(
            {"partner_id": far.id, "company_id": self.company.id}
        )
        self.assertFalse(waiver.type_ids)
        self.assertFalse(waiver.missing_type_ids)
