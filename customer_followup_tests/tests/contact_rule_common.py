"""What the tests of rules about sales and coverage share: contacts, and who is due."""

from freezegun import freeze_time

from odoo import Command

from .common import MONDAY
from .grade_use_common import GradeUseCase


class ContactRuleCase(GradeUseCase):
    """A company with books and grades whose only customers are those of the test."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # those of the demo company, and of Odoo's, are everybody's
        others = cls.env["res.partner"].search([("id", "!=", cls.customer.id)])
        others.filtered("customer_rank").customer_rank = 0
        cls.other_company = cls.create_company("West River Chemicals")

    @classmethod
    def add_grade_line(cls, rule, code="A", **vals):
        """Let a rule ask for something else of customers of a grade."""
        line = {"grade_id": cls.grades[code].id, "method": "phone", **vals}
        rule.grade_line_ids = [Command.create(line)]

    def contact(self, day, customer=None, user=None, **vals):
        """Return a contact with the customer that was made on a day."""
        user = user or self.specialist
        followup = self.create_followup(customer, user, **vals)
        return self.record(followup, day)

    def record(self, followup, day=MONDAY):
        """Record a contact as made on a day, and return it."""
        moment = self.get_moment(day)
        with freeze_time(moment):
            followup.contacted_at = moment
            followup.with_user(self.supervisor).action_record({"result": "well"})
        return followup

    def get_reasons(self, customer=None):
        """Return why the rules contact a customer, the oldest occasion first."""
        domain = [("partner_id", "=", (customer or self.customer).id)]
        return self.env["customer.followup.reason"].search(domain)

    def get_occasions(self, customer=None):
        """Return the occasions because of which a customer is contacted."""
        return self.get_reasons(customer).mapped("occasion_date")

    def get_due(self, rule, today=MONDAY, company=None):
        """Return the customers that a rule finds on a day, and writes nothing."""
        self.env.flush_all()
        query = rule._get_due_query(company or self.company, today)
        rows = self.env.execute_query(query)
        return self.env["res.partner"].browse(row[1] for row in rows)
