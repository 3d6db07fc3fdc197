"""What the tests of the settlement check share: customers of whom little is known."""

from .credit_order_common import CreditMixin

FACTS = {"phone": "+86 120 0000 0901", "street": "Canal Road 8", "city": "Suzhou"}


class SettlementMixin(CreditMixin):
    """A company that asks for phone and address, and does not watch the credit.

    Nothing is known of the customer Blue Mill; all is known of Red Mill.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.customer_credit_check = "off"
        cls.company.customer_dossier_check = "off"
        cls.company.customer_settlement_check = True
        cls.known = cls.create_customer("Red Mill", **FACTS)

    @classmethod
    def create_order_of(cls, *customers, **vals):
        """Return quotations of the salesperson, one for each customer."""
        vals = {"user_id": cls.salesperson.id, **vals}
        orders = cls.env["sale.order"]
        for customer in customers or cls.customer:
            orders |= cls.create_quote(100, customer, **vals)
        return orders

    def confirm(self, orders, user=None):
        """Press Confirm; return what the button returns."""
        return orders.with_user(user or self.salesperson).action_confirm()

    def answer(self, action, user=None, **facts):
        """Fill in the dialog and press Save and Confirm."""
        self.assertEqual(action["res_model"], "sale.order.settlement")
        dialog = self.env["sale.order.settlement"].browse(action["res_id"])
        dialog = dialog.with_user(user or self.salesperson)
        dialog.write(facts or FACTS)
        return dialog.action_confirm()
