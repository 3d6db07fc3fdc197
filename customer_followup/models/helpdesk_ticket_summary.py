from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from ..tools.automatic_activities import get_automatic_activities
from .helpdesk_ticket_round import JUSTIFIED
from .helpdesk_ticket_step import COLLEAGUES

WRITE = "customer_followup.mail_activity_type_case_summary"
QUALITY = "customer_followup.group_quality_head"
SUMMARY = ("customer_lesson", "customer_improvement", "customer_prevention")


class HelpdeskTicket(models.Model):
    """What is learnt from a complaint: lesson, improvement and prevention (CMP-7).

    The department in charge or the quality head writes it, while it is handled or
    after it is closed: then nothing else of it changes. Whoever is responsible is asked
    for it when the customer is satisfied and nobody has written it.
    """

    _inherit = "helpdesk.ticket"

    customer_lesson = fields.Text(
        "Lesson",
        readonly=True,
        copy=False,
        groups=COLLEAGUES,
        tracking=True,
        help="What this complaint has taught us.",
    )
    customer_improvement = fields.Text(
        "Improvement",
        readonly=True,
        copy=False,
        groups=COLLEAGUES,
        tracking=True,
        help="What is done better from now on.",
    )
    customer_prevention = fields.Text(
        "Prevention",
        readonly=True,
        copy=False,
        groups=COLLEAGUES,
        tracking=True,
        help="What keeps it from happening again.",
    )
    customer_can_summarise = fields.Boolean(
        compute="_compute_customer_can_summarise", groups=COLLEAGUES
    )

    @api.depends("customer_case_type", "customer_department_id")
    @api.depends_context("uid")
    def _compute_customer_can_summarise(self):
        for ticket in self:
            is_complaint = ticket.customer_case_type == "complaint"
            ticket.customer_can_summarise = is_complaint and ticket._is_summary_writer()

    def _is_summary_writer(self) -> bool:
        """May the user write it: the department's people, quality, who handles it?"""
        if self.env.su or self.has_access("write"):
            return True
        # sudo: who works where
        departments = self.env.user.sudo().employee_ids.department_id
        department = self.sudo().customer_department_id
        lines = [self._get_line_of_departments(each) for each in departments]
        is_of_department = any(department and department in line for line in lines)
        heads = self.sudo()._get_heads(department)
        is_head = bool(heads & self.env.user.sudo().employee_ids)
        return is_of_department or is_head or self.env.user.has_group(QUALITY)

    @api.model
    def _get_without_summary_domain(self) -> Domain:
        """Return the complaints that satisfied their customer, and taught nothing."""
        satisfied = [("state", "=", "satisfied")]
        return (
            Domain("customer_case_type", "=", "complaint")
            & Domain("closed", "=", True)
            & Domain("customer_round_ids", "any", satisfied)
            & Domain.AND([(name, "=", False)] for name in SUMMARY)
        )

    def action_write_summary(self, lesson: str, improvement: str, prevention: str):
        """Write down what is learnt from a complaint; what was there before goes.

        :param lesson: what it has taught
        :param improvement: what is done better from now on
        :param prevention: what keeps it from happening again
        :raise AccessError: the user has nothing to do with the department in charge
        :raise UserError: it is no complaint, or nothing is said
        """
        self._check_one()
        self.check_access("read")
        texts = (lesson, improvement, prevention)
        self._check_summary(texts)
        self._lock()
        words = [(text or "").strip() or False for text in texts]
        ticket = self.sudo()  # sudo: the department only reads its cases
        ticket._in_transition().write(dict(zip(SUMMARY, words, strict=True)))
        ticket._get_summary_activities().unlink()

    def _check_summary(self, texts: tuple):
        """Refuse a summary of nothing, and by who has nothing to do with it.

        :raise UserError: says what is missing
        """
        self._check_summary_writer()
        if self.customer_case_type != "complaint":
            raise UserError(self.env._("A summary is written of complaints only."))
        for text in texts:
            if text not in (None, False) and not self._is_text(text):
                raise UserError(
                    self.env._("Lesson, improvement and prevention are texts.")
                )
        if not any((text or "").strip() for text in texts):
            raise UserError(
                self.env._("What is learnt from it? Write at least one of the three.")
            )

    def _check_summary_writer(self):
        """Refuse who has nothing to do with what is learnt from a complaint.

        :raise AccessError: names who has
        """
        if not self._is_summary_writer():
            raise AccessError(
                self.env._(
                    "Summary and improvements are written by the department in charge, "
                    "the quality head or who handles the complaint."
                )
            )

    def _has_summary(self) -> bool:
        return any(self[name] for name in SUMMARY)

    def _close_for_good(self):
        result = super()._close_for_good()
        for ticket in self:
            if ticket.customer_validity in JUSTIFIED and not ticket._has_summary():
                ticket._plan_summary()
        return result

    def _plan_summary(self):
        """Ask for the summary: who is responsible, or stands for who is."""
        user = self._has_rounds() and self._find_present(self._get_line_of_work())
        if not user:
            return
        speaker = self.with_context(lang=user.lang, mail_activity_automation_skip=False)
        speaker.activity_schedule(
            WRITE,
            user_id=user.id,
            summary=speaker.env._("What is learnt from it?"),
            date_deadline=self.company_id._get_customer_today(),
        )

    def _get_summary_activities(self):
        return get_automatic_activities(self, WRITE)

    @api.model
    def _find_summary_work(self, users):
        activity_type = self.env.ref(WRITE, raise_if_not_found=False)
        # sudo: cases of everybody are left behind
        activities = (
            self.env["mail.activity"]
            .sudo()
            .search(
                [
                    ("res_model", "=", self._name),
                    ("activity_type_id", "=", activity_type and activity_type.id),
                    ("user_id", "in", users.ids),
                ]
            )
        )
        return self.sudo().browse(activities.mapped("res_id")).exists()

    @api.model
    def _get_stamp_fields(self) -> set[str]:
        return super()._get_stamp_fields() | set(SUMMARY)


class ResUsers(models.Model):
    """A summary is written, also when who was asked for it has left."""

    _inherit = "res.users"

    def action_archive(self):
        # before, as Odoo deletes the activities of who leaves
        cases = self.env["helpdesk.ticket"]._find_summary_work(self)
        result = super().action_archive()
        for case in cases:
            case._plan_summary()
        return result
