"""The numbers of the demo company, counted by hand (RPT-2, VPL-2)."""

from statistics import mean

from odoo.tests import tagged

from odoo.addons.customer_followup.models.customer_followup_report_line import (
    MEASURES,
)

from .demo_common import DemoCase

MADE = ("contacted", "recorded", "reviewed")


@tagged("post_install", "-at_install")
class TestDemoReport(DemoCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.reports = cls.search("customer.followup.report", ("kind", "=", "visit"))
        cls.followups = cls.search("customer.followup")
        cls.made = cls.followups.filtered(lambda f: f.state in MADE and f.contacted_at)
        cls.rows = cls.env["customer.followup.analysis"]

    def group(self, kind, measure, by="user_id"):
        domain = [("company_id", "=", self.company.id), ("kind", "=", kind)]
        return dict(self.rows._read_group(domain, [by], [measure]))

    def test_contacts_by_person_and_grade(self):
        """RPT-2: the pivot counts what a hand counts."""
        by_user = {user: len(f) for user, f in self.made.grouped("user_id").items()}
        self.assertEqual(self.group("contact", "contact_count:sum"), by_user)
        by_grade = {code: len(f) for code, f in self.made.grouped("grade_code").items()}
        self.assertEqual(
            self.group("contact", "contact_count:sum", "grade_code"), by_grade
        )

    def test_satisfaction_by_person(self):
        """RPT-1: the average of what customers said."""
        expected = {
            user: mean(map(int, f.mapped("satisfaction")))
            for user, f in self.made.filtered("satisfaction").grouped("user_id").items()
        }
        self.assertTrue(expected)
        found = self.group("contact", "satisfaction:avg")
        for user, value in expected.items():
            self.assertAlmostEqual(found[user], value, places=6)

    def test_punctuality_by_person(self):
        """RPT-2: of the promises about contacts and cases."""
        deadlines = self.search(
            "customer.deadline",
            ("state", "in", ("met", "missed")),
            ("res_model", "in", ("customer.followup", "helpdesk.ticket")),
        )
        expected = {
            user: 100 * mean(d.state == "met" for d in of_user)
            for user, of_user in deadlines.grouped("answerable_id").items()
        }
        self.assertTrue(expected)
        found = self.group("deadline", "punctuality:avg")
        self.assertEqual(set(found), set(expected))
        for user, value in expected.items():
            self.assertAlmostEqual(found[user], value, places=6)

    def test_coverage_of_the_present_month(self):
        """RPT-2: which part of whose customers was contacted."""
        month = self.company._get_customer_today().replace(day=1)
        contacted = {
            f.partner_id
            for f in self.made
            if self.company._get_customer_today(f.contacted_at) >= month
        }
        partners = self.env["res.partner"]
        customers = partners.search(partners._get_customer_domain(self.company))
        expected = {
            user: 100 * mean(c in contacted for c in of_user)
            for user, of_user in customers.grouped("customer_specialist_id").items()
        }
        domain = [("kind", "=", "coverage"), ("date", "=", month)]
        domain += [("company_id", "=", self.company.id)]
        found = dict(self.rows._read_group(domain, ["user_id"], ["coverage:avg"]))
        self.assertEqual(set(found), set(expected))
        for user, value in expected.items():
            self.assertAlmostEqual(found[user], value, places=6)

    def test_response_and_won_back(self):
        """RPT-2: hours until the first contact, and the value of orders won back."""
        tickets = self.search("helpdesk.ticket").filtered("customer_contacted_at")
        hours = [
            (t.customer_contacted_at - t.customer_registered_at).total_seconds() / 3600
            for t in tickets
        ]
        found = self.group("case", "response_hours:avg", "kind")["case"]
        self.assertAlmostEqual(found, mean(hours), places=4)
        reasons = self.search("customer.followup.reason")
        won_back = sum(reasons.mapped("won_back_amount"))
        self.assertGreater(won_back, 0)
        found = self.group("won_back", "won_back_amount:sum", "kind")["won_back"]
        self.assertAlmostEqual(found, won_back, places=2)

    def test_reports_wait_to_be_sent_and_to_be_reviewed(self):
        """VPL-2: drafts of the job, and one of four weeks that is reviewed."""
        states = {(r.frequency, r.state) for r in self.reports}
        self.assertEqual(
            states, {("month", "draft"), ("quarter", "draft"), ("other", "reviewed")}
        )
        for report in self.reports.filtered(lambda r: r.state == "reviewed"):
            self.assertEqual(report.user_id, self.users["demo_supervisor"])
            self.assertEqual(report.reviewed_by_id, self.users["demo_service_manager"])

    def test_figures_of_a_report_are_those_of_its_days(self):
        """VPL-2: contacts and satisfaction, counted from the records."""
        for report in self.reports:
            members = report.department_id.member_ids.user_id
            made = self.made.filtered(
                lambda f, report=report, members=members: (
                    f.user_id in members
                    and report.date_from
                    <= self.company._get_customer_today(f.contacted_at)
                    <= report.date_to
                )
            )
            values = {
                line.measure: line.value
                for line in report.line_ids.filtered("has_value")
            }
            with self.subTest(report.display_name):
                self.assertEqual(values["made"], len(made))
                asked = made.filtered("satisfaction")
                if asked:
                    average = mean(map(int, asked.mapped("satisfaction")))
                    self.assertAlmostEqual(values["satisfaction"], average, places=6)

    def test_every_figure_opens_what_it_counts(self):
        """RPT-2: as many records as the figure says, whichever it is."""
        opened = set()
        for line in self.reports.line_ids:
            action = line.action_open_records()
            count = self.env[action["res_model"]].search_count(action["domain"])
            if MEASURES[line.measure][2] == "count":
                with self.subTest(line.report_id.display_name, figure=line.measure):
                    self.assertEqual(count, line.value)
                opened |= {line.measure} if count else set()
        self.assertGreater(len(opened), 5)
