from datetime import datetime, timedelta

from odoo import api, models

from ..tools.automatic_activities import get_automatic_activities

TO_SIGN = "customer_followup.mail_activity_type_to_sign"
BLOCKED = "customer_followup.mail_activity_type_blocked"
ASKED_BACK = "customer_followup.mail_activity_type_asked_back"


class CustomerApprovalMixin(models.AbstractModel):
    """Who is told what about a document that waits for signatures."""

    _inherit = "customer.approval.mixin"

    @api.model
    def _mail_get_partner_fields(self, introspect_fields=False):
        # none: what colleagues write to each other is not offered to the customer
        return []

    def _schedule_signing_activities(self, users):
        for user in users:
            speaker = self.with_context(lang=user.lang)
            self._plan_activity(
                TO_SIGN,
                user_id=user.id,
                # without one, Odoo shows a blank on the document
                summary=speaker.env._("To Sign"),
                date_deadline=self.company_id._get_customer_today(),
            )

    def _plan_activity(self, xmlid: str, **vals):
        """Plan work, also where the caller's context would leave activities out."""
        # sudo: the requester plans work for the signers
        document = self.sudo().with_context(mail_activity_automation_skip=False)
        document.activity_schedule(xmlid, **vals)

    def _unlink_signing_activities(self, users=None):
        """Take the activity from ``users``, or from everybody.

        :param users: recordset; left out, everybody
        """
        self._unlink_activities_of_type(TO_SIGN, users)

    def _unlink_asked_back_activities(self):
        self._unlink_activities_of_type(ASKED_BACK)

    def _unlink_activities_of_type(self, xmlid: str, users=None):
        # sudo: the activities of colleagues
        activities = get_automatic_activities(self.sudo(), xmlid)
        if users is not None:
            activities = activities.filtered(lambda a: a.user_id in users)
        activities.unlink()

    def _note_blocked(self, steps, blocked):
        """Mark the steps that nobody can sign; alert the service manager once.

        :param steps: all steps that are not signed yet
        :param blocked: list of those that nobody can sign
        """
        was_blocked = any(steps.mapped("is_blocked"))
        for step in steps:
            if step.is_blocked != (step in blocked):
                step._in_transition().is_blocked = step in blocked
        if blocked and not was_blocked:
            self._alert_blocked(blocked[0])
        elif was_blocked and not blocked:
            self._unlink_activities_of_type(BLOCKED)

    def _alert_blocked(self, step):
        managers = self._get_service_managers()
        for manager in managers:
            speaker = self.with_context(lang=manager.lang)
            self._plan_activity(
                BLOCKED,
                user_id=manager.id,
                summary=speaker.env._(
                    "Nobody can sign level %(level)s",
                    level=step.level_id.with_env(speaker.env).name,
                ),
            )
        self.message_post(
            body=self.env._(
                "Nobody can sign level %(level)s: whoever holds the office is "
                "involved, has signed already, or there is nobody. The service manager "
                "has been told.",
                level=step.level_id.name,
            ),
            subtype_xmlid="mail.mt_note",
        )

    def _get_service_managers(self):
        """Return who writes the policies of the document's company."""
        return self.env["res.users"]._get_office_holders(
            "customer_followup.group_service_manager", self.company_id
        )

    def _remind_signers(self, step, now: datetime):
        """Tell whoever holds the document up how long it has been waiting."""
        days = (now - step.opened_at) // timedelta(days=1)
        for user in step.signer_ids:
            speaker = self.with_context(lang=user.lang)
            self.message_notify(
                partner_ids=user.partner_id.ids,
                subject=speaker.env._(
                    "%(name)s waits for your signature", name=self.display_name
                ),
                body=speaker.env._(
                    "It has been waiting at level %(level)s for %(days)s days.",
                    level=step.level_id.with_env(speaker.env).name,
                    days=days,
                ),
            )
