from odoo import api, fields, models


class CustomerDeadlinePolicy(models.Model):
    """A promise in words, as who has to keep it would say it."""

    _inherit = "customer.deadline.policy"

    description = fields.Text("In Words", compute="_compute_description")
    ladder = fields.Char(compute="_compute_description")

    @api.depends(
        "start_event",
        "stop_event",
        "amount",
        "unit",
        "is_same_day",
        "calendar_source",
        "calendar_id.name",
        "rung_ids.moment",
        "rung_ids.delay_hours",
        "rung_ids.recipient",
        "rung_ids.group_id",
    )
    @api.depends_context("lang")
    def _compute_description(self):
        for policy in self:
            rungs = policy.rung_ids.sorted(
                lambda r: (r.moment != "warning", r.delay_hours)
            )
            policy.ladder = ", ".join(rung._get_description() for rung in rungs)
            complete = policy.start_event and policy.stop_event and policy.unit
            policy.description = complete and policy._get_description()

    def _get_description(self) -> str:
        """Return the promise as a sentence in the user's language."""
        labels = {
            name: dict(self._fields[name]._description_selection(self.env))
            for name in ("start_event", "stop_event", "calendar_source")
        }
        events = {
            "start": labels["start_event"].get(self.start_event, self.start_event),
            "stop": labels["stop_event"].get(self.stop_event, self.stop_event),
        }
        if self.unit == "document":
            sentence = self.env._(
                "From “%(start)s” to “%(stop)s” until the day the document names.",
                **events,
            )
        else:
            sentence = self.env._(
                "From “%(start)s” to “%(stop)s” within %(time)s.",
                time=self._get_time_description(),
                **events,
            )
        sentences = [sentence]
        if self.unit != "clock_hours":
            hours = labels["calendar_source"][self.calendar_source]
            if self.calendar_source == "fixed":
                hours = self.calendar_id.name or ""
            sentences.append(self.env._("Working hours: %(hours)s.", hours=hours))
        if self.is_same_day and self.unit == "working_hours":
            sentences.append(self.env._("Never left to the next day."))
        if self.ladder:
            sentences.append(self.env._("Told: %(ladder)s.", ladder=self.ladder))
        return "\n".join(sentences)

    def _get_time_description(self) -> str:
        """Return the amount in words, such as *24 hours by the clock*."""
        if self.amount == 1:
            return {
                "working_hours": self.env._("1 working hour"),
                "clock_hours": self.env._("1 hour by the clock"),
                "days": self.env._("1 day"),
            }[self.unit]
        return {
            "working_hours": self.env._("%(n)s working hours", n=self.amount),
            "clock_hours": self.env._("%(n)s hours by the clock", n=self.amount),
            "days": self.env._("%(n)s days", n=self.amount),
        }[self.unit]
