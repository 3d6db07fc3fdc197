"""How it went with customers, and how they are rated by hand (GRD-2)."""

from datetime import datetime, timedelta

from odoo.tests import tagged

from .common import MONDAY
from .grading_common import GradingCase

# the last twelve months begin at midnight in Shanghai
MIDNIGHT = datetime(2025, 3, 2, 16)


@tagged("post_install", "-at_install")
class TestGradingMeasureService(GradingCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contact = cls.create_contact(cls.customer)

    def create_case(self, day=MONDAY, **vals):
        """Return a complaint of the customer, registered on ``day``."""
        case = self.env["helpdesk.ticket"].create(
            {
                "name": "Wet bags",
                "description": "Twelve of forty bags were wet.",
                "partner_id": self.customer.id,
                "company_id": self.company.id,
                "customer_case_type": "complaint",
                **vals,
            }
        )
        case._in_transition().customer_registered_at = self.get_moment(day)
        return case

    def record_contact(self, satisfaction, moment=None, **vals):
        """Return a follow-up in which the customer said how satisfied it is."""
        followup = self.create_followup(**vals).with_user(self.specialist)
        record = {"result": "well", "customer_opinion": "Well", "method": "phone"}
        record["contact_id"] = self.contact.id
        followup.action_record({**record, "satisfaction": satisfaction})
        followup = followup.with_env(self.env)
        if moment:
            followup._in_transition().contacted_at = moment
        return followup

    def give_back(self, picking, moment):
        """Return the transfer by which goods came back."""
        wizard = self.env["stock.return.picking"].create({"picking_id": picking.id})
        wizard.product_return_moves.quantity = 1
        transfers = self.env["stock.picking"]
        returned = transfers.browse(wizard.action_create_returns()["res_id"])
        if moment:
            returned.move_ids.picked = True
            returned.button_validate()
            returned.date_done = moment
        return returned

    def get(self, measure, customer=None, **options):
        values = self.measure(measure, **options)
        return values.get((customer or self.customer).id)

    def test_returns_are_done_and_of_the_period(self):
        """GRD-2: what came back; not what went out, is planned, or was before."""
        order = self.create_order(self.customer, MONDAY, quantity=5)
        delivery = self.deliver(order, MONDAY)
        self.assertIsNone(self.get("returns"))
        for moment in (
            MIDNIGHT - timedelta(seconds=1),
            MIDNIGHT,
            datetime(2026, 3, 2, 4),
            None,
        ):
            self.give_back(delivery, moment)
        self.assertEqual(self.get("returns"), 2)
        other = self.create_company("West River")
        self.assertEqual(self.measure("returns", company=other), {})

    def test_complaints_are_cases_of_that_type(self):
        """GRD-2: of the customer and its contacts, within the period."""
        self.create_case()
        self.create_case(partner_id=self.create_contact(self.customer).id)
        self.create_case(customer_case_type="issue")
        self.create_case(MIDNIGHT)
        self.create_case(MIDNIGHT - timedelta(seconds=1))
        self.assertEqual(self.get("complaints"), 3)
        other = self.create_company("West River")
        self.assertEqual(self.measure("complaints", company=other), {})

    def test_complaints_that_were_withdrawn_do_not_count(self):
        """GRD-2: cancelled, rejected or archived, they are no complaints."""
        cases = [self.create_case() for _number in range(4)]
        for case, name in zip(cases, ("cancelled", "rejected"), strict=False):
            case.stage_id = self.env.ref(f"helpdesk_mgmt.helpdesk_ticket_stage_{name}")
        cases[2].active = False
        self.assertEqual(self.get("complaints"), 1)

    def test_complaints_without_the_shipped_stages_count(self):
        """GRD-2: a company that has deleted those stages has complaints as well."""
        case = self.create_case()
        for name in ("cancelled", "rejected"):
            self.env["ir.model.data"].search(
                [("name", "=", f"helpdesk_ticket_stage_{name}")]
            ).unlink()
        case.stage_id = False
        self.assertEqual(self.get("complaints"), 1)

    def test_satisfaction_is_the_average_of_the_period(self):
        """GRD-2: of what was recorded; who said nothing does not count."""
        self.assertIsNone(self.get("satisfaction"))
        for satisfaction, moment in (
            ("5", MIDNIGHT),
            ("4", None),
            ("4", None),
            ("1", MIDNIGHT - timedelta(seconds=1)),
        ):
            self.record_contact(satisfaction, moment)
        self.record_contact(False)
        self.assertEqual(self.get("satisfaction"), 4.33)

    def test_satisfaction_of_another_company_is_not_ours(self):
        """issue 6: two companies share a customer."""
        self.record_contact("5")
        other = self.create_company("West River")
        self.assertEqual(self.measure("satisfaction", company=other), {})

    def test_ratings_are_those_of_the_company(self):
        """GRD-2: share of wallet and strategic value, in each company apart."""
        other = self.create_company("West River")
        self.customer.customer_wallet_share = 35.5
        self.customer.customer_strategic_value = "4"
        there = self.customer.with_company(other)
        there.customer_strategic_value = "2"
        self.assertEqual(self.get("wallet_share"), 35.5)
        self.assertEqual(self.get("strategic_value"), 4)
        self.assertIsNone(self.get("wallet_share", company=other))
        self.assertEqual(self.get("strategic_value", company=other), 2)

    def test_customer_nobody_rated_has_no_rating(self):
        """GRD-2: 0 and nothing mean that nobody rated it."""
        self.customer.customer_wallet_share = 35.5
        self.customer.customer_strategic_value = "4"
        self.customer.customer_wallet_share = 0
        self.customer.customer_strategic_value = False
        self.assertIsNone(self.get("wallet_share"))
        self.assertIsNone(self.get("strategic_value"))

    def test_rating_of_a_contact_is_nobodys(self):
        """GRD-2: the customer is rated, and not its contacts."""
        self.create_contact(self.customer).customer_strategic_value = "5"
        self.assertEqual(self.measure("strategic_value"), {})

    def test_default_of_the_company_rates_whom_nobody_rated(self):
        """GRD-2: as the field on the screen does."""
        self.env["ir.default"].set(
            "res.partner", "customer_strategic_value", "3", company_id=self.company.id
        )
        self.assertEqual(self.customer.customer_strategic_value, "3")
        self.assertEqual(self.get("strategic_value"), 3)
