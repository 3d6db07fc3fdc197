from datetime import datetime, timedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError

ON_THE_LADDER = {"moment", "delay_hours", "recipient", "group_id", "policy_id"}


class CustomerDeadlineRung(models.Model):
    """Who is told of a deadline that is due soon or missed, and after how long.

    Belongs to its promise and ends with it. Each rung of the ladder is climbed once for
    a deadline, and not any more when the deadline has ended.
    """

    _name = "customer.deadline.rung"
    _description = "Escalation Step"
    _order = "policy_id, moment desc, delay_hours, id"

    policy_id = fields.Many2one(
        "customer.deadline.policy", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="policy_id.company_id", store=True)
    moment = fields.Selection(
        [("warning", "Due soon"), ("missed", "Missed")],
        "When",
        required=True,
        default="missed",
    )
    delay_hours = fields.Float(
        "Later By (Hours)",
        default=0,  # stored, as the ladder is sorted by it
        help="Working hours after the deadline was missed.",
    )
    recipient = fields.Selection(
        [
            ("owner", "Whoever has to do it"),
            ("superior", "The superior"),
            ("next_superior", "The next superior"),
            ("office", "An office"),
        ],
        "Told",
        required=True,
        default="owner",
    )
    group_id = fields.Many2one("res.groups", "Office", ondelete="restrict")

    _delay_within_a_year = models.Constraint(
        "CHECK (delay_hours BETWEEN 0 AND 2000)",
        "Somebody is told 0 to 2,000 working hours after a deadline was missed.",
    )

    @api.constrains("recipient", "group_id")
    def _check_office(self):
        for rung in self:
            if rung.recipient == "office" and not rung.group_id:
                raise ValidationError(
                    self.env._(
                        "Which office is told when promise %(policy)s is not kept?",
                        policy=rung.policy_id.name,
                    )
                )

    @api.constrains("moment", "delay_hours")
    def _check_warning_has_no_delay(self):
        for rung in self:
            if rung.moment == "warning" and rung.delay_hours:
                raise ValidationError(
                    self.env._(
                        "A reminder before the deadline comes when the deadline turns "
                        "orange. Only what follows a missed one comes later."
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        rungs = super().create(vals_list)
        self.env["customer.deadline"]._mark_policies(rungs.policy_id)
        return rungs

    def write(self, vals):
        policies = self.policy_id
        result = super().write(vals)
        # not onto the ladder of a promise one may not write
        self.check_access("write")
        if ON_THE_LADDER & set(vals):
            self.env["customer.deadline"]._mark_policies(policies | self.policy_id)
        return result

    def unlink(self):
        policies = self.policy_id
        result = super().unlink()
        self.env["customer.deadline"]._mark_policies(policies.exists())
        return result

    @property
    def _delay_minutes(self) -> int:
        return round(self.delay_hours * 60)

    def _get_moment(self, warn_at: datetime, due_at: datetime, working_time):
        """Return when the rung is climbed; ``None`` if there is no warning.

        :param working_time: what the deadline counts by
        """
        if self.moment == "warning":
            return warn_at if warn_at < due_at else None
        # a deadline is kept until its last minute is over
        missed_at = due_at + timedelta(minutes=1)
        if not self._delay_minutes:
            return missed_at
        return working_time.add(missed_at, self._delay_minutes) or missed_at + (
            timedelta(minutes=self._delay_minutes)
        )

    def _get_key(self) -> str:
        """Return what tells the rung from others, also if it is written anew."""
        recipient = f"{self.recipient}{self.group_id.id or ''}"
        return f"{self.moment}+{self._delay_minutes}+{recipient}"

    def _find_people(self, owner, company):
        """Return who is told of a deadline of ``owner`` in ``company``.

        Where the one it is meant for does not work here, it goes up to the next who
        does, and at the end of the line to the supervisors, or above them.
        """
        Users = self.env["res.users"]
        if self.recipient == "office":
            people = Users._get_office_holders(self.group_id, company)
        else:
            place = ("owner", "superior", "next_superior").index(self.recipient)
            line = owner.with_company(company)._get_customer_line()
            people = line[place:].filtered("active")[:1]
        for office in ("group_supervisor", "group_general_manager"):
            people = people or Users._get_office_holders(
                f"customer_followup.{office}", company
            )
        return people

    def _get_description(self) -> str:
        """Return the rung as a part of the promise in words."""
        labels = dict(self._fields["recipient"]._description_selection(self.env))
        told = self.group_id.name if self.recipient == "office" else None
        told = told or labels[self.recipient]
        if self.moment == "warning":
            return self.env._("due soon → %(who)s", who=told)
        if not self._delay_minutes:
            return self.env._("missed → %(who)s", who=told)
        hours, minutes = divmod(self._delay_minutes, 60)
        return self.env._(
            "%(time)s later → %(who)s", time=f"{hours}:{minutes:02d}", who=told
        )
