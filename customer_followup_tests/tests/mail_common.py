"""What the tests of incoming mail share: a team with an address, and mails to it."""

import itertools

from odoo.tools import mute_logger

from .case_common import CASE

ADDRESS = "complaints@river.example.com"
MAIL = """\
From: {sender}
To: {to}
Subject: {subject}
Message-Id: {message_id}
{headers}
{body}"""
PLAIN = "Content-Type: text/plain; charset=utf-8"
numbers = itertools.count(1)


def write_mail(
    sender="Ms Lin <lin@blue-mill.example.com>",
    to=ADDRESS,
    subject="Wet bags",
    body="Twelve of forty bags were wet.",
    message_id=None,
    content_type=PLAIN,
    **headers,
):
    """Return the bytes of a mail; underscores of further headers are hyphens."""
    lines = [content_type]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    message_id = message_id or f"<{next(numbers)}@blue-mill.example.com>"
    mail = MAIL.format(
        sender=sender,
        to=to,
        subject=subject,
        message_id=message_id,
        headers="\n".join(lines) + "\n",
        body=body,
    )
    return mail.replace("\n", "\r\n").encode("utf-8", "surrogateescape")


class MailMixin:
    """The company's team for complaints has an address of its own."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.helpdesk_mgmt_ticket_auto_assign = False
        cls.company.alias_domain_id = cls.env["mail.alias.domain"].create(
            {
                "name": "river.example.com",
                "bounce_alias": "bounce",
                "catchall_alias": "catchall",
                "default_from": "notifications",
            }
        )
        cls.team = cls.env["helpdesk.ticket.team"].create(
            {
                "name": "Complaints",
                "company_id": cls.company.id,
                "alias_name": "complaints",
                "user_id": cls.supervisor.id,
            }
        )
        cls.company.customer_complaint_team_id = cls.team

    def receive(self, mail=None, **parts):
        """Let a mail come in, and return the cases it makes."""
        known = self.env[CASE].search([])
        gateway = self.env["mail.thread"]
        with mute_logger("odoo.addons.mail.models.mail_thread"):
            gateway.message_process(False, mail or write_mail(**parts))
        self.env.flush_all()
        return self.env[CASE].search([("id", "not in", known.ids)])

    def reply(self, case, **parts):
        """Let an answer to the newest message of a case come in; return its message."""
        parent = case.message_ids.sorted("id")[-1:]
        known = case.message_ids
        made = self.receive(In_Reply_To=parent.message_id, **parts)
        self.assertFalse(made)
        case.invalidate_recordset()
        return case.message_ids - known

    def count_answers(self):
        return self.env["mail.mail"].search_count([])
