from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..tools.automatic_activities import get_automatic_activities
from .helpdesk_ticket_step import COLLEAGUES

WORK = "customer_followup.mail_activity_type_case_work"


class HelpdeskTicket(models.Model):
    """Who is responsible for what a case is about (CMP-3).

    A person of the department in charge. The person gets an activity and sees the
    case; a person without login, or who has left, is represented by the superiors,
    the head of the department and at last by the service. The chatter keeps who it
    was before: its lines about fields are written by nobody and changed by nobody.
    """

    _inherit = "helpdesk.ticket"

    customer_responsible_id = fields.Many2one(
        "hr.employee",
        "Person Responsible",
        check_company=True,
        domain="customer_department_id and [('department_id', 'child_of', customer_department_id)] or []",  # noqa: E501
        groups=COLLEAGUES,
        tracking=True,
        copy=False,
        index="btree_not_null",
        help="Of the department in charge. Gets an activity and sees the case.",
    )

    @api.constrains("customer_responsible_id", "customer_department_id")
    def _check_responsible_fits(self):
        for ticket in self:
            if not ticket._is_fit(ticket.customer_responsible_id):
                raise ValidationError(
                    self.env._(
                        "%(person)s does not work in %(department)s. Choose somebody "
                        "of the department in charge, or its head.",
                        # sudo: the names of a colleague and a department
                        person=ticket.sudo().customer_responsible_id.name,
                        department=ticket.sudo().customer_department_id.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        tickets = super().create(vals_list)
        # sudo: as in write
        tickets.sudo().filtered("customer_responsible_id")._move_work()
        return tickets

    def write(self, vals):
        # sudo: who gives a case away may not see it any more when it is written
        tickets = self.sudo()
        if "customer_department_id" in vals and "customer_responsible_id" not in vals:
            tickets._release_responsible(vals["customer_department_id"])
        before = {ticket: ticket._get_work_facts() for ticket in tickets}
        result = super().write(vals)
        tickets.filtered(lambda t: t._get_work_facts() != before[t])._move_work()
        return result

    def _get_work_facts(self) -> tuple:
        """Return what decides who has the work of a case."""
        return (
            self.customer_responsible_id,
            self.customer_department_id,
            self.customer_case_type,
            self.closed,
        )

    def _release_responsible(self, department_id: int | bool):
        """Let go who does not work in the department that the case goes to."""
        department = self.env["hr.department"].browse(department_id)
        for ticket in self.filtered("customer_responsible_id"):
            if not ticket._is_fit(ticket.customer_responsible_id, department):
                ticket.customer_responsible_id = False

    def _is_fit(self, employee, department=None) -> bool:
        """Does somebody work in the department in charge, or stand above it?"""
        # sudo: who works where, and who heads what
        department = (department or self.customer_department_id).sudo()
        employee = employee.sudo()
        if not employee or not department:
            return True
        if employee in self._get_heads(department):
            return True
        return department in self._get_line_of_departments(employee.department_id)

    @api.model
    def _get_line_of_departments(self, department):
        line = department.browse()
        while department and department not in line:
            line |= department
            department = department.parent_id
        return line

    @api.model
    def _get_heads(self, department):
        """Return who heads a department, and who heads those above it."""
        return self._get_line_of_departments(department).manager_id

    # The work -------------------------------------------------------------------------

    def _move_work(self):
        """Give the activity to who has the work now, and take it from others."""
        for ticket in self:
            user = ticket._find_worker()
            activities = ticket._get_work_activities()
            others = activities.filtered(lambda a, user=user: a.user_id != user)
            # whoever has an activity follows the case, and reads it by that
            former = others.user_id - user - ticket.user_id
            ticket.message_unsubscribe(former.partner_id.ids)
            others.unlink()
            if user and activities == others:
                ticket._plan_work(user)

    def _find_worker(self):
        """Return who has the work of an open case; nobody where nobody is named."""
        if self.closed or not self._has_worker():
            return self.env["res.users"]
        return self._find_present(self._get_line_of_work())

    def _has_worker(self) -> bool:
        """Is there somebody the work belongs to? An extension point."""
        return bool(self.customer_responsible_id)

    def _get_line_of_work(self):
        """Return the users that stand for the person responsible, the nearest first."""
        person, line = self.customer_responsible_id, self.env["hr.employee"]
        while person and person not in line:
            line |= person
            person = person.parent_id or person.department_id.manager_id
        heads = self._get_heads(self.customer_department_id)
        service = self.env["res.users"]._get_office_holders(
            "customer_followup.group_service_manager", self.company_id
        )
        return (
            (line | heads).filtered("active").user_id | self.team_id.user_id | service
        )

    def _find_present(self, users):
        """Return the first who has not left, and sees the case."""
        company = self.company_id
        for user in users.filtered(lambda u: u.active and company in u.company_ids):
            of_user = self.with_user(user).with_context(allowed_company_ids=company.ids)
            if of_user.has_access("read"):
                return user
        return users.browse()

    def _plan_work(self, user):
        speaker = self.with_context(lang=user.lang, mail_activity_automation_skip=False)
        person = self.customer_responsible_id
        summary = speaker.env._("Work on the case")
        if not person:
            summary = speaker.env._("Name who is responsible")
        elif person.user_id != user:
            summary = speaker.env._("Work on the case of %(who)s", who=person.name)
        speaker.activity_schedule(
            WORK,
            user_id=user.id,
            summary=summary,
            date_deadline=self.company_id._get_customer_today(),
        )

    def _get_work_activities(self):
        return get_automatic_activities(self, WORK)
