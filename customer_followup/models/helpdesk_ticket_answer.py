import re

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools.mail import html_to_inner_content

from ..tools.automatic_activities import get_automatic_activities
from .helpdesk_ticket_step import COLLEAGUES

TEMPLATE = "customer_followup.mail_template_case_invalid"
ANSWER = "customer_followup.mail_message_subtype_case_answer"
CALL_BACK = "customer_followup.mail_activity_type_case_call_back"
# what the template leaves to be written, in the brackets of either language
GAP = re.compile("[\\[\u3010\uff3b][^\\[\\]\u3010\u3011\uff3b\uff3d]+[\\]\u3011\uff3d]")


class HelpdeskTicket(models.Model):
    """What a customer is told whose complaint is not justified (CMP-2).

    A tactful answer is written from a template in the customer's language, looked at
    and sent; and the customer is called back all the same.
    """

    _inherit = "helpdesk.ticket"

    customer_answered_at = fields.Datetime(
        "Customer Answered On", readonly=True, copy=False, groups=COLLEAGUES
    )

    def action_write_answer(self):
        """Open the answer to an unjustified complaint, ready to be looked at and sent.

        :raise UserError: the complaint is not found to be invalid
        """
        self._check_one()
        self.check_access("read")
        self._check_ruler()
        if self.customer_validity != "invalid":
            raise UserError(
                self.env._(
                    "This answer is for complaints that are not justified. Decide "
                    "about complaint %(number)s first.",
                    number=self.number,
                )
            )
        template = self.env.ref(TEMPLATE, raise_if_not_found=False)
        subtype = self.env.ref(ANSWER)
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Answer to the Customer"),
            "res_model": "mail.compose.message",
            "views": [(False, "form")],
            "target": "new",
            "context": {
                "default_model": self._name,
                "default_res_ids": self.ids,
                "default_composition_mode": "comment",
                "default_template_id": template.id if template else False,
                "default_subtype_id": subtype.id,
                "default_email_layout_xmlid": "mail.mail_notification_light",
            },
        }

    def message_post(self, **kwargs):
        self._check_gaps(kwargs.get("body"))
        return super().message_post(**kwargs)

    def _check_gaps(self, body):
        """Refuse an answer in which nobody has written what the template asks for.

        :raise UserError: quotes what has to be replaced
        """
        text = str(body or "")
        gaps = GAP.search(text) and GAP.findall(html_to_inner_content(text))
        template = gaps and self.env.ref(TEMPLATE, raise_if_not_found=False)
        if not template:
            return
        # sudo: the words of the template, in every language it has
        asked = " ".join(
            html_to_inner_content(template.sudo().with_context(lang=code).body_html)
            for code, _name in self.env["res.lang"].get_installed()
        )
        for gap in gaps:
            if gap in asked:
                raise UserError(
                    self.env._(
                        "Nobody has written yet what was found. Replace %(words)s by "
                        "your own words, then send the answer.",
                        words=gap,
                    )
                )

    def _message_post_after_hook(self, message, msg_vals):
        result = super()._message_post_after_hook(message, msg_vals)
        # not env.ref, which asks the database with each message
        answer_id = self.env["ir.model.data"]._xmlid_to_res_id(ANSWER)
        if answer_id and message.subtype_id.id == answer_id:
            # sudo: whoever may write to the customer has answered, see the composer
            self.sudo()._note_answer(message)
        return result

    def _note_answer(self, message):
        """Note that the customer has got the answer, unless only colleagues have."""
        outside = message.sudo().partner_ids.filtered("partner_share")
        if self.customer_validity == "invalid" and outside:
            now = self._get_deadline_now()
            self._in_transition().write({"customer_answered_at": now})
            # the department has nothing to agree to: the answer is the first contact
            self._deadline_event("contacted", now)

    def _on_ruled(self):
        result = super()._on_ruled()
        self._drop_call_back()
        if self.customer_validity == "invalid":
            self._plan_call_back()
        elif self.customer_answered_at:
            self._in_transition().customer_answered_at = False
        return result

    def _plan_call_back(self):
        """Have the customer called today, by who looks after the customer."""
        user = self._find_caller()
        speaker = self.with_context(lang=user.lang)
        self.with_context(mail_activity_automation_skip=False).activity_schedule(
            CALL_BACK,
            user_id=user.id,
            summary=speaker.env._(
                "Call %(customer)s back", customer=self._get_caller()
            ),
            date_deadline=self.company_id._get_customer_today(),
        )

    def _drop_call_back(self):
        """Take back what asks somebody to call the customer."""
        self._get_call_back_activities().unlink()

    def _get_caller(self) -> str:
        return self.partner_name or self.partner_id.name or self.number

    def _find_caller(self):
        """Return who calls the customer: never somebody who has left."""
        users = (
            self.user_id
            | self.commercial_partner_id.customer_specialist_id
            | self.customer_followup_id.user_id
            | self.env.user
        )
        return (
            users.filtered(
                lambda u: u.active and not u.share and not self._is_accused(u)
            )[:1]
            or self.env.user
        )

    def _get_call_back_activities(self):
        return get_automatic_activities(self, CALL_BACK)

    @api.model
    def _get_stamp_fields(self) -> set[str]:
        return super()._get_stamp_fields() | {"customer_answered_at"}
