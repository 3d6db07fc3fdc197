from odoo import api, models

from .customer_demo_clock import PlayedAt

OPENING_AGE_DAYS = 180  # when the company began to keep a log
ABSENCE_AGES_DAYS = (5, 3)  # of the finance head, who names a stand-in before


class CustomerDemoCompany(models.AbstractModel):
    """The credit of the demo company's customers: what they have, who asks for more.

    ``customer_demo_credit.csv`` has the limit and the payment term, in days, that each
    customer began with. ``customer_demo_credit_request.csv`` has one request per
    customer; ``lasts`` is for how many days, empty for good. Who did what about it is
    in ``customer_demo_credit_step.csv``, one step per row in the order of time:
    ``days`` before the installation, at ``hour`` o'clock.
    """

    _inherit = "customer.demo.company"

    @api.model
    def _open_credit(self):
        """Give the customers the terms they had when the log began."""
        self = self._in_company()._play_at(OPENING_AGE_DAYS, 9)
        company = self._get_company()
        of_customers = [
            ("company_id", "=", company.id),
            ("res_model", "=", "res.partner"),
        ]
        if self.env["customer.approval.entry"].search_count(of_customers, limit=1):
            return
        for row in self._read_table("customer_demo_credit"):
            terms = {
                "credit_limit": float(row["limit"] or 0),
                "payment_term_id": self._get_term(row["term"]).id,
            }
            customer = self._get_customer(row["customer"])
            customer._set_customer_credit_terms(company, terms, "opening")

    @api.model
    def _watch_credit(self):
        """Play the steps about orders and requests, and what the nightly jobs did."""
        self = self._in_company()
        company = self._get_company()
        Request = self.env["customer.credit.request"]
        if Request.search_count([("company_id", "=", company.id)], limit=1):
            return
        self._name_stand_in()
        requests = self._read_table("customer_demo_credit_request")
        row_by_customer = {row["customer"]: row for row in requests}
        for step in self._read_table("customer_demo_credit_step"):
            self._play_step(step, row_by_customer.get(step["customer"]))
        self.env["customer.credit.reconciliation"]._reconcile(company)

    @api.model
    def _play_at(self, days_ago: int, hour: int):
        """Return this model working at that moment, as far as log and days go."""
        played_at = PlayedAt(self._get_moment(days_ago, hour))
        return self.with_context(customer_demo_played_at=played_at)

    @api.model
    def _get_term(self, days: int):
        return self.env.ref(f"account.account_payment_term_{days}days")

    @api.model
    def _name_stand_in(self):
        """Let the customer director sign for the finance head while she was absent."""
        first, last = ABSENCE_AGES_DAYS
        head = self.env.ref("customer_followup.demo_finance_head")
        director = self.env.ref("customer_followup.demo_customer_director")
        self = self._play_at(first + 1, 17)
        delegation = self._as_user(self.env["customer.approval.delegation"], head)
        delegation = delegation.create(
            {
                "delegate_id": director.id,
                "date_from": self._get_day(first),
                "date_to": self._get_day(last),
                "reason": "外出参加税务培训",
            }
        )
        self._date_back(delegation, self._get_moment(first + 1, 17))
