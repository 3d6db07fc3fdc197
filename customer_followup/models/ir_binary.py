from odoo import models
from odoo.http import Stream


class PrivateStream(Stream):
    """A file that no proxy between the server and its reader may keep."""

    @property
    def public(self):
        return False

    @public.setter
    def public(self, value):
        """Stay private: Odoo makes public whatever was asked for with a token."""


class IrBinary(models.AbstractModel):
    """The files of customers' documents are sent to those who may read the document.

    No token opens them, and they are shown as what they are, never as a page.
    """

    _inherit = "ir.binary"

    def _find_record(
        self,
        xmlid=None,
        res_model="ir.attachment",
        res_id=None,
        access_token=None,
        field=None,
    ):
        if access_token and res_model == "ir.attachment" and res_id and not xmlid:
            attachment = self.env["ir.attachment"].browse(res_id).exists()
            if attachment._filter_papers():
                access_token = None
        record = super()._find_record(xmlid, res_model, res_id, access_token, field)
        if self._is_paper(record):
            record.with_env(self.env).check_access("read")
        return record

    def _get_stream_from(
        self,
        record,
        field_name="raw",
        filename=None,
        filename_field="name",
        mimetype=None,
        default_mimetype="application/octet-stream",
    ):
        is_paper = self._is_paper(record)
        if is_paper:
            record.check_access("read")  # not every route of Odoo looks
        stream = super()._get_stream_from(
            record,
            field_name,
            filename,
            filename_field,
            None if is_paper else mimetype,
            default_mimetype,
        )
        if not is_paper:
            return stream
        if field_name in ("raw", "datas", "db_datas"):
            stream.mimetype = record._get_safe_mimetype()
        return PrivateStream(**vars(stream))

    def _is_paper(self, record) -> bool:
        return record._name == "ir.attachment" and bool(record._filter_papers())
