from datetime import timedelta

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
            followup._plan_visit(followup.customer_opinion or followup.suggestion or "")
        return result

    def _plan_visit(self, text: str):
        """Plan a visit on site that turned out to be wanted in this contact.

        A visit that is planned already gets the reason as well: nobody comes twice. A
        record that is corrected plans no second one.

        :param text: what it is about
        :return: the visit
        """
        self.ensure_one()
        # sudo: it counts also when it was given to somebody whose work is not seen
        others = self.sudo().search(
            [
                ("partner_id", "=", self.partner_id.id),
                ("company_id", "=", self.company_id.id),
                ("method", "=", "on_site"),
                ("id", "!=", self.id),
            ],
            order="date_planned, id",
        )
        followed = others.filtered(
            lambda f: f.origin_id == self and f.state != "cancelled"
        )
        if followed:
            return followed[0]
        reason = self.env._("After %(name)s: %(text)s", name=self.name, text=text)
        if planned := others.filtered(lambda f: f.state in ("planned", "scheduled"))[
            :1
        ]:
            planned.content = "\n".join(filter(None, [planned.content, reason]))
            visit = planned
        else:
            visit = self.create(self._prepare_visit_vals(reason))
        self._message_log(
            body=self.env._("Visit %(name)s is planned for it.", name=visit.name)
        )
        return visit

    def _prepare_visit_vals(self, reason: str) -> dict:
        """Return the values of the visit; an extension point for more fields."""
        today = self.company_id._get_customer_today()
        # sudo: the hours of a customer are no secret to who visits it
        customer = self.partner_id.sudo()
        planned = customer._get_next_contact_day(
            self.company_id, "on_site", today + timedelta(days=1)
        )
        within = timedelta(days=self.company_id.customer_visit_days)
        return {
            "partner_id": self.partner_id.id,
            "company_id": self.company_id.id,
            "user_id": (self.user_id or self.env.user).id,
            "method": "on_site",
            "purpose": "usage",
            "date_planned": planned,
            "date_deadline": max(planned, today + within),
            "content": reason,
            "origin_id": self.id,
        }
