from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import UserError

from .customer_complaint_round import OPEN_STATES
from .helpdesk_ticket_step import COLLEAGUES

JUSTIFIED = ("valid", "partly")


class HelpdeskTicket(models.Model):
    """A justified complaint is handled again until the customer is satisfied (CMP-9).

    In companies that have switched it on. A round opens with the decision that the
    complaint is justified, and after every round that did not satisfy the customer.
    """

    _inherit = "helpdesk.ticket"

    customer_round_ids = fields.One2many(
        "customer.complaint.round",
        "ticket_id",
        "Handled in Rounds",
        readonly=True,
        groups=COLLEAGUES,
    )
    customer_round_count = fields.Integer(
        "Rounds", readonly=True, copy=False, groups=COLLEAGUES, aggregator="avg"
    )
    customer_has_rounds = fields.Boolean(
        compute="_compute_customer_has_rounds", groups=COLLEAGUES
    )
    customer_can_begin = fields.Boolean(
        compute="_compute_customer_has_rounds", groups=COLLEAGUES
    )

    @api.depends(
        "customer_case_type",
        "customer_validity",
        "customer_round_ids.state",
        "company_id.customer_complaint_rounds",
    )
    def _compute_customer_has_rounds(self):
        for ticket in self:
            ticket.customer_has_rounds = ticket._has_rounds()
            # sudo: whether a round is open is no secret to who reads the case
            ticket.customer_can_begin = ticket.sudo()._can_begin()

    def _has_rounds(self) -> bool:
        """Is it a complaint that is closed by its rounds alone?"""
        # sudo: a setting of the company
        return bool(
            self.customer_case_type == "complaint"
            and self.sudo().company_id.customer_complaint_rounds
        )

    def _get_open_round(self):
        return self.customer_round_ids.filtered(lambda r: r.state in OPEN_STATES)[-1:]

    def _on_ruled(self):
        result = super()._on_ruled()
        if not self._has_rounds():
            return result
        if self.customer_validity in JUSTIFIED:
            self._begin_again()
        else:
            self._give_up_rounds(self.customer_validity_reason or "")
        self._move_work()
        return result

    def _check_ruled_before(self, validity: str):
        result = super()._check_ruled_before(validity)
        # sudo: whether a solution is on its way
        open_round = self.sudo()._get_open_round()
        if validity == "pending" and open_round.state not in (False, "draft"):
            raise UserError(
                self.env._(
                    "%(round)s is on its way already. Let it be refused or cancelled "
                    "first.",
                    round=open_round.display_name,
                )
            )
        return result

    def action_begin_round(self):
        """Open a round of a justified complaint that has none (CMP-9).

        Of complaints that were decided before the company handled them in rounds.

        :raise UserError: there is nothing to handle, or a round is open
        """
        self._check_one()
        self.check_access("write")
        self._lock()
        ticket = self.sudo()  # sudo: rounds are nobody's to make
        if not ticket._can_begin():
            raise UserError(
                self.env._(
                    "A round begins when the complaint is justified, open, and no "
                    "other round is on its way."
                )
            )
        ticket._begin_again()

    def _can_begin(self) -> bool:
        is_open = not self.closed and self.customer_validity in JUSTIFIED
        return bool(is_open and self._has_rounds() and not self._get_open_round())

    def _begin_again(self):
        """Open a round, unless one is open or there is nothing to handle.

        One that was withdrawn or refused is begun again, with its number.
        """
        if self._can_begin():
            number = self.customer_round_count
            ended = self.customer_round_ids.filtered(
                lambda r: r.number == number and r.closed_at
            )
            self._open_round(number + 1 if ended else number or 1)

    def _customer_answer_satisfaction(self, satisfied: bool, comment: str):
        """Take what the customer answers outside of a call, in the portal (CMP-9).

        :param satisfied: whether the customer is
        :param comment: what was written
        :raise UserError: nothing was carried out that could be confirmed, or it is no
            answer
        """
        self._check_one()
        if not isinstance(satisfied, bool) or not self._is_text(comment):
            raise UserError(self.env._("Are you satisfied? Say yes or no, and why."))
        self._lock()
        # sudo: customers have no right on rounds; who may answer is checked before
        open_round = self.sudo()._get_open_round()
        if open_round.state != "done":
            raise UserError(
                self.env._(
                    "There is nothing to confirm yet. We will tell you when it is done."
                )
            )
        open_round._close(satisfied, comment)

    def _open_round(self, number: int):
        """Open a round; in nobody's name, as whoever makes it could not sign it."""
        rounds = self.env["customer.complaint.round"].with_user(SUPERUSER_ID)
        opened = rounds.create(
            {"ticket_id": self.id, "customer_wish": self.customer_wish}
        )
        opened._in_transition().number = number
        self.invalidate_recordset(["customer_round_ids"])
        if self.customer_round_count != number:
            self._in_transition().customer_round_count = number
        return opened.with_env(self.env)

    def _give_up_rounds(self, comment: str):
        """End the rounds of complaints that nothing is done about any more."""
        rounds = self.customer_round_ids.filtered(lambda r: r.state in OPEN_STATES)
        rounds._give_up(comment)
        self.invalidate_recordset(["customer_round_ids"])

    def _handle_again(self, last_round, comment: str):
        """Open the next round with new deadlines, and tell the next superior."""
        self._open_round(last_round.number + 1)
        self._deadline_event("handled_again")
        self._move_work()
        for user in self._get_next_superior(last_round.number):
            speaker = self.with_context(lang=user.lang)
            speaker.message_notify(
                partner_ids=user.partner_id.ids,
                subject=speaker.env._(
                    "Complaint %(number)s: the customer is not satisfied",
                    number=self.number,
                ),
                body=speaker.env._(
                    "Round %(number)s did not satisfy %(customer)s: %(words)s",
                    number=last_round.number,
                    customer=self._get_caller(),
                    words=comment,
                ),
            )

    def _get_next_superior(self, number: int):
        """Return who is told of the failure of a round: each time one level higher."""
        person = self.customer_responsible_id.user_id
        line = self._get_line_of_work().filtered("active") - person
        return line[number - 1 : number] or line[-1:]

    def _has_worker(self) -> bool:
        # of a complaint the department has to name somebody
        is_named = self._has_rounds() and self.customer_department_id
        return super()._has_worker() or bool(is_named)

    @api.model
    def _get_stamp_fields(self) -> set[str]:
        return super()._get_stamp_fields() | {"customer_round_count"}
