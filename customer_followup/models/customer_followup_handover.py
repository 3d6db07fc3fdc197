from collections.abc import Mapping

from odoo import models

from ..tools.bulk_update import bulk_update
from ..tools.reassign import reassign


class CustomerFollowup(models.Model):
    """Follow-ups that are handed over, many at once."""

    _inherit = "customer.followup"

    def _hand_over(self, user_ids: Mapping[int, int]):
        """Give open follow-ups to somebody else, with their activities and clocks.

        What ``write`` does, for twenty thousand at once; nobody becomes a follower, as
        the activity reminds of the follow-up.

        :param user_ids: id of the follow-up → id of the user
        """
        if not self:
            return
        reassign(self, "user_id", user_ids)
        self._hand_activities_over(user_ids)
        self._guarded(
            "a handover",
            lambda deadlines, documents: deadlines._follow_change(documents),
        )

    def _hand_activities_over(self, user_ids: Mapping[int, int]):
        # sudo: the activities of colleagues, and their time zones
        activities = (
            self.env["mail.activity"]
            .sudo()
            .search_fetch(
                [
                    ("res_model", "=", self._name),
                    ("res_id", "in", self.ids),
                    ("automated", "=", True),
                    ("active", "=", True),
                ],
                ["res_id", "date_deadline"],
            )
        )
        owner_by_id = {
            user.id: user
            for user in self.env["res.users"].sudo().browse(set(user_ids.values()))
        }
        rows = [
            {
                "id": activity.id,
                "user_id": user_ids[activity.res_id],
                "user_tz": owner_by_id[user_ids[activity.res_id]].tz or None,
                "date_deadline": activity.date_deadline,
            }
            for activity in activities
        ]
        bulk_update(activities, rows)
        self._notify_due_today(rows)
        (self - self.browse(activities.mapped("res_id")))._schedule_activities()
