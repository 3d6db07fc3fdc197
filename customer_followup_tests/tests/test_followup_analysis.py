"""Coverage and Results: what each number counts, and for whom (RPT-2)."""

from datetime import date, datetime

from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .report_common import ReportCase

MODEL = "customer.followup.analysis"
FEBRUARY = [("date", ">=", "2026-02-01"), ("date", "<", "2026-03-01")]


@tagged("post_install", "-at_install")
class TestFollowupAnalysis(ReportCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rule = cls.create_rule("order_lapse")
        cls.second = cls.create_customer("Green Mill", cls.colleague)
        for customer in cls.customer + cls.second:
            customer.customer_dossier_date = date(2026, 1, 15)
        cls.first = cls.make_contact(date(2026, 2, 3), satisfaction="5")
        cls.problem = cls.make_contact(
            date(2026, 2, 10),
            satisfaction="2",
            result="complaint",
            customer_opinion="Wet",
        )
        # March in Shanghai, February elsewhere
        cls.late = cls.make_contact(datetime(2026, 2, 28, 16, 30))
        cls.others = cls.make_contact(date(2026, 1, 20), cls.second, cls.colleague)
        cls.first._in_transition().grade_code = "A"
        cls.problem._in_transition().grade_code = "B"
        cls.reason = cls.env["customer.followup.reason"].create(
            {
                "followup_id": cls.first.id,
                "rule_id": cls.rule.id,
                "partner_id": cls.customer.id,
                "company_id": cls.company.id,
                "occasion_date": date(2026, 1, 5),
                "won_back_date": date(2026, 2, 9),
                "won_back_amount": 300,
                "won_back_user_id": cls.specialist.id,
            }
        )

    def group(self, by, *measures, domain=(), user=None):
        """Return the measures by what they are grouped by, as the pivot reads them."""
        rows = self.env[MODEL].with_user(user or self.supervisor)
        domain = [("company_id", "=", self.company.id), *domain]
        return {
            key: values[0] if len(values) == 1 else values
            for key, *values in rows._read_group(domain, [by], measures)
        }

    def find(self, kind, user=None, **values):
        rows = self.env[MODEL].with_user(user or self.supervisor)
        domain = [(name, "=", value) for name, value in values.items()]
        domain += [("kind", "=", kind), ("company_id", "=", self.company.id)]
        return rows.search(domain)

    def test_contacts_by_person_month_and_department(self):
        """RPT-2: by the company's days; only what was made counts."""
        self.create_followup()
        self.assertEqual(
            self.group(
                "user_id", "contact_count:sum", domain=[("kind", "=", "contact")]
            ),
            {self.specialist: 3, self.colleague: 1},
        )
        months = self.group(
            "date:month", "contact_count:sum", domain=[("kind", "=", "contact")]
        )
        self.assertEqual(
            months,
            {date(2026, 1, 1): 1, date(2026, 2, 1): 2, date(2026, 3, 1): 1},
        )
        departments = self.group(
            "department_id", "contact_count:sum", domain=[("kind", "=", "contact")]
        )
        self.assertEqual(departments, {self.service: 3, self.sales: 1})

    def test_satisfaction_is_of_who_was_asked(self):
        """RPT-1: the average of what was said, by the grade at the time."""
        self.assertEqual(
            self.group("kind", "satisfaction:avg", domain=FEBRUARY)["contact"], 3.5
        )
        by_grade = self.group(
            "grade_code", "satisfaction:avg", domain=[("kind", "=", "contact")]
        )
        self.assertEqual((by_grade["A"], by_grade["B"]), (5, 2))

    def test_rule_is_the_first_that_asked(self):
        """RPT-2: a contact counts once, whatever it served."""
        by_rule = self.group(
            "rule_id", "contact_count:sum", domain=[("kind", "=", "contact")]
        )
        self.assertEqual(by_rule[self.rule], 1)

    def test_won_back_is_under_who_did_it(self):
        """RPT-2: with the value, the rule and the grade of the contact."""
        [row] = self.find("won_back")
        self.assertEqual(
            (row.user_id, row.won_back_amount, row.rule_id, row.grade_code),
            (self.specialist, 300, self.rule, "A"),
        )
        self.assertEqual(row.currency_id, self.company.currency_id)

    def test_coverage_is_of_all_customers_of_the_month(self):
        """RPT-2: contacted by anybody in the month; none before the dossier."""
        own = [("kind", "=", "coverage"), ("user_id", "=", self.specialist.id)]
        months = self.group("date:month", "coverage:avg", domain=own)
        expected = {
            date(2026, 1, 1): 0.0,
            date(2026, 2, 1): 100.0,
            date(2026, 3, 1): 100.0,
        }
        self.assertEqual(months, expected)
        self.assertEqual(
            self.group(
                "date:month", "coverage:avg", domain=[("kind", "=", "coverage")]
            )[date(2026, 1, 1)],
            50.0,
        )
        with freeze_time("2027-02-10 02:00:00"):
            first = min(self.find("coverage").mapped("date"))
        self.assertEqual(first, date(2026, 3, 1), "the last twelve months")

    def test_cases_and_their_response(self):
        """RPT-2: hours from the registration to the first contact."""
        self.problem.ticket_ids.customer_department_id = self.service
        with freeze_time("2026-03-02 06:30:00"):
            self.problem.ticket_ids.action_customer_contact()
        [row] = self.find("case")
        self.assertEqual(
            (row.case_count, row.complaint_count, row.response_hours), (1, 1, 4.5)
        )
        self.assertEqual((row.user_id, row.grade_code), (self.specialist, "B"))

    def test_punctuality_is_that_of_the_deadlines(self):
        """RPT-2: the rows of Punctuality, with the grade and person kept in them."""
        self.env["customer.deadline.policy"].create(
            {
                "name": "Made",
                "code": "test_made",
                "model_id": self.env["ir.model"]._get_id("customer.followup"),
                "start_event": "planned",
                "stop_event": "contacted",
                "unit": "document",
                "company_id": self.company.id,
            }
        )
        for contacted in ("2026-02-04 02:00:00", "2026-02-14 02:00:00"):
            with freeze_time("2026-02-02 02:00:00"):
                followup = self.create_followup(
                    date_planned=date(2026, 2, 2), date_deadline=date(2026, 2, 6)
                )
            with freeze_time(contacted):
                followup.action_contact()
        deadlines = self.env["customer.deadline"].search(
            [("company_id", "=", self.company.id), ("state", "in", ("met", "missed"))]
        )
        rows = self.find("deadline")
        self.assertEqual(set(rows.mapped("res_id")), set(deadlines.ids))
        by_user = self.group(
            "user_id", "punctuality:avg", domain=[("kind", "=", "deadline")]
        )
        self.assertEqual(by_user, {self.specialist: 50.0})

    def test_every_row_opens_its_record(self):
        """RPT-2: a number leads to what it counts, whatever kind it is."""
        for row in self.env[MODEL].search([("company_id", "=", self.company.id)]):
            action = row.action_open_document()
            record = self.env[action["res_model"]].browse(action["res_id"])
            with self.subTest(row.display_name):
                self.assertTrue(record.exists())
        [row] = self.find("contact", followup_id=self.first.id)
        action = row.action_open_document()
        self.assertEqual(
            (action["res_model"], action["res_id"]),
            ("customer.followup", self.first.id),
        )
        self.assertFalse(self.env[MODEL].browse(4711).action_open_document())

    def test_rows_have_ids_of_their_own(self):
        """RPT-2: no two rows are taken for one."""
        self.env.flush_all()
        rows = self.env[MODEL]
        query = rows._search([], bypass_access=True)
        [(count, distinct)] = self.env.execute_query(
            query.select("COUNT(*)", "COUNT(DISTINCT id)")
        )
        self.assertGreater(count, 5)
        self.assertEqual(count, distinct)

    def test_specialists_see_their_own_and_their_customers(self):
        """G5: as in the lists of follow-ups; supervisors and offices see all."""
        own = self.find("contact", self.colleague)
        self.assertEqual(own.followup_id, self.others)
        self.assertFalse(
            self.find("coverage", self.colleague, partner_id=self.customer.id)
        )
        for user in (self.supervisor, self.director):
            self.assertEqual(len(self.find("contact", user)), 4)
        [row] = self.find("contact", followup_id=self.first.id)
        with self.assertRaises(AccessError):
            row.with_user(self.colleague).action_open_document()
        outsider = self.create_user("outsider", "base.group_user")
        with self.assertRaises(AccessError):
            self.find("contact", outsider)

    def test_other_companies_are_not_counted(self):
        """G5: what a company looks at is its own."""
        elsewhere = self.create_company("West River Chemicals")
        foreign = self.create_user("foreign", "group_service_manager", elsewhere)
        theirs = self.create_followup(company_id=elsewhere.id)
        theirs.action_contact()
        rows = self.env[MODEL].with_user(foreign)
        rows = rows.with_context(allowed_company_ids=elsewhere.ids).search([])
        self.assertEqual(rows.company_id, elsewhere)
        self.assertIn(theirs, rows.followup_id)
        self.assertNotIn(theirs, self.env[MODEL].search([]).followup_id)
