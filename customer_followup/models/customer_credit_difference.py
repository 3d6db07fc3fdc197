from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from ..tools.bulk_insert import bulk_insert

TERMS = ("approved_limit", "found_limit", "approved_term_id", "found_term_id")


class CustomerCreditDifference(models.Model):
    """A limit or term that is not the one that was approved.

    The nightly reconciliation finds it: somebody wrote in the database itself. It ends
    when the terms agree with the log again, by *Restore* or by an approved request.
    """

    _name = "customer.credit.difference"
    _description = "Credit Difference"
    _inherit = ["customer.transition.mixin"]
    _customer_is_evidence = True
    _order = "found_at desc, id desc"
    _rec_name = "partner_id"
    _customer_transitions = {
        "resolve": (("open",), "resolved", None),
    }

    partner_id = fields.Many2one(
        "res.partner",
        "Customer",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, ondelete="cascade"
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    approved_limit = fields.Monetary(readonly=True)
    found_limit = fields.Monetary(readonly=True)
    approved_term_id = fields.Many2one("account.payment.term", readonly=True)
    found_term_id = fields.Many2one("account.payment.term", readonly=True)
    found_at = fields.Datetime("Found On", readonly=True)
    resolved_at = fields.Datetime("Resolved On", readonly=True)
    state = fields.Selection(
        [("open", "Unresolved"), ("resolved", "Resolved")],
        "Status",
        default="open",
        required=True,
        readonly=True,
    )

    _one_open = models.UniqueIndex(
        "(partner_id, company_id) WHERE state = 'open'"
    )  # a difference is reported once, not every night

    def action_restore(self):
        """Write the approved limit and term back on the customer.

        :raise AccessError: the user is no finance head, director or manager of it
        :raise UserError: the difference is resolved already
        """
        self._check_may_restore()
        for difference in self:
            difference.check_access("read")
            if difference.state != "open":
                raise UserError(
                    self.env._(
                        "The terms of %(customer)s are the approved ones already.",
                        customer=difference.partner_id.name,
                    )
                )
            # sudo: nobody has the right to write terms; these are the approved ones
            difference = difference.sudo()
            company = difference.company_id
            partner = difference.partner_id.commercial_partner_id
            terms = partner._get_logged_credit_terms(company)
            partner._set_customer_credit_terms(company, terms, "restored")
            difference._resolve()

    def _check_may_restore(self):
        groups = ("group_finance_head", "group_general_manager")
        if not any(
            self.env.user.has_group(f"customer_followup.{name}") for name in groups
        ):
            raise AccessError(
                self.env._(
                    "The finance head or the general manager restores credit terms. "
                    "Ask one of them."
                )
            )

    def _resolve(self):
        self._transition("resolve", {"resolved_at": fields.Datetime.now()})

    @api.model
    def _close_resolved(self, company, found: dict[int, tuple]):
        """Close the differences that are none any more, or are others by now.

        :param found: what the reconciliation has found, by customer
        """
        resolved = self.browse(
            id_
            for partner_id, (id_, terms) in self._read_open(company).items()
            if found.get(partner_id) != terms
        )
        if resolved:
            resolved._resolve()
        return resolved

    @api.model
    def _open_new(self, company, found: dict[int, tuple]) -> int:
        """Keep the differences that nobody knows of yet.

        :return: their number
        """
        known = self._read_open(company)
        rows = [
            {"partner_id": partner_id, **dict(zip(TERMS, terms, strict=True))}
            for partner_id, terms in found.items()
            if partner_id not in known
        ]
        constants = {"company_id": company.id, "found_at": fields.Datetime.now()}
        # in SQL: a wrong default makes everybody a difference in one night
        bulk_insert(self, rows, constants)
        return len(rows)

    @api.model
    def _read_open(self, company) -> dict[int, tuple[int, tuple]]:
        """Return id and terms of a company's open differences, by customer.

        The limits as they are stored: rounded to cents, one that was written in the
        database with more digits would be new every night.
        """
        self.flush_model(("company_id", "partner_id", "state", *TERMS))
        rows = self.env.execute_query(
            SQL(
                """
                SELECT partner_id, id, approved_limit::float, found_limit::float,
                       approved_term_id, found_term_id
                  FROM customer_credit_difference
                 WHERE company_id = %s AND state = 'open'
                """,
                company.id,
            )
        )
        return {partner_id: (id_, tuple(terms)) for partner_id, id_, *terms in rows}
