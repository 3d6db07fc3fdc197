from odoo import api, models

from .helpdesk_ticket_step import STEPS


class HelpdeskTicket(models.Model):
    """What happens to a case besides its steps, as the promises about cases see it."""

    _inherit = "helpdesk.ticket"

    @api.model_create_multi
    def create(self, vals_list):
        birth = self._get_birth()
        tickets = super().create(self._prepare_birth(vals_list, birth))
        # sudo: whoever is told of a problem registers it, whosever case it becomes
        tickets = tickets.sudo()
        tickets._begin_deadlines("registered", birth["customer_registered_at"])
        of_department = tickets.filtered("customer_department_id")
        of_department._note_department()
        of_department.filtered(
            lambda t: t.team_id.customer_department_id == t.customer_department_id
        )._take_step("handed_over")
        # entered afterwards, when nothing was left to promise
        tickets.filtered("closed")._deadline_event("cancelled")
        return tickets.with_env(self.env)

    @api.model
    def _get_birth(self) -> dict:
        """Return the stamps of a new case."""
        return {"customer_registered_at": self._get_deadline_now()}

    def write(self, vals):
        # sudo: who gives a case away may not see it any more when it is written
        tickets = self.sudo()
        before = {ticket: ticket._get_turning_points() for ticket in tickets}
        if department_id := vals.get("customer_department_id"):
            # before the case is somebody else's, as this is who has decided it
            tickets.filtered(
                lambda t: t.customer_department_id.id != department_id
            )._take_step("decided")
        result = super().write(vals)
        changed = {
            name: tickets.filtered(
                lambda t, name=name: t._get_turning_points()[name] != before[t][name]
            )
            for name in ("type", "department", "closed", "archived")
        }
        changed["type"]._note_type()
        changed["department"].filtered("customer_department_id")._note_department()
        changed["closed"].filtered("closed")._note_closed()
        changed["archived"]._deadline_event("cancelled")
        return result

    def _get_turning_points(self) -> dict:
        """Return what of a case is an event when it changes."""
        return {
            "type": self.customer_case_type,
            "department": self.customer_department_id,
            "closed": self.closed,
            "archived": not self.active,
        }

    def _note_type(self):
        """Another type has other promises: they count from when it all happened."""
        self._drop_unfit_deadlines()
        for ticket in self:
            for event, moment in ticket._get_deadline_history():
                ticket._deadline_event(event, moment)

    def _get_deadline_history(self) -> list[tuple]:
        """Return the events of the case so far, with their moments."""
        # those of before this version have no other moment
        registered_at = self.customer_registered_at or self.create_date
        history = [("registered", registered_at.replace(microsecond=0))]
        if self.customer_department_id and self.customer_decided_at:
            history.append(("department_named", self.customer_decided_at))
        stamps = [(step, self[f"customer_{step}_at"]) for step in STEPS]
        return history + [(step, moment) for step, moment in stamps if moment]

    def _note_closed(self):
        """What was done about a case is decided with it; what was not is dropped."""
        withdrawn = self.filtered(lambda t: t.stage_id in self._get_withdrawn())
        withdrawn._deadline_event("cancelled")
        done = self - withdrawn
        done._take_step("decided")
        done._deadline_event("closed")

    @api.model
    def _get_withdrawn(self):
        """Return the stages of cases that nothing was done about."""
        stages = [
            self.env.ref(f"helpdesk_mgmt.helpdesk_ticket_stage_{name}", False)
            for name in ("cancelled", "rejected")
        ]
        return self.env["helpdesk.ticket.stage"].concat(*filter(None, stages))

    def _note_department(self):
        """A department was named: that decides the case, and begins its way there."""
        again = self.filtered("customer_agreed_at")
        if again:  # it went to another department before
            stamps = ("agreed", "handed_over", "contacted")
            again._in_transition().write({f"customer_{n}_at": False for n in stamps})
        self._deadline_event("department_named")
        self._take_step("decided")
