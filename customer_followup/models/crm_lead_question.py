from odoo import models
from odoo.exceptions import UserError
from odoo.tools import plaintext2html

QUESTION = "customer_followup.mail_activity_type_question"
ANSWER = "customer_followup.mail_activity_type_answer"
OFFICES = ("group_supervisor", "group_general_manager")


class CrmLead(models.Model):
    """What one cannot answer goes to the superior; the answer comes back (INQ-3)."""

    _inherit = "crm.lead"

    def action_pass_to_superior(self):
        """Open the dialog that asks for the question."""
        self.ensure_one()
        self.check_access("write")
        dialog = self.env["crm.lead.question"].create({"lead_id": self.id})
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Pass to Superior"),
            "res_model": dialog._name,
            "res_id": dialog.id,
            "views": [(False, "form")],
            "target": "new",
        }

    def _find_superior(self):
        """Return who answers what the user cannot: the nearest who may read the lead.

        Up the line of the employees, then the leader of the sales team, then the
        supervisors and the general manager.
        """
        self.ensure_one()
        company = self.company_id or self.env.company
        line = self.env.user._get_customer_superiors() | self.team_id.user_id
        for office in OFFICES:
            line |= self.env["res.users"]._get_office_holders(
                f"customer_followup.{office}", company
            )
        for user in line - self.env.user:
            # sudo: in which companies a colleague works is no secret
            companies = user.sudo().company_ids
            lead = self.with_user(user).with_context(allowed_company_ids=companies.ids)
            if user.active and lead.has_access("read"):
                return user
        return line.browse()

    def _ask_superior(self, question: str):
        """Give the superior the question as an activity; the chatter keeps it.

        :raise UserError: nobody above the user may read the enquiry
        """
        superior = self._find_superior()
        if not superior:
            raise UserError(
                self.env._(
                    "Nobody above you can open this enquiry. Ask the service manager "
                    "to name your manager under Employees."
                )
            )
        self.message_post(
            body=self.env._(
                "Question for %(superior)s: %(question)s",
                superior=superior.name,
                question=question,
            )
        )
        speaker = self.with_context(lang=superior.lang)
        self._plan_enquiry_activity(
            QUESTION,
            superior,
            speaker.env._("Question of %(asker)s", asker=self.env.user.name),
            question,
        )

    def _answer_question(self, asker, answer: str):
        """Let the asker tell the customer what the superior answered."""
        speaker = self.with_context(lang=asker.lang)
        self._plan_enquiry_activity(
            ANSWER, asker, speaker.env._("Tell the customer the answer"), answer
        )

    def _plan_enquiry_activity(self, xmlid: str, user, summary: str, note: str):
        # sudo: work for a colleague
        lead = self.sudo().with_context(mail_activity_automation_skip=False)
        lead.activity_schedule(
            xmlid,
            user_id=user.id,
            summary=summary,
            note=plaintext2html(note),
            date_deadline=(self.company_id or self.env.company)._get_customer_today(),
        )
