from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

REPORT = "customer_followup.customer_followup_report_document"


class CustomerFollowupReport(models.Model):
    """How a report is reviewed, and sent to the department that reads it (VPL-2).

    One signature by any superior: nothing that a route of approvals would add.
    """

    _inherit = "customer.followup.report"

    can_review = fields.Boolean(compute="_compute_can_review")
    can_send = fields.Boolean(compute="_compute_can_review")

    @api.depends("user_id", "department_id")
    @api.depends_context("uid")
    def _compute_can_review(self):
        for report in self:
            report.can_review = report._is_reviewer()
            report.can_send = report.can_review or report.has_access("write")

    def _is_reviewer(self) -> bool:
        """May the user review the report: as superior, but not one's own?"""
        user = self.env.user
        if self.user_id == user:
            return False
        if user.has_group("customer_followup.group_service_manager"):
            return True
        return user in self._get_superiors()

    def _get_superiors(self):
        """Return who heads the department, and who is above whoever compiled it."""
        # sudo: who leads whom is no secret
        report = self.sudo().with_company(self.company_id)
        superiors = report.department_id.manager_id.user_id
        if report.user_id:
            superiors |= report.user_id._get_customer_superiors()
        return superiors

    def _check_reviewer(self):
        """Refuse whoever is no superior, and whoever compiled the report.

        :raise UserError: it is one's own report
        :raise AccessError: one is no superior
        """
        self.check_access("read")
        for report in self:
            if report.user_id == self.env.user:
                raise UserError(
                    self.env._(
                        "You compiled this report yourself. Ask your superior or the "
                        "service manager to review it."
                    )
                )
            if not report._is_reviewer():
                raise AccessError(
                    self.env._(
                        "A report is reviewed by the head of the department, a "
                        "superior of whoever compiled it, or the service manager."
                    )
                )

    def action_review(self):
        """Accept a report as its superior: it stays as it is from now on.

        :raise UserError: it is one's own report, or not a draft
        :raise AccessError: one is no superior
        """
        self._check_reviewer()
        # sudo: a superior in another office writes no reports, but reviews them
        reports = self.sudo()
        reports._transition(
            "review",
            {"reviewed_by_id": self.env.uid, "reviewed_at": fields.Datetime.now()},
        )
        reports.activity_ids.unlink()
        for report in reports.filtered("user_id"):
            report.message_post(
                body=self.env._("Reviewed. It can be sent now."),
                partner_ids=report.user_id.partner_id.ids,
            )

    def action_ask_back(self, comment: str | None = None):
        """Give a report back that was not sent yet, to be changed.

        :param comment: what should be changed
        :raise UserError: it is one's own report, or not a reviewed one
        :raise AccessError: one is no superior
        """
        self._check_comment(comment)
        self._check_reviewer()
        # sudo: as in action_review
        reports = self.sudo()
        reports._transition("ask_back", {"reviewed_by_id": False, "reviewed_at": False})
        for report in reports:
            report.message_post(
                body=comment or self.env._("Given back, to be changed."),
                partner_ids=report.user_id.partner_id.ids,
            )

    def action_send(self):
        """Send reviewed reports to the department that reads them, one mail each.

        :raise UserError: a report is not reviewed, or nobody is there to read it
        :raise AccessError: one may neither write reports nor review this one
        """
        self.check_access("read")
        for report in self:
            if not report._is_reviewer():
                report.check_access("write")
            report._check_starts("send")
            readers = report._get_readers()
            # sudo: as in action_review
            report.sudo()._send_to(readers)

    def _get_readers(self):
        """Return who gets the report, by the settings of the company.

        :raise UserError: says which setting is missing
        """
        # sudo: who works in a department and leads it is no secret
        company = self.sudo().company_id
        department = company.customer_report_to_department_id
        employees = department.manager_id
        if company.customer_report_to == "members":
            employees |= department.member_ids
        readers = employees.filtered("active").user_id.filtered("active").partner_id
        if not readers:
            raise UserError(
                self.env._(
                    "There is nobody to send the report to. Choose the sales "
                    "department under Settings > Return-Visit Reports, and its "
                    "manager, who has to be a user."
                )
            )
        return readers

    def _send_to(self, readers):
        """Queue one mail with the report as PDF, and keep the PDF in the log."""
        speaker = self._get_speaker()
        self._transition(
            "send",
            {
                "sent_at": fields.Datetime.now(),
                "sent_to": ", ".join(readers.mapped("name")),
            },
        )
        name = speaker._get_document_name()
        pdf = self._print(speaker)
        attachments = [(f"{name.replace('/', '-')}.pdf", pdf)]
        # its own message, as readers of other departments do not see the report
        queue = self.env["mail.thread"].with_context(mail_notify_force_send=False)
        message = queue.message_notify(
            partner_ids=readers.ids,
            subject=name,
            body=speaker._get_letter(),
            attachments=attachments,
        )
        # for those who read it in their inbox
        message.attachment_ids.write({"res_model": message._name, "res_id": message.id})
        self.message_post(
            body=self.env._("Sent to %(readers)s.", readers=self.sent_to),
            attachments=attachments,
            subtype_xmlid="mail.mt_note",
        )

    def _print(self, speaker) -> bytes:
        """Return the report as PDF, in the language of ``speaker``."""
        reports = speaker.env["ir.actions.report"]
        return reports._render_qweb_pdf(REPORT, self.ids)[0]

    def _get_letter(self):
        return self.env["ir.qweb"]._render(
            "customer_followup.customer_followup_report_letter", {"report": self}
        )
