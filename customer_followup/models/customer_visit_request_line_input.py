from odoo import api, models
from odoo.exceptions import UserError

from ..tools.forged_uninstall import without_forged_uninstall
from .customer_followup_input import LARGEST_ID
from .customer_visit_request_line import GIFT_KINDS, KINDS, LARGEST_AMOUNT

SIGNED = (
    "kind",
    "product_id",
    "description",
    "quantity",
    "amount",
    "recipient_id",
)
SPENT = frozenset({"amount_spent"})


def is_id(value) -> bool:
    """Can the value be the id of a record?"""
    return type(value) is int and 0 < value <= LARGEST_ID


class CustomerVisitRequestLine(models.Model):
    """When a line may be written, and with what: a draft, or what was spent."""

    _inherit = "customer.visit.request.line"

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_given(vals)
            if vals.get("amount_spent"):
                raise UserError(self._get_too_early())
        # said here, as a default of a user or a context might fill it
        lines = super().create([{**vals, "amount_spent": False} for vals in vals_list])
        for name in ("followup_id", "company_id"):
            self.env.add_to_compute(self._fields[name], lines)
        lines._check_changeable()
        return lines

    def write(self, vals):
        self._check_given(vals)
        if SPENT & vals.keys():
            self._check_may_spend()
        is_signed = vals.keys() - SPENT
        if is_signed:
            self._check_changeable()
        overspent = self._get_overspent(vals)
        result = super().write(vals)
        for request, lines in overspent.grouped("request_id").items():
            request._tell_overspent(lines.sudo().recipient_id)  # sudo: see there
        if is_signed:  # it may have been moved to another request
            self._check_changeable()
        return result

    def unlink(self):
        return super(CustomerVisitRequestLine, without_forged_uninstall(self)).unlink()

    @api.ondelete(at_uninstall=False)
    def _unlink_only_of_drafts(self):
        self._check_changeable()

    @api.model
    def _check_given(self, vals: dict):
        """Refuse what follows from other fields, and what no field can hold.

        :raise UserError: names the field
        """
        for name in vals.keys() - {"request_id", *SIGNED, *SPENT}:
            raise UserError(
                self.env._(
                    "%(field)s follows from the request and cannot be written.",
                    field=name,
                )
            )
        for name, value in vals.items():
            if value and not self._is_storable(name, value):
                raise UserError(
                    self.env._(
                        "%(field)s cannot hold this value. A number is written like "
                        "200.",
                        field=self._fields[name]._description_string(self.env),
                    )
                )

    @api.model
    def _is_storable(self, name: str, value) -> bool:
        field = self._fields[name]
        if field.type == "many2one":
            return is_id(value)
        if field.type in ("float", "monetary"):
            is_number = isinstance(value, int | float) and value is not True
            # false for NaN as well; what is larger cannot be rounded to cents
            return is_number and abs(value) < 1000 * LARGEST_AMOUNT
        if field.type == "selection":
            return isinstance(value, str) and value in dict(KINDS)
        return self.env["customer.visit.request"]._is_text(value)

    def _check_changeable(self):
        """Refuse to change what has been submitted, and remember who changes it.

        :raise UserError: the request is not a draft
        """
        requests = self.request_id
        requests._check_is_draft()
        requests._note_editor()

    def _check_may_spend(self):
        """Refuse to write down what was spent before it was approved, or too late.

        :raise UserError: says when it is done
        """
        for line in self:
            if line.request_id.state != "approved":
                raise UserError(self._get_too_early())
            # sudo: whether a superior has accepted the record
            if line.request_id.sudo().followup_id.state == "reviewed":
                raise UserError(
                    self.env._(
                        "The record of this visit is accepted, and so is what was "
                        "spent. Ask your supervisor to reopen it."
                    )
                )

    def _get_overspent(self, vals: dict):
        """Return the gifts of which more was spent than was known so far."""
        spent = vals.get("amount_spent") or 0
        return self.filtered(
            lambda line: (
                line.kind in GIFT_KINDS and spent > max(line.amount, line.amount_spent)
            )
        )

    @api.model
    def _get_too_early(self) -> str:
        return self.env._(
            "What was spent is written down when the request is approved."
        )

    def _get_signed_values(self) -> dict:
        """Return what a signature under the request covers, as the log keeps it."""
        (values,) = self.read(sorted(SIGNED), load=False)
        return {name: str(value) for name, value in values.items()}
