from odoo import http
from odoo.exceptions import UserError
from odoo.http import request

LARGEST_REQUEST = 8 * 1024 * 1024
"""Bytes; more than a signature may have, so that a larger one gets a message."""
LONGEST_TOKEN = 200
PRIVATE = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex, nofollow",
}


class CustomerFollowupSignature(http.Controller):
    """The page on which a customer signs the record of a contact, without an account.

    Nothing on it tells a wrong link from one that was used, has expired, or is of
    another record.
    """

    @http.route(
        "/customer_followup/sign/<int:followup_id>/<string:token>",
        type="http",
        auth="public",
        methods=["GET"],
        save_session=False,
    )
    def show_record(self, followup_id: int, token: str):
        """Show what is to be signed, in the customer's language."""
        followup = self._find(followup_id, token)
        template, values = "customer_followup.customer_followup_sign_refused", {}
        if followup:
            template = "customer_followup.customer_followup_sign"
            lang = followup._get_customer_lang()
            request.update_context(lang=lang)
            values = {
                "followup": followup.with_context(lang=lang),
                "html_lang": lang.replace("_", "-"),
                "tz": followup.company_id._get_customer_timezone(),
                "url": f"/customer_followup/sign/{followup.id}/{token}/submit",
            }
        response = request.render(template, values, status=200 if followup else 404)
        response.headers.update(PRIVATE)
        return response

    @http.route(
        "/customer_followup/sign/<int:followup_id>/<string:token>/submit",
        type="jsonrpc",
        auth="public",
        max_content_length=LARGEST_REQUEST,
        save_session=False,
    )
    def sign_record(self, followup_id: int, token: str, name=None, signature=None, **_):
        """Take name and signature; the link does not work any more afterwards."""
        followup = self._find(followup_id, token)
        if not followup:
            return {
                "error": request.env._(
                    "This link does not work any more: it was used, has expired, or "
                    "the record was changed. Ask for a new link."
                )
            }
        lang = followup._get_customer_lang()
        followup = followup.with_context(lang=lang)
        try:
            problem = followup._sign_by_link(name, signature)
        except UserError as error:  # somebody else is saving it right now
            problem = str(error)
        if problem:
            return {"error": problem}
        return {"message": followup.env._("Thank you! The record is signed.")}

    def _find(self, followup_id: int, token: str):
        return request.env["customer.followup"]._find_by_link(
            followup_id, token[:LONGEST_TOKEN]
        )
