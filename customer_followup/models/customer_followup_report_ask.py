from odoo import models
from odoo.exceptions import UserError

TO_DO = "mail.mail_activity_data_todo"


class CustomerFollowupReport(models.Model):
    """How a superior learns that a report is ready to be reviewed (VPL-2)."""

    _inherit = "customer.followup.report"

    def action_ask_review(self):
        """Put drafts on the list of a superior; what one had to do oneself is done.

        A second click asks nobody else.

        :raise UserError: a report is no draft, or nobody may review it
        :raise AccessError: one may not write reports
        """
        self.check_access("write")
        self._check_starts("review")
        for report in self:
            reviewer = report._find_reviewer()
            # sudo: the task of a colleague, which this ends or begins
            tasks = report.sudo().activity_ids
            tasks.filtered_domain([("user_id", "=", report.user_id.id)]).action_done()
            if reviewer in tasks.user_id:
                continue
            speaker = report.with_context(lang=reviewer.lang)
            report.sudo().activity_schedule(
                TO_DO,
                summary=speaker.env._(
                    "Review the report %(name)s", name=speaker.display_name
                ),
                user_id=reviewer.id,
            )

    def _find_reviewer(self):
        """Return the nearest superior who may review the report.

        :raise UserError: there is nobody
        """
        self.ensure_one()
        managers = self.env["res.users"]._get_office_holders(
            "customer_followup.group_service_manager", self.company_id
        )
        for user in self._get_superiors() | managers:
            report = self.with_user(user)
            if user.active and report._is_reviewer() and report.has_access("read"):
                return user
        raise UserError(
            self.env._(
                "There is nobody to review the report. Name a head of the department, "
                "a superior of %(who)s, or a service manager.",
                who=self.user_id.name or "-",
            )
        )
