"""What the tests about money share: accounts, invoices, payments, limits."""

from datetime import date

from freezegun import freeze_time

from odoo import Command
from odoo.tests import TransactionCase

from .common import MONDAY, TEN_O_CLOCK, FollowupMixin


class CreditMixin(FollowupMixin):
    """A company that keeps books and watches the credit of its customers.

    One unit of the service costs 100, there are no taxes, and the customer Blue Mill
    has a limit of 1,000.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.open_books(cls.company)
        cls.company.customer_credit_check = "hold"
        cls.company.customer_credit_rounding = 100
        cls.service.write(
            {"list_price": 100, "invoice_policy": "order", "taxes_id": False}
        )
        cls.goods.write(
            {"list_price": 100, "invoice_policy": "delivery", "taxes_id": False}
        )
        cls.salesperson = cls.create_user(
            "credit_salesperson", "sales_team.group_sale_salesman_all_leads"
        )
        cls.set_limit(cls.customer, 1000)

    @classmethod
    def open_books(cls, company):
        """Give a company what it needs to post invoices and payments."""
        env = cls.env(context={"allowed_company_ids": company.ids})

        def create_account(code, name, kind):
            vals = {"code": code, "name": name, "account_type": kind}
            return env["account.account"].create(
                {**vals, "reconcile": kind == "asset_receivable"}
            )

        receivable = create_account("112200", "Receivable", "asset_receivable")
        income = create_account("600100", "Sales", "income")
        bank = create_account("100200", "Bank", "asset_cash")
        env["ir.default"].set(
            "res.partner",
            "property_account_receivable_id",
            receivable.id,
            company_id=company.id,
        )
        for name, kind, account in (("Sales", "sale", income), ("Bank", "bank", bank)):
            env["account.journal"].create(
                {
                    "name": name,
                    "type": kind,
                    "code": f"{name[:3].upper()}{company.id}",
                    "company_id": company.id,
                    "default_account_id": account.id,
                }
            )

    @classmethod
    def set_limit(cls, customer, limit, company=None):
        """Give a customer a credit limit, as installed with it."""
        customer._set_customer_credit_terms(
            company or cls.company,
            {"credit_limit": limit, "payment_term_id": None},
            action="opening",
        )

    @classmethod
    def create_quote(cls, amount, customer=None, company=None, **vals):
        """Return a quotation of the service for ``amount``."""
        company = company or cls.company
        line = {"product_id": cls.service.id, "price_unit": amount}
        return (
            cls.env["sale.order"]
            .with_company(company)
            .create(
                {
                    "partner_id": (customer or cls.customer).id,
                    "company_id": company.id,
                    "order_line": [Command.create(line)],
                    **vals,
                }
            )
        )

    @classmethod
    def create_sale(cls, amount, customer=None, **vals):
        """Return an order that was confirmed; nobody checked the credit."""
        order = cls.create_quote(amount, customer, **vals)
        company = order.company_id
        check, company.customer_credit_check = company.customer_credit_check, "off"
        order.action_confirm()
        company.customer_credit_check = check
        return order

    @classmethod
    def create_invoice(cls, amount, due=MONDAY, customer=None, kind="out_invoice"):
        """Return a posted invoice of ``amount``, dated and due on ``due``."""
        line = {"name": "Soda ash", "quantity": 1, "price_unit": amount}
        invoice = cls.env["account.move"].create(
            {
                "move_type": kind,
                "partner_id": (customer or cls.customer).id,
                "invoice_date": due,
                "invoice_date_due": due,
                "invoice_line_ids": [Command.create({**line, "tax_ids": False})],
            }
        )
        invoice.action_post()
        return invoice

    @classmethod
    def invoice(cls, order, day=MONDAY, is_posted=True):
        """Return the invoice of what can be invoiced of ``order``."""
        invoice = order._create_invoices()
        invoice.invoice_date = day
        if is_posted:
            invoice.action_post()
        return invoice

    @classmethod
    def pay(cls, amount, day=MONDAY, invoice=None, customer=None):
        """Book money that came in, for ``invoice`` or not assigned to any."""
        customer = customer or (invoice and invoice.partner_id) or cls.customer
        journal = cls.env["account.journal"].search(
            [("type", "=", "bank"), ("company_id", "=", cls.company.id)]
        )
        receivable = customer.property_account_receivable_id
        entry = cls.env["account.move"].create(
            {
                "journal_id": journal.id,
                "date": day,
                "line_ids": [
                    Command.create(
                        {"account_id": journal.default_account_id.id, "debit": amount}
                    ),
                    Command.create(
                        {
                            "account_id": receivable.id,
                            "partner_id": customer.id,
                            "credit": amount,
                        }
                    ),
                ],
            }
        )
        entry.action_post()
        if invoice:
            lines = (entry | invoice).line_ids
            lines.filtered(lambda line: line.account_id == receivable).reconcile()
        return entry

    def get_figures(self, customer=None, company=None):
        """Return the figures of one customer."""
        customer = customer or self.customer
        figures = customer._get_customer_credit_figures(company or self.company)
        return figures[customer.commercial_partner_id.id]

    def assert_held(self, order):
        self.assertEqual(order.customer_credit_state, "held")
        self.assertIn(order.state, ("draft", "sent"))

    def assert_confirmed(self, order):
        self.assertEqual(order.state, "sale")
        self.assertNotEqual(order.customer_credit_state, "held")


@freeze_time(TEN_O_CLOCK)
class CreditCase(CreditMixin, TransactionCase):
    """A test at ten o'clock on Monday, 2 March 2026, in Shanghai."""


FEBRUARY = date(2026, 2, 1)
