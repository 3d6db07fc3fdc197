from odoo import fields, models
from odoo.exceptions import UserError

from .helpdesk_ticket_step import COLLEAGUES


class HelpdeskTicket(models.Model):
    """How a complaint is given up: with a reason that a superior signs (CMP-9)."""

    _inherit = "helpdesk.ticket"

    customer_cancellation_ids = fields.One2many(
        "customer.complaint.cancellation",
        "ticket_id",
        "Cancellations",
        readonly=True,
        groups=COLLEAGUES,
    )

    def action_request_cancellation(self, comment: str):
        """Ask a superior to let a complaint be cancelled.

        :param comment: why; the superior reads it and it stays in the log
        :return: the action that shows the request
        :raise UserError: the reason is missing, it is closed, or asked for already
        """
        self._check_one()
        self.check_access("write")
        self._check_comment(comment)
        if not (comment or "").strip():
            raise UserError(self.env._("Say why the complaint is given up."))
        self._lock()
        # sudo: made by this button alone, in the name of who pressed it
        Cancellation = self.env["customer.complaint.cancellation"].sudo()
        if waiting := self.sudo().customer_cancellation_ids.filtered_domain(
            Cancellation._get_open_domain()
        ):
            raise UserError(
                self.env._(
                    "%(who)s has asked for that already.",
                    who=waiting[0].requester_id.name,
                )
            )
        document = Cancellation.create(
            {"ticket_id": self.id, "reason": comment.strip()}
        )
        document.action_submit()
        return {
            "type": "ir.actions.act_window",
            "res_model": document._name,
            "res_id": document.id,
            "views": [(False, "form")],
        }
