"""What the tests of assigning customers share."""

from odoo import Command

from .common import FollowupCase


class AssignmentMixin:
    """Customers nobody looks after, and the dialog that shares them out."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer.customer_specialist_id = False
        cls.customer.company_id = cls.company
        cls.salesperson = cls.create_user(
            "salesperson", "sales_team.group_sale_salesman"
        )
        # those of the demo company, and of Odoo's, are everybody's
        shared = cls.env["res.partner"].search([("company_id", "=", False)])
        shared.filtered("customer_rank").customer_rank = 0

    @classmethod
    def create_new_customers(cls, count, **vals):
        """Return customers of the company nobody looks after."""
        return cls.env["res.partner"].create(
            [
                {
                    "name": f"Mill {number:05d}",
                    "customer_rank": 1,
                    "company_id": cls.company.id,
                    **vals,
                }
                for number in range(count)
            ]
        )

    def open_dialog(self, user=None, customers=None, **vals):
        """Return the dialog, as it opens from the menu or from marked customers."""
        dialogs = self.env["customer.assignment"].with_user(user or self.supervisor)
        if customers:
            dialogs = dialogs.with_context(
                active_model="res.partner", active_ids=customers.ids
            )
        return dialogs.create(vals)

    def preview(self, **options):
        """Return the dialog with its preview."""
        dialog = self.open_dialog(**options)
        dialog.action_preview()
        return dialog

    @classmethod
    def get_talks(cls, customers):
        """Return the activities that ask for a talk with the salesperson."""
        talk = cls.env.ref("customer_followup.mail_activity_type_talk")
        return cls.env["mail.activity"].search(
            [
                ("res_model", "=", "res.partner"),
                ("res_id", "in", customers.ids),
                ("activity_type_id", "=", talk.id),
            ]
        )

    @classmethod
    def create_leave(cls, user, date_from, date_to):
        """Let somebody be on leave, as an employee of the company."""
        employee = cls.env["hr.employee"].create(
            {"name": user.name, "user_id": user.id, "company_id": cls.company.id}
        )
        return cls.env["resource.calendar.leaves"].create(
            {
                "name": "Holiday",
                "resource_id": employee.resource_id.id,
                "calendar_id": employee.resource_calendar_id.id,
                "date_from": date_from,
                "date_to": date_to,
            }
        )

    def leave_service(self, user):
        """Let somebody work here no longer as a specialist."""
        group = self.env.ref("customer_followup.group_specialist")
        user.group_ids = [Command.unlink(group.id)]


class AssignmentCase(AssignmentMixin, FollowupCase):
    """A test of assigning customers, on the Monday of all tests."""
