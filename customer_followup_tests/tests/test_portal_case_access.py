"""Who sees and does what in the portal: over real HTTP, as everybody else (G6)."""

from odoo.http import Request
from odoo.tests import tagged
from odoo.tools import mute_logger

from .case_common import CASE
from .portal_common import PDF, PortalCase

MISSING = 999_999_999


@tagged("post_install", "-at_install")
class TestPortalCaseAccess(PortalCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.switch_on_rounds()
        cls.case = cls.create_justified(name="Secret analysis")
        cls.carry_out(cls.case)
        cls.request = cls.create_complaint(
            name="Secret request", customer_case_type="request"
        )
        cls.done = cls.env.ref("helpdesk_mgmt.helpdesk_ticket_stage_done")
        cls.outsiders = (cls.ma, cls.far, cls.outsider)

    def describe(self, response, id_):
        """Return what somebody gets, without the number that was asked for."""
        text = response.text.replace(str(id_), "#")
        location = response.headers.get("Location", "").replace(str(id_), "#")
        return response.status_code, location, text

    def assert_like_missing(self, user, send):
        """Assert that a foreign id answers like one that does not exist."""
        for case in (self.case, self.request):
            foreign = self.describe(send(user, case.id), case.id)
            missing = self.describe(send(user, MISSING), MISSING)
            self.assertEqual(foreign, missing, user and user.login)
            self.assertNotIn("Secret", foreign[2])

    def open_case(self, user, id_):
        return self.get(user, f"/my/ticket/{id_}")

    def close_case(self, user, id_):
        data = {"ticket_id": id_, "stage_id": self.done.id}
        return self.post(user, "/ticket/close", data)

    def answer_case(self, user, id_):
        data = {"satisfied": "yes", "comment": "I say so"}
        return self.post(user, f"/my/ticket/{id_}/answer", data)

    def test_foreign_case_answers_like_a_missing_one(self):
        """G6: to another customer, another company's, and an unconcerned colleague."""
        for user in self.outsiders:
            for send in (self.open_case, self.close_case, self.answer_case):
                with self.subTest(user=user.login, send=send.__name__):
                    self.assert_like_missing(user, send)
        self.assertEqual(self.case._get_open_round().state, "done")
        self.assertFalse(self.request.closed or self.case.closed)

    def test_foreign_cases_are_in_no_list(self):
        """G6: nor found by a search for their number."""
        for user in self.outsiders:
            for path in ("/my/tickets", f"/my/tickets?search={self.case.number}"):
                page = self.get(user, path)
                self.assertEqual(page.status_code, 200)
                self.assertNotIn("Secret", page.text)

    def test_public_is_sent_to_the_login(self):
        """G6: and does nothing without an account."""
        self.authenticate(None, None)
        for path in ("/my/tickets", "/new/ticket", "/ticket/close"):
            response = self.url_open(path, allow_redirects=False)
            self.assertIn(response.status_code, (303, 405))
        self.assert_like_missing(None, self.open_case)
        data = {"csrf_token": Request.csrf_token(self), "satisfied": "yes"}
        for path in ("/submitted/ticket", f"/my/ticket/{self.case.id}/answer"):
            self.url_open(path, data=data, allow_redirects=False)
        self.assertEqual(self.case._get_open_round().state, "done")

    def test_token_shows_the_page_and_gives_no_right(self):
        """G6: a link with its token is for reading; a wrong one is none."""
        token = self.case._portal_ensure_token()
        path = f"/my/ticket/{self.case.id}"
        page = self.get(self.ma, f"{path}/{token}")
        self.assertIn("Secret analysis", page.text)
        self.assertNotIn("o_case_question", page.text)
        for wrong in (token[:-1], "x", "é", "%00", "None", "False"):
            response = self.get(self.ma, f"{path}/{wrong}")
            self.assertEqual(response.status_code, 303, wrong)
        self.answer_case(self.ma, self.case.id)
        self.assertEqual(self.case._get_open_round().state, "done")

    def test_accused_and_department_do_not_answer_for_the_customer(self):
        """CMP-9: whoever reads the case inside is no customer."""
        for user in (self.wu, self.qian, self.supervisor, self.quality):
            with self.subTest(user.login):
                self.answer_case(user, self.case.id)
                self.assertEqual(self.case._get_open_round().state, "done")
        for user in (self.wu, self.qian):
            self.close_case(user, self.request.id)
            self.assertFalse(self.request.closed)

    def test_follower_of_another_company_reads_and_does_nothing(self):
        """G6: who was let in by us has no say about it."""
        self.case.message_subscribe(self.ma.partner_id.ids)
        self.assertIn("Secret", self.open_case(self.ma, self.case.id).text)
        self.answer_case(self.ma, self.case.id)
        self.assertEqual(self.case._get_open_round().state, "done")

    @mute_logger("odoo.http")
    def test_customer_writes_nothing_over_rpc(self):
        """G6: reads the own case without what is ours, and writes no case at all."""
        names = [
            "customer_department_id",
            "customer_responsible_id",
            "customer_validity",
            "customer_round_ids",
            "customer_object_employee_id",
            "customer_followup_id",
            "customer_order_id",
        ]
        for name in names:
            answer = self.call(self.lin, CASE, "read", self.case.ids, [name])
            self.assertIn("error", answer, name)
        mail = {"subject": "Mine", "body": "Mine", "to": self.ma.email, "cc": ""}
        for method, args in (
            ("write", [self.case.ids, {"name": "Mine"}]),
            ("create", [[{"name": "Mine", "description": "Mine"}]]),
            ("unlink", [self.case.ids]),
            ("action_set_validity", [self.case.ids, "invalid", "No"]),
            ("_customer_answer_satisfaction", [self.case.ids, True, "Yes"]),
            ("_answer_from_portal", [self.case.ids, "yes", ""]),
            ("message_new", [mail]),
            ("message_update", [self.case.ids, mail]),
            ("message_parse", ["From: x@y.example.com"]),
            ("message_route", ["From: x@y.example.com", mail, CASE]),
        ):
            for user in (self.lin, self.ma):
                with self.subTest(method=method, user=user.login):
                    answer = self.call(user, CASE, method, *args)
                    self.assertIn("error", answer)
        answer = self.call(self.ma, CASE, "search_count", [("id", ">", 0)])
        self.assertEqual(answer["result"], 0)

    def test_files_of_colleagues_stay_with_them(self):
        """G6: customers get what customers and answers hold, not what notes hold."""
        self.submit(name="x", files=[("photo.pdf", PDF)])
        case = self.env[CASE].search([], order="id desc", limit=1)
        inside = self.create_file(self.supervisor, "inside.txt", res_id=case.id)
        on_note = self.create_file(self.supervisor, "note.txt", res_id=case.id)
        sent = self.create_file(self.supervisor, "sent.txt", res_id=case.id)
        case.message_post(body="Us", attachment_ids=on_note.ids)
        case.message_post(
            body="You",
            attachment_ids=sent.ids,
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
        )
        page = self.open_case(self.lin, case.id).text
        self.assertIn("photo.pdf", page)
        for name in ("inside.txt", "note.txt"):
            self.assertNotIn(name, page)
        link = page.split('href="/web/content/', 1)[1].split('"', 1)[0]
        link = link.replace("&amp;", "&")
        self.assertEqual(self.get(self.lin, f"/web/content/{link}").content, PDF)
        self.assertFalse((inside | on_note).filtered("access_token"))
        for file in case.customer_file_ids | inside | on_note | sent:
            for user in (self.lin, self.gu, self.ma, self.far, None):
                with self.subTest(file=file.name, user=user and user.login):
                    response = self.get(user, f"/web/content/{file.id}")
                    self.assertEqual(response.status_code, 404)

    @mute_logger("odoo.http")
    def test_public_writes_no_stages(self):
        """G6: the library lets it; here it may read them alone."""
        access = self.env["ir.model.access"]
        public = self.env.ref("base.public_user")
        for mode, may in (("read", True), ("write", False), ("create", False)):
            self.assertEqual(
                access.with_user(public).check("helpdesk.ticket.stage", mode, False),
                may,
            )
