from odoo import api, fields, models
from odoo.exceptions import UserError

UNHAPPY_RESULTS = ("problem", "complaint")
UNHAPPY_SATISFACTION = ("1", "2", "3")


class CustomerFollowup(models.Model):
    """The call to a complainant, whose record may end the complaint (CMP-9)."""

    _inherit = "customer.followup"

    callback_ticket_id = fields.Many2one(
        "helpdesk.ticket",
        "Callback For",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        help="The complaint that the customer is asked about.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_no_call_back(vals)
            # named, so that no default of a user or a context fills it
            vals.setdefault("callback_ticket_id", False)
        return super().create(vals_list)

    def write(self, vals):
        self._check_no_call_back(vals)
        return super().write(vals)

    def _check_no_call_back(self, vals: dict):
        """Refuse a record that would close a complaint nobody planned it for.

        :raise UserError: only complaints plan their callbacks
        """
        if vals.get("callback_ticket_id") and not self.env.su:
            raise UserError(
                self.env._(
                    "A callback is planned by its complaint, when it is carried out."
                )
            )

    def _open_case_if_needed(self):
        if not self.callback_ticket_id:
            return super()._open_case_if_needed()
        # no second case: what the customer says goes back into the first one.
        # sudo: whoever makes the call need not be allowed to write the complaint
        return self.sudo().callback_ticket_id._take_call_back(self.sudo())

    def _is_content_customer(self) -> bool | None:
        """Is the customer satisfied? ``None`` if the record does not tell."""
        if self.result in UNHAPPY_RESULTS or self.satisfaction in UNHAPPY_SATISFACTION:
            return False
        return True if self.result in ("well", "need") else None

    def _get_call_back_result(self) -> str:
        results = dict(self._fields["result"]._description_selection(self.env))
        return self.customer_opinion or results.get(self.result, "")

    def _transition(self, action: str, vals: dict | None = None):
        if action == "cancel":
            self._check_may_give_up()
        result = super()._transition(action, vals)
        if action == "postpone":
            self._count_tries()
        return result

    def _check_may_give_up(self):
        """Refuse that somebody else than a supervisor gives a callback up.

        :raise UserError: says what to do instead
        """
        is_supervisor = self.env.user.has_group("customer_followup.group_supervisor")
        if self.callback_ticket_id and not self.env.su and not is_supervisor:
            raise UserError(
                self.env._(
                    "A complaint ends with this call. Try again on another day, or "
                    "ask a supervisor to cancel it."
                )
            )

    def _count_tries(self):
        """Let a supervisor decide when the customer could not be reached so often."""
        # sudo: whoever makes the call need not be allowed to write the complaint
        for followup in self.sudo().filtered("callback_ticket_id"):
            tries = followup.postponed_count
            if tries >= followup.company_id.customer_callback_tries:
                ticket = followup.callback_ticket_id
                speaker = ticket.with_context(lang=ticket.company_id.partner_id.lang)
                ticket._ask_supervisor(
                    speaker.env._("Not reached %(tries)s times.", tries=tries)
                )

    def _get_summary_by_hand(self, lang: str) -> str:
        if not self.callback_ticket_id:
            return super()._get_summary_by_hand(lang)
        speaker = self.with_context(lang=lang)
        return speaker.env._(
            "Callback: complaint %(number)s",
            # sudo: the number of the complaint, that the caller asks about
            number=self.sudo().callback_ticket_id.number,
        )
