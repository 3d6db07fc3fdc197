from odoo import models


class CustomerFollowup(models.Model):
    """The one activity that keeps a follow-up in its owner's list."""

    _inherit = "customer.followup"

    def _schedule_activities(self):
        """Give the follow-ups that have an owner their activity."""
        for followup in self.filtered("user_id"):
            followup.activity_schedule(
                activity_type_id=followup._get_activity_type().id,
                summary=followup._get_activity_summary(),
                date_deadline=followup.date_deadline,
                user_id=followup.user_id.id,
            )

    def _get_leading_rule(self):
        """Return the rule of the first reason; none when planned by hand."""
        # next() and not [:1], which would read the rules of many one by one
        first = next(iter(self.reason_ids), self.reason_ids)
        # sudo: the owner need not be allowed to read rules
        return first.rule_id.sudo()

    def _get_activity_type(self):
        return self._get_leading_rule().activity_type_id or self.env.ref(
            "customer_followup.mail_activity_type_followup"
        )

    def _get_activity_summary(self) -> str:
        """Return what the owner reads in the activity list, in the owner's language."""
        # sudo: the language of a colleague
        lang = self.user_id.sudo().lang
        rule = self._get_leading_rule().with_context(lang=lang)
        return rule.name or self.with_context(lang=lang).env._(
            "Follow-up %(name)s", name=self.name
        )

    def _move_activities(self, vals: dict):
        """Hand the activities over, or move them, together with the follow-up."""
        without_owner = self.filtered(lambda f: not f.user_id)
        without_owner.activity_ids.unlink()
        orphaned = (self - without_owner).filtered(
            lambda f: f.is_open and not f.activity_ids
        )
        orphaned._schedule_activities()
        names = {"user_id", "date_deadline"}
        (self - without_owner - orphaned).activity_ids.write(
            {name: value for name, value in vals.items() if name in names}
        )

    def _close_activities(self):
        """Mark the activities done, with the result as their feedback."""
        results = dict(self._fields["result"]._description_selection(self.env))
        for followup in self:
            followup.activity_ids._action_done(feedback=results[followup.result])
