from odoo import api, models

from ..tools.automatic_activities import get_automatic_activities
from ..tools.reassign import reassign

WORK = "customer_followup.mail_activity_type_improvement"
QUALITY = "customer_followup.group_quality_head"


class CustomerComplaintImprovement(models.Model):
    """The activities of improvements, and what becomes of them when people leave."""

    _inherit = "customer.complaint.improvement"

    def _plan_work(self, note: str | None = None):
        """Give each improvement one activity, in the list of its owner."""
        # sudo: whoever writes it down plans work for a colleague
        for improvement in self.sudo().with_context(
            mail_activity_automation_skip=False
        ):
            improvement._get_work().unlink()
            improvement.activity_schedule(
                WORK,
                user_id=improvement.user_id.id,
                summary=improvement.name,
                note=note or "",
                date_deadline=improvement.date_deadline,
            )

    def _ask_verifier(self):
        """Ask who wrote it down to verify it, or the department's head, or quality."""
        # sudo: who heads what, and the activities of colleagues
        improvement = self.sudo().with_context(mail_activity_automation_skip=False)
        user = improvement._find_verifier()
        if not user:
            return
        speaker = improvement.with_context(lang=user.lang)
        speaker.activity_schedule(
            WORK,
            user_id=user.id,
            summary=speaker.env._("To verify: %(name)s", name=improvement.name),
            note=improvement.result,
            date_deadline=improvement.company_id._get_customer_today(),
        )

    def _find_verifier(self):
        Users = self.env["res.users"]
        company = self.company_id
        here = Users._get_customer_colleagues(company)
        users = (
            self.create_uid
            | self.ticket_id.customer_department_id.manager_id.user_id
            | Users._get_office_holders(QUALITY, company)
        )
        return next((u for u in users if u in here and self._is_verifier(u)), Users)

    def _end_work(self, is_done: bool):
        # sudo: the activity may be a colleague's
        work = self.sudo()._get_work()
        if is_done:
            work._action_done()
        else:
            work.unlink()

    def _get_work(self):
        return get_automatic_activities(self, WORK)

    # Who leaves -----------------------------------------------------------------------

    @api.model
    def _find_left(self, domain):
        # sudo: the improvements of all colleagues
        return self.sudo().search([("state", "in", ("open", "done")), *domain])

    def _give_to_heirs(self, gone):
        """Give improvements of who has left to the superior, or to the department.

        :param gone: users who have left
        """
        waiting = self.filtered(lambda i: i.state == "open")
        reassign(
            waiting,
            "user_id",
            {i.id: (i._find_heir(gone) or i.user_id).id for i in waiting},
        )
        waiting._plan_work()
        for improvement in self - waiting:
            improvement._get_work().unlink()
            improvement._ask_verifier()

    def _find_heir(self, gone):
        Users = self.env["res.users"]
        here = Users._get_customer_colleagues(self.company_id)
        ticket = self.ticket_id
        line = (
            *self.user_id._get_customer_superiors(),
            *ticket._get_line_of_work(),
            *Users._get_office_holders(QUALITY, self.company_id),
        )
        return next((user for user in line if user in here - gone), Users)


class ResUsers(models.Model):
    """Improvements go on when their owner leaves."""

    _inherit = "res.users"

    def action_archive(self):
        # before, as Odoo deletes the activities of who leaves
        Improvement = self.env["customer.complaint.improvement"]
        left = Improvement._find_left(
            ["|", ("user_id", "in", self.ids), ("activity_ids.user_id", "in", self.ids)]
        )
        result = super().action_archive()
        left._give_to_heirs(self)
        return result


class CustomerFollowup(models.Model):
    _inherit = "customer.followup"

    @api.model
    def _leave_nothing_behind(self, company):
        result = super()._leave_nothing_behind(company)
        Users = self.env["res.users"]
        staff = Users._get_customer_colleagues(company)
        left = self.env["customer.complaint.improvement"]._find_left(
            [
                ("company_id", "=", company.id),
                ("state", "=", "open"),
                ("user_id", "not in", staff.ids),
            ]
        )
        # the others in the next run
        left.try_lock_for_update(allow_referencing=True)._give_to_heirs(Users)
        return result
