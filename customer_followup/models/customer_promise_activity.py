from odoo import api, models
from odoo.exceptions import UserError


class CustomerPromise(models.Model):
    """The one activity that keeps a promise in somebody's list."""

    _inherit = "customer.promise"

    def _schedule_activities(self):
        for promise in self.filtered("user_id"):
            promise.activity_schedule(
                "customer_followup.mail_activity_type_promise",
                summary=f"{promise.partner_id.name}: {promise._get_summary()}",
                date_deadline=promise.date_deadline,
                user_id=promise.user_id.id,
            )

    def _move_activities(self):
        """Hand the activities over, or move them, together with the promises."""
        for promise in self.filtered(lambda p: p.state == "open"):
            activity = promise._get_duty_activities()
            if not promise.user_id:
                activity.unlink()
            elif activity:
                activity.write(
                    {
                        "user_id": promise.user_id.id,
                        "date_deadline": promise.date_deadline,
                    }
                )
            else:
                promise._schedule_activities()

    def _close_activities(self, is_kept: bool, comment: str | None):
        # sudo: the activity may be a colleague's
        activities = self.sudo()._get_duty_activities()
        if is_kept:
            activities._action_done(feedback=comment or False)
        else:
            activities.unlink()

    def _get_duty_activities(self):
        """Return the activities that stand for the promises themselves."""
        return self.activity_ids.filtered("automated")


class MailActivity(models.Model):
    """The activity of a promise ends with the promise."""

    _inherit = "mail.activity"

    def _get_open_promises(self):
        """Return the open promises that the activities stand for."""
        duties = self.filtered(
            lambda a: a.res_model == "customer.promise" and a.automated and a.active
        )
        promises = self.env["customer.promise"].browse(duties.mapped("res_id"))
        return promises.exists().filtered(lambda p: p.state == "open")

    @api.constrains("user_id", "date_deadline")
    def _check_mirrors_promise(self):
        for activity in self:
            promise = activity._get_open_promises()
            if promise and (activity.user_id, activity.date_deadline) != (
                promise.user_id,
                promise.date_deadline,
            ):
                raise UserError(
                    self.env._(
                        "This activity stands for a promise (%(name)s): change the "
                        "person or the day there.",
                        name=promise.display_name,
                    )
                )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_open_promise(self):
        if promises := self._get_open_promises().filtered("user_id"):
            raise UserError(
                self.env._(
                    "This activity stands for a promise (%(name)s). If it cannot be "
                    "kept, drop the promise with the reason.",
                    name=promises[0].display_name,
                )
            )

    def _action_done(self, feedback=False, attachment_ids=None):
        """Keep the promise behind an activity that is marked as done."""
        promises = self._get_open_promises()
        if not promises:
            return super()._action_done(feedback, attachment_ids)
        others = self.filtered(
            lambda a: (
                a.res_id not in promises.ids or (a.res_model != "customer.promise")
            )
        )
        result = super(MailActivity, others)._action_done(feedback, attachment_ids)
        promises.action_keep(feedback or None)
        return result
