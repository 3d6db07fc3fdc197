from collections import Counter

from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import human_size

from ..policy.document_files import (
    MIMETYPES,
    Refusal,
    check_file,
    clean_file_name,
    get_kind,
)
from ..tools.permit import Permit
from .ir_attachment_paper import DIALOG


class CustomerDocument(models.Model):
    """The files of a document: whose they are, what they may be, and each only once."""

    _inherit = "customer.document"

    @api.model_create_multi
    def create(self, vals_list):
        documents = super().create(vals_list)
        for document in documents:
            document._take_in_files(document._get_files())
        return documents

    def write(self, vals):
        if "attachment_ids" not in vals:
            return super().write(vals)
        before = {document: document._get_files() for document in self}
        result = super().write(vals)
        for document, files in before.items():
            document._take_in_files(document._get_files() - files)
        return result

    def _get_files(self):
        # sudo: the files are those of the document, whoever may see them
        return self.sudo().attachment_ids

    def _take_in_files(self, files):
        """Let uploaded files follow the rights of their document, and stay as they are.

        :param files: that the document had not before
        :raise UserError: a file is not one's own upload, not taken, or there already
        """
        if not files:
            return
        largest_size = self._get_largest_file_size()
        for file in files:
            self._check_is_own_upload(file)
            self._check_file(file.name, file.raw or b"", largest_size)
        self._check_not_on_file(files)
        for file in files:
            if (name := clean_file_name(file.name)) != file.name:
                self._file(file, {"name": name})
        for kind, alike in files.grouped(lambda f: get_kind(f.name)).items():
            self._file(alike, {"mimetype": MIMETYPES[kind]})

    def _file(self, files, vals: dict):
        place = {"res_model": self._name, "res_id": self.id}
        secret = {"public": False, "access_token": False}
        files.with_context(customer_paper_filing=Permit(files)).write(
            {**vals, **place, **secret}
        )

    def _check_is_own_upload(self, file):
        """Refuse a file that belongs to something else, and would be shown here.

        :raise UserError: says so
        """
        is_here = file.res_model == self._name and file.res_id == self.id
        is_loose = not file.res_id and file.res_model in (False, self._name)
        is_mine = file.create_uid == self.env.user
        may = is_here or (is_mine and (is_loose or file.res_model == DIALOG))
        if not may or file.res_field or file.type != "binary":
            raise UserError(
                self.env._(
                    "%(file)s belongs to another record. Upload it here again.",
                    file=file.name,
                )
            )

    @api.model
    def _check_file(self, name: str, content: bytes, largest_size: int):
        """Refuse a file that no dossier takes.

        :param largest_size: in bytes
        :raise UserError: says what is wrong with it, and what is taken
        """
        if refusal := check_file(name, content, largest_size):
            raise UserError(self._explain_refusal(name, refusal, largest_size))

    @api.model
    def _explain_refusal(self, name: str, refusal: Refusal, largest_size: int) -> str:
        kinds = ", ".join(MIMETYPES)
        if refusal.reason == "empty":
            return self.env._("%(file)s is empty. Scan or save it again.", file=name)
        if refusal.reason == "large":
            return self.env._(
                "%(file)s is larger than %(size)s. Scan it with a lower resolution, or "
                "in several files.",
                file=name,
                size=human_size(largest_size),
            )
        if refusal.reason == "unknown":
            return self.env._(
                "%(file)s is no kind of file that dossiers take. Scan it, or save it "
                "as one of: %(kinds)s.",
                file=name,
                kinds=kinds,
            )
        if refusal.kind:
            return self.env._(
                "%(file)s is not what its name says: it is a %(kind)s file. Rename it "
                "and upload it again.",
                file=name,
                kind=refusal.kind,
            )
        return self.env._(
            "%(file)s is not what its name says, or it is damaged. Open it, save it as "
            "one of: %(kinds)s.",
            file=name,
            kinds=kinds,
        )

    def _check_not_on_file(self, files):
        """Refuse to put the same file into a dossier twice.

        :raise UserError: names the document that has it
        """
        counts = Counter(self._get_files().mapped("checksum"))
        for file in files:
            if counts[file.checksum] > 1:
                raise UserError(
                    self.env._(
                        "%(file)s is in %(document)s twice. Remove one of the two.",
                        file=file.name,
                        document=self.display_name,
                    )
                )
        # sudo: the dossier of a customer whom the user may file documents for
        same = self.sudo().search(
            [
                ("partner_id", "=", self.partner_id.id),
                ("state", "!=", "rejected"),
                ("id", "!=", self.id),
                ("attachment_ids.checksum", "in", files.mapped("checksum")),
            ],
            limit=1,
        )
        if same:
            checksums = same.attachment_ids.mapped("checksum")
            raise UserError(
                self.env._(
                    "%(file)s is in the dossier already: %(document)s.",
                    file=files.filtered(lambda f: f.checksum in checksums)[0].name,
                    document=same.display_name,
                )
            )

    def _get_largest_file_size(self) -> int:
        """Return the size in bytes of the largest file that is taken."""
        # sudo: a setting of the company that keeps the dossier
        company = self.sudo().company_id or self.env.company
        return company.customer_document_max_mb * 1024 * 1024
