from odoo import api, models
from odoo.fields import Domain


class HelpdeskTicket(models.Model):
    """What becomes of open cases when people leave and departments end (CMP-3)."""

    _inherit = "helpdesk.ticket"

    @api.model
    def _find_open_cases(self, domain):
        # sudo: cases of everybody are left behind
        return self.sudo().search(
            Domain(domain) & Domain("stage_id.closed", "=", False)
        )

    def _replace_responsible(self):
        """Name the next superior of who is responsible and has left, with a note."""
        for ticket in self:
            person = ticket.customer_responsible_id
            successor = ticket._find_successor()
            ticket.customer_responsible_id = successor
            ticket._message_log(
                body=ticket._get_successor_note(person.name, successor.name)
            )

    def _find_successor(self):
        """Return the next superior, or the department's head, who has not left."""
        person = self.customer_responsible_id
        line, superior = self.env["hr.employee"], person.parent_id
        while superior and superior not in line:
            line |= superior
            superior = superior.parent_id
        line |= self._get_heads(self.customer_department_id)
        return (line - person).filtered(
            lambda e: (
                e.active
                and e.user_id.active
                and e.company_id == self.company_id
                and self._is_fit(e)
            )
        )[:1]

    def _get_successor_note(self, name: str, successor: str) -> str:
        speaker = self.with_context(lang=self.company_id.partner_id.lang)
        if successor:
            return speaker.env._(
                "%(person)s has left; %(superior)s is responsible now.",
                person=name,
                superior=successor,
            )
        return speaker.env._(
            "%(person)s has left, and there is no superior in the department. Name "
            "who is responsible.",
            person=name,
        )

    def _leave_department(self, departments):
        """Give cases of departments that end to the departments above them."""
        for ticket in self:
            department = ticket.customer_department_id
            above = department.parent_id
            while above in departments:
                above = above.parent_id
            speaker = ticket.with_context(lang=ticket.company_id.partner_id.lang)
            note = speaker.env._(
                "The department %(department)s does not exist any more.",
                department=department.name,
            )
            ticket.customer_department_id = above
            ticket._message_log(body=note)
