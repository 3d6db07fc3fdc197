"""What the tests of the demo company share."""

from odoo.tests import TransactionCase

STAFF = {
    "demo_specialist": "group_specialist",
    "demo_specialist2": "group_specialist",
    "demo_supervisor": "group_supervisor",
    "demo_service_manager": "group_service_manager",
    "demo_customer_director": "group_customer_director",
    "demo_marketing_director": "group_marketing_director",
    "demo_finance_head": "group_finance_head",
    "demo_general_manager": "group_general_manager",
    "demo_quality_head": "group_quality_head",
    "demo_department_head": "group_department_head",
}
SALESPERSON = "demo_salesperson"


class DemoCase(TransactionCase):
    """Reads the demo company; nothing is prepared, as the data is what is tested."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env.ref("customer_followup.demo_company")
        cls.env = cls.env(context={"allowed_company_ids": cls.company.ids})
        cls.built_on = cls.company._get_customer_today(cls.company.create_date)
        cls.users = {
            login: cls.env.ref(f"customer_followup.{login}")
            for login in (*STAFF, SALESPERSON)
        }
        cls.customers = cls.env["res.partner"].search(
            [
                ("company_id", "=", cls.company.id),
                ("parent_id", "=", False),
                ("customer_rank", ">", 0),
            ]
        )
        cls.orders = cls.search("sale.order")

    @classmethod
    def search(cls, model, *domain):
        """Return the demo company's records of a model."""
        return cls.env[model].search([("company_id", "=", cls.company.id), *domain])

    def get_age(self, moment):
        """Return how many days before the build a stored ``moment`` was."""
        return (self.built_on - self.company._get_customer_today(moment)).days
