"""Customers follow their cases in the portal, and say whether they are satisfied."""

from datetime import timedelta

from odoo.tests import tagged

from .portal_common import PortalCase

INSIDE = (
    "Laboratory",
    "electrode",
    "Measured again",
    "kept sample",
    "Wu",
    "valid",
    "submitted",
)


@tagged("post_install", "-at_install")
class TestPortalCase(PortalCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.switch_on_rounds()
        cls.case = cls.create_justified(customer_wish="A correct report")

    def look(self, user=None, case=None):
        response = self.get(user or self.lin, f"/my/ticket/{(case or self.case).id}")
        self.assertEqual(response.status_code, 200)
        return response.text

    def answer(self, satisfied, comment="", user=None, **data):
        return self.post(
            user or self.lin,
            f"/my/ticket/{self.case.id}/answer",
            {"satisfied": satisfied, "comment": comment, **data},
        )

    def test_customer_reads_the_status_in_plain_words(self):
        """CMP-6: at each step, and nothing of how it is handled here."""
        fresh = self.create_complaint(name="Late report")
        self.assertIn("We have your message", self.look(case=fresh))
        self.assertIn("We are finding out what happened", self.look())
        proposed = self.propose(self.case)
        self.assertIn("We are finding out what happened", self.look())
        self.sign(proposed, self.quality, self.general)
        self.assertIn("We have a proposal and are carrying it out", self.look())
        self.as_user(proposed, self.wu).action_carry_out("The new report is yours")
        page = self.look()
        self.assertIn("It is done. Please tell us", page)
        self.assertIn("A correct report", page)
        self.assertIn("The pH value cannot be right.", page)
        content = page.split("<main", 1)[1].split("</main", 1)[0]
        for words in INSIDE:
            self.assertNotIn(words, content)

    def test_chatter_of_the_portal_holds_no_internal_words(self):
        """G6: decisions, names and rounds are in the log, and not for customers."""
        self.carry_out(self.case)
        self.case.message_post(
            body="The electrode, again", subtype_xmlid="mail.mt_note"
        )
        self.case.message_post(body="Dear Ms Lin", subtype_xmlid="mail.mt_comment")
        self.login(self.lin)
        answer = self.url_open(
            "/mail/thread/messages",
            json={
                "jsonrpc": "2.0",
                "method": "call",
                "params": {
                    "thread_model": "helpdesk.ticket",
                    "thread_id": self.case.id,
                },
            },
        ).text
        answer += self.url_open(
            "/mail/chatter_fetch",
            json={
                "jsonrpc": "2.0",
                "method": "call",
                "params": {
                    "thread_model": "helpdesk.ticket",
                    "thread_id": self.case.id,
                },
            },
        ).text
        self.assertIn("Dear Ms Lin", answer)
        for words in INSIDE:
            self.assertNotIn(words, answer)

    def test_list_is_filtered_searched_and_sorted(self):
        """CMP-6: number, subject, kind, status and the day that was promised."""
        self.case.customer_promised_date = self.get_today() + timedelta(days=3)
        self.create_complaint(name="Torn bags", customer_case_type="return")
        page = self.get(self.lin, "/my/tickets").text
        for words in (self.case.number, "Wrong analysis", "Torn bags", "Promised for"):
            self.assertIn(words, page)
        for query, shown, hidden in (
            ("filterby=return", "Torn bags", "Wrong analysis"),
            ("filterby=complaint", "Wrong analysis", "Torn bags"),
            ("filterby=closed", "No case fits", "Torn bags"),
            ("search=torn", "Torn bags", "Wrong analysis"),
            ("search=pH&search_in=name", "No case fits", "Torn bags"),
            ("search=pH&search_in=description", "Wrong analysis", "No case fits"),
            ("filterby=answer", "No case fits", "Wrong analysis"),
        ):
            with self.subTest(query):
                page = self.get(self.lin, f"/my/tickets?{query}").text
                self.assertIn(shown, page)
                self.assertNotIn(hidden, page)
        for sortby in ("date", "number", "name", "promised"):
            page = self.get(self.lin, f"/my/tickets?sortby={sortby}&page=1")
            self.assertEqual(page.status_code, 200)
        self.carry_out(self.case)
        page = self.get(self.lin, "/my/tickets?filterby=answer").text
        self.assertIn("Wrong analysis", page)
        self.assertNotIn("Torn bags", page)

    def test_list_of_many_has_pages(self):
        """CMP-6: all of them are reached."""
        for number in range(85):
            self.create_complaint(name=f"Case {number:03}")
        found = ""
        for page in (1, 2, 99):
            found += self.get(self.lin, f"/my/tickets/page/{page}?sortby=name").text
        for number in range(85):
            self.assertIn(f"Case {number:03}", found)

    def test_satisfied_customer_closes_the_complaint(self):
        """CMP-9: with a word, or without one; by a colleague as well; once."""
        carried_out = self.carry_out(self.case)
        response = self.answer("yes", user=self.gu)
        self.assertEqual(response.status_code, 303)
        self.assertEqual(carried_out.state, "satisfied")
        self.assertEqual(carried_out.closed_by_id, self.gu)
        self.assertTrue(self.case.closed)
        again = self.answer("no", "Changed my mind")
        self.assertEqual(again.status_code, 422)
        self.assertIn("There is nothing to confirm", again.text)
        self.assertEqual(self.case.customer_round_count, 1)
        self.assertIn("This case is closed", self.look())

    def test_customer_who_is_not_satisfied_is_handled_again(self):
        """CMP-9: the next round opens, and says nothing of the first."""
        first = self.carry_out(self.case)
        response = self.answer("no")
        self.assertEqual(response.status_code, 422)
        self.assertIn("what is still wrong", response.text)
        self.assertEqual(first.state, "done")
        self.answer("no", "Still <b>wrong</b>")
        self.assertEqual(first.state, "unsatisfied")
        self.assertEqual(first.result, "Still <b>wrong</b>")
        self.assertEqual(self.case._get_open_round().number, 2)
        self.assertIn("We are finding out what happened", self.look())

    def test_nothing_is_confirmed_before_it_is_done(self):
        """CMP-9: nor by an answer that is none."""
        self.assertNotIn("o_case_question", self.look())
        self.assertIn("nothing to confirm", self.answer("yes").text)
        self.carry_out(self.case)
        for satisfied in ("", "maybe", "True", "1", None):
            with self.subTest(satisfied):
                response = self.answer(satisfied, "Words that I typed")
                self.assertEqual(response.status_code, 422)
                self.assertIn("Words that I typed", response.text)
        self.assertEqual(self.answer("no", "x" * 2001).status_code, 422)
        self.assertEqual(self.case._get_open_round().state, "done")

    def test_complaint_is_not_closed_by_the_customer(self):
        """CMP-9: no stage closes it; the page says what does."""
        self.assertIn("closed when you tell us", self.look())
        done = self.env.ref("helpdesk_mgmt.helpdesk_ticket_stage_done")
        data = {"ticket_id": self.case.id, "stage_id": done.id}
        self.assertEqual(self.post(self.lin, "/ticket/close", data).status_code, 302)
        self.assertFalse(self.case.closed)

    def test_other_case_is_closed_by_its_customer(self):
        """CMP-9: by a form with a token, and by nothing that is only opened."""
        request = self.create_complaint(customer_case_type="request")
        done = self.env.ref("helpdesk_mgmt.helpdesk_ticket_stage_done")
        awaiting = self.env.ref("helpdesk_mgmt.helpdesk_ticket_stage_awaiting")
        data = {"ticket_id": request.id, "stage_id": done.id}
        address = f"/ticket/close?ticket_id={request.id}&stage_id={done.id}"
        self.assertEqual(self.get(self.lin, address).status_code, 405)
        for broken in ({**data, "csrf_token": "x"}, {**data, "stage_id": awaiting.id}):
            self.post(self.lin, "/ticket/close", broken)
            self.assertFalse(request.closed)
        self.post(self.lin, "/ticket/close", data)
        self.assertEqual(request.stage_id, done)

    def test_message_about_a_closed_case_is_told(self):
        """CMP-9: to who is in charge, once; the case stays as it is."""
        request = self.create_complaint(
            customer_case_type="request", team_id=self.team.id
        )
        self.team.user_id = self.supervisor
        request.stage_id = self.env.ref("helpdesk_mgmt.helpdesk_ticket_stage_done")
        for words in ("Thank you", "One more thing"):
            request.with_user(self.lin).sudo().message_post(
                body=words, message_type="comment", subtype_xmlid="mail.mt_comment"
            )
        self.assertTrue(request.closed)
        self.assertEqual(request.activity_ids.user_id, self.supervisor)
        self.assertEqual(len(request.activity_ids), 1)
