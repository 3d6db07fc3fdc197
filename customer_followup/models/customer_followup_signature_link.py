from datetime import timedelta
from hashlib import sha256
from secrets import token_urlsafe

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import consteq, format_datetime

from ..tools.fingerprint import get_fingerprint
from .customer_followup import OPEN_STATES
from .customer_followup_input import LARGEST_ID

PURPOSE = "customer.followup.signature"
SIGNABLE_STATES = (*OPEN_STATES, "recorded")
TOKEN_BYTES = 32
MOST_FAILURES = 20
"""Attempts that were refused, after which a link does not work any more."""
LONGEST_NAME = 100
"""Characters."""


class CustomerFollowup(models.Model):
    """A link by which the customer signs the record without an account (FUP-8).

    Whoever makes the contact sends it. It is for this record and this purpose alone,
    works once, and ends after some hours (a setting), with the next link, or when the
    record is changed: what is signed is what was shown. Only its fingerprint is kept.
    """

    _inherit = "customer.followup"

    signature_link_until = fields.Datetime(readonly=True, copy=False)
    signature_link_hash = fields.Char(
        readonly=True, copy=False, groups=fields.NO_ACCESS
    )
    signature_link_content = fields.Char(
        readonly=True, copy=False, groups=fields.NO_ACCESS
    )
    signature_link_failures = fields.Integer(
        readonly=True, copy=False, groups=fields.NO_ACCESS
    )
    is_signed_by_link = fields.Boolean(
        "Signed by Link", readonly=True, copy=False, default=False
    )

    @api.model
    def _get_stamp_fields(self) -> set[str]:
        return super()._get_stamp_fields() | {
            "signature_link_until",
            "is_signed_by_link",
        }

    def action_send_signature_link(self):
        """Send the customer's contact the link by e-mail.

        :raise UserError: there is nothing to sign, or no address
        """
        self.ensure_one()
        self._check_may_send_link()
        # sudo: the contact is part of the record
        contact = self.sudo().contact_id or self.sudo().partner_id
        if not contact.email:
            raise UserError(
                self.env._(
                    "%(contact)s has no e-mail address. Add it to the contact, or use "
                    "Copy Link and send the link another way.",
                    contact=contact.name,
                )
            )
        url = self._make_signature_link()
        self._mail_signature_link(contact, url)
        self._message_log(
            body=self.env._(
                "The link to sign the record was sent to %(address)s; it works until "
                "%(until)s.",
                address=contact.email,
                until=format_datetime(self.env, self.signature_link_until),
            )
        )
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._(
                    "The link is on its way to %(contact)s.", contact=contact.name
                ),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    def action_copy_signature_link(self):
        """Show a new link, to be given to the customer another way.

        :raise UserError: there is nothing to sign
        """
        self.ensure_one()
        self._check_may_send_link()
        url = self._make_signature_link()
        self._message_log(
            body=self.env._(
                "A link to sign the record was made; it works until %(until)s.",
                until=format_datetime(self.env, self.signature_link_until),
            )
        )
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "customer_followup.customer_followup_step_link_action"
        )
        action["context"] = {
            "default_action": "link",
            "default_url": url,
            "active_ids": self.ids,
        }
        return action

    def _check_may_send_link(self):
        """Refuse a link under which nothing can be signed.

        :raise UserError: says what is missing
        """
        self._check_may("record")
        if self.signature:
            self._raise_signed()
        if self.state not in SIGNABLE_STATES:
            raise UserError(self._get_transition_refusal(SIGNABLE_STATES))
        if not self.result:
            raise UserError(
                self.env._(
                    "Fill in the record first, at least its Result: the customer signs "
                    "what it says."
                )
            )

    def _make_signature_link(self) -> str:
        """Return a new link; the one before does not work any more."""
        self._lock()
        token = token_urlsafe(TOKEN_BYTES)
        if not self.contacted_at:
            self._in_transition().write({"contacted_at": fields.Datetime.now()})
        hours = self.company_id.customer_signature_link_hours
        # sudo: nobody reads these, nor writes them by hand
        self.sudo()._in_transition().write(
            {
                "signature_link_until": fields.Datetime.now() + timedelta(hours=hours),
                "signature_link_hash": self._hash_link(token),
                "signature_link_content": get_fingerprint(self._get_signed_content()),
                "signature_link_failures": 0,
            }
        )
        return f"{self.get_base_url()}/customer_followup/sign/{self.id}/{token}"

    def _hash_link(self, token: str) -> str:
        text = f"{PURPOSE}:{self.id}:{token}"
        return sha256(text.encode(errors="replace")).hexdigest()

    def _mail_signature_link(self, contact, url: str):
        lang = self._get_customer_lang()
        speaker = self.with_context(lang=lang)
        body = self.env["ir.qweb"]._render(
            "customer_followup.customer_followup_signature_mail",
            {"followup": speaker.sudo(), "contact": contact, "url": url},
            lang=lang,
        )
        # sudo: the letter holds the link, which nobody but the customer may read
        self.env["mail.mail"].sudo().create(
            {
                "subject": speaker.env._(
                    "Please sign the record of our contact (%(name)s)", name=self.name
                ),
                "body_html": body,
                "email_from": self.env.user.email_formatted
                or self.company_id.email_formatted,
                "email_to": contact.email_formatted,
                "auto_delete": True,
            }
        )
        # sudo: whoever is on site does not wait an hour for the next round
        self.env.ref("mail.ir_cron_mail_scheduler_action").sudo()._trigger()

    def _get_customer_lang(self) -> str:
        """Return the language in which the customer reads the record."""
        # sudo: the language of customer and company
        followup = self.sudo()
        partners = (
            followup.contact_id,
            followup.partner_id,
            followup.company_id.partner_id,
        )
        installed = dict(self.env["res.lang"].get_installed())
        langs = (partner.lang for partner in partners)
        return next((lang for lang in langs if lang in installed), "en_US")

    # What a customer without an account does -----------------------------------------

    @api.model
    def _find_by_link(self, followup_id: int, token: str):
        """Return the follow-up that a link is for, if it still works; else none.

        A link that is wrong, used, expired or of another record is not told from the
        others.
        """
        # sudo: who has the link need not have an account
        followups = self.sudo()
        if 0 < followup_id <= LARGEST_ID:
            followups = followups.browse(followup_id).exists()
        expected = followups.signature_link_hash or self._hash_link(token_urlsafe())
        given = self.browse(followup_id)._hash_link(token)
        works = consteq(expected, given) and followups._is_link_open()
        return followups if works else followups.browse()

    def _is_link_open(self) -> bool:
        return (
            self.signature_link_until >= fields.Datetime.now()
            and self.signature_link_failures < MOST_FAILURES
            and not self.signature
            and self.state in SIGNABLE_STATES
            and consteq(
                self.signature_link_content,
                get_fingerprint(self._get_signed_content()),
            )
        )

    def _sign_by_link(self, name, signature) -> str:
        """Sign for the customer.

        :param name: who signs
        :param signature: the picture, as a browser sends it
        :return: what is wrong with it; empty when it is signed
        """
        self._lock()
        if problem := self._find_signing_problem(name, signature):
            failures = self.signature_link_failures + 1
            self._in_transition().write({"signature_link_failures": failures})
            return problem
        self._in_transition().write(
            {
                "signature": signature,
                "signed_by": name.strip(),
                "is_signed_by_link": True,
                "signature_link_hash": False,
                "signature_link_until": False,
            }
        )
        speaker = self.with_context(lang=self.user_id.lang or self.env.lang)
        self.message_post(
            body=speaker.env._(
                "%(who)s signed the record by the link.", who=self.signed_by
            ),
            author_id=(self.contact_id or self.partner_id).id,
            partner_ids=self.user_id.partner_id.ids,
        )
        return ""

    def _find_signing_problem(self, name, signature) -> str:
        if not self._is_text(name) or not name.strip():
            return self.env._("Write your name above the signature.")
        if len(name) > LONGEST_NAME:
            return self.env._("The name is too long.")
        if not isinstance(signature, str) or not signature:
            return self.env._("The signature is empty: sign in the field first.")
        return self._find_signature_problem(signature)
