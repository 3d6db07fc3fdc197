from odoo import models
from odoo.http import request


class IrHttp(models.AbstractModel):
    """Addresses that nobody can have made.

    Odoo looks an unknown address up among the files; one with a NUL in it fails there,
    as no database takes it, and would answer with a server error.
    """

    _inherit = "ir.http"

    @classmethod
    def _serve_fallback(cls):
        if "\0" in request.httprequest.path:
            return None
        return super()._serve_fallback()
