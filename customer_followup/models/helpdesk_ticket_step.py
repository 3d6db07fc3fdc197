from odoo import api, fields, models
from odoo.exceptions import UserError

# In their order; a later step shows that the ones before it have been taken.
STEPS = ("decided", "agreed", "handed_over", "contacted")
COLLEAGUES = "base.group_user"


class HelpdeskTicket(models.Model):
    """The way of a case from the phone to the department that solves it (ISS-1…3).

    Decided: the supervisor has solved it, or named the department in charge. Agreed:
    the department takes it. Handed over: its team has the case. Contacted: the
    department has spoken to the customer for the first time. Each step is an event
    that the promises about cases start and stop with.
    """

    _inherit = "helpdesk.ticket"

    # for colleagues only, as customers read their cases, too
    customer_decided_at = fields.Datetime(
        "Decided On", readonly=True, copy=False, groups=COLLEAGUES
    )
    customer_agreed_at = fields.Datetime(
        "Agreed with the Department On", readonly=True, copy=False, groups=COLLEAGUES
    )
    customer_handed_over_at = fields.Datetime(
        "Handed Over On", readonly=True, copy=False, groups=COLLEAGUES
    )
    customer_contacted_at = fields.Datetime(
        "Customer First Contacted On", readonly=True, copy=False, groups=COLLEAGUES
    )

    @api.model_create_multi
    def create(self, vals_list):
        tickets = super().create(self._prepare_birth(vals_list, {}))
        tickets._deadline_event("registered")
        # sudo: whoever is told of a problem registers it, whosever case it becomes
        of_department = tickets.sudo().filtered("customer_department_id")
        of_department._note_department()
        of_department.filtered(
            lambda t: t.team_id.customer_department_id == t.customer_department_id
        )._take_step("handed_over")
        # entered afterwards, when nothing was left to promise
        tickets.sudo().filtered("closed")._deadline_event("cancelled")
        return tickets

    def write(self, vals):
        before = {t: (t.customer_department_id, t.closed) for t in self}
        result = super().write(vals)
        if vals.get("customer_department_id"):
            self.filtered(
                lambda t: t.customer_department_id != before[t][0]
            )._note_department()
        if vals.get("stage_id"):
            closed = self.filtered(lambda t: t.closed and not before[t][1])
            closed._deadline_event("closed")
        return result

    def action_customer_decide(self):
        """Note that the case is decided here, without another department (ISS-1).

        :raise UserError: it is decided already, or closed
        """
        self._check_step("decided")
        self._take_step("decided")

    def action_customer_agree(self):
        """Note that the department in charge takes the case (ISS-2).

        :raise UserError: no department is named, or it has agreed already
        """
        self._check_step("agreed")
        self._take_step("agreed")

    def action_customer_hand_over(self):
        """Give the case to the team of the department in charge (ISS-3).

        :raise UserError: no department is named, or it has the case already
        """
        self._check_step("handed_over")
        # before the team changes, as this promise is kept by who has the case until now
        self._take_step("handed_over")
        for ticket in self:
            if team := ticket._get_department_team():
                ticket.team_id = team

    def action_customer_contact(self):
        """Note that the department has contacted the customer (ISS-3).

        :raise UserError: no department is named, or the contact is noted already
        """
        self._check_step("contacted")
        self._take_step("contacted")

    def _check_step(self, step: str):
        """Refuse a step that was taken, or that nobody is named for.

        :raise UserError: says what to do instead
        """
        self.check_access("write")
        self._lock()
        label = self._fields[f"customer_{step}_at"]._description_string(self.env)
        for ticket in self:
            if ticket.closed:
                raise UserError(
                    self.env._(
                        "Case %(number)s is closed. Move it to an open stage first.",
                        number=ticket.number,
                    )
                )
            if ticket[f"customer_{step}_at"]:
                raise UserError(
                    self.env._(
                        "Case %(number)s: %(step)s is noted already.",
                        number=ticket.number,
                        step=label,
                    )
                )
            if step != "decided" and not ticket.customer_department_id:
                raise UserError(
                    self.env._(
                        "Case %(number)s: which department is in charge? Choose it "
                        "first.",
                        number=ticket.number,
                    )
                )

    def _note_department(self):
        """A department was named: that decides the case, and begins its way there."""
        again = self.filtered("customer_agreed_at")
        if again:  # it went to another department before
            stamps = ("agreed", "handed_over", "contacted")
            again._in_transition().write({f"customer_{n}_at": False for n in stamps})
        self._deadline_event("department_named")
        self._take_step("decided")

    def _take_step(self, step: str):
        """Stamp a step, and the ones before it if nobody noted them."""
        now = fields.Datetime.now()
        for name in STEPS[: STEPS.index(step) + 1]:
            field = f"customer_{name}_at"
            missing = self.filtered(lambda t, field=field: not t[field])
            if missing:
                missing._in_transition().write({field: now})
                missing._deadline_event(name)

    def _get_department_team(self):
        return self.env["helpdesk.ticket.team"].search(
            [
                ("customer_department_id", "=", self.customer_department_id.id),
                ("company_id", "in", [False, self.company_id.id]),
            ],
            limit=1,
        )

    @api.model
    def _get_stamp_fields(self) -> set[str]:
        return {f"customer_{step}_at" for step in STEPS}

    def _get_stamp_refusal(self) -> str:
        return self.env._(
            "When a case was decided, agreed, handed over and the customer contacted "
            "is noted by the buttons of the case."
        )
