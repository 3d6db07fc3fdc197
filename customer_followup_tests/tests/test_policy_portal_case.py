"""What may be handed in, what a machine has written, and which bytes are mended."""

import doctest
from email import message_from_bytes, policy
from unittest import TestCase

from odoo.addons.customer_followup.policy import incoming_mail, portal_case
from odoo.addons.customer_followup.policy.incoming_mail import is_automatic
from odoo.addons.customer_followup.policy.portal_case import (
    LONGEST,
    CaseFacts,
    find_text_problems,
    read_id,
    tell_status,
)
from odoo.addons.customer_followup.tools import mail_repair
from odoo.addons.customer_followup.tools.mail_repair import mend_mail


class TestPolicyPortalCase(TestCase):
    def test_examples_hold(self):
        """CMP-1: what the docstrings say."""
        for module in (portal_case, incoming_mail, mail_repair):
            with self.subTest(module.__name__):
                result = doctest.testmod(module)
                self.assertGreater(result.attempted, 0)
                self.assertFalse(result.failed)

    def test_status_says_where_it_stands(self):
        """CMP-6: the further a case is, the more the customer reads of it."""
        for facts, status in (
            (CaseFacts(), "received"),
            (CaseFacts(is_begun=True), "looking"),
            (CaseFacts(round_state="draft"), "looking"),
            (CaseFacts(is_begun=True, round_state="submitted"), "looking"),
            (CaseFacts(is_begun=True, round_state="approved"), "carrying"),
            (CaseFacts(is_begun=True, round_state="done"), "confirm"),
            (CaseFacts(is_begun=True, is_answered=True), "answered"),
            (CaseFacts(is_closed=True, round_state="done"), "closed"),
        ):
            with self.subTest(facts):
                self.assertEqual(tell_status(facts), status)

    def test_texts_have_a_limit(self):
        """G7: as long as allowed is fine, one more is not."""
        for name, longest in LONGEST.items():
            texts = {"subject": "Wet", "description": "Wet", name: "x" * longest}
            self.assertEqual(find_text_problems(texts), {}, name)
            texts[name] += "x"
            self.assertEqual(find_text_problems(texts), {name: "long"})

    def test_ids_are_ids(self):
        """G6: anything else is none, before it reaches the database."""
        for value in ("", "x", "-1", "1.5", "1e3", "٣", "2147483648", None, 7, ["7"]):
            self.assertEqual(read_id(value), 0, value)
        self.assertEqual(read_id("2147483647"), 2147483647)

    def test_machines_are_told_by_their_headers(self):
        """CMP-1: and a person's mail by having none of them."""
        for header, value in (
            ("Auto-Submitted", "auto-generated"),
            ("auto-submitted".title(), "auto-replied; owner=x"),
            ("Precedence", "bulk"),
            ("Precedence", "auto_reply"),
            ("X-Auto-Response-Suppress", "All"),
            ("X-Autoreply", "yes"),
            ("Subject", "Out of Office: wet bags"),
            ("Subject", "自动回复 湿袋"),
        ):
            with self.subTest(header=header, value=value):
                self.assertTrue(is_automatic({header: value}.get))
        for header, value in (
            ("Auto-Submitted", "no"),
            ("Precedence", "list"),
            ("X-Auto-Response-Suppress", "None"),
            ("Subject", "Your office is never out of paper"),
        ):
            with self.subTest(header=header, value=value):
                self.assertFalse(is_automatic({header: value}.get))

    def test_mail_that_is_right_stays_as_it_is(self):
        """CMP-1: a character set that is known is none to mend."""
        raw = (
            "From: lin@example.com\r\nSubject: =?gb18030?b?yqq0/A==?=\r\n"
            "Content-Type: text/plain; charset=gb18030\r\n\r\n湿袋\r\n"
        ).encode("gb18030")
        message = message_from_bytes(raw, policy=policy.SMTP)
        mend_mail(message)
        self.assertEqual(message["Subject"], "湿袋")
        self.assertEqual(message.get_content(), "湿袋\r\n")

    def test_broken_mail_is_mended(self):
        """G14: unknown character sets, NUL and halves of characters lose no mail."""
        for charset, body in (
            ("no-such-charset", b"wet bags"),
            ("utf-8", b"wet \xff\xfe\x00bags"),
            ("us-ascii", "湿袋".encode()),
            ("utf-16", b"a"),
        ):
            raw = (
                b"From: lin@example.com\r\nSubject: wet\x00 \xff\r\nContent-Type: "
                b"text/plain; charset=" + charset.encode() + b"\r\n\r\n" + body
            )
            with self.subTest(charset):
                message = message_from_bytes(raw, policy=policy.SMTP)
                mend_mail(message)
                text = message["Subject"] + message.get_content()
                self.assertNotIn("\0", text)
                text.encode()
