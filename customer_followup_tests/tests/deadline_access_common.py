"""What the tests of forged deadlines share: cases with clocks, and who might try."""

from datetime import timedelta

from odoo import Command, fields
from odoo.tools import mute_logger

from odoo.addons.base.models.ir_model import MODULE_UNINSTALL_FLAG

from .common import FollowupHttpCase

STEPS = ("decided", "agreed", "handed_over", "contacted")
STAMPS = [f"customer_{step}_at" for step in STEPS]
PAST = "2026-03-02 02:00:00"
TABLES = {
    "customer_deadline": "*",
    "customer_deadline_event": "*",
    "customer_deadline_notice": "*",
    "customer_deadline_policy": "*",
    "customer_deadline_rung": "*",
    "helpdesk_ticket": "id, name, company_id, team_id, customer_department_id, "
    + ", ".join(STAMPS),
}
REFUSALS = {"odoo.exceptions.AccessError", "odoo.exceptions.MissingError"}


class DeadlineAccessCase(FollowupHttpCase):
    """A case of one's own, a colleague's and a foreign company's, each with a clock."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.elsewhere = cls.create_company("West River Chemicals")
        cls.employee = cls.create_user("employee", "base.group_user")
        cls.office = cls.create_user("office", "group_general_manager")
        cls.portal = cls.create_user("portal", "base.group_portal")
        cls.administrator = cls.create_user(
            "root", "base.group_system,base.group_erp_manager,group_service_manager"
        )
        cls.everybody = (
            cls.specialist
            | cls.colleague
            | cls.supervisor
            | cls.manager
            | cls.administrator
            | cls.office
            | cls.employee
            | cls.portal
        )
        cls.policy = cls.create_policy("Case decided", "registered", "decided")
        cls.department = cls.env["hr.department"].create(
            {"name": "Logistics", "company_id": cls.company.id}
        )
        cls.team = cls.env["helpdesk.ticket.team"].create(
            {"name": "Drivers", "customer_department_id": cls.department.id}
        )
        others = cls.create_customer("Green Mill", cls.colleague)
        cls.case = cls.create_case(cls.customer, cls.specialist)
        cls.foreign = cls.create_case(others, cls.colleague)
        cls.far = cls.create_case(others, cls.colleague, company_id=cls.elsewhere.id)
        cls.env.flush_all()

    @classmethod
    def create_policy(cls, name, start_event, stop_event, **vals):
        """Return an active promise about cases: one hour by the clock."""
        return cls.env["customer.deadline.policy"].create(
            {
                "name": name,
                "code": name.lower(),
                "model_id": cls.env["ir.model"]._get_id("helpdesk.ticket"),
                "start_event": start_event,
                "stop_event": stop_event,
                "amount": 1,
                "unit": "clock_hours",
                "rung_ids": [Command.create({"recipient": "owner"})],
                **vals,
            }
        )

    @classmethod
    def create_case(cls, customer, user, **vals):
        """Return a case that ``user`` has to look after."""
        return cls.env["helpdesk.ticket"].create(
            {**cls.get_case_values(customer), "user_id": user.id, **vals}
        )

    @classmethod
    def get_case_values(cls, customer):
        return {
            "name": "Twelve wet bags",
            "description": "Of forty",
            "partner_id": customer.id,
            "customer_case_type": "issue",
        }

    def get_contexts(self):
        """Return what a caller may send along, to look like the server itself."""
        return [
            {"customer_transition": True},
            {"customer_transition": 1},
            {"customer_transition": "TRANSITION"},
            {"customer_transition": {"ids": self.case.customer_deadline_ids.ids}},
            {MODULE_UNINSTALL_FLAG: True, "active_test": False},
            {"install_mode": True, "import_file": True, "tracking_disable": True},
            {"uid": 1, "su": True, "module": "customer_followup"},
            {"default_state": "met", "default_customer_decided_at": PAST},
            {"allowed_company_ids": [self.elsewhere.id]},
        ]

    def get_attempts(self):
        """Return who tries, with which context: everybody without, some with each."""
        forgers = self.specialist | self.administrator
        return [(user, {}) for user in self.everybody] + [
            (user, context) for user in forgers for context in self.get_contexts()
        ]

    def watch(self, hours):
        """Let the job look after the clocks, ``hours`` from now."""
        self.env.flush_all()
        service = self.env.ref("customer_followup.user_service")
        with self.open_cursor() as cr:
            jobs = self.env(cr=cr, user=service.id, context={})["customer.deadline"]
            jobs._cron_watch(fields.Datetime.now() + timedelta(hours=hours))
            cr.commit()
        self.env.invalidate_all()

    def look(self):
        """Return a fingerprint of all that a forged deadline could change."""
        self.env.invalidate_all()
        self.env.cr.execute(
            " UNION ALL ".join(
                f"(SELECT '{table}', md5(string_agg(t::text, '|' ORDER BY t::text))"
                f" FROM (SELECT {columns} FROM {table}) AS t)"
                for table, columns in TABLES.items()
            )
        )
        return dict(self.env.cr.fetchall())

    def try_to(self, user, model, method, *args, **kwargs):
        """Call a method, and assert that it leaves the database as it was.

        :return: the whole answer
        """
        before = self.look()
        with mute_logger("odoo.http", "odoo.sql_db", "odoo.models.unlink"):
            answer = self.call(user, model, method, *args, **kwargs)
        what = (user.login, model, method, args, kwargs)
        self.assertEqual(self.look(), before, what)
        return answer

    def assert_refused(self, user, model, method, *args, **kwargs):
        """Assert that a call is refused in words and leaves the database as it was."""
        answer = self.try_to(user, model, method, *args, **kwargs)
        what = (user.login, model, method, args, kwargs, answer.get("result"))
        self.assertIn("error", answer, what)
        name = answer["error"]["data"]["name"]
        self.assertTrue(
            name.startswith("odoo.exceptions."), answer["error"]["data"]["debug"]
        )
        return answer["error"]["data"]

    def assert_hidden(self, user, model, method, *args, **kwargs):
        """Assert that a call is answered as if it were about nothing there is."""
        error = self.assert_refused(user, model, method, *args, **kwargs)
        self.assertIn(error["name"], REFUSALS, error["debug"])
        for case in self.foreign | self.far:
            self.assertNotIn(case.name, error["message"])
            self.assertNotIn(case.number, error["message"])
