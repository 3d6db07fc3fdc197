from email.message import EmailMessage

from markupsafe import Markup

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import email_normalize, email_normalize_all

from ..policy.incoming_mail import is_automatic
from ..tools.mail_repair import mend_mail, mend_text

CASE = "helpdesk.ticket"


class MailThread(models.AbstractModel):
    """What the mail gateway lets through to cases, before it looks for one (CMP-1).

    A mail with broken bytes is mended, as Odoo would lose it. What a machine has
    written, and what comes from one of our own addresses, makes no case and gets no
    answer: that is how two machines begin to talk for ever.
    """

    _inherit = "mail.thread"

    @api.model
    def message_parse(self, message, save_original=False):
        if not isinstance(message, EmailMessage):
            return super().message_parse(message, save_original)
        mend_mail(message)
        parsed = super().message_parse(message, save_original)
        for name, value in parsed.items():
            if isinstance(value, str) and (mended := mend_text(str(value))) != value:
                parsed[name] = Markup(mended) if isinstance(value, Markup) else mended
        return parsed

    @api.model
    def message_route(
        self, message, message_dict, model=None, thread_id=None, custom_values=None
    ):
        # before a route is looked for, as looking can already send an answer
        if (
            isinstance(message, EmailMessage)  # and nothing that came over RPC
            and self._is_for_cases(message_dict, model)
            and self._is_from_machine(message, message_dict)
        ):
            return []
        return super().message_route(
            message, message_dict, model, thread_id, custom_values
        )

    @api.model
    def _is_from_machine(self, message, message_dict: dict) -> bool:
        """Has nobody written it? Bounces are left to Odoo, which counts them."""
        if message_dict.get("is_bounce"):
            return False
        sender = email_normalize(message_dict.get("email_from") or "")
        # sudo: the addresses of the whole server
        domains = self.env["mail.alias.domain"].sudo()
        is_own = bool(sender and domains._find_aliases([sender]))
        return is_own or is_automatic(message.get)

    @api.model
    def _is_for_cases(self, message_dict: dict, model: str | None) -> bool:
        """Does a mail make a case, or answer one?"""
        # sudo: which record a message belongs to, and which address leads where
        parent = self.env["mail.message"].sudo().browse(message_dict.get("parent_id"))
        if model == CASE or parent.exists().model == CASE:
            return True
        addresses = email_normalize_all(message_dict.get("recipients") or "")
        names = [address.partition("@")[0] for address in addresses]
        reached = Domain("alias_full_name", "in", addresses) | (
            Domain("alias_name", "in", names)
            & Domain("alias_incoming_local", "=", True)
        )
        of_cases = Domain("alias_model_id.model", "=", CASE)
        return bool(
            self.env["mail.alias"].sudo().search_count(of_cases & reached, limit=1)
        )
