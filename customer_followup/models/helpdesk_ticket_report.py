from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..tools.automatic_activities import get_automatic_activities
from .helpdesk_ticket_step import COLLEAGUES

TO_SIGN = "customer_followup.mail_activity_type_to_sign"
OFFICE = "customer_followup.group_general_manager"


class HelpdeskTicket(models.Model):
    """The report about a complaint to the general manager, who signs it off (CMP-8)."""

    _inherit = "helpdesk.ticket"

    customer_reported_at = fields.Datetime(
        "Reported On", readonly=True, copy=False, groups=COLLEAGUES
    )
    customer_reported_by_id = fields.Many2one(
        "res.users", "Reported By", readonly=True, copy=False, groups=COLLEAGUES
    )
    customer_report_signed_at = fields.Datetime(
        "Report Signed On", readonly=True, copy=False, groups=COLLEAGUES
    )
    customer_report_signed_by_id = fields.Many2one(
        "res.users", "Report Signed By", readonly=True, copy=False, groups=COLLEAGUES
    )

    def action_report(self):
        """Hand the report about a complaint to the general manager (CMP-8).

        :raise UserError: it is no complaint, or the report waits already
        """
        self._check_one()
        self.check_access("write")
        self._lock()
        if self.customer_case_type != "complaint":
            raise UserError(self.env._("Only complaints are reported like this."))
        if self.customer_reported_at and not self.customer_report_signed_at:
            raise UserError(self.env._("The report waits for its signature already."))
        now = self._get_deadline_now()
        ticket = self.sudo()  # sudo: the general manager's activity, and the stamps
        ticket._in_transition().write(
            {
                "customer_reported_at": now,
                "customer_reported_by_id": self.env.uid,
                "customer_report_signed_at": False,
                "customer_report_signed_by_id": False,
            }
        )
        ticket._deadline_event("reported", now)
        Users = self.env["res.users"]
        for user in Users._get_office_holders(OFFICE, ticket.company_id):
            speaker = ticket.with_context(
                lang=user.lang, mail_activity_automation_skip=False
            )
            speaker.activity_schedule(
                TO_SIGN,
                user_id=user.id,
                summary=speaker.env._(
                    "Report on complaint %(number)s", number=ticket.number
                ),
                date_deadline=ticket.company_id._get_customer_today(),
            )

    def action_sign_report(self, comment: str | None = None):
        """Sign the report off, as the general manager.

        :param comment: what has to be done; whoever reported reads it
        :raise AccessError: the user is not the general manager, or is accused
        :raise UserError: there is no report to sign
        """
        self._check_one()
        self.check_access("read")
        self._check_comment(comment)
        if not self.env.user.has_group(OFFICE) or self._is_accused(self.env.user):
            raise AccessError(
                self.env._(
                    "The report is signed by the general manager, and not by whom it "
                    "is about."
                )
            )
        self._lock()
        if not self.customer_reported_at or self.customer_report_signed_at:
            raise UserError(self.env._("There is no report that waits for you."))
        ticket = self.sudo()  # sudo: the general manager reads cases only
        ticket._in_transition().write(
            {
                "customer_report_signed_at": self._get_deadline_now(),
                "customer_report_signed_by_id": self.env.uid,
            }
        )
        get_automatic_activities(ticket, TO_SIGN).unlink()
        ticket.message_post(
            body=" ".join(
                filter(None, [self.env._("The report is signed off."), comment])
            ),
            partner_ids=ticket.customer_reported_by_id.partner_id.ids,
            subtype_xmlid="mail.mt_note",
        )

    @api.model
    def _get_stamp_fields(self) -> set[str]:
        return super()._get_stamp_fields() | {
            "customer_reported_at",
            "customer_reported_by_id",
            "customer_report_signed_at",
            "customer_report_signed_by_id",
        }
