"""The demo company: what a newcomer finds, as of the day the database was built."""

from datetime import date

from odoo.tests import tagged

from .demo_common import STAFF, DemoCase

HOLIDAYS = [(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)]


@tagged("post_install", "-at_install")
class TestDemoStaff(DemoCase):
    def test_staff_there_is_somebody_for_every_group(self):
        """Demo company: every group of the addon has a user, named like it."""
        for login, group in STAFF.items():
            user = self.users[login]
            with self.subTest(login):
                self.assertEqual(user.login, login)
                self.assertTrue(user.has_group(f"customer_followup.{group}"))

    def test_staff_works_in_chinese_in_the_demo_company_only(self):
        """Demo company: staff work in Chinese and see no other company."""
        for login, user in self.users.items():
            with self.subTest(login):
                self.assertEqual((user.lang, user.tz), ("zh_CN", "Asia/Shanghai"))
                self.assertEqual(user.company_ids, self.company)

    def test_staff_logs_in_with_the_login_as_password(self):
        """Demo company: the logins that script/server prints are right."""
        for login, user in self.users.items():
            with self.subTest(login):
                credential = {"type": "password", "login": login, "password": login}
                answer = user.with_user(user)._check_credentials(
                    credential, {"interactive": True}
                )
                self.assertEqual(answer["uid"], user.id)

    def test_staff_has_a_superior_up_to_the_general_manager(self):
        """VIS-9: everybody has a department and a line of superiors."""
        head = self.users["demo_general_manager"].employee_id
        for login, user in self.users.items():
            employee = user.employee_id
            with self.subTest(login):
                self.assertTrue(employee.department_id.manager_id)
                self.assertTrue(employee.job_title)
                self.assertIn(head, employee | self.get_superiors(employee))

    def get_superiors(self, employee):
        """Return everybody above ``employee``."""
        superiors = self.env["hr.employee"]
        while (employee := employee.parent_id) and employee not in superiors:
            superiors |= employee
        return superiors

    def test_specialists_have_no_rights_of_the_sales_department(self):
        """Access: what a specialist reads of orders comes from this addon alone."""
        for login in ("demo_specialist", "demo_specialist2"):
            user = self.users[login]
            self.assertFalse(user.has_group("sales_team.group_sale_salesman"))

    def test_admin_opens_the_demo_company_in_english(self):
        """Demo company: admin works in English and starts in it."""
        admin = self.env.ref("base.user_admin")
        self.assertEqual((admin.lang, admin.company_id), ("en_US", self.company))

    def test_departments_have_teams_whose_leader_is_a_member(self):
        """ISS-3: a problem finds the team of the department it is about."""
        teams = self.search("helpdesk.ticket.team")
        shipped = self.company._get_customer_complaint_team()
        shipped |= self.company._get_customer_issue_team()
        self.assertGreaterEqual(len(teams.customer_department_id), 4)
        for team in teams | shipped:
            with self.subTest(team.name):
                self.assertIn(team.user_id, team.user_ids)
        self.assertIn(self.users["demo_quality_head"], shipped.user_ids)


@tagged("post_install", "-at_install")
class TestDemoTrade(DemoCase):
    def test_company_is_a_chinese_trader(self):
        """Demo company: yuan, China, a Chinese week and Chinese holidays."""
        self.assertEqual(self.company.currency_id.name, "CNY")
        self.assertEqual(self.company.country_id.code, "CN")
        self.assertEqual(self.company._get_customer_timezone(), "Asia/Shanghai")

    def test_company_rests_on_weekends_and_holidays(self):
        """Time: Monday to Friday, except New Year, Labour Day and the National Day."""
        first = date(self.company.create_date.year, 1, 1)
        last = date(first.year + 1, 12, 31)
        is_working_day = self.company._get_working_day_check(first, last)
        for year in (first.year, last.year):
            for month, day in HOLIDAYS:
                self.assertFalse(is_working_day(date(year, month, day)))
        spring = [date(first.year, 3, day) for day in range(1, 29)]
        working = {day.weekday() for day in spring if is_working_day(day)}
        self.assertEqual(working, {0, 1, 2, 3, 4})

    def test_customers_are_forty_and_looked_after(self):
        """ASG-1: 40 customers, shared evenly by two specialists, a few by nobody."""
        self.assertEqual(len(self.customers), 40)
        by_specialist = self.customers.grouped("customer_specialist_id")
        nobody = by_specialist.pop(self.env["res.users"])
        self.assertEqual(
            set(by_specialist),
            {self.users["demo_specialist"], self.users["demo_specialist2"]},
        )
        first, second = map(len, by_specialist.values())
        self.assertLess(abs(first - second), 3)
        self.assertLess(len(nobody), 5)

    def test_customers_cannot_be_reached_by_accident(self):
        """Demo company: no mail domain and no telephone number of anybody real."""
        people = self.customers | self.customers.child_ids
        for person in people:
            self.assertTrue(person.email.endswith("@example.com"), person.email)
            self.assertRegex(person.phone, r" 0000 \d{4}$")
        staff = self.env["res.users"].union(*self.users.values()).partner_id
        mails = self.env["mail.mail"].search([])
        self.assertFalse(mails.recipient_ids & (people | staff))

    def test_orders_came_about_by_confirming_and_delivering(self):
        """Demo company: orders of every kind, and every delivery is a real one."""
        self.assertGreaterEqual(len(self.orders), 80)
        self.assertEqual(set(self.orders.mapped("state")), {"sent", "sale", "cancel"})
        self.assertLessEqual(
            {"pending", "partial", "full"}, set(self.orders.mapped("delivery_status"))
        )
        done = self.orders.picking_ids.filtered(lambda p: p.state == "done")
        self.assertGreaterEqual(len(done), 60)
        self.assertEqual(set(done.move_ids.mapped("state")), {"done"})
        self.assertTrue(all(done.move_ids.mapped("quantity")))
        rest = self.orders.picking_ids - done
        self.assertEqual(set(rest.mapped("state")), {"assigned", "cancel"})

    def test_stock_is_never_negative(self):
        """Demo company: nothing was delivered that was not there."""
        stock = self.search("stock.quant", ("location_id.usage", "=", "internal"))
        self.assertTrue(stock)
        self.assertFalse(stock.filtered(lambda quant: quant.quantity < 0))

    def test_invoices_and_payments_are_booked_and_balanced(self):
        """Demo company: paid, open and late invoices; nothing half done."""
        moves = self.search("account.move")
        self.assertEqual(set(moves.mapped("state")), {"posted"})
        for move in moves:
            self.assertAlmostEqual(sum(move.line_ids.mapped("balance")), 0)
        invoices = moves.filtered(lambda m: m.move_type == "out_invoice")
        self.assertFalse(invoices - self.orders.invoice_ids)
        paid = invoices.filtered(lambda m: m.payment_state == "paid")
        unpaid = invoices - paid
        self.assertEqual(set(unpaid.mapped("payment_state")), {"not_paid"})
        self.assertFalse(any(paid.mapped("amount_residual")))
        self.assertTrue(unpaid.filtered(lambda m: m.invoice_date_due < self.built_on))
        self.assertTrue(unpaid.filtered(lambda m: m.invoice_date_due > self.built_on))
        payments = self.search("account.payment")
        self.assertEqual(set(payments.mapped("state")), {"paid"})
        self.assertEqual(payments.reconciled_invoice_ids, paid)

    def test_dates_follow_each_other_and_none_is_in_the_future(self):
        """Demo company: ordered, delivered, invoiced and paid in this order."""
        for order in self.orders:
            with self.subTest(order.name):
                self.assertGreaterEqual(self.get_age(order.date_order), 0)
                done = order.picking_ids.filtered("date_done")
                self.assertTrue(all(p.date_done >= order.date_order for p in done))
                days = [self.company._get_customer_today(order.date_order)]
                days += [self.get_day(p) for p in done.sorted("date_done")]
                days += order.invoice_ids.mapped("invoice_date")
                days += order.invoice_ids.reconciled_payment_ids.mapped("date")
                self.assertEqual(days, sorted(days))
                self.assertLessEqual(days[-1], self.built_on)

    def get_day(self, picking):
        return self.company._get_customer_today(picking.date_done)
