from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_amount

from ..policy.penalty import CasePenalty
from .customer_complaint_penalty import COUNTED

GENERAL_MANAGER = "customer_followup.group_general_manager"


class CustomerComplaintPenalty(models.Model):
    """What all penalties for a complaint come to at least and at most (CMP-10).

    Outside of the company's range a penalty is the general manager's alone.
    """

    _inherit = "customer.complaint.penalty"

    range_warning = fields.Char(compute="_compute_range_warning")

    @api.depends("amount", "ticket_id", "state")
    def _compute_range_warning(self):
        for penalty in self:
            is_asked = penalty.ticket_id and penalty.amount
            is_open = penalty.state in ("draft", "submitted")
            is_over = is_asked and is_open and not penalty._get_claim().is_within
            penalty.range_warning = is_over and penalty._describe_range()

    def _check_range(self, users):
        """Refuse what is outside of the range, unless the general manager wants it.

        :param users: who proposes and who signs
        :raise UserError: names the range
        """
        if self._get_claim().is_within:
            return
        if not any(user.has_group(GENERAL_MANAGER) for user in users):
            raise UserError(self._describe_range())

    def _get_claim(self, amount: float | None = None) -> CasePenalty:
        """Return what the complaint costs, with this penalty or another amount."""
        # sudo: settings of the company; a new penalty has the one of its complaint
        company = self.sudo().company_id or self.sudo().ticket_id.company_id
        return CasePenalty(
            amount=self.amount if amount is None else amount,
            others=self._get_others_total(),
            minimum=company.customer_penalty_minimum,
            maximum=company.customer_penalty_maximum,
            smallest_unit=company.currency_id.rounding or 0.01,
        )

    def _get_others_total(self) -> float:
        # sudo: penalties of colleagues count, though nobody reads them
        ((total,),) = self.sudo()._read_group(
            [
                ("ticket_id", "=", self.ticket_id.id),
                ("state", "in", COUNTED),
                ("id", "not in", self._origin.ids),
            ],
            aggregates=["amount:sum"],
        )
        return total or 0.0

    def _describe_range(self) -> str:
        claim_ = self._get_claim()
        # sudo: settings of the company; a new penalty has the one of its complaint
        company = self.sudo().company_id or self.sudo().ticket_id.company_id
        words = {
            "minimum": format_amount(self.env, claim_.minimum, company.currency_id),
            "maximum": format_amount(self.env, claim_.maximum, company.currency_id),
        }
        if claim_.others:
            return self.env._(
                "All penalties for a complaint come to %(minimum)s to %(maximum)s; "
                "with %(others)s for others it would be %(total)s. Only the general "
                "manager goes beyond that.",
                others=format_amount(self.env, claim_.others, company.currency_id),
                total=format_amount(self.env, claim_.total, company.currency_id),
                **words,
            )
        return self.env._(
            "A complaint costs %(minimum)s to %(maximum)s. Only the general manager "
            "goes beyond that.",
            **words,
        )
