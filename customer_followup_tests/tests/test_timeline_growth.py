"""The timeline makes as many queries for one entry as for a thousand (DOS-5, G17)."""

from datetime import datetime

from lxml import etree

from odoo.tests import tagged

from .common import FollowupCase
from .timeline_common import TimelineMixin


@tagged("post_install", "-at_install")
class TestTimelineGrowth(TimelineMixin, FollowupCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customers = {
            size: cls.create_customer(f"With {size}") for size in (2, 80, 1000)
        }
        for size, customer in cls.customers.items():
            cls.env["customer.reception"].create(
                [
                    {
                        "partner_id": customer.id,
                        "visitor_name": f"Visitor {number}",
                        "reason": "Samples",
                        "received_at": datetime(2026, 3, 1),
                        "received_by_id": cls.specialist.id,
                    }
                    for number in range(size - 1)
                ]
            )
            cls.create_quotation(customer)

    def count_queries(self, act, customer):
        """Return how many queries something takes that has been done before."""
        Timeline = self.env["customer.timeline"].with_user(self.supervisor)
        domain = [("partner_id", "=", customer.id)]
        for _number in range(2):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            act(Timeline, domain)
        return self.cr.sql_log_count - before

    def read_page(self, Timeline, domain):
        view = etree.fromstring(Timeline.get_view(view_type="list")["arch"])
        names = {field.get("name") for field in view.iter("field")}
        specification = {
            name: {"fields": {"display_name": {}}}
            if Timeline._fields[name].relational
            else {}
            for name in names
        }
        limit = min(80, Timeline.search_count(domain))
        Timeline.web_search_read(domain, specification, limit=limit)

    def group(self, Timeline, domain):
        Timeline.formatted_read_group(domain, ["kind"], ["__count"])

    def check_access(self, Timeline, domain):
        Timeline.search(domain).check_access("read")

    def test_queries_do_not_grow(self):
        """G17: a page, groups, and the question of rights."""
        for act in (self.read_page, self.group, self.check_access):
            counts = [
                self.count_queries(act, customer)
                for customer in self.customers.values()
            ]
            with self.subTest(act.__name__):
                self.assertEqual(len(set(counts)), 1, counts)
                self.assertLess(counts[0], 15)

    def test_condition_on_the_customer_reaches_every_source(self):
        """DOS-5: PostgreSQL looks at one customer's records, not at all of them.

        Where the condition stays above the union, the plan begins with a filter of
        all rows; handed down, it begins with the union.
        """
        Timeline = self.env["customer.timeline"]
        for domain in (
            [("partner_id", "=", self.customer.id)],
            [("id", "in", [100 * number + 20 for number in range(1, 80)])],
        ):
            query = Timeline._search(domain).select()
            self.env.cr.execute(f"EXPLAIN (FORMAT JSON) {query.code}", query.params)
            plan = self.env.cr.fetchone()[0][0]["Plan"]
            with self.subTest(domain):
                self.assertEqual(plan["Node Type"], "Append")
                branches = [p for p in plan["Plans"] if "Relation Name" in str(p)]
                self.assertEqual(len(branches), len(Timeline._get_sources()))
