"""The number of queries does not depend on the number of records (G17)."""

from contextlib import contextmanager
from datetime import date

from lxml import etree

from odoo import Command
from odoo.tests import tagged

from .common import FollowupCase

FEBRUARY = date(2026, 2, 1)


@tagged("post_install", "-at_install")
class TestQueryGrowth(FollowupCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rule = cls.create_rule("order_lapse")
        cls.template = cls.create_order(cls.customer, FEBRUARY)
        cls.create_promise("customer.followup", "planned", "contacted", "document")
        cls.create_promise("helpdesk.ticket", "registered", "decided", "working_hours")

    @classmethod
    def create_promise(cls, model, start_event, stop_event, unit):
        """Let a clock run for each document of a kind."""
        return cls.env["customer.deadline.policy"].create(
            {
                "name": f"{start_event} → {stop_event}",
                "code": start_event,
                "model_id": cls.env["ir.model"]._get_id(model),
                "start_event": start_event,
                "stop_event": stop_event,
                "unit": unit,
                "rung_ids": [Command.create({"recipient": "superior"})],
            }
        )

    def create_lapsed_customers(self, count):
        """Return customers that ordered once, in February."""
        customers = self.env["res.partner"].create(
            [
                {
                    "name": f"Mill {number:04d}",
                    "customer_rank": 1,
                    "customer_specialist_id": self.specialist.id,
                }
                for number in range(count)
            ]
        )
        self.env.flush_all()
        # by SQL: a thousand real orders take longer than all other tests together
        self.env.cr.execute(
            """
            INSERT INTO sale_order
            SELECT (jsonb_populate_record(template, jsonb_build_object(
                       'id', nextval('sale_order_id_seq'), 'partner_id', customer,
                       'access_token', NULL))).*
              FROM sale_order AS template, unnest(%s) AS customer
             WHERE template.id = %s
            """,
            [customers.ids, self.template.id],
        )
        self.env.invalidate_all()
        return customers

    @contextmanager
    def count_queries(self, counts):
        """Append the number of queries that the block makes."""
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.cr.sql_log_count
        yield
        self.env.flush_all()
        counts.append(self.cr.sql_log_count - before)

    def test_job_makes_as_many_queries_for_one_as_for_a_thousand(self):
        """G17: one customer, eighty or a thousand in a batch."""
        self.run_job()  # fills the caches that are filled once
        counts = []
        for size in (1, 80, 1000):
            customers = self.create_lapsed_customers(size)
            with self.count_queries(counts):
                self.run_job()
            found = self.env["customer.followup"].search_count(
                [("partner_id", "in", customers.ids)]
            )
            self.assertEqual(found, size)
            clocks = self.env["customer.deadline"].search_count(
                [("partner_id", "in", customers.ids)]
            )
            self.assertEqual(clocks, size)
        # the first one finds nothing to forget of a run before
        self.assertLessEqual(max(counts) - min(counts), 2, counts)

    def test_today_makes_as_many_queries_for_one_as_for_eighty(self):
        """G17: the list Today with all its columns, for its owner."""
        self.plan_lapsed_customers(80)
        action = self.env.ref("customer_followup.customer_followup_today_action")
        mine = [("user_id", "=", self.specialist.id)]
        counts = self.count_reading("customer.followup", action, mine)
        self.assertEqual(counts[0], counts[1], counts)

    def test_customers_make_as_many_queries_for_one_as_for_eighty(self):
        """G17: the list of customers with their open follow-ups."""
        self.plan_lapsed_customers(80)
        action = self.env.ref("customer_followup.res_partner_action")
        mine = [("customer_specialist_id", "=", self.specialist.id)]
        counts = self.count_reading("res.partner", action, mine)
        self.assertEqual(counts[0], counts[1], counts)

    def test_cases_make_as_many_queries_for_one_as_for_eighty(self):
        """G17: the list of cases with their deadlines."""
        self.create_cases(80)
        action = self.env.ref("customer_followup.helpdesk_ticket_action")
        mine = [("user_id", "=", self.specialist.id)]
        counts = self.count_reading("helpdesk.ticket", action, mine)
        self.assertEqual(counts[0], counts[1], counts)

    def test_my_deadlines_make_as_many_queries_for_one_as_for_eighty(self):
        """G17: the list My Deadlines, of follow-ups and cases together."""
        self.plan_lapsed_customers(40)
        self.create_cases(40, named=False)
        action = self.env.ref("customer_followup.customer_deadline_mine_action")
        mine = [("user_id", "=", self.specialist.id), ("is_open", "=", True)]
        counts = self.count_reading("customer.deadline", action, mine)
        self.assertEqual(counts[0], counts[1], counts)

    def test_registering_makes_as_many_queries_for_two_as_for_eighty(self):
        """G17: the clocks of many cases start together."""
        counts = []
        for size in (2, 2, 80):  # the first fills the caches that are filled once
            cases = self.env["helpdesk.ticket"].with_user(self.supervisor)
            cases = cases.browse(self.create_cases(size, named=False).ids)
            self.env.cr.execute("DELETE FROM customer_deadline")
            with self.count_queries(counts):
                cases._deadline_event("registered")
            self.assertEqual(len(cases.customer_deadline_ids), size)
        self.assertEqual(counts[1], counts[2], counts)

    def plan_lapsed_customers(self, count):
        """Let the job open a follow-up for each of ``count`` customers."""
        self.create_lapsed_customers(count)
        self.run_job()

    def create_cases(self, count, named=True):
        """Return cases of the specialist, each for another customer."""
        customers = self.create_lapsed_customers(count)
        department = self.env["hr.department"].create({"name": "Logistics"})
        return self.env["helpdesk.ticket"].create(
            [
                {
                    "name": "Wet bags",
                    "description": "Twelve",
                    "partner_id": customer.id,
                    "user_id": self.specialist.id,
                    "customer_case_type": "issue",
                    "customer_department_id": named and department.id,
                }
                for customer in customers
            ]
        )

    def count_reading(self, model_name, action, domain):
        """Return the queries of reading the action's list with 1 and 80 rows."""
        model = self.env[model_name].with_user(self.specialist)
        view = action.view_ids.filtered(lambda v: v.view_mode == "list").view_id
        arch = etree.fromstring(model.get_view(view.id, "list")["arch"])
        specification = {
            node.get("name"): {"fields": {"display_name": {}}}
            if model._fields[node.get("name")].type == "many2one"
            else {}
            for node in arch.iter("field")
        }
        counts = []
        for limit in (80, 1, 80):  # the first fills the caches that are filled once
            with self.count_queries(counts):
                rows = model.web_search_read(domain, specification, limit=limit)
            self.assertEqual(len(rows["records"]), limit)
        return counts[1:]

    def test_form_makes_as_many_queries_for_one_order_as_for_eighty(self):
        """G17, VIS-4: the customer's history does not slow the form down."""
        customer = self.create_lapsed_customers(1)
        followup = self.create_followup(customer).with_user(self.specialist)
        counts = []
        for orders in (0, 1, 80):
            for _number in range(orders):
                self.template.copy({"partner_id": customer.id}).state = "sale"
            with self.count_queries(counts):
                followup.web_read(
                    {
                        "reason_summary": {},
                        "recent_order_ids": {"fields": {"name": {}}},
                        "open_ticket_ids": {"fields": {"name": {}}},
                    }
                )
        self.assertEqual(counts[1], counts[2], counts)
