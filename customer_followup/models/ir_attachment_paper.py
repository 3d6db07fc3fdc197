from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from ..policy.document_files import MIMETYPES, clean_file_name
from ..tools.permit import get_permit

DOCUMENT = "customer.document"
DIALOG = "customer.dossier.checklist"
# whose files are for those alone who may read the record
PAPER_MODELS = (DOCUMENT, DIALOG)
ABANDONED_AFTER = timedelta(days=1)
PORTION = 1000


class IrAttachment(models.Model):
    """The files of customers' documents: private, and kept as they were filed.

    *Papers* are the attachments of a document, its chatter included: they follow the
    rights of the document, and no link opens them. Those among its files are *on
    record*: they stay what they were when they were filed.
    """

    _inherit = "ir.attachment"

    @api.constrains("public", "access_token", "res_model")
    def _check_paper_is_private(self):
        # sudo: whoever writes may not be allowed to read the token
        for paper in self.sudo():
            is_open = paper.public or paper.access_token
            if is_open and paper.res_model in PAPER_MODELS:
                raise ValidationError(
                    self.env._(
                        "%(file)s belongs to a customer's document, and there is no "
                        "public link to it. Show it to those who may see the customer.",
                        file=paper.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._clean_paper_name(vals) for vals in vals_list])

    def write(self, vals):
        if permit := get_permit(self, "customer_paper_filing"):
            permit.use(self)
        else:
            self._check_papers_stay(vals)
        return super().write(vals)

    def unlink(self):
        self._check_papers_are_kept()
        return super().unlink()

    def copy(self, default=None):
        if self._filter_papers():
            raise UserError(
                self.env._(
                    "The files of customers' documents are not copied, as a copy would "
                    "not follow the rights of the customer. Open the document instead."
                )
            )
        return super().copy(default)

    def generate_access_token(self):
        # without one, whoever follows the link needs the right to see the customer
        papers = self._filter_papers()
        others = self - papers
        tokens = dict(
            zip(
                others._ids,
                super(IrAttachment, others).generate_access_token(),
                strict=True,
            )
        )
        return [tokens.get(attachment.id, "") for attachment in self]

    def _has_attachments_ownership(self, attachment_tokens):
        if self._filter_papers():
            attachment_tokens = None  # it would outlive the right to see the customer
        return super()._has_attachments_ownership(attachment_tokens)

    @api.model
    def _clean_paper_name(self, vals: dict) -> dict:
        name = vals.get("name")
        if vals.get("res_model") not in PAPER_MODELS or not isinstance(name, str):
            return vals
        return {**vals, "name": clean_file_name(name)}

    def _filter_papers(self):
        """Return those that belong to documents, as far as they exist."""
        if not self.ids:
            return self.browse()
        # sudo: only the model they belong to is looked at; searched and not read, as
        # what superusers read is in the cache for everybody
        papers = Domain("id", "in", self.ids) & Domain("res_model", "in", PAPER_MODELS)
        return self.browse(self.sudo().search(papers).ids)

    def _get_documents_on_record(self):
        """Return the documents that the attachments are files of."""
        # sudo: what is on record stays, whoever can see it
        documents = self.env[DOCUMENT].sudo()
        if not self.ids:
            return documents
        return documents.search([("attachment_ids", "in", self.ids)])

    def _check_papers_stay(self, vals: dict):
        """Refuse to change files on record, and to move papers anywhere else.

        :raise UserError: says what can be done instead
        """
        if vals.keys() <= {"thumbnail"}:  # the preview that browsers make
            return
        self.check_access("write")  # before the cache holds what superusers read
        papers = self._filter_papers().sudo()  # sudo: only to compare
        moved = {"res_model", "res_id", "res_field"} & vals.keys()
        placed = papers.filtered("res_id")
        if placed._would_change({name: vals[name] for name in moved}):
            raise UserError(
                self.env._(
                    "The files of customers' documents are not moved, as they follow "
                    "the rights of the customer. Upload the file again where you need "
                    "it."
                )
            )
        documents = placed._get_documents_on_record()
        on_record = placed & documents.attachment_ids
        if on_record._would_change(vals):
            raise UserError(
                self.env._(
                    "%(file)s is on file in %(document)s and stays as it is. Remove it "
                    "and upload another one; what is no draft is withdrawn first.",
                    file=on_record[0].name,
                    document=documents[0].display_name,
                )
            )

    def _would_change(self, vals: dict) -> bool:
        """Would a write change anything? Moving the file store, e.g., does not."""
        return any(
            name not in self._fields or attachment[name] != value
            for attachment in self
            for name, value in vals.items()
        )

    def _check_papers_are_kept(self):
        """Refuse to delete what is on file; note who deletes a file of a draft.

        :raise UserError: the document is no draft any more
        """
        self.check_access("unlink")  # before the cache holds what superusers read
        documents = self._get_documents_on_record()
        documents._check_is_draft()
        if documents:
            documents._note_editor()

    def _get_safe_mimetype(self) -> str:
        """Return as what the file is sent: nothing that a browser would run."""
        shown = self.mimetype in MIMETYPES.values() or self.mimetype == "text/plain"
        return self.mimetype if shown else "application/octet-stream"

    @api.autovacuum
    def _gc_abandoned_papers(self):
        """Delete what was uploaded for a document that nobody saved."""
        abandoned = Domain("res_model", "in", PAPER_MODELS)
        abandoned &= Domain("res_id", "in", (False, 0))
        abandoned &= Domain("create_date", "<", fields.Datetime.now() - ABANDONED_AFTER)
        papers = self.sudo().search(abandoned, limit=PORTION)  # sudo: of all users
        papers.unlink()
        return len(papers), self.sudo().search_count(abandoned)  # sudo: as above
