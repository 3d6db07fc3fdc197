import functools

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import (
    email_normalize,
    html2plaintext,
    is_html_empty,
    parse_contact_from_email,
    plaintext2html,
)

from ..policy.document_files import clean_file_name
from ..policy.incoming_mail import shorten_subject
from ..tools.automatic_activities import get_automatic_activities

EMAIL = "helpdesk_mgmt.helpdesk_ticket_channel_email"
TODO = "mail.mail_activity_data_todo"
LONGEST_TEXT = 100_000
"""Characters of a description; the whole mail stays in the chatter."""


class HelpdeskTicket(models.Model):
    """Cases that come in by e-mail, and what customers answer (CMP-1).

    Whose mail it is decides who reads it: a stranger's words are a note for us, and
    the copies of a mail let no other customer see the case.
    """

    _inherit = "helpdesk.ticket"
    _primary_email = "partner_email"  # Odoo counts by it how often somebody writes

    @api.model
    def _detect_loop_sender_domain(self, email_from_normalized):
        by_mail = Domain("customer_way_in", "=", "email")
        return by_mail & Domain(
            super()._detect_loop_sender_domain(email_from_normalized)
        )

    @api.model
    def message_new(self, msg, custom_values=None):
        self._clean_mail_files(msg)
        company = self._get_mail_team(custom_values).company_id or self.env.company
        customers = self._find_mail_customers(msg, company)
        is_unclear = len(customers.commercial_partner_id) > 1
        if is_unclear:
            msg["author_id"] = False
        vals = self._prepare_mail_vals(msg, customers) | (custom_values or {})
        vals.setdefault("customer_case_type", self._get_mail_case_type(custom_values))
        store = functools.partial(super().message_new, msg)
        ticket = self._store_in_any_case(store, vals)
        ticket._unsubscribe_strangers(ticket.browse().message_partner_ids)
        if is_unclear:
            ticket._message_log(body=ticket._get_unclear_words(customers))
        return ticket

    def message_update(self, msg, update_vals=None):
        self._clean_mail_files(msg)
        if self._is_from_stranger(msg):
            # a note, and nobody but us is told of it
            msg.update(is_internal=True, parent_id=False)
        before = self.message_partner_ids
        result = super().message_update(msg, update_vals)
        self._unsubscribe_strangers(before)
        return result

    # Whose mail it is -----------------------------------------------------------------

    @api.model
    def _find_mail_customers(self, msg: dict, company):
        """Return the contacts of a company with the address of the sender."""
        address = email_normalize(msg.get("email_from") or msg.get("from") or "")
        # sudo: all contacts that have the address, to tell whether it is unclear
        partners = self.env["res.partner"].sudo()
        if not address:
            return partners
        return partners.search(
            [
                ("email_normalized", "=", address),
                ("company_id", "in", [False, company.id]),
            ]
        )

    @api.model
    def _prepare_mail_vals(self, msg: dict, customers) -> dict:
        name, _email = parse_contact_from_email(msg.get("email_from") or "")
        # the person, where the company has the same address
        customer = customers.sorted(lambda c: (c.is_company, c.id))[:1]
        if len(customers.commercial_partner_id) > 1:
            customer = customer.browse()
        channel = self.env.ref(EMAIL, raise_if_not_found=False)
        subject = shorten_subject(msg.get("subject") or "")
        return {
            "name": subject or self.env._("No Subject"),
            "description": self._get_mail_description(msg),
            "partner_id": customer.id,
            "partner_name": name or customer.name,
            "customer_way_in": "email",
            "channel_id": channel.id if channel else False,
        }

    @api.model
    def _get_mail_description(self, msg: dict) -> str:
        body = msg.get("body") or ""
        if is_html_empty(body):
            return plaintext2html(self.env._("The mail has no text."))
        if len(body) <= LONGEST_TEXT:
            return body
        return plaintext2html(html2plaintext(body)[:LONGEST_TEXT])

    @api.model
    def _get_mail_team(self, custom_values: dict | None):
        """Return the team whose address a mail was sent to, if it still exists."""
        team_id = (custom_values or {}).get("team_id")
        teams = self.env["helpdesk.ticket.team"]
        return teams.browse(team_id if isinstance(team_id, int) else False).exists()

    @api.model
    def _get_mail_case_type(self, custom_values: dict | None) -> str | bool:
        """Return the type of the cases that come to a team's address."""
        team = self._get_mail_team(custom_values)
        company = team.company_id or self.env.company
        if team and team == company._get_customer_complaint_team():
            return "complaint"
        return team.customer_case_type

    def _get_unclear_words(self, customers) -> str:
        speaker = self.with_context(lang=self.company_id.partner_id.lang)
        return speaker.env._(
            "The address of the sender belongs to several customers: %(customers)s. "
            "Choose whose case it is.",
            customers=", ".join(customers.commercial_partner_id.mapped("display_name")),
        )

    def _is_from_stranger(self, msg: dict) -> bool:
        """Does somebody answer who has nothing to do with the case?"""
        # sudo: who has written, whatever the gateway's user may read
        author = self.env["res.partner"].sudo().browse(msg.get("author_id")).exists()
        is_colleague = any(not user.share for user in author.user_ids)
        is_known = author in self.message_partner_ids | self.partner_id or (
            author and author.commercial_partner_id == self.commercial_partner_id
        )
        address = email_normalize(msg.get("email_from") or "")
        known = f"{self.partner_email or ''},{self.email_cc or ''}"
        is_written_to = address and address in self._read_addresses(known)
        return not (is_colleague or is_known or is_written_to)

    @api.model
    def _read_addresses(self, text: str) -> list[str]:
        return list(self._mail_cc_sanitized_raw_dict(text))

    def _unsubscribe_strangers(self, before):
        """Let no other customer follow the case because a mail was copied to them.

        :param before: who followed it before
        """
        strangers = (self.message_partner_ids - before).filtered(
            lambda p: (
                p.partner_share
                and p.commercial_partner_id != self.commercial_partner_id
            )
        )
        if strangers:
            self.message_unsubscribe(strangers.ids)

    @api.model
    def _clean_mail_files(self, msg: dict):
        msg["attachments"] = [
            file._replace(fname=clean_file_name(file.fname or "file"))
            for file in msg.get("attachments") or []
        ]

    # Closed cases ---------------------------------------------------------------------

    def _message_post_after_hook(self, message, msg_vals):
        result = super()._message_post_after_hook(message, msg_vals)
        is_written = message.message_type in ("comment", "email")
        if is_written and not message.is_internal and self._is_closed_for(message):
            # sudo: customers give nobody work but by this
            self.sudo()._tell_closed()
        return result

    def _is_closed_for(self, message) -> bool:
        """Does somebody outside write about a case that is closed?"""
        author = message.sudo().author_id
        return self.closed and (not author or author.partner_share)

    def _tell_closed(self):
        """Tell who is in charge that a customer writes about a closed case, once.

        It does not open by itself: what the customer writes may be thanks.
        """
        user = self._find_closed_reader()
        todo = self.env.ref(TODO, raise_if_not_found=False)
        waiting = get_automatic_activities(self, TODO)
        if not user or not todo or waiting:
            return
        speaker = self.with_context(lang=user.lang, mail_activity_automation_skip=False)
        speaker.activity_schedule(
            TODO,
            user_id=user.id,
            summary=speaker.env._("The customer has written about the closed case"),
            date_deadline=self.company_id._get_customer_today(),
        )

    def _find_closed_reader(self):
        office = "customer_followup.group_supervisor"
        holders = self.env["res.users"]._get_office_holders(office, self.company_id)
        users = self._get_deadline_user() | holders
        return users.filtered(
            lambda u: u.active and not u.share and not self._is_accused(u)
        )[:1]
