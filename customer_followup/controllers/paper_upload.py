import logging
import os

from psycopg2 import OperationalError

from odoo import http
from odoo.exceptions import AccessError, UserError
from odoo.http import request

from odoo.addons.web.controllers.binary import Binary

from ..models.ir_attachment_paper import DOCUMENT, PAPER_MODELS
from ..policy.document_files import clean_file_name

_logger = logging.getLogger(__name__)


class PaperUpload(Binary):
    """Uploads the files of customers' documents.

    Odoo answers every mistake with *Something horrible happened*, and keeps the row of
    a file it could not store.
    """

    @http.route()
    def upload_attachment(self, model, id, ufile, callback=None):
        if model not in PAPER_MODELS:
            return super().upload_attachment(model, id, ufile, callback)
        uploads = request.httprequest.files.getlist("ufile")
        answers = [self._answer_upload(model, id, upload) for upload in uploads]
        return request.make_json_response(answers)

    def _answer_upload(self, model, res_id, upload) -> dict:
        """Store one file, or nothing of it; say what is wrong with it."""
        try:
            with request.env.cr.savepoint():
                return self._store_upload(model, res_id, upload)
        except AccessError:
            error = request.env._("You are not allowed to upload a file here.")
        except UserError as refusal:
            error = str(refusal)
        except OperationalError:  # at the same time as somebody else: tried again
            raise
        except Exception:
            _logger.exception("A file of a document could not be stored")
            error = request.env._("The file could not be stored. Upload it again.")
        return {"error": error}

    def _store_upload(self, model, res_id, upload) -> dict:
        if not str(res_id or 0).isdigit():
            raise AccessError(request.env._("There is no such document."))
        name = clean_file_name(upload.filename or "")
        document = request.env[DOCUMENT]
        if model == DOCUMENT:
            document = document.browse(int(res_id or 0)).exists()
            document.check_access("write")
            document._check_is_draft()
        largest_size = document._get_largest_file_size()
        document._check_file(name, self._read(upload, largest_size), largest_size)
        upload.seek(0)
        # as it was scanned: Odoo would make large pictures smaller
        attachment = (
            request.env["ir.attachment"]
            .with_context(image_no_postprocess=True)
            .create(
                {
                    "name": name,
                    "raw": upload.read(),
                    "res_model": model,
                    "res_id": int(res_id or 0),
                }
            )
        )
        return {
            "filename": attachment.name,
            "mimetype": attachment.mimetype,
            "id": attachment.id,
            "size": attachment.file_size,
        }

    def _read(self, upload, largest_size: int) -> bytes:
        """Return the content, or just enough of it to see that it is too large."""
        upload.seek(0, os.SEEK_SET)
        return upload.read(largest_size + 1)
