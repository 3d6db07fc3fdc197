"""A grading scheme from the draft to its next version, in a real browser."""

from odoo.tests import tagged

from .common import FollowupHttpCase


@tagged("post_install", "-at_install")
class TestToursGradingScheme(FollowupHttpCase):
    def play(self, tour, user, record=None):
        """Let a user play a tour, beginning at the form of ``record``."""
        path = f"/odoo/{record._name}/{record.id}" if record else "/odoo"
        self.start_tour(path, f"customer_grading_scheme_{tour}", login=user.login)
        self.env.invalidate_all()

    def find_schemes(self):
        """Return the schemes of the company, the newest first."""
        return self.env["customer.grading.scheme"].search(
            [("company_id", "=", self.company.id)], order="id desc"
        )

    def play_the_life(self):
        """Write, sign and replace a scheme, and assert what holds in the end."""
        self.play("write", self.supervisor)
        scheme = self.find_schemes()
        self.assertRecordValues(scheme, [{"state": "submitted", "version": 1}])
        revenue, _growth, orders = scheme.criterion_ids[:3]
        self.assertEqual(revenue.weight, 20)
        self.assertIn(35, orders.band_ids.mapped("score"))
        self.play("sign", self.manager)
        self.assertEqual(scheme.state, "approved")
        self.play("version", self.supervisor, scheme)
        version = self.find_schemes()[0]
        self.assertEqual(version.previous_id, scheme)
        self.play("sign", self.manager)
        self.assertRecordValues(
            version + scheme, [{"state": "approved"}, {"state": "retired"}]
        )

    def test_scheme_is_written_signed_and_replaced(self):
        """GRD-1: by the supervisor and the service manager, in English."""
        self.play_the_life()

    def test_scheme_is_written_signed_and_replaced_in_chinese(self):
        """GRD-1: the same in Chinese, where texts are shorter and names others."""
        self.env["res.lang"]._activate_lang("zh_CN")
        (self.supervisor + self.manager).lang = "zh_CN"
        self.play_the_life()
