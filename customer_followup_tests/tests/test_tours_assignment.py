"""Sharing customers out in a real browser (ASG-1, DOS-6)."""

from odoo.tests import tagged

from .assignment_common import AssignmentMixin
from .common import FollowupHttpCase


@tagged("post_install", "-at_install")
class TestToursAssignment(AssignmentMixin, FollowupHttpCase):
    def test_supervisor_previews_changes_a_line_and_assigns(self):
        """ASG-1, DOS-6: preview with the reasons, one line by hand, assigned."""
        names = ("Red Mill", "Green Mill", "Grey Mill")
        customers = self.env["res.partner"].browse()
        for name in names:
            customers |= self.create_new_customers(1, name=name)
        self.start_tour("/odoo", "customer_assignment", login=self.supervisor.login)
        self.assertEqual(customers[0].customer_specialist_id, self.supervisor)
        others = self.customer | customers[1:]
        self.assertLessEqual(
            others.customer_specialist_id, self.specialist | self.colleague
        )
        self.assertTrue(all(c.customer_specialist_id for c in others))
