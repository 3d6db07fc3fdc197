from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError


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
        [("open", "Open"), ("resolved", "Resolved")],
        "Status",
        default="open",
        required=True,
        readonly=True,
    )

    _one_open = models.UniqueIndex(
        "(partner_id, company_id) WHERE state = 'open'"
    )  # a difference is reported once, not every night

    @api.model
    def _get_stamp_fields(self) -> set[str]:
        return {name for name, field in self._fields.items() if field.store}

    @api.model_create_multi
    def create(self, vals_list):
        if not self._is_transition():
            self._check_no_stamp({"state"})
        return super().create(vals_list)

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
            partner, company = difference.partner_id, difference.company_id
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
        """Close the differences that are none any more.

        :param found: what the reconciliation has found, by customer
        """
        open_ones = self.search(
            [("company_id", "=", company.id), ("state", "=", "open")]
        )
        resolved = open_ones.filtered(
            lambda d: found.get(d.partner_id.id) != d._get_terms()
        )
        if resolved:
            resolved._resolve()
        return resolved

    def _get_terms(self) -> tuple:
        return (
            self.approved_limit,
            self.found_limit,
            self.approved_term_id.id or None,
            self.found_term_id.id or None,
        )

    @api.model
    def _open_new(self, company, found: dict[int, tuple]):
        """Keep the differences that nobody knows of yet."""
        known = self.search(
            [("company_id", "=", company.id), ("state", "=", "open")]
        ).partner_id
        return self._in_transition().create(
            [
                {
                    "partner_id": partner_id,
                    "company_id": company.id,
                    "approved_limit": terms[0],
                    "found_limit": terms[1],
                    "approved_term_id": terms[2],
                    "found_term_id": terms[3],
                    "found_at": fields.Datetime.now(),
                }
                for partner_id, terms in found.items()
                if partner_id not in known.ids
            ]
        )
