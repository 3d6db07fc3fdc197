"""The customer signs by a link, without an account (FUP-8, G6)."""

from datetime import datetime

from odoo.tests import tagged

from .common import FollowupHttpCase
from .record_common import BAD_SIGNATURES, REFUSED, SIGNATURE, RecordMixin

LONG_AGO = datetime(2026, 3, 1)


@tagged("post_install", "-at_install")
class TestFollowupSignatureLink(RecordMixin, FollowupHttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contact.email = "lin@example.com"
        cls.own = cls.visit.with_user(cls.specialist)

    def make_link(self, followup=None):
        """Return the path of a new link."""
        followup = followup or self.visit
        url = followup.with_user(self.specialist).action_copy_signature_link()
        self.env.flush_all()
        return "/customer" + url["context"]["default_url"].split("/customer", 1)[1]

    def get_log(self):
        return "".join(self.visit.message_ids.mapped("body"))

    def look(self, path):
        self.authenticate(None, None)
        self.env.flush_all()
        return self.url_open(path)

    def sign(self, path, **params):
        """Sign as the page does, and return its answer."""
        self.authenticate(None, None)
        self.env.flush_all()
        params = {"name": "Ms Lin", "signature": SIGNATURE, **params}
        response = self.url_open(
            f"{path}/submit",
            json={"jsonrpc": "2.0", "method": "call", "params": params},
        )
        self.env.invalidate_all()
        self.assertEqual(response.status_code, 200, response.text[:300])
        return response.json()["result"]

    def assert_refused(self, path):
        """Assert that a link shows nothing and signs nothing."""
        page = self.look(path)
        self.assertEqual(page.status_code, 404)
        self.assertIn("This link does not work any more", page.text)
        self.assertNotIn("Blue Mill", page.text)
        self.assertIn("does not work any more", self.sign(path)["error"])

    def test_stranger_with_the_link_reads_and_signs_once(self):
        """FUP-8: what is shown is signed, by name and moment; then it is over."""
        path = self.make_link()
        page = self.look(path)
        self.assertEqual(page.status_code, 200)
        self.assertIn("Blue Mill", page.text)
        self.assertNotIn("<script>alert(1)", page.text)
        self.assertIn("&lt;script&gt;alert(1)", page.text)
        self.assertEqual(page.headers["Referrer-Policy"], "no-referrer")
        self.assertEqual(page.headers["Cache-Control"], "no-store")
        self.assertIn("Thank you", self.sign(path)["message"])
        self.assertEqual(self.visit.signed_by, "Ms Lin")
        self.assertTrue(self.visit.signature and self.visit.signed_at)
        self.assertTrue(self.visit.is_signed_by_link)
        self.assert_refused(path)
        self.own.action_record()
        self.assertEqual(self.visit.state, "recorded")

    def test_link_that_does_not_work_says_nothing(self):
        """G6: wrong, of another record, of none: all alike."""
        path = self.make_link()
        base, number, token = path.rsplit("/", 2)
        other = self.create_followup(method="on_site")
        self.fill(other)
        self.make_link(other)
        for wrong in (
            f"{base}/{number}/{token[:-1]}",
            f"{base}/{number}/x",
            f"{base}/{other.id}/{token}",
            f"{base}/999999999/{token}",
            f"{base}/99999999999999999999/{token}",
            f"{base}/0/{token}",
        ):
            with self.subTest(wrong):
                self.assert_refused(wrong)
        self.assertFalse(self.visit.signature or other.signature)

    def test_link_ends(self):
        """FUP-8: with time, with the next one, with what is signed or cancelled."""
        path = self.make_link()
        with self.undone():
            self.visit._in_transition().write({"signature_link_until": LONG_AGO})
            self.assert_refused(path)
        with self.undone():
            self.make_link()
            self.assert_refused(path)
        with self.undone():
            self.own.action_cancel("Not needed")
            self.assert_refused(path)
        with self.undone():
            self.own.write({"signature": SIGNATURE, "signed_by": "On paper"})
            self.assert_refused(path)
            self.assertEqual(self.visit.signed_by, "On paper")

    def test_link_is_for_what_was_shown(self):
        """FUP-8: a record that is changed is not signed by a link made before."""
        path = self.make_link()
        for vals in (
            {"customer_opinion": "Something else"},
            {"satisfaction": "5"},
            {"promise_ids": [(0, 0, {"description": "A discount"})]},
        ):
            with self.subTest(vals), self.undone():
                self.own.write(vals)
                self.assert_refused(path)
        # recording changes nothing of what was shown
        self.own.action_record()
        self.assertIn("Thank you", self.sign(path)["message"])

    def test_bad_signature_gets_a_message_and_can_be_corrected(self):
        """G7: nothing is stored, and the link still works; not for ever."""
        path = self.make_link()
        for name, value in BAD_SIGNATURES.items():
            with self.subTest(name):
                self.assertRegex(self.sign(path, signature=value)["error"], REFUSED)
        for name in ("", "  ", None, 7, "x" * 101):
            with self.subTest(name):
                self.assertRegex(self.sign(path, name=name)["error"], "name")
        self.assertFalse(self.visit.signature)
        with self.undone():
            self.assertIn("message", self.sign(path, name="<i>Lin</i>"))
            self.assertIn("&lt;i&gt;Lin", self.get_log())
        for _attempt in range(10):
            answer = self.sign(path, name="")
        self.assertIn("does not work any more", answer["error"])
        self.assert_refused(path)

    def test_other_requests_sign_nothing(self):
        """G7: neither a form of another site, nor reading the address."""
        path = self.make_link()
        self.authenticate(None, None)
        form = {"name": "Ms Lin", "signature": SIGNATURE}
        for send in (
            lambda: self.url_open(f"{path}/submit", data=form),
            lambda: self.url_open(f"{path}/submit?name=Lin&signature={SIGNATURE[:99]}"),
            lambda: self.url_open(path, data=form),
        ):
            self.assertGreaterEqual(send().status_code, 400)
        self.env.invalidate_all()
        self.assertFalse(self.visit.signature)

    def test_token_is_read_by_nobody(self):
        """G5: only its fingerprint is kept, and that is shown to nobody."""
        token = self.make_link().rsplit("/", 1)[1]
        self.assertNotIn(token, self.get_log())
        self.env.cr.execute(
            "SELECT to_jsonb(f)::text FROM customer_followup f WHERE id = %s",
            [self.visit.id],
        )
        self.assertNotIn(token, self.env.cr.fetchone()[0])
        for name in ("signature_link_hash", "signature_link_content"):
            for user in (self.specialist, self.manager):
                for method, args in (("read", [[name]]), ("write", [{name: "x"}])):
                    answer = self.call(
                        user, "customer.followup", method, self.visit.ids, *args
                    )
                    with self.subTest(name, user=user.login, method=method):
                        self.assertIn("error", answer)

    def test_link_is_sent_to_the_contact(self):
        """FUP-8: in the letter alone; the log says where it went."""
        self.own.action_send_signature_link()
        letter = self.env["mail.mail"].search([("body_html", "like", "up/sign/")])
        self.assertEqual(letter.state, "outgoing")
        self.assertIn("lin@example.com", letter.email_to)
        path = "/customer" + letter.body_html.split("/customer", 1)[1].split('"', 1)[0]
        self.assertEqual(self.look(path).status_code, 200)
        self.assertIn("was sent to lin@example.com", self.get_log())
        self.contact.email = False
        with self.refused("has no e-mail address"):
            self.own.action_send_signature_link()

    def test_link_needs_a_record_to_sign(self):
        """FUP-8: not before it says anything, and not after it is accepted."""
        empty = self.create_followup().with_user(self.specialist)
        with self.refused("Fill in the record first"):
            empty.action_copy_signature_link()
        self.own.action_record()
        self.visit.with_user(self.supervisor).action_review()
        with self.refused("is Reviewed"):
            self.own.action_copy_signature_link()
