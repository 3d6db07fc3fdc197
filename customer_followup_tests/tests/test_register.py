"""The graded register 客户分级目录: who stands where (GRD-3)."""

from ast import literal_eval

from lxml import etree

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .register_common import RegisterCase

JANUARY = "2026-01-15 02:00:00"
REGISTERED = [("customer_is_registered", "=", True)]


@tagged("post_install", "-at_install")
class TestRegister(RegisterCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.up, cls.down, cls.kept, cls.new, cls.ungraded = cls.create_customers(
            "Up Mill", "Down Mill", "Kept Mill", "New Mill", "Ungraded Mill"
        )
        for customer, code in ((cls.up, "B"), (cls.down, "A"), (cls.kept, "A")):
            cls.grade(customer, code, JANUARY)
        for customer, code in ((cls.up, "A"), (cls.down, "C"), (cls.new, "C")):
            cls.grade(customer, code)
        cls.grade(cls.kept, "A", "2025-12-10 02:00:00")
        cls.partners = cls.env["res.partner"].with_user(cls.supervisor)

    def find(self, *domain, partners=None):
        """Return the names of who is found in the register."""
        partners = self.partners if partners is None else partners
        found = partners.search([*REGISTERED, *domain], order="name")
        return found.mapped("name")

    def read_groups(self, domain=(), **context):
        """Return the groups of the register, as the list and the board ask for them."""
        partners = self.partners.with_context(read_group_expand=True, **context)
        groups = partners.formatted_read_group(
            [*REGISTERED, *domain], ["customer_grade_id"], ["__count"]
        )
        return [
            (group["customer_grade_id"] and group["customer_grade_id"][1], group)
            for group in groups
        ]

    def count_groups(self, *domain):
        return [
            (name, group["__count"]) for name, group in self.read_groups(domain=domain)
        ]

    # Groups ---------------------------------------------------------------------------

    def test_groups_highest_first_and_not_graded_last(self):
        """GRD-3: the grades in their order, those without customers too."""
        self.assertEqual(
            self.count_groups(), [("A", 2), ("B", 0), ("C", 2), (False, 1)]
        )

    def test_group_without_grade_has_a_name(self):
        """GRD-3: who is not graded stands under words, not under None."""
        field = self.partners.fields_get(["customer_grade_id"])["customer_grade_id"]
        self.assertEqual(field["falsy_value_label"], "Not Yet Graded")

    def test_group_leads_to_its_customers(self):
        """GRD-3: what is under a group is what it counts."""
        groups = dict(self.read_groups())
        self.assertEqual(
            self.find(*groups["A"]["__extra_domain"]), ["Kept Mill", "Up Mill"]
        )
        self.assertEqual(self.find(*groups[False]["__extra_domain"]), ["Ungraded Mill"])

    def test_grades_of_next_version_take_the_place_of_old_ones(self):
        """GRD-3: after a new version, its grades are the columns, in its order."""
        self.replace_scheme({"A": 50, "NEW": 30, "C": 0}, "2026-03-02 03:00:00")
        self.assertEqual(
            self.count_groups(), [("A", 2), ("NEW", 0), ("C", 2), (False, 1)]
        )

    def test_board_does_not_let_grades_be_dragged(self):
        """GRD-3: the board shows grades, and changes none."""
        view = self.env.ref("customer_followup.res_partner_view_kanban_register")
        board = etree.fromstring(
            self.partners.get_view(view.id, "kanban")["arch"]
        ).attrib
        self.assertEqual(board["default_group_by"], "customer_grade_id")
        for attribute in ("records_draggable", "groups_draggable", "group_edit"):
            self.assertEqual(board[attribute], "0")
        with self.refused("follows from its assessment"):
            self.ungraded.write({"customer_grade_id": self.scheme.grade_ids[0].id})

    def test_counted_by_grade_and_by_other_things(self):
        """GRD-3: grade by specialist, as pivot and graph ask for it."""
        groups = self.partners.formatted_read_group(
            REGISTERED,
            ["customer_grade_id", "customer_specialist_id"],
            ["__count", "customer_grade_score:avg"],
        )
        self.assertEqual([group["__count"] for group in groups], [2, 2, 1])

    # Who is in it ---------------------------------------------------------------------

    def test_only_customers_of_the_company(self):
        """GRD-3: contacts, suppliers and customers of other companies are not in it."""
        elsewhere = self.create_company("West River Chemicals")
        self.create_customer("Elsewhere", company_id=elsewhere.id)
        self.env["res.partner"].create({"name": "Supplier"})
        self.create_contact(self.up)
        self.assertEqual(len(self.find()), 5)
        self.assertTrue(self.up.customer_is_registered)
        outside = self.env["res.partner"].search(
            [("customer_is_registered", "=", False)]
        )
        self.assertNotIn(self.up, outside)

    def test_shared_customer_has_a_grade_in_each_company(self):
        """GRD-3: two companies see a shared customer each under its own grade."""
        elsewhere = self.create_elsewhere()
        self.grade(self.up, "C", company=elsewhere)
        there = self.partners.with_context(allowed_company_ids=elsewhere.ids)
        self.assertEqual(
            self.find(("customer_grade_id.code", "=", "A")), ["Kept Mill", "Up Mill"]
        )
        self.assertEqual(
            self.find(("customer_grade_id.code", "=", "C"), partners=there), ["Up Mill"]
        )
        self.assertEqual(self.up.with_env(there.env).customer_grade_change, "first")
        self.assertEqual(self.up.customer_grade_change, "up")

    # Filters --------------------------------------------------------------------------

    def test_found_by_what_became_of_the_grade(self):
        """GRD-3: improved, declined, unchanged, first: what was decided in the end."""
        found = {
            change: self.find(("customer_grade_change", "=", change))
            for change in ("up", "down", "same", "first", False)
        }
        self.assertEqual(
            found,
            {
                "up": ["Up Mill"],
                "down": ["Down Mill"],
                "same": [],
                "first": ["Kept Mill", "New Mill"],
                False: ["Ungraded Mill"],
            },
        )
        for change, names in found.items():
            for name in names:
                partner = self.partners.search([("name", "=", name)])
                self.assertEqual(partner.customer_grade_change, change)

    def test_found_by_several_changes(self):
        """GRD-3: filters of changes are combined, and turned around."""
        self.assertEqual(
            self.find(("customer_grade_change", "in", ["up", False])),
            ["Ungraded Mill", "Up Mill"],
        )
        self.assertEqual(
            self.find(("customer_grade_change", "not in", ["up", "first"])),
            ["Down Mill", "Ungraded Mill"],
        )

    def test_found_by_how_long_ago(self):
        """GRD-3: graded longer ago than some months; who is not graded is not old."""
        self.assertEqual(
            self.find(("customer_grade_date", "<", "today -1m")), ["Kept Mill"]
        )

    def test_every_filter_of_the_screen_can_be_pressed(self):
        """GRD-3: each filter and grouping of the search is understood."""
        view = self.env.ref("customer_followup.res_partner_view_search_register")
        arch = etree.fromstring(self.partners.get_view(view.id, "search")["arch"])
        names = {node.get("name") for node in arch.iter("filter")}
        self.assertTrue({"mine", "by_grade", "not_graded", "improved"} <= names)
        found = {
            "not_graded": ["Ungraded Mill"],
            "improved": ["Up Mill"],
            "declined": ["Down Mill"],
            "older_than_3_months": [],
        }
        for name, expected in found.items():
            (node,) = arch.xpath(f"//filter[@name='{name}']")
            with self.subTest(name):
                # what the client evaluates is a literal in these
                domain = literal_eval(node.get("domain"))
                self.assertEqual(self.find(*domain), expected)

    # Rights ---------------------------------------------------------------------------

    def test_grades_are_for_colleagues(self):
        """G5: a portal user of a customer reads neither grade nor change."""
        portal = self.create_user("portal", "base.group_portal")
        for name in (
            "customer_grade_id",
            "customer_grade_change",
            "customer_is_registered",
            "customer_contact_interval_days",
        ):
            with self.subTest(name), self.assertRaises(AccessError):
                portal.partner_id.with_user(portal).read([name])

    def test_queries_do_not_grow_with_customers(self):
        """G17: a page of the register costs the same for one customer and for many."""
        fields = ["display_name", "customer_grade_id"]
        fields += ["customer_grade_change", "customer_contact_interval_days"]
        one, five = (
            self.count_queries(
                lambda limit=limit: self.partners.search_read(
                    REGISTERED, fields, limit=limit, order="id"
                )
            )
            for limit in (1, 5)
        )
        self.assertEqual(one, five)
