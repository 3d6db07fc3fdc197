from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError


class CustomerDossierChecklistLine(models.TransientModel):
    """A file that somebody wants to file, and which paper it is.

    Made for each upload; ends when the file belongs to a document.
    """

    _name = "customer.dossier.checklist.line"
    _description = "File of a Missing Paper"
    _order = "id"

    checklist_id = fields.Many2one(
        "customer.dossier.checklist", required=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(related="checklist_id.company_id")
    attachment_id = fields.Many2one("ir.attachment", required=True, ondelete="cascade")
    # not as superuser: names of files are as private as the files
    file_name = fields.Char("File", related="attachment_id.name", related_sudo=False)
    file_url = fields.Char("Look", compute="_compute_file_url")
    type_id = fields.Many2one(
        "customer.document.type",
        "Paper",
        ondelete="cascade",
        domain="[('company_id', 'in', [False, company_id])]",
    )
    number = fields.Char(help="As printed on the paper.")
    date_issue = fields.Date("Issued On")
    date_expiry = fields.Date(
        "Valid Until", compute="_compute_date_expiry", store=True, readonly=False
    )
    paper_location = fields.Char("Original Is In")
    error = fields.Char("Not Filed", readonly=True)

    @api.depends("attachment_id")
    def _compute_file_url(self):
        for line in self:
            file_id = line.attachment_id._origin.id
            line.file_url = file_id and f"/web/content/{file_id}"

    @api.depends("type_id", "date_issue")
    def _compute_date_expiry(self):
        for line in self:
            end = line.type_id._get_date_expiry(line.date_issue)
            line.date_expiry = end or line.date_expiry

    @api.onchange("type_id", "number", "date_issue", "date_expiry")
    def _onchange_clear_error(self):
        self.error = False

    @api.constrains("attachment_id", "checklist_id")
    def _check_own_upload(self):
        for line in self:
            # constraints are checked as superuser; this one is about who asks
            line.checklist_id.sudo(False).check_access("write")
            # sudo: only whose file it is
            line.checklist_id._check_uploads(line.sudo().attachment_id)

    def _file(self):
        """Make one document of pages, and submit it.

        :return: the document; nothing when it cannot be, which the pages say then
        """
        try:
            with self.env.cr.savepoint():
                document = self.env["customer.document"].create(
                    self._prepare_document_vals()
                )
                document.action_submit()
                # the files are the document's now
                self.checklist_id.attachment_ids -= self.attachment_id
                self.unlink()
        except (AccessError, UserError) as refusal:
            self.error = str(refusal)
            return self.env["customer.document"]
        return document

    def _prepare_document_vals(self) -> dict:
        def first(name):
            return next((line[name] for line in self if line[name]), False)

        return {
            "partner_id": self.checklist_id.partner_id.id,
            "type_id": self.type_id.id,
            "number": first("number"),
            "date_issue": first("date_issue"),
            "date_expiry": first("date_expiry"),
            "paper_location": first("paper_location")
            or self.checklist_id.paper_location,
            "attachment_ids": [fields.Command.set(self.attachment_id.ids)],
        }
