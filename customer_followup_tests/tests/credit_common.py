"""What the tests of approvals and credit terms share: three offices, and a request."""

from odoo import Command

from .common import FollowupCase, FollowupHttpCase

OFFICES = {
    "marketing": "group_marketing_director",
    "finance": "group_finance_head",
    "general": "group_general_manager",
}


class CreditMixin:
    """A company with a salesperson and the three offices that sign credit terms."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # the company's own route, whatever the database has besides
        cls.env["customer.approval.route"].search([]).active = False
        cls.salesperson, cls.marketing, cls.finance, cls.general = cls.create_users(
            {"salesperson": "sales_team.group_sale_salesman", **OFFICES}
        )
        cls.signers = cls.marketing + cls.finance + cls.general
        cls.route = cls.create_route(
            {"group_id": cls.env.ref(f"customer_followup.{group}").id}
            for group in OFFICES.values()
        )
        cls.term = cls.env.ref("account.account_payment_term_30days")
        cls.customer.user_id = cls.salesperson

    @classmethod
    def create_route(cls, levels, **vals):
        """Return a route for credit requests of the company.

        :param levels: values of its levels, in their order
        """
        return cls.env["customer.approval.route"].create(
            {
                "name": "Credit terms",
                "model_id": cls.env["ir.model"]._get_id("customer.credit.request"),
                "company_id": cls.company.id,
                "level_ids": [
                    Command.create(
                        {"name": f"Level {number}", "sequence": number, **level}
                    )
                    for number, level in enumerate(levels, start=1)
                ],
                **vals,
            }
        )

    @classmethod
    def create_request(cls, customer=None, user=None, submit=False, **vals):
        """Return a request for a limit of 50,000, by the salesperson.

        :param submit: whether it waits for signatures already
        """
        requests = cls.env["customer.credit.request"].with_user(user or cls.salesperson)
        request = requests.with_context(allowed_company_ids=cls.company.ids).create(
            {
                "partner_id": (customer or cls.customer).id,
                "requested_limit": 50000.0,
                "reason": "Twice the orders since spring",
                **vals,
            }
        )
        if submit:
            request.action_submit()
        return request.with_env(cls.env)

    def as_user(self, record, user):
        """Return ``record`` for ``user`` in the company."""
        return record.with_user(user).with_context(allowed_company_ids=self.company.ids)

    def sign(self, document, *users):
        """Let users sign a document, one after the other."""
        for user in users or self.signers:
            self.as_user(document, user).action_approve()

    def set_terms(self, customer=None, limit=10000.0, term=None, company=None):
        """Give a customer terms as an installation finds them."""
        (customer or self.customer)._set_customer_credit_terms(
            company or self.company,
            {"credit_limit": limit, "payment_term_id": term and term.id},
            "opening",
        )

    def get_terms(self, customer=None, company=None):
        """Return limit and term as the database holds them."""
        self.env.flush_all()
        company = company or self.company
        self.env.cr.execute(
            "SELECT (credit_limit->>%(company)s)::float,"
            "       (property_payment_term_id->>%(company)s)::int"
            "  FROM res_partner WHERE id = %(customer)s",
            {"company": str(company.id), "customer": (customer or self.customer).id},
        )
        limit, term_id = self.env.cr.fetchone()
        return limit or 0.0, term_id

    def get_log(self, document):
        """Return what the log says about a document: pairs of action and user."""
        entries = document.sudo().approval_entry_ids
        return [(entry.action, entry.user_id) for entry in entries]


class CreditCase(CreditMixin, FollowupCase):
    """A test of credit terms at ten o'clock on Monday, 2 March 2026, in Shanghai."""


class CreditHttpCase(CreditMixin, FollowupHttpCase):
    """A test of credit terms that talks to the server as browsers and scripts do."""
