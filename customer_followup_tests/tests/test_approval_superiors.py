"""Levels that the requester's superiors sign, along the company's own hierarchy."""

from odoo.tests import tagged

from .approval_common import ApprovalCase


@tagged("post_install", "-at_install")
class TestApprovalSuperiors(ApprovalCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.route.active = False
        cls.create_route([{"signer_type": "superiors"}])
        cls.head, cls.boss = (
            cls.create_user(name, "base.group_user") for name in ("head", "boss")
        )
        cls.employees = {
            user: cls.env["hr.employee"].create(
                {"name": user.name, "user_id": user.id, "company_id": cls.company.id}
            )
            for user in (cls.salesperson, cls.head, cls.boss)
        }

    def set_manager(self, user, manager):
        self.employees[user].parent_id = manager and self.employees[manager]

    def get_signers(self):
        """Return who can sign a new request of the salesperson."""
        customer = self.create_customer("Any")
        return self.create_request(customer, submit=True)._get_open_step().signer_ids

    def test_superiors_are_those_above(self):
        """CRD-1: the manager and the manager's manager, either of them."""
        self.set_manager(self.salesperson, self.head)
        self.set_manager(self.head, self.boss)
        self.assertEqual(self.get_signers(), self.head | self.boss)

    def test_department_manager_stands_where_nobody_is_named(self):
        """CRD-1: without a manager of one's own it is the department's."""
        department = self.env["hr.department"].create(
            {
                "name": "Sales",
                "company_id": self.company.id,
                "manager_id": self.employees[self.head].id,
            }
        )
        own = self.employees[self.salesperson]
        own.write({"department_id": department.id, "parent_id": False})
        self.assertEqual(self.get_signers(), self.head)

    def test_circle_of_superiors_ends(self):
        """CRD-1: the hierarchy may be entered wrongly; the requester never signs."""
        self.set_manager(self.salesperson, self.head)
        self.set_manager(self.head, self.boss)
        self.env.cr.execute(
            "UPDATE hr_employee SET parent_id = %s WHERE id = %s",
            [self.employees[self.salesperson].id, self.employees[self.boss].id],
        )
        self.env.invalidate_all()
        self.assertEqual(self.get_signers(), self.head | self.boss)

    def test_requester_without_superiors_is_a_dead_end_that_is_told(self):
        """G3: somebody at the top, or without an employee, needs another route."""
        request = self.create_request(submit=True)
        self.assertTrue(request.approval_is_blocked)
        other = self.create_request(
            self.create_customer("Any"), user=self.specialist, submit=True
        )
        self.assertTrue(other.approval_is_blocked)

    def test_superior_without_access_leaves_the_level_to_the_next(self):
        """CRD-1: archived superiors are passed over."""
        self.set_manager(self.salesperson, self.head)
        self.set_manager(self.head, self.boss)
        self.head.active = False
        self.assertEqual(self.get_signers(), self.boss)

    def test_superiors_are_those_at_the_submission(self):
        """CRD-1: moving somebody while a document waits moves no signature."""
        self.set_manager(self.salesperson, self.head)
        request = self.create_request(submit=True)
        self.set_manager(self.salesperson, self.boss)
        request._get_steps()._refresh_signers()
        self.assert_cannot_sign(request, self.boss)
        self.sign(request, self.head)
        self.assertEqual(request.state, "approved")

    def test_superior_who_is_involved_leaves_it_to_the_next(self):
        """G2: the manager who wrote the request has a manager too."""
        self.set_manager(self.salesperson, self.head)
        self.set_manager(self.head, self.boss)
        request = self.create_request()
        request.with_user(self.head).sudo().reason = "In better words"
        self.as_user(request, self.salesperson).action_submit()
        self.assert_cannot_sign(request, self.head)
        self.sign(request, self.boss)
