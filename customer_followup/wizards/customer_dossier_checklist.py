from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command

from ..policy.document_names import group_pages, propose_type


class CustomerDossierChecklist(models.TransientModel):
    """Says which papers of a customer are missing, and takes several in at once.

    Opened by the button Missing Papers; it stays open until all files are documents
    that wait to be verified, and ends when it is closed.
    """

    _name = "customer.dossier.checklist"
    _description = "Missing Papers"

    partner_id = fields.Many2one(
        "res.partner", "Customer", required=True, readonly=True, ondelete="cascade"
    )
    company_id = fields.Many2one("res.company", compute="_compute_company_id")
    missing = fields.Html(
        "Still Missing", compute="_compute_missing", sanitize=False, readonly=True
    )
    missing_count = fields.Integer(compute="_compute_missing")
    attachment_ids = fields.Many2many(
        "ir.attachment",
        "customer_dossier_checklist_attachment_rel",
        string="Files",
        help="Scans or photos. Several pages of one paper can be several files.",
    )
    line_ids = fields.One2many("customer.dossier.checklist.line", "checklist_id")
    paper_location = fields.Char(
        "Originals Are In",
        help="Where the papers are kept, e.g. Cabinet 3, folder 12. For those without "
        "a place of their own.",
    )
    filed = fields.Text(readonly=True)

    @api.depends("partner_id")
    def _compute_company_id(self):
        for checklist in self:
            checklist.company_id = checklist.partner_id._get_dossier_company()

    @api.depends("partner_id")
    @api.depends_context("lang")
    def _compute_missing(self):
        for checklist in self:
            rows = checklist._get_missing_rows()
            checklist.missing_count = len([row for row in rows if row["is_required"]])
            checklist.missing = self.env["ir.qweb"]._render(
                "customer_followup.customer_dossier_checklist_missing", {"rows": rows}
            )

    @api.onchange("attachment_ids")
    def _onchange_attachment_ids(self):
        files = self.attachment_ids._origin
        lines = self.line_ids
        self.line_ids -= lines.filtered(
            lambda line: line.attachment_id._origin not in files
        )
        self.line_ids = [
            Command.create(vals)
            for vals in self._prepare_lines(files - lines.attachment_id._origin)
        ]

    @api.onchange("line_ids")
    def _onchange_line_ids(self):
        self.attachment_ids = self.line_ids.attachment_id

    @api.constrains("partner_id")
    def _check_may_file(self):
        """Refuse customers whose documents the user may not file.

        :raise AccessError: says so
        """
        # constraints are checked as superuser; this one is about who asks
        self.sudo(False).partner_id._check_may_file()

    @api.constrains("attachment_ids")
    def _check_own_uploads(self):
        for checklist in self:
            # sudo: only whose file it is
            checklist._check_uploads(checklist.sudo().attachment_ids)

    @api.model_create_multi
    def create(self, vals_list):
        # what is said to have been filed was filed
        return super().create([{**vals, "filed": False} for vals in vals_list])

    def action_file(self):
        """Make a document of each paper and have them verified (DOS-2).

        What cannot be filed stays in the dialog and says why.

        :raise UserError: there are no files
        """
        self.ensure_one()
        self.check_access("write")
        self._check_may_file()
        self._check_own_uploads()
        new = self.attachment_ids - self.line_ids.attachment_id  # come by the API
        self.line_ids = [Command.create(vals) for vals in self._prepare_lines(new)]
        lines = self.line_ids.filtered("attachment_id")
        if not lines:
            raise UserError(self.env._("Add the scans or photos of the papers first."))
        lines.filtered(lambda line: not line.type_id).error = self.env._(
            "Choose which paper this is."
        )
        ready = lines.filtered("type_id")
        pages = group_pages(
            (line.id, line.type_id.id, line.number or "") for line in ready
        )
        documents = self.env["customer.document"]
        for ids in pages:
            documents |= ready.browse(ids)._file()
        self._note_filed(documents)
        return self._get_action()

    def _check_uploads(self, files):
        """Refuse the files of others, and of other records.

        :param files: as superuser
        :raise AccessError: names the first one
        """
        if self.env.user._is_superuser():
            return
        for file in files:
            is_loose = not file.res_id and file.res_model in (False, self._name)
            is_here = file.res_model == self._name and file.res_id in self.ids
            if file.create_uid != self.env.user or not (is_loose or is_here):
                raise AccessError(
                    self.env._("Only files that you upload here can be filed here.")
                )

    def _prepare_lines(self, files) -> list[dict]:
        """Return a line for each file, with the paper that its name tells."""
        types = self.env["customer.document.type"].search(
            [("company_id", "in", (False, self.company_id.id))]
        )
        words = types._get_words() if files else []
        return [
            {
                "attachment_id": file.id,
                "type_id": propose_type(file.name or "", words),
            }
            for file in files.sorted("id")
        ]

    def _note_filed(self, documents):
        """Say what was filed, and what is left."""
        texts = [self.filed] if self.filed else []
        texts += [
            self.env._(
                "%(paper)s: filed with %(count)s file(s), waits to be verified.",
                paper=document.type_id.name,
                count=len(document.attachment_ids),
            )
            for document in documents
        ]
        self.filed = "\n".join(texts)
        self.invalidate_recordset(["missing", "missing_count"])

    def _get_missing_rows(self) -> list[dict]:
        """Return the missing papers: name, how far they are, and if required."""
        if not self.partner_id.has_access("read"):
            return []
        # sudo: what is missing is known to whoever sees the customer
        partner = self.partner_id.sudo()
        statuses = partner._get_missing_statuses()
        rows = [
            {
                "text": partner._describe_missing(kind, statuses),
                "state": statuses.get((partner.id, kind.id), ("none", None))[0],
                "is_required": True,
            }
            for kind in partner.customer_missing_type_ids
        ]
        return rows + [
            {"text": kind.name, "state": "none", "is_required": False}
            for kind in self._get_optional_missing()
        ]

    def _get_optional_missing(self):
        """Return the papers that are asked for without being required."""
        types = self.env["customer.document.type"]
        # sudo: see _get_missing_rows
        partner = self.partner_id.sudo()
        papers = types._find_papers(partner.ids).get(partner.id, [])
        wanted = {paper.type_id for paper in papers if not paper.is_required}
        filed = partner.customer_document_ids.filtered(lambda d: d.state != "rejected")
        return types.sudo().browse(sorted(wanted - set(filed.type_id.ids)))

    def _get_action(self) -> dict:
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Missing Papers"),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
            "target": "new",
            "context": {"dialog_size": "extra-large"},
        }
