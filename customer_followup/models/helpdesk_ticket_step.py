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
    customer_registered_at = fields.Datetime(
        "Registered On", readonly=True, copy=False, groups=COLLEAGUES
    )
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

    customer_can_handle = fields.Boolean(
        compute="_compute_customer_can_handle", groups=COLLEAGUES
    )

    @api.depends("team_id", "user_id", "partner_id", "customer_department_id")
    @api.depends_context("uid")
    def _compute_customer_can_handle(self):
        # whoever is responsible, or signs, reads a case and takes none of its steps
        for ticket in self:
            ticket.customer_can_handle = ticket.has_access("write")

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

    def _take_step(self, step: str):
        """Stamp a step, and the ones before it if nobody noted them."""
        now = self._get_deadline_now()
        for name in STEPS[: STEPS.index(step) + 1]:
            field = f"customer_{name}_at"
            missing = self.filtered(lambda t, field=field: not t[field])
            if missing:
                missing._in_transition().write({field: now})
                missing._deadline_event(name, now)

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
        return {f"customer_{step}_at" for step in ("registered", *STEPS)}

    def _get_stamp_refusal(self) -> str:
        return self.env._(
            "When a case was decided, agreed, handed over and the customer contacted, "
            "and whether a complaint is valid, is noted by the buttons of the case."
        )
