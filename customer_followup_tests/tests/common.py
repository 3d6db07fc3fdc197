"""What the tests share: a company with its staff, its sales and the nightly job.

Every test class works in a company of its own, in the time zone of its customers, and
with all other rules switched off: what the demo company holds does not matter. Days
are fixed; the clock of the tests stands at ten o'clock on a Monday in Shanghai.
"""

from contextlib import contextmanager
from datetime import date, datetime, time

from freezegun import freeze_time

from odoo import Command
from odoo.exceptions import UserError
from odoo.sql_db import Savepoint
from odoo.tests import HttpCase, TransactionCase

MONDAY = date(2026, 3, 2)
TEN_O_CLOCK = "2026-03-02 02:00:00"
NOON = time(4)  # in UTC, of a company in Shanghai
SHANGHAI = "Asia/Shanghai"


class FollowupMixin:
    """Builds the company and speaks the language of its staff."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # by SQL: nothing that the demo company has planned is taken back for it
        cls.env.cr.execute("UPDATE customer_followup_rule SET active = FALSE")
        cls.env.invalidate_all()
        cls.env["customer.deadline.policy"].search([]).active = False
        cls.company = cls.create_company("East River Chemicals")
        cls.env = cls.env(context={"allowed_company_ids": cls.company.ids})
        cls.specialist, cls.colleague, cls.supervisor, cls.manager = cls.create_users(
            {
                "specialist": "group_specialist",
                "colleague": "group_specialist",
                "supervisor": "group_supervisor",
                "manager": "group_service_manager",
            }
        )
        cls.goods = cls.env["product.product"].create({"name": "Soda Ash, 25 kg"})
        cls.service = cls.env["product.product"].create(
            {"name": "Water Analysis", "type": "service"}
        )
        cls.customer = cls.create_customer("Blue Mill")

    @classmethod
    def create_company(cls, name, timezone=SHANGHAI):
        """Return a company that works Monday to Friday in ``timezone``."""
        company = cls.env["res.company"].create(
            {"name": name, "customer_unassigned_capacity": 0}
        )
        company.resource_calendar_id = (
            company.resource_calendar_id.copy({"company_id": company.id})
            if company.resource_calendar_id
            else cls.env["resource.calendar"].create({"company_id": company.id})
        )
        company.resource_calendar_id.tz = timezone
        company.partner_id.lang = "en_US"
        return company

    @classmethod
    def create_user(cls, login, groups, company=None):
        """Return a member of staff in comma separated ``groups`` of the addon."""
        return cls.create_users({login: groups}, company)

    @classmethod
    def create_users(cls, groups_by_login, company=None):
        """Return members of staff; together they take a fifth of the time."""
        company = company or cls.company
        return cls.env["res.users"].create(
            [
                {
                    "login": f"test_{login}",
                    "password": f"test_{login}",
                    "name": login.replace("_", " ").title(),
                    "email": "t.t@example.com",
                    "company_id": company.id,
                    "company_ids": [Command.set(company.ids)],
                    "group_ids": [
                        Command.set(
                            [
                                cls.env.ref(
                                    group
                                    if "." in group
                                    else f"customer_followup.{group}"
                                ).id
                                for group in groups.split(",")
                            ]
                        )
                    ],
                    "lang": "en_US",
                    "tz": SHANGHAI,
                    "customer_daily_capacity": 0,
                }
                for login, groups in groups_by_login.items()
            ]
        )

    @classmethod
    def create_customer(cls, name, specialist=None, **vals):
        """Return a customer of the company, looked after by ``specialist``."""
        specialist = cls.specialist if specialist is None else specialist
        return cls.env["res.partner"].create(
            {
                "name": name,
                "is_company": True,
                "customer_rank": 1,
                "customer_specialist_id": specialist.id,
                **vals,
            }
        )

    @classmethod
    def create_contact(cls, customer, name="Ms Lin"):
        """Return a person at ``customer``."""
        return cls.env["res.partner"].create({"name": name, "parent_id": customer.id})

    @classmethod
    def create_order(cls, customer, day, products=None, company=None, quantity=1):
        """Return an order that was confirmed on ``day``.

        :param day: a date, which means noon in Shanghai, or a moment in UTC
        """
        order = cls.create_quotation(customer, products, company, quantity)
        order.action_confirm()
        order.date_order = cls.get_moment(day)
        return order

    @classmethod
    def create_quotation(cls, customer, products=None, company=None, quantity=1):
        """Return an order that nobody has confirmed."""
        company = company or cls.company
        lines = [
            Command.create({"product_id": product.id, "product_uom_qty": quantity})
            for product in products or cls.goods
        ]
        orders = cls.env["sale.order"].with_company(company)
        return orders.create({"partner_id": customer.id, "order_line": lines})

    @classmethod
    def deliver(cls, order, day, quantity=None):
        """Deliver what is left of ``order``, or only ``quantity`` of each line."""
        pickings = order.picking_ids.filtered(lambda p: p.state == "assigned")
        if quantity is not None:
            pickings.move_ids.quantity = quantity
        pickings.move_ids.picked = True
        pickings.with_context(skip_backorder=True).button_validate()
        pickings.date_done = cls.get_moment(day)
        return pickings

    @classmethod
    def get_moment(cls, day):
        """Return the moment in UTC; a bare date means noon in Shanghai."""
        return day if isinstance(day, datetime) else datetime.combine(day, NOON)

    @classmethod
    def create_rule(cls, trigger, **vals):
        """Return an active rule: more than 7 days, phoned within 7 days."""
        return cls.env["customer.followup.rule"].create(
            {
                "name": trigger.replace("_", " ").capitalize(),
                "trigger": trigger,
                "delay_days": 7,
                "deadline_days": 7,
                "company_id": cls.company.id,
                **vals,
            }
        )

    @classmethod
    def create_followup(cls, customer=None, user=None, **vals):
        """Return a follow-up planned by hand for ``user``, due in a week."""
        return cls.env["customer.followup"].create(
            {
                "partner_id": (customer or cls.customer).id,
                "user_id": (cls.specialist if user is None else user).id,
                "date_planned": MONDAY,
                "date_deadline": date(2026, 3, 9),
                **vals,
            }
        )

    def run_job(self, today=MONDAY, has_errors=False):
        """Run the nightly job as its service user, commits included.

        :param has_errors: whether rules are expected to report errors
        """
        self.env.flush_all()
        service = self.env.ref("customer_followup.user_service")
        with self.open_cursor() as cr:
            env = self.env(cr=cr, user=service.id, context={})
            env["customer.followup.rule"]._cron_run_rules(today)
            cr.commit()
        self.env.invalidate_all()
        failed = self.env["customer.followup.rule"].search(
            [("last_error", "!=", False)]
        )
        self.assertEqual(bool(failed), has_errors, failed.mapped("last_error"))

    @contextmanager
    def refused(self, message, error=UserError):
        """Assert that the block is refused with a message, and undo what it did.

        :param message: regular expression that the message has to match
        """
        with self.assertRaises(error) as caught:
            yield
        self.assertRegex(str(caught.exception), message)

    def get_followups(self, customer=None):
        """Return the follow-ups of a customer, the oldest first."""
        customer = customer or self.customer
        domain = [("partner_id", "=", customer.id)]
        return self.env["customer.followup"].search(domain, order="id")


@freeze_time(TEN_O_CLOCK)
class FollowupCase(FollowupMixin, TransactionCase):
    """A test at ten o'clock on Monday, 2 March 2026, in Shanghai."""

    @contextmanager
    def open_cursor(self):
        """Yield a cursor whose commits end with the test."""
        with self.enter_registry_test_mode(), self.registry.cursor() as cr:
            yield cr


class FollowupHttpCase(FollowupMixin, HttpCase):
    """A test that talks to the server the way browsers and scripts do."""

    def open_cursor(self):
        """Yield a cursor whose commits end with the test."""
        return self.registry.cursor()

    def call(self, user, model, method, *args, **kwargs):
        """Call a method over JSON-RPC.

        :param user: who calls
        :return: the whole answer, with ``result`` or ``error``
        """
        if self.session is None or self.session.uid != user.id:
            self.authenticate(user.login, user.login)
        params = {"model": model, "method": method, "args": args, "kwargs": kwargs}
        response = self.url_open(
            "/web/dataset/call_kw",
            json={"jsonrpc": "2.0", "method": "call", "id": 0, "params": params},
        )
        self.assertEqual(response.status_code, 200, response.text[:500])
        return response.json()

    @contextmanager
    def undone(self):
        """Undo what happens in the block, on the server as well."""
        self.env.flush_all()
        savepoint = Savepoint(self.cr)
        try:
            yield
        finally:
            self.env.invalidate_all(flush=False)
            savepoint.close(rollback=True)
