from collections import Counter
from functools import cache

from odoo import api, models

from ..tools.bulk_insert import bulk_insert


class CustomerFollowup(models.Model):
    """The one activity that keeps a follow-up in its owner's list."""

    _inherit = "customer.followup"

    def _schedule_activities(self):
        """Give the follow-ups that have an owner their activity."""
        for followup in self.filtered("user_id"):
            rule = followup._get_leading_rule()
            # sudo: the language of a colleague
            lang = followup.user_id.sudo().lang
            followup.activity_schedule(
                activity_type_id=self._get_activity_type(rule).id,
                summary=self._get_activity_summary(rule, lang)
                or followup._get_summary_by_hand(lang),
                date_deadline=followup.date_deadline,
                user_id=followup.user_id.id,
            )

    def _get_leading_rule(self):
        """Return the rule of the first reason; none when planned by hand."""
        # next() and not [:1], which would read the rules of many one by one
        reasons = self._get_live_reasons()
        first = next(iter(reasons), reasons)
        # sudo: the owner need not be allowed to read rules
        return first.rule_id.sudo()

    @api.model
    def _get_activity_type(self, rule):
        return rule.activity_type_id or self.env.ref(
            "customer_followup.mail_activity_type_followup"
        )

    @api.model
    def _get_activity_summary(self, rule, lang: str) -> str:
        """Return what the owner reads in the activity list.

        :param rule: the rule behind the follow-up; none when planned by hand
        :param lang: the owner's language
        """
        return rule.with_context(lang=lang).name

    def _get_summary_by_hand(self, lang: str) -> str:
        speaker = self.with_context(lang=lang)
        return speaker.env._("Follow-up %(name)s", name=self.name)

    @api.model
    def _insert_activities(self, followups: list[dict], plans: list[tuple]):
        """Give new follow-ups that have an owner their activity, many at once.

        :param followups: rows of the follow-ups
        :param plans: for each of them, customer and contact
        """
        # sudo: the job gives work to users it does not belong together with
        User = self.env["res.users"].sudo()
        owner_ids = {followup["user_id"] for followup in followups} - {None}
        owners = {user.id: user for user in User.browse(owner_ids)}
        prepare = cache(self._prepare_rule_activity_vals)
        rows = [
            {
                "res_id": followup["id"],
                "res_name": self._format_display_name(followup["name"], customer.name),
                "user_id": owner.id,
                "user_tz": owner.tz or None,
                "date_deadline": followup["date_deadline"],
                **prepare(contact.oldest_duty.rule_id, owner.lang),
            }
            for followup, (customer, contact) in zip(followups, plans, strict=True)
            if (owner := owners.get(followup["user_id"]))
        ]
        bulk_insert(
            self.env["mail.activity"],
            rows,
            {
                "res_model_id": self.env["ir.model"]._get_id(self._name),
                "res_model": self._name,
                "automated": True,
            },
        )
        self._notify_due_today(rows)

    @api.model
    def _prepare_rule_activity_vals(self, rule_id: int, lang: str) -> dict:
        """Return what a rule's activities have in common for owners of a language."""
        # sudo: whoever opens follow-ups need not be allowed to read rules
        rule = self.env["customer.followup.rule"].sudo().browse(rule_id)
        activity_type = self._get_activity_type(rule)
        return {
            "summary": self._get_activity_summary(rule, lang),
            "activity_type_id": activity_type.id,
            "note": activity_type.default_note or None,
        }

    @api.model
    def _notify_due_today(self, activities: list[dict]):
        """Count today's new activities up in the open browsers of their owners."""
        today = self.env.company._get_customer_today()
        due = Counter(a["user_id"] for a in activities if a["date_deadline"] <= today)
        for user_id, count in due.items():
            self.env["res.users"].browse(user_id)._bus_send(
                "mail.activity/updated", {"activity_created": True, "count_diff": count}
            )

    def _move_activities(self, vals: dict):
        """Hand the activities over, or move them, together with the follow-up."""
        without_owner = self.filtered(lambda f: not f.user_id)
        without_owner._get_duty_activities().unlink()
        orphaned = (self - without_owner).filtered(
            lambda f: f.is_open and not f._get_duty_activities()
        )
        orphaned._schedule_activities()
        (self - without_owner - orphaned)._get_duty_activities().write(vals)

    def _get_duty_activities(self):
        """Return the activities that stand for the follow-ups themselves.

        What people plan on a follow-up besides, by hand, is theirs.
        """
        return self.activity_ids.filtered("automated")

    def _close_activities(self):
        """Mark the activities done, with the result as their feedback."""
        results = dict(self._fields["result"]._description_selection(self.env))
        for followup in self:
            followup._get_duty_activities()._action_done(
                feedback=results[followup.result]
            )
