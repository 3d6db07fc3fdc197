"""A service department that makes contacts, and a sales department that reads of it."""

from datetime import date

from .common import FollowupCase, FollowupHttpCase

REPORT = "customer.followup.report"
FIRST, LAST = date(2026, 2, 1), date(2026, 2, 28)


class ReportMixin:
    """Builds the departments; the service manager heads the service."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        departments = cls.env["hr.department"]
        cls.service, cls.sales = departments.create(
            [
                {"name": name, "company_id": cls.company.id}
                for name in ("Service", "Sales")
            ]
        )
        cls.reader = cls.create_user("reader", "base.group_user")
        cls.director = cls.create_user("director", "group_customer_director")
        boss = cls.employ(cls.director)
        head = cls.employ(cls.manager, cls.service, boss)
        for user in (cls.supervisor, cls.specialist):
            cls.employ(user, cls.service, head)
        cls.employ(cls.colleague, cls.sales)
        cls.service.manager_id = head
        cls.sales.manager_id = cls.employ(cls.reader, cls.sales)
        cls.company.customer_report_to_department_id = cls.sales
        cls.company.partner_id.lang = "en_US"

    @classmethod
    def employ(cls, user, department=None, superior=None):
        return cls.env["hr.employee"].create(
            {
                "name": user.name,
                "user_id": user.id,
                "company_id": cls.company.id,
                "department_id": department and department.id,
                "parent_id": superior and superior.id,
            }
        )

    @classmethod
    def make_contact(cls, day, customer=None, user=None, planned=None, **record):
        """Return a contact that was planned for a day, and recorded as made on one.

        :param day: a date, which means noon in Shanghai, or a moment in UTC
        """
        customer = customer or cls.customer
        moment = cls.get_moment(day)
        planned = planned or moment.date()
        followup = cls.create_followup(
            customer,
            user,
            method=record.pop("method", "phone"),
            date_planned=planned,
            date_deadline=planned,
        )
        contact = customer.child_ids[:1] or cls.create_contact(customer)
        followup.action_record(
            {
                "contact_id": contact.id,
                "contacted_at": moment,
                "result": "well",
                **record,
            }
        )
        return followup

    @classmethod
    def make_report(cls, user=None, department=None, **vals):
        """Return the report of February that a user has made, the supervisor's."""
        reports = cls.env[REPORT].with_user(user or cls.supervisor)
        return reports.create(
            {
                "department_id": (cls.service if department is None else department).id,
                "date_from": FIRST,
                "date_to": LAST,
                **vals,
            }
        )

    def get_values(self, report, name="value"):
        """Return the figures that are known, by measure."""
        lines = report.line_ids.filtered(f"has_{name}")
        return {line.measure: round(line[name], 2) for line in lines}


class ReportCase(ReportMixin, FollowupCase):
    """A test of reports at ten o'clock on Monday, 2 March 2026, in Shanghai."""


class ReportHttpCase(ReportMixin, FollowupHttpCase):
    """A test of reports that talks to the server as browsers do."""
