from odoo import fields, models
from odoo.exceptions import AccessError


class HelpdeskTicket(models.Model):
    """The files that a case is registered with (CMP-1)."""

    _inherit = "helpdesk.ticket"

    customer_file_ids = fields.Many2many(
        "ir.attachment",
        "helpdesk_ticket_customer_file_rel",
        "ticket_id",
        "attachment_id",
        string="Files",
        copy=False,
        help="Pictures, letters, the signed delivery note.",
    )

    def _take_in_files(self):
        """Let uploaded files follow the rights of their case.

        :raise AccessError: a file is somebody else's, or belongs to another record
        """
        for ticket in self:
            # sudo: a file that was uploaded to a new form belongs to no record yet
            files = ticket.sudo().customer_file_ids
            own = ("helpdesk.ticket", ticket.id)
            for file in files.filtered(
                lambda f, own=own: (f.res_model, f.res_id) != own
            ):
                is_own_upload = file.create_uid == self.env.user and not file.res_id
                if not self.env.su and not is_own_upload:
                    raise AccessError(
                        self.env._(
                            "Upload the file to this case yourself; it belongs to "
                            "something else."
                        )
                    )
                file.write({"res_model": "helpdesk.ticket", "res_id": ticket.id})
