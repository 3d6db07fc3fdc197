"""The ceiling of gifts, for each recipient and calendar year (VIS-7, GRD-4)."""

from freezegun import freeze_time

from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .visit_request_common import VisitRequestCase


@tagged("post_install", "-at_install")
class TestVisitRequestGift(VisitRequestCase):
    def assert_gifts(self, person, used, left):
        """Assert what a person has got this year, as the contact shows it."""
        person.invalidate_recordset(["customer_gift_used", "customer_gift_left"])
        shown = person.with_company(self.company)
        self.assertEqual(
            (shown.customer_gift_used, shown.customer_gift_left), (used, left)
        )

    def get_levels(self, request):
        return request._get_steps().level_id.mapped("name")

    def test_gifts_add_up_to_the_ceiling(self):
        """VIS-7: gifts and entertainment together, for each person apart."""
        self.assert_gifts(self.lin, 0, 500)
        self.create_visit_request(is_signed=True)
        self.create_visit_request(
            ("entertainment", 150, self.lin), ("gift", 150, self.lin), is_signed=True
        )
        self.assert_gifts(self.lin, 500, 0)
        self.assert_gifts(self.wu, 0, 500)
        # items and costs are no gifts
        self.create_visit_request(("cost", 900), ("item", 900), is_signed=True)
        self.assert_gifts(self.lin, 500, 0)
        over = self.create_visit_request(("gift", 0.01, self.lin))
        self.assertTrue(over.is_over_gift_ceiling)
        other = self.create_visit_request(("gift", 500, self.wu))
        self.assertFalse(other.is_over_gift_ceiling)

    def test_more_than_the_ceiling_goes_to_the_next_level(self):
        """VIS-7: the superior signs, and then the general manager."""
        request = self.create_visit_request(("gift", 501, self.lin))
        self.assertTrue(request.is_over_gift_ceiling)
        self.assertEqual(
            self.get_levels(request), ["Superior signs", "General Manager signs"]
        )
        log = " ".join(request.message_ids.mapped("body"))
        self.assertIn("Ms Lin may get", log)
        self.sign(request, self.supervisor)
        self.assertEqual(request.state, "submitted")
        self.assert_gifts(self.lin, 0, 500)
        self.sign(request, self.general)
        self.assertEqual(request.state, "approved")
        self.assert_gifts(self.lin, 501, 0)
        fitting = self.create_visit_request(("gift", 500, self.wu))
        self.assertEqual(self.get_levels(fitting), ["Superior signs"])

    def test_company_may_refuse_it(self):
        """VIS-7: with the figures in words; at the signature as well."""
        self.company.customer_gift_ceiling_action = "refuse"
        self.create_visit_request(is_signed=True)
        with self.refused("Ms Lin may get .*500.* has got .*200.*400.*100.* above"):
            self.create_visit_request(("gift", 400, self.lin))
        self.company.customer_gift_ceiling_action = "pass_on"
        passed = self.create_visit_request(("gift", 400, self.lin))
        self.company.customer_gift_ceiling_action = "refuse"
        with self.refused("nobody can sign"):
            self.sign(passed, self.supervisor)

    def test_each_of_two_fits_and_both_do_not(self):
        """VIS-7: the second one is told at the signature, and submitted again."""
        first, second = (
            self.create_visit_request(("gift", 300, self.lin)) for _ in range(2)
        )
        self.assertFalse(second.is_over_gift_ceiling)
        self.sign(first, self.supervisor)
        with self.refused("Since PR.* was submitted.*Ask it back"):
            self.sign(second, self.supervisor)
        self.as_user(second, self.supervisor).action_ask_back("Too much by now")
        self.as_user(second, self.specialist).action_submit()
        self.assertTrue(second.is_over_gift_ceiling)
        self.sign(second, self.supervisor, self.general)
        self.assert_gifts(self.lin, 600, 0)

    def test_lines_of_one_request_count_together(self):
        """VIS-7: nobody slips under the ceiling in parts."""
        request = self.create_visit_request(
            ("gift", 300, self.lin), ("entertainment", 201, self.lin)
        )
        self.assertTrue(request.is_over_gift_ceiling)

    def test_what_is_given_back_can_be_given(self):
        """VIS-7: refused and cancelled requests take nothing."""
        request = self.create_visit_request(("gift", 500, self.lin), is_signed=True)
        self.assert_gifts(self.lin, 500, 0)
        self.as_user(request, self.specialist).action_cancel()
        self.assert_gifts(self.lin, 0, 500)
        request = self.create_visit_request(("gift", 500, self.lin))
        self.as_user(request, self.supervisor).action_refuse("Not now")
        self.assert_gifts(self.lin, 0, 500)

    def test_more_spent_counts_and_less_does_not(self):
        """VIS-7: nobody makes room by writing less down."""
        request = self.create_visit_request(is_signed=True)
        line = self.as_user(request, self.specialist).line_ids
        line.amount_spent = 50
        self.assert_gifts(self.lin, 200, 300)
        line.amount_spent = 260
        self.assert_gifts(self.lin, 260, 240)

    def test_ceiling_follows_the_grade(self):
        """GRD-4: the grade in the company, at each signature anew."""
        waiting = self.create_visit_request(("gift", 400, self.lin))
        self.grade("C")
        self.assert_gifts(self.lin, 0, 0)
        with self.refused("the ceiling has changed"):
            self.sign(waiting, self.supervisor)
        self.grade("A")
        self.assert_gifts(self.lin, 0, 2000)
        self.sign(waiting, self.supervisor)
        self.assertEqual(waiting.state, "approved")

    def test_customers_without_grade_have_the_company_s_ceiling(self):
        """VIS-7: a setting; nothing, as it is installed."""
        person = self.create_contact(self.create_customer("Red Mill"), "Ms An")
        self.assert_gifts(person, 0, 0)
        self.company.customer_gift_ceiling = 120
        self.assert_gifts(person, 0, 120)
        visit = self.create_followup(person.parent_id)
        for amount, is_over in ((120, False), (121, True)):
            request = self.create_visit_request(("gift", amount, person), visit=visit)
            self.assertEqual(request.is_over_gift_ceiling, is_over)

    def test_other_companies_and_years_count_apart(self):
        """VIS-7: the calendar year of the approval, by the company's clock."""
        self.create_visit_request(("gift", 500, self.lin), is_signed=True)
        elsewhere = self.create_company("West River Chemicals")
        self.assertEqual(self.lin._get_gifts_used(elsewhere), {})
        # midnight in Shanghai is at 16:00 UTC
        with freeze_time("2026-12-31 15:59:00"):
            self.assert_gifts(self.lin, 500, 0)
        with freeze_time("2026-12-31 16:00:00"):
            self.assert_gifts(self.lin, 0, 500)

    def test_merged_people_have_one_ceiling(self):
        """VIS-7: what both have got counts for who stays."""
        for person in (self.lin, self.wu):
            self.create_visit_request(("gift", 300, person), is_signed=True)
        waiting = self.create_visit_request(("gift", 100, self.wu))
        self.env["base.partner.merge.automatic.wizard"].create({})._merge(
            (self.lin + self.wu).ids, self.lin
        )
        self.env.invalidate_all()
        self.assertFalse(self.wu.exists())
        self.assert_gifts(self.lin, 600, 0)
        with self.refused("not what was submitted|other gifts were approved"):
            self.sign(waiting, self.supervisor)
        self.as_user(waiting, self.supervisor).action_ask_back("Two have become one")
        self.as_user(waiting, self.specialist).action_submit()
        self.assertTrue(waiting.is_over_gift_ceiling)

    def test_archived_people_get_nothing_more(self):
        """VIS-7: what they have got stays counted."""
        self.create_visit_request(is_signed=True)
        waiting = self.create_visit_request()
        draft = self.create_visit_request(submit=False)
        self.lin.active = False
        with self.refused("Ms Lin is archived"):
            self.sign(waiting, self.supervisor)
        with self.refused("Ms Lin is archived"):
            self.as_user(draft, self.specialist).action_submit()
        self.assert_gifts(self.lin, 200, 300)

    def test_person_of_another_customer_by_now_gets_nothing(self):
        """VIS-7: who has changed the employer."""
        waiting = self.create_visit_request()
        self.lin.parent_id = self.create_customer("Red Mill")
        with self.refused("is no person of Blue Mill", ValidationError):
            self.sign(waiting, self.supervisor)

    def test_customer_shows_who_has_got_what(self):
        """VIS-7: all persons together, and each with what is left."""
        self.create_visit_request(
            ("gift", 200, self.lin), ("entertainment", 120, self.wu), is_signed=True
        )
        customer = self.as_user(self.customer, self.specialist)
        self.assertEqual(customer.customer_gift_used, 320)
        lines = customer.customer_gift_figures.splitlines()
        wu, lin = sorted(lines)
        self.assertRegex(wu, "Mr Wu.*120.*380")
        self.assertRegex(lin, "Ms Lin.*200.*300")
        action = customer.action_open_visit_requests()
        found = self.env["customer.visit.request"].search(action["domain"])
        self.assertEqual(len(found), customer.customer_visit_request_count)

    def test_figures_are_shown_while_it_is_open(self):
        """VIS-7: whoever signs sees what the year permits."""
        request = self.create_visit_request()
        self.assertIn("Ms Lin", self.as_user(request, self.supervisor).gift_figures)
        self.sign(request, self.supervisor)
        request.invalidate_recordset(["gift_figures"])
        self.assertFalse(request.gift_figures)
