"""When a customer is contacted next, and by whom, is on the customer."""

from datetime import date, timedelta

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import MONDAY, FollowupCase

DATE = "customer_next_followup_date"


@tagged("post_install", "-at_install")
class TestNextFollowup(FollowupCase):
    def assert_next(self, day, user=None, customer=None, company=None):
        """Assert when a customer is contacted next, and by whom."""
        customer = (customer or self.customer).with_company(company or self.company)
        self.assertRecordValues(
            customer,
            [
                {
                    DATE: day,
                    "customer_next_followup_user_id": (user and user.id) or False,
                }
            ],
        )

    def test_follows_what_is_planned(self):
        """FUP-11: the earliest of what is planned or agreed, with its owner."""
        self.assert_next(False)
        later = self.create_followup(date_planned=date(2026, 3, 5))
        self.assert_next(date(2026, 3, 5), self.specialist)
        first = self.create_followup(user=self.colleague)
        self.assert_next(MONDAY, self.colleague)
        first.date_planned = date(2026, 3, 6)
        self.assert_next(date(2026, 3, 5), self.specialist)
        later.user_id = self.supervisor
        self.assert_next(date(2026, 3, 5), self.supervisor)
        later.user_id = False
        self.assert_next(date(2026, 3, 5))
        later.unlink()
        self.assert_next(date(2026, 3, 6), self.colleague)

    def test_follows_each_step(self):
        """FUP-11: agreed, postponed, made, taken back, cancelled."""
        followup = self.create_followup().with_user(self.specialist)
        followup.action_schedule(date(2026, 3, 4))
        self.assert_next(date(2026, 3, 4), self.specialist)
        followup.action_postpone(date(2026, 3, 5))
        self.assert_next(date(2026, 3, 5), self.specialist)
        followup.action_contact()
        self.assert_next(False)
        followup.action_record({"result": "well"})
        followup.with_user(self.supervisor).action_reopen()
        self.assert_next(date(2026, 3, 5), self.specialist)
        followup.action_cancel("not needed")
        self.assert_next(False)

    def test_follows_the_job(self):
        """FUP-11: what the rules open is seen as well as what people plan."""
        self.create_rule("order_lapse")
        self.create_order(self.customer, date(2026, 2, 1))
        self.run_job()
        self.assert_next(MONDAY, self.specialist)

    def test_follows_a_handover_and_an_archived_customer(self):
        """FUP-11: many at once."""
        self.create_followup()
        self.customer.with_user(self.supervisor).customer_specialist_id = self.colleague
        self.assert_next(MONDAY, self.colleague)
        followups = self.get_followups()
        followups._hand_over({followups.id: self.supervisor.id})
        self.assert_next(MONDAY, self.supervisor)
        self.customer.active = False
        self.assert_next(False)

    def test_each_company_has_its_own(self):
        """FUP-11: what another company plans says nothing here."""
        other = self.create_company("West River Chemicals")
        user = self.create_user("elsewhere", "group_specialist", other)
        self.create_followup(company_id=other.id, user=user)
        self.assert_next(False)
        self.assert_next(MONDAY, user, company=other)
        self.create_followup(date_planned=date(2026, 3, 3))
        self.assert_next(date(2026, 3, 3), self.specialist)
        self.assert_next(MONDAY, user, company=other)

    def test_nobody_writes_it_by_hand(self):
        """FUP-11: it follows from the follow-ups, whoever asks."""
        self.create_followup()
        for vals in (
            {DATE: date(2026, 4, 1)},
            {DATE: False},
            {"customer_next_followup_user_id": self.colleague.id},
        ):
            with self.subTest(vals), self.refused("follows from its follow-ups"):
                self.customer.write(vals)
            if any(vals.values()):
                with self.subTest(vals), self.refused("follows from its follow-ups"):
                    self.env["res.partner"].create({"name": "Mill", **vals})
        self.customer.write({DATE: MONDAY})  # as it is: some clients send all
        copy = self.customer.copy()
        self.assert_next(False, customer=copy)

    def test_list_sorts_and_filters(self):
        """FUP-11: overdue, this week, none."""
        days = [MONDAY - timedelta(days=1), MONDAY, date(2026, 3, 8), date(2026, 3, 9)]
        customers = [self.create_customer(f"Mill {day}") for day in days]
        for customer, day in zip(customers, days, strict=True):
            self.create_followup(customer, date_planned=day)
        all_of_them = self.customer.union(*customers)
        found = self.env["res.partner"].search(
            [("id", "in", all_of_them.ids), (DATE, "!=", False)], order=f"{DATE} desc"
        )
        self.assertEqual(list(found), customers[::-1])
        view = self.env.ref("customer_followup.res_partner_view_search")
        arch = self.env["res.partner"].get_view(view.id, "search")["arch"]
        for name, expected in (
            ("overdue", customers[:1]),
            ("this_week", customers[1:3]),
            ("none", [self.customer]),
        ):
            with self.subTest(name):
                self.assertIn(f"next_followup_{name}", arch)
                found = self.search_by(arch, f"next_followup_{name}", all_of_them)
                self.assertEqual(list(found.sorted("id")), expected)

    def search_by(self, arch, name, customers):
        """Return the customers that a filter of the list finds."""
        from ast import literal_eval

        from lxml import etree

        (node,) = etree.fromstring(arch).xpath(f"//filter[@name='{name}']")
        domain = literal_eval(node.get("domain"))
        return self.env["res.partner"].search([*domain, ("id", "in", customers.ids)])

    def test_what_is_right_is_not_written_again(self):
        """G17: a run with nothing new touches no customer."""
        self.create_followup()
        self.env.flush_all()
        self.env.cr.execute(
            "SELECT xmin FROM res_partner WHERE id = %s", [self.customer.id]
        )
        before = self.env.cr.fetchone()
        self.run_job()
        self.env["res.partner"]._refresh_all_next_followups(self.company)
        self.customer._refresh_next_followups()
        self.env.cr.execute(
            "SELECT xmin FROM res_partner WHERE id = %s", [self.customer.id]
        )
        self.assertEqual(self.env.cr.fetchone(), before)

    def test_what_went_wrong_is_put_right_by_the_job(self):
        """FUP-11: whatever wrote past the application."""
        self.create_followup()
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE res_partner SET customer_next_followup_date = NULL WHERE id = %s",
            [self.customer.id],
        )
        self.env.invalidate_all()
        self.assert_next(False, self.specialist)
        self.run_job()
        self.assert_next(MONDAY, self.specialist)

    def test_user_without_the_application_reads_it_and_cannot_change_it(self):
        """FUP-11: colleagues see when their customer is called."""
        self.create_followup()
        seller = self.create_user("seller", "sales_team.group_sale_salesman_all_leads")
        partner = self.customer.with_user(seller)
        self.assertEqual(partner[DATE], MONDAY)
        with self.assertRaises(UserError):
            partner.write({DATE: False})
