"""What the tests of enquiries share: a salesperson with a superior, and an enquirer."""

from odoo import Command


class EnquiryMixin:
    """A salesperson and a specialist whose managers are employees, and leads."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.salesperson = cls.create_user("seller", "sales_team.group_sale_salesman")
        cls.head = cls.create_user(
            "head_of_sales", "sales_team.group_sale_salesman_all_leads"
        )
        cls.source = cls.env["utm.source"].create({"name": "Fair in Shanghai"})
        manager = cls.create_employee(cls.head)
        cls.create_employee(cls.salesperson, manager)
        cls.create_employee(cls.specialist, cls.create_employee(cls.supervisor))

    @classmethod
    def create_employee(cls, user, manager=None):
        """Return the employee of a user, below ``manager``."""
        return cls.env["hr.employee"].create(
            {
                "name": user.name,
                "user_id": user.id,
                "company_id": cls.company.id,
                "parent_id": manager.id if manager else False,
            }
        )

    @classmethod
    def create_lead(cls, user=None, **vals):
        """Return an enquiry that ``user`` has registered, all facts filled in."""
        leads = cls.env["crm.lead"].with_user(user or cls.salesperson)
        return leads.create(
            {
                "name": "Chlorine for a pool",
                "partner_name": "Clear Pool",
                "contact_name": "Ms Luo",
                "phone": "+86 120 0000 0901",
                "email_from": "luo@clearpool.example.com",
                "description": "<p>Price of 50 kg</p>",
                "source_id": cls.source.id,
                "customer_enquiry_reason": "Their supplier has closed",
                "company_id": cls.company.id,
                **vals,
            }
        ).with_env(cls.env)

    @classmethod
    def grant(cls, user, group):
        """Give a user one more group."""
        user.group_ids = [Command.link(cls.env.ref(group).id)]
