from datetime import timedelta

from odoo import api, fields, models

from ..models.customer_followup_input import LARGEST_ID


class CustomerFollowupStep(models.TransientModel):
    """Asks for the day, or the time, that is agreed on with the customer (VIS-3)."""

    _inherit = "customer.followup.step"

    action = fields.Selection(
        selection_add=[("schedule", "Agree"), ("inconvenient", "Not convenient")],
        ondelete={"schedule": "cascade", "inconvenient": "cascade"},
    )
    agreed = fields.Selection(
        [("time", "A time"), ("day", "A day")],
        default="time",
        required=True,
        help="A time goes into the calendar of the specialist.",
    )
    start = fields.Datetime("Agreed Time", default=lambda self: self._get_proposal())
    duration = fields.Float(
        "Hours",
        default=lambda self: self.env["calendar.event"].get_default_duration(),
    )
    partner_id = fields.Many2one("res.partner", compute="_compute_partner_id")
    contact_id = fields.Many2one(
        "res.partner",
        "With",
        compute="_compute_contact_id",
        store=True,
        readonly=False,
        domain="[('commercial_partner_id', '=', partner_id)]",
    )
    hours_note = fields.Char(compute="_compute_hours_note")

    @api.model
    def _get_proposal(self):
        """Return the time there is, or the first one the customer can be called at.

        Where the time there is does not suit: the first one of a later day.
        """
        ids = self.env.context.get("active_ids")
        ids = ids if isinstance(ids, list | tuple) else []
        known = [id_ for id_ in ids if type(id_) is int and 0 < id_ <= LARGEST_ID]
        followup = self.env["customer.followup"].browse(known[:1]).exists()
        if not followup or not followup.has_access("read"):
            return False
        day = max(followup.date_planned, self._get_next_working_day())
        if followup.meeting_start:
            if self.env.context.get("default_action") != "inconvenient":
                return followup.meeting_start
            day = max(day, followup.date_planned + timedelta(days=1))
        find_first = followup.partner_id._get_contact_time_reader(followup.company_id)
        # sudo: the hours of a customer are no secret to who calls it
        return find_first(followup.partner_id.sudo(), followup.method, day).at

    @api.depends("followup_ids")
    def _compute_partner_id(self):
        for step in self:
            partners = step.followup_ids.partner_id
            step.partner_id = partners if len(partners) == 1 else False

    @api.depends("followup_ids")
    def _compute_contact_id(self):
        for step in self:
            followup = step.followup_ids
            step.contact_id = len(followup) == 1 and followup.contact_id

    @api.depends("start", "agreed", "followup_ids")
    def _compute_hours_note(self):
        for step in self:
            is_asked = step.start and step.agreed == "time" and step.followup_ids
            step.hours_note = is_asked and step.followup_ids[:1]._get_outside_note(
                step.start
            )

    def _apply_schedule(self):
        """Agree on the day or the time."""
        self._keep_contact()
        if self.agreed == "time":
            self.followup_ids.action_schedule(start=self.start, duration=self.duration)
        else:
            self.followup_ids.action_schedule(self.date_planned)

    def _apply_inconvenient(self):
        """Move the contact to the time the customer named."""
        self._keep_contact()
        is_timed = self.agreed == "time"
        self.followup_ids.action_postpone(
            self.date_planned,
            self.comment,
            start=self.start if is_timed else None,
            duration=self.duration,
        )

    def _keep_contact(self):
        """Keep whom the meeting is with."""
        followup = self.followup_ids
        is_single = len(followup) == 1
        if is_single and self.contact_id and self.contact_id != followup.contact_id:
            followup.contact_id = self.contact_id
