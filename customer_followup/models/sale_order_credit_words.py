from odoo import models
from odoo.tools import format_amount

from ..policy.credit import CreditCheck, DebtOverdue, LimitExceeded, round_headroom


class SaleOrder(models.Model):
    """Why an order does not get the credit it needs, in words for everybody.

    Rounded, as salespeople and the readers of the chatter do not see the accounts.
    """

    _inherit = "sale.order"

    def _get_credit_reason(self, check: CreditCheck) -> str:
        """Return what stands against an order, with rounded figures; '' if nothing.

        Rounded, as salespeople and the chatter's readers do not see the accounts.
        """
        return " ".join(
            self._describe_exceeded_limit(reason, check)
            if isinstance(reason, LimitExceeded)
            else self._describe_overdue_debt(reason)
            for reason in check.reasons
        )

    def _describe_exceeded_limit(self, reason, check: CreditCheck) -> str:
        company = self.company_id
        left = round_headroom(reason.headroom, company.customer_credit_rounding)
        if reason.headroom <= 0:
            return self.env._(
                "The credit limit of %(customer)s is used up.",
                customer=self._get_credit_customer().display_name,
            )
        return self.env._(
            "%(amount)s is more than the credit limit of %(customer)s leaves: about "
            "%(left)s.",
            amount=self._format_credit(check.order_amount),
            customer=self._get_credit_customer().display_name,
            left=self._format_credit(left),
        )

    def _describe_overdue_debt(self, reason) -> str:
        step = self.company_id.customer_credit_rounding
        return self.env._(
            "%(customer)s is late with up to %(amount)s, for %(days)s days by now.",
            customer=self._get_credit_customer().display_name,
            amount=self._format_credit(-round_headroom(-reason.amount, step)),
            days=reason.days,
        )

    def _get_credit_way_out(self, check: CreditCheck) -> str:
        """Return what lets an order through that a check has stopped."""
        if any(isinstance(reason, DebtOverdue) for reason in check.reasons):
            return self.env._(
                "Wait until the customer has paid what is overdue. Then confirm again."
            )
        return self.env._(
            "Ask for a higher limit with Request Change, or wait for the customer's "
            "payment. Then confirm again."
        )

    def _get_credit_customer(self):
        """Return who owes the money for the order."""
        return self.partner_invoice_id.commercial_partner_id

    def _format_credit(self, amount: float) -> str:
        return format_amount(
            self.env,
            amount,
            self.company_id.currency_id,
            trailing_zeroes=not float(amount).is_integer(),
        )
