import contextlib
import errno
import logging
import os
from pathlib import Path

from odoo import api, models
from odoo.exceptions import UserError

_logger = logging.getLogger(__name__)

# no space left, quota exhausted, larger than files may be
FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


class IrAttachment(models.Model):
    """A full disk: a message, and nothing that stands in the way of the next try.

    Odoo leaves the part of the file that could be written. As files are named by their
    content, the next try finds that part and takes it for another file. A server that
    is killed while it writes leaves one, too.
    """

    _inherit = "ir.attachment"

    @api.model
    def _get_path(self, bin_data, sha):
        with self._explained_if_full():
            try:
                return super()._get_path(bin_data, sha)
            except UserError:
                if not self._remove_half_file(sha):
                    raise
                return super()._get_path(bin_data, sha)

    @api.model
    def _file_write(self, bin_value, checksum):
        with self._explained_if_full():
            try:
                return super()._file_write(bin_value, checksum)
            except OSError:
                self._remove_half_file(checksum)
                raise

    @contextlib.contextmanager
    def _explained_if_full(self):
        try:
            yield
        except OSError as error:
            if error.errno not in FULL:
                raise
            _logger.error("No space left to store a file: %s", error)
            raise UserError(
                self.env._(
                    "The server has no space left, and the file was not stored. Tell "
                    "your administrator, and upload it again afterwards."
                )
            ) from error

    @api.model
    def _remove_half_file(self, checksum: str) -> bool:
        """Remove a file that is not what its name says; tell whether it was so.

        A whole one stays, as somebody else may have uploaded the same.
        """
        path = Path(self._full_path(f"{checksum[:2]}/{checksum}"))
        try:
            is_whole = self._compute_checksum(path.read_bytes()) == checksum
            if not is_whole:
                os.unlink(path)
        except OSError:  # it is not there
            return False
        return not is_whole
