from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import format_amount

from ..policy.gift_ceiling import GiftClaim
from .customer_visit_request_line import GIFT_KINDS


class CustomerVisitRequest(models.Model):
    """The ceiling of gifts for each recipient and calendar year (VIS-7, GRD-4).

    It is looked at when a request is submitted: the company's setting refuses what is
    above it, or hands it to the route for such requests. And once more at each
    signature, when nobody else can use the same person's ceiling.
    """

    _inherit = "customer.visit.request"

    @api.depends(
        "line_ids.kind",
        "line_ids.amount",
        "line_ids.recipient_id",
        "state",
        "company_id",
    )
    @api.depends_context("lang")
    def _compute_gift_figures(self):
        for request in self:
            is_open = request.state in ("draft", "submitted") and request.company_id
            claims = request._get_gift_claims() if is_open else {}
            request.gift_figures = request._describe_claims(claims)

    def _freeze_gift_check(self):
        """Note whether a recipient would get too much, or refuse it.

        :raise UserError: the company lets nobody sign what is above the ceiling
        """
        over = self._find_excessive_claims()
        if over and self._is_ceiling_firm():
            raise UserError(self._get_ceiling_refusal(over))
        self._in_transition().is_over_gift_ceiling = bool(over)
        if over:
            self._message_log(body=self._describe_claims(over))

    def _check_gift_ceiling(self):
        """Refuse to sign more for a recipient than was known at the submission.

        Of two requests that are signed at the same moment, the second one finds what
        the first one has taken.

        :raise UserError: says how much there is for whom, and the way out
        """
        self._get_recipients()._claim_gifts()
        over = self._find_excessive_claims()
        if not over:
            return
        if self._is_ceiling_firm():
            raise UserError(self._get_ceiling_refusal(over))
        if not self.is_over_gift_ceiling:
            raise UserError(
                self.env._(
                    "Since %(name)s was submitted, other gifts were approved or the "
                    "ceiling has changed. %(figures)s Ask it back, so that it is "
                    "submitted again to who signs such requests.",
                    name=self.name,
                    figures=self._describe_claims(over),
                )
            )

    def _tell_overspent(self, people):
        """Say beside the record what these people have got above the ceiling.

        What was given cannot be refused any more; whoever reviews the record reads it.
        """
        for request in self:
            over = request._find_excessive_claims()
            told = {person: claim for person, claim in over.items() if person in people}
            if told:
                words = self._describe_claims(told)
                request._message_log(body=words)
                # sudo: the record that it was spent for
                request.sudo().followup_id._message_log(body=words)

    def _is_ceiling_firm(self) -> bool:
        # sudo: who signs need not be allowed to read the settings of a company
        return self.sudo().company_id.customer_gift_ceiling_action == "refuse"

    def _get_ceiling_refusal(self, over: dict) -> str:
        return self.env._(
            "%(figures)s Ask for less, or wait for the next year: nobody can sign what "
            "is above the ceiling.",
            figures=self._describe_claims(over),
        )

    def _get_gift_lines(self):
        # sudo: the recipient may have gone where the user cannot follow
        return self.sudo().line_ids.filtered(lambda line: line.kind in GIFT_KINDS)

    def _get_recipients(self):
        return self._get_gift_lines().recipient_id

    def _find_excessive_claims(self) -> dict:
        return {
            person: claim
            for person, claim in self._get_gift_claims().items()
            if claim.is_over
        }

    def _get_gift_claims(self) -> dict:
        """Return by recipient what the request asks for, and what the year permits."""
        # a draft on the screen may name nobody yet
        lines = self._get_gift_lines().filtered("recipient_id")
        people = lines.recipient_id
        company = self.sudo().company_id  # sudo: its ceiling is no secret
        ceilings = people._get_gift_ceilings(company)
        used = people._get_gifts_used(company, without=self)
        asked = {
            # where more was spent than approved, that counts
            person.id: sum(max(line.amount, line.amount_spent) for line in of_person)
            for person, of_person in lines.grouped("recipient_id").items()
        }
        return {
            person: GiftClaim(
                ceiling=ceilings[person.id],
                used=used.get(person.id, 0.0),
                asked=asked[person.id],
                smallest_unit=company.currency_id.rounding,
            )
            for person in people
        }

    def _describe_claims(self, claims: dict) -> str:
        """Return the figures of recipients in words."""
        return " ".join(
            self._describe_claim(person, claim) for person, claim in claims.items()
        )

    def _describe_claim(self, person, claim: GiftClaim) -> str:
        figures = {
            "person": person.name,
            "ceiling": self._format(claim.ceiling),
            "used": self._format(claim.used),
            "asked": self._format(claim.asked),
        }
        if claim.is_over:
            return self.env._(
                "%(person)s may get %(ceiling)s in a year and has got %(used)s; with "
                "%(asked)s more it would be %(excess)s above the ceiling.",
                excess=self._format(claim.excess),
                **figures,
            )
        return self.env._(
            "%(person)s may get %(ceiling)s in a year, has got %(used)s and is to get "
            "%(asked)s.",
            **figures,
        )

    def _format(self, amount: float) -> str:
        currency = self.sudo().company_id.currency_id
        return format_amount(self.env, amount, currency)
