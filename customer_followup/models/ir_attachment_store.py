import contextlib
import errno
import logging
import os

from odoo import api, models
from odoo.exceptions import UserError

_logger = logging.getLogger(__name__)

# no space left, quota exhausted, larger than files may be
FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


class IrAttachment(models.Model):
    """A full disk: a message, and nothing that stands in the way of the next try.

    Odoo leaves the part of the file that could be written. As files are named by their
    content, the next try finds that part and takes it for another file.
    """

    _inherit = "ir.attachment"

    @api.model
    def _file_write(self, bin_value, checksum):
        try:
            return super()._file_write(bin_value, checksum)
        except OSError as error:
            self._remove_half_file(bin_value, checksum)
            if error.errno not in FULL:
                raise
            _logger.error("No space left to store a file of %s bytes", len(bin_value))
            raise UserError(
                self.env._(
                    "The server has no space left, and the file was not stored. Tell "
                    "your administrator, and upload it again afterwards."
                )
            ) from error

    @api.model
    def _remove_half_file(self, bin_value, checksum):
        path = self._full_path(f"{checksum[:2]}/{checksum}")
        # a whole one may be in use by somebody who uploaded the same
        with contextlib.suppress(OSError):
            if not self._same_content(bin_value, path):
                os.unlink(path)
