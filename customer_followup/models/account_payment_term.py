from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..tools.forged_uninstall import without_forged_uninstall

# what decides when an invoice has to be paid
DUE_FIELDS = {
    "days_next_month",
    "delay_type",
    "nb_days",
    "payment_id",
    "value",
    "value_amount",
}


class AccountPaymentTerm(models.Model):
    """A payment term that customers have stays what was approved.

    Its days would otherwise change the terms of all of them at once.
    """

    _inherit = "account.payment.term"

    def unlink(self):
        # Odoo keeps a term that customers have, unless its addon is uninstalled
        return super(AccountPaymentTerm, without_forged_uninstall(self)).unlink()

    def _check_not_approved(self):
        """Refuse to change the days of terms that customers have.

        :raise UserError: names the term, and how many customers have it
        """
        if self.env["res.partner"]._may_set_credit_terms():
            return
        for term in self:
            if count := term._count_customers():
                raise UserError(
                    self.env._(
                        "%(count)s customers have the payment term %(term)s, and "
                        "their terms change only by an approved credit request. Copy "
                        "the term, change the copy, and request it for the customers "
                        "that should have it.",
                        count=count,
                        term=term.name,
                    )
                )

    def _count_customers(self) -> int:
        """Return how many customers have the term, in any company."""
        self.env["res.partner"].flush_model(["property_payment_term_id"])
        rows = self.env.execute_query(
            SQL(
                """
                SELECT count(*) FROM res_partner
                 WHERE commercial_partner_id = id
                   AND jsonb_path_exists(
                       property_payment_term_id, '$.* ? (@ == $id)', %s::jsonb)
                """,
                f'{{"id": {self.id}}}',
            )
        )
        return rows[0][0]


class AccountPaymentTermLine(models.Model):
    """The days of a payment term; see the payment term."""

    _inherit = "account.payment.term.line"

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines.payment_id._check_not_approved()
        return lines

    def write(self, vals):
        if DUE_FIELDS & vals.keys():
            self.payment_id._check_not_approved()
        result = super().write(vals)
        if "payment_id" in vals:
            self.payment_id._check_not_approved()
        return result

    def unlink(self):
        return super(AccountPaymentTermLine, without_forged_uninstall(self)).unlink()

    @api.ondelete(at_uninstall=False)
    def _unlink_except_approved(self):
        self.payment_id._check_not_approved()
