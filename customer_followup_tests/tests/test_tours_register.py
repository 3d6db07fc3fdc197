"""Register, movements and what if in a real browser, in both languages."""

from odoo.tests import tagged

from .register_common import ORDERS, RegisterHttpCase

LANGUAGES = ("en_US", "zh_CN")


@tagged("post_install", "-at_install")
class TestToursRegister(RegisterHttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.up, cls.ungraded = cls.create_customers("Up Mill", "Ungraded Mill")
        cls.grade(cls.up, "B", "2026-01-10 02:00:00")
        cls.grade(cls.up, "A", "2026-02-10 02:00:00")
        cls.create_scheme(ORDERS, {"T": 50, "Z": 0}, is_approved=False, name="Other")

    def play(self, tour):
        for lang in LANGUAGES:
            self.env["res.lang"]._activate_lang(lang)
            self.supervisor.lang = lang
            with self.subTest(tour, lang=lang):
                self.start_tour("/odoo", tour, login=self.supervisor.login)

    def test_register_is_read_by_grade(self):
        """GRD-3: list by grade → board → dialog to print."""
        self.play("customer_register")

    def test_movement_leads_to_who_moved(self):
        """GRD-3: two days, the table, and the customers of a cell."""
        self.play("customer_grade_movement")

    def test_scheme_is_tried(self):
        """GRD-3: a draft on today's facts, the table, and the customers of a cell."""
        self.play("customer_grading_what_if")
