from odoo import api, models
from odoo.exceptions import UserError

from .helpdesk_ticket_round import JUSTIFIED

DONE = "helpdesk_mgmt.helpdesk_ticket_stage_done"
CANCELLED = "helpdesk_mgmt.helpdesk_ticket_stage_cancelled"
AROUND = frozenset({"active", "company_id", "customer_case_type"})
"""Fields by which a complaint could disappear from those that are handled."""


class HelpdeskTicket(models.Model):
    """The only ways in which a complaint closes (CMP-9).

    By a round that satisfied the customer; if it was not justified, after the answer
    and the callback; or cancelled with a reason and a superior's signature. Neither
    by its stage, nor by its type, its company, the archive or the portal.
    """

    _inherit = "helpdesk.ticket"

    @api.model_create_multi
    def create(self, vals_list):
        tickets = super().create(vals_list)
        # sudo: as in write
        tickets.sudo().filtered(lambda t: t.closed and t._has_rounds())._refuse_end()
        return tickets

    def write(self, vals):
        # sudo: who gives a case away may not see it any more when it is written
        tickets = self.sudo()
        was_open = {ticket: not ticket.closed for ticket in tickets}
        kept = tickets.browse()
        if not self._is_transition():
            kept = tickets.filtered(lambda t: t._has_rounds())
            if kept and AROUND & vals.keys():
                # first, as the refusals below tell the number and the decision
                self.check_access("write")
            kept._check_stays_complaint(vals, is_system=self.env.su)
        result = super().write(vals)
        kept.filtered(lambda t: was_open[t] and t.closed)._refuse_end()
        back = kept.filtered(lambda t: not was_open[t] and not t.closed)
        for ticket in back.filtered(lambda t: t._can_begin()):
            ticket._begin_again()
            ticket._deadline_event("handled_again")
        return result

    def _check_stays_complaint(self, vals: dict, is_system: bool):
        """Refuse the ways around: type, company and archive.

        :param is_system: whether the server itself archives, and no person
        :raise UserError: says what to do instead
        """
        for ticket in self:
            is_moved = "company_id" in vals and vals["company_id"] != (
                ticket.company_id.id
            )
            is_archived = not vals.get("active", True) and not ticket.closed
            is_hidden = is_archived and not is_system
            if is_moved or is_hidden:
                ticket._refuse_end()
            new_type = vals.get("customer_case_type", "complaint")
            if new_type != "complaint" and ticket.customer_validity != "pending":
                raise UserError(
                    self.env._(
                        "Complaint %(number)s has been decided, and stays a complaint. "
                        "Reopen the decision first.",
                        number=ticket.number,
                    )
                )
            if new_type != "complaint":
                ticket._check_may_retype()

    def _check_may_retype(self):
        """Refuse that a complaint becomes something less, but by a supervisor.

        :raise UserError: names whom to ask
        """
        group = "customer_followup.group_supervisor"
        if not self.env.user.has_group(group):
            raise UserError(
                self.env._(
                    "A complaint stays one. Ask a supervisor to change the type of "
                    "case %(number)s.",
                    number=self.number,
                )
            )

    def _refuse_end(self):
        """Refuse to close complaints in any other way than by satisfying the customer.

        :raise UserError: says how a complaint is closed
        """
        for ticket in self:
            if ticket.customer_validity in JUSTIFIED:
                way_out = self.env._(
                    "carry the round out, call the customer and note the answer."
                )
            elif ticket.customer_validity == "invalid":
                way_out = self.env._(
                    "answer the customer, call back, and use Close the Case."
                )
            else:
                way_out = self.env._("first decide whether it is justified.")
            raise UserError(
                self.env._(
                    "Complaint %(number)s closes when the customer is satisfied: "
                    "%(way_out)s Or cancel it with a reason that a superior signs.",
                    number=ticket.number,
                    way_out=way_out,
                )
            )

    def action_close_unjustified(self, comment: str):
        """Close a complaint that was not justified, after answer and callback (CMP-2).

        :param comment: what the customer said in the end
        :raise UserError: the customer was not answered or not called yet
        """
        self.check_access("write")
        self._check_comment(comment)
        if not (comment or "").strip():
            raise UserError(self.env._("What did the customer say? Write it down."))
        for ticket in self:
            ticket._check_ruler()
            if ticket.customer_validity != "invalid":
                ticket._refuse_end()
            if not ticket.customer_answered_at:
                raise UserError(
                    self.env._(
                        "The customer was not answered yet. Use Write the Answer first."
                    )
                )
        self._lock()
        now = self._get_deadline_now()
        for ticket in self.sudo():  # sudo: stamps and stages of complaints
            ticket._note_called_back(now)
            ticket._message_log(body=comment.strip())
            ticket._close_for_good()

    def _on_ruled(self):
        result = super()._on_ruled()
        if self.customer_validity == "pending" and self.closed:
            stages = self.team_id._get_applicable_stages()
            first = stages.filtered(lambda stage: not stage.closed)[:1]
            self._in_transition().write({"stage_id": first.id})
        return result

    def _close_for_good(self):
        """Close complaints as done."""
        self._drop_call_back()
        self._end(DONE)

    def _withdraw(self, comment: str):
        """Close complaints as cancelled."""
        self._drop_call_back()
        self._end(CANCELLED)
        self._give_up_rounds(comment)

    def _end(self, xmlid: str):
        for ticket in self.filtered(lambda t: not t.closed):
            stage = self.env.ref(xmlid, raise_if_not_found=False)
            if not stage or not stage.closed:
                stages = ticket.team_id._get_applicable_stages()
                stage = stages.filtered("closed")[:1]
            ticket._in_transition().write({"stage_id": stage.id})
