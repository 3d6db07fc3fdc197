from datetime import date, timedelta

from odoo import fields, models


class CustomerFollowup(models.Model):
    """What follows from a record: the technical team, and a visit on site (VIS-11)."""

    _inherit = "customer.followup"

    is_technical = fields.Boolean(
        "Unsolved Technical Problem",
        copy=False,
        help="The case goes to the technical team.",
    )
    is_visit_wanted = fields.Boolean(
        "Visit on Site Wanted",
        copy=False,
        help="With the record, a visit to the customer is planned.",
    )
    origin_id = fields.Many2one(
        "customer.followup",
        "Follows From",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        help="The contact in which this one turned out to be wanted.",
    )

    def _get_case_team(self, case_type: str):
        team = self.company_id.customer_technical_team_id
        is_theirs = self.is_technical and case_type == "issue"
        return (is_theirs and team) or super()._get_case_team(case_type)

    def action_record(self, vals: dict | None = None):
        result = super().action_record(vals)
        for followup in self.filtered("is_visit_wanted"):
            words = followup.customer_opinion or followup.suggestion or ""
            followup._plan_next("on_site", words, purpose="usage")
        return result

    def _plan_next(self, method: str, text: str, day: date | None = None, purpose=None):
        """Plan a contact that turned out to be wanted in this one.

        Who is contacted then anyway is told of the reason as well: nobody comes twice.
        A record that is corrected plans no second one.

        :param method: a value of the field
        :param text: what it is about
        :param day: what was agreed with the customer; as soon as possible if left out
        :param purpose: a value of the field; that of this contact if left out
        :return: the contact
        """
        self.ensure_one()
        # sudo: it counts also when it was given to somebody whose work is not seen
        others = self.sudo().search(
            [
                ("partner_id", "=", self.partner_id.id),
                ("company_id", "=", self.company_id.id),
                ("method", "=", method),
                ("id", "!=", self.id),
            ],
            order="date_planned, id",
        )
        vals = self._prepare_next_vals(method, day)
        # whoever agreed on a day is contacted on that day
        others = others.filtered(
            lambda f: not day or f.date_planned == vals["date_planned"]
        )
        followed = others.filtered(
            lambda f: f.origin_id == self and f.state != "cancelled"
        )
        if followed:
            return followed[0]
        reason = self.env._("After %(name)s: %(text)s", name=self.name, text=text)
        planned = others.filtered(lambda f: f.state in ("planned", "scheduled"))[:1]
        if planned:
            planned.content = self._add_lines(planned.content, [reason])
        else:
            vals |= {"content": reason, "purpose": purpose or self.purpose}
            planned = self.create(vals)
        self._message_log(
            body=self.env._(
                "%(number)s was planned: %(words)s", number=planned.name, words=text
            )
        )
        return planned

    def _prepare_next_vals(self, method: str, day: date | None) -> dict:
        """Return the values of the next contact; an extension point for more fields."""
        today = self.company_id._get_customer_today()
        planned = self._get_next_attempt(day or today + timedelta(days=1), method)
        within = timedelta(days=0 if day else self.company_id.customer_visit_days)
        return {
            "partner_id": self.partner_id.id,
            "company_id": self.company_id.id,
            "user_id": (self.user_id or self.env.user).id,
            "method": method,
            "date_planned": planned,
            "date_deadline": max(planned, today + within),
            "origin_id": self.id,
        }
