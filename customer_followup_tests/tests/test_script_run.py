"""A script from its start on a follow-up to what its answers do."""

from odoo.tests import tagged

from .script_common import ScriptCase

WORDS = "<script>alert(1)</script> Six bags were damp.\nThe driver knew."


@tagged("post_install", "-at_install")
class TestScriptRun(ScriptCase):
    def test_satisfied_customer_is_written_to_the_follow_up(self):
        """SCR-1, VIS-6: satisfaction and suggestion, the record is what is left."""
        run = self.start()
        self.assertEqual(run.partner_id, self.lin)
        suggestion = [("suggest", ("yes",)), ("suggestion", "Smaller bags.")]
        self.finish(run, before=suggestion)
        self.assertRecordValues(
            self.followup,
            [
                {
                    "satisfaction": "4",
                    "suggestion": "Smaller bags.",
                    "is_suggestion_pertinent": False,
                    "state": "contacted",
                    "result": False,
                    "ticket_ids": [],
                }
            ],
        )
        self.assertTrue(self.followup.contacted_at)
        self.assertEqual(len(self.followup.answer_ids), 6)
        self.assertEqual(self.followup.answer_ids.user_id, self.specialist)

    def test_complaint_is_opened_with_the_words_as_text(self):
        """SCR-1, CMP-1: the branch of who is not satisfied, without live HTML."""
        run = self.start()
        self.walk(
            run,
            ("convenient", ("yes",)),
            ("satisfied", ("very_dissatisfied",)),
            ("with_what", ("goods", "delivery")),
            ("improve", ("complaint",)),
            ("words", WORDS),
            ("heard", None),
            ("suggest", ("no",)),
            ("recommend", ("no",)),
            ("agreed", ("nothing",)),
            ("close_bad", None),
        )
        ticket = self.followup.ticket_ids
        self.assertRecordValues(
            ticket,
            [
                {
                    "customer_case_type": "complaint",
                    "team_id": self.company.customer_complaint_team_id.id,
                    "partner_id": self.lin.id,
                }
            ],
        )
        self.assertNotIn("<script", ticket.description)
        self.assertIn("&lt;script&gt;", ticket.description)
        self.assertRecordValues(
            self.followup,
            [
                {
                    "satisfaction": "1",
                    "result": "complaint",
                    "customer_opinion": WORDS,
                }
            ],
        )
        # recording what was opened already opens nothing twice
        self.followup.with_user(self.specialist).action_record()
        self.assertEqual(self.followup.ticket_ids, ticket)

    def test_what_is_only_noted_stays_on_the_record(self):
        """SCR-1, RPT-1: the words of who is not satisfied, without a case."""
        run = self.start()
        self.walk(
            run,
            ("convenient", ("yes",)),
            ("satisfied", ("dissatisfied",)),
            ("with_what", ("goods",)),
            ("improve", ("note",)),
            ("words", WORDS),
            ("heard", None),
            ("suggest", ("no",)),
            ("recommend", ("no",)),
            ("agreed", ("nothing",)),
            ("close_bad", None),
        )
        self.assertRecordValues(
            self.followup,
            [{"customer_opinion": WORDS, "result": False, "ticket_ids": []}],
        )

    def test_not_convenient_moves_the_contact(self):
        """SCR-1, VIS-3: another day is asked for, and the follow-up moves there."""
        run = self.start()
        self.walk(run, ("convenient", ("no",)))
        past = self.submit(run, "when", str(self.day_in(-2)))
        self.assertEqual(past["error"], "validation")
        self.assertEqual(run.state, "in_progress")
        self.walk(run, ("when", "2099-03-03"), ("close_later", None))
        self.assertRecordValues(
            self.followup,
            [{"state": "planned", "postponed_count": 1, "contacted_at": False}],
        )
        self.assertEqual(str(self.followup.date_planned), "2099-03-03")
        # the next attempt goes through the script again
        again = self.start()
        self.assertNotEqual(again, run)
        self.finish(again)
        self.assertEqual(self.followup.satisfaction, "4")

    def test_promise_and_visit_are_planned(self):
        """VIS-8, FUP-9: a promise is noted, and a visit on site has a day."""
        self.finish(
            self.start(),
            after=[
                ("agreed", ("promise", "visit")),
                ("promise", "Price list by Friday"),
                ("visit", "2099-03-03"),
            ],
        )
        visit = self.get_followups() - self.followup
        self.assertRecordValues(
            visit,
            [
                {
                    "method": "on_site",
                    "user_id": self.specialist.id,
                    "state": "planned",
                    "company_id": self.company.id,
                }
            ],
        )
        self.assertEqual(str(visit.date_planned), "2099-03-03")
        self.assertTrue(visit.activity_ids)
        messages = " ".join(self.followup.message_ids.mapped("body"))
        self.assertIn(visit.name, messages)
        self.assertEqual(
            self.followup.promise_ids.mapped("description"), ["Price list by Friday"]
        )

    def test_lapsed_customer_confirms_each_reason(self):
        """SCR-2: each reason is confirmed, and a problem is opened as an issue."""
        self.followup.survey_id = self.lapsed
        run = self.start()
        self.walk(
            run,
            ("convenient", ("yes",)),
            ("why", ("price", "supplier")),
            ("why_price", "Soda ash, 5 % above the neighbour"),
            ("why_supplier", "North Works; they deliver on Sundays"),
            ("problem", ("issue",)),
            ("words", "The last invoice was wrong."),
            ("again", ("yes",)),
            ("suggest", ("no",)),
            ("agreed", ("nothing",)),
            ("close_solved", None),
        )
        self.assertEqual(run.state, "done")
        self.assertRecordValues(
            self.followup.ticket_ids,
            [
                {
                    "customer_case_type": "issue",
                    "name": "The last invoice was wrong.",
                }
            ],
        )
        self.assertEqual(self.followup.result, "problem")
        self.assertEqual(
            self.followup.customer_opinion,
            "Soda ash, 5 % above the neighbour\nNorth Works; they deliver on Sundays\n"
            "The last invoice was wrong.",
        )

    def test_answers_of_branches_left_again_are_dropped(self):
        """SCR-1: three questions deep, as one pass of Odoo drops only the next."""
        run = self.start()
        self.walk(
            run,
            ("convenient", ("yes",)),
            ("satisfied", ("dissatisfied",)),
            ("with_what", ("goods",)),
            ("improve", ("issue",)),
            ("words", WORDS),
            # back to the first question
            ("convenient", ("no",)),
        )
        self.assertEqual(
            run.user_input_line_ids.question_id.mapped("title"), ["Is now convenient?"]
        )
        self.walk(run, ("when", "2099-03-03"), ("close_later", None))
        self.assertFalse(self.followup.ticket_ids)
        self.assertFalse(self.followup.satisfaction)
        self.assertEqual(len(self.followup.answer_ids), 2)

    def test_what_is_missing_is_asked_for(self):
        """SCR-1: an answer that is due is not left out, in no window."""
        run = self.start()
        page = self.submit(run, "convenient", None)
        self.assertEqual(page["error"], "validation")
        self.walk(run, ("convenient", ("yes",)), ("satisfied", ("satisfied",)))
        # another window is at the last question already
        page = self.submit(run, "close_good", "Regards")
        self.assertEqual(run.state, "in_progress")
        self.assertIn("anything you would have us do better", page["survey_content"])

    def test_way_back_needs_no_answer(self):
        """SCR-1: going back leaves the question on the screen unanswered."""
        run = self.start()
        self.walk(run, ("convenient", ("yes",)))
        back = self.find(run, "convenient").id
        page = self.submit(run, "satisfied", None, previous_page_id=back)
        self.assertNotIn("error", page)
        self.assertIn("Is now convenient", page["survey_content"])

    def test_unfinished_script_goes_on_where_it_was_left(self):
        """SCR-1: the same way through, at the next question."""
        run = self.start()
        self.assertTrue(self.followup.is_script_unfinished)
        self.walk(run, ("convenient", ("yes",)))
        self.assertEqual(self.start(), run)
        page = self.url_open(
            f"/survey/start/{run.survey_id.access_token}?answer_token={run.access_token}"
        )
        self.assertIn("How satisfied are you", page.text)
        self.assertIn(self.followup.name, page.text)

    def test_visit_of_script_and_record_is_one(self):
        """VIS-11: the day the customer agreed on stays, and nobody comes twice."""
        self.finish(
            self.start(), after=[("agreed", ("visit",)), ("visit", "2099-03-03")]
        )
        visit = self.get_followups() - self.followup
        followup = self.followup.with_user(self.specialist)
        followup.write(
            {
                "result": "well",
                "customer_opinion": "Come and see",
                "is_visit_wanted": True,
            }
        )
        followup.action_record()
        self.assertEqual(self.get_followups() - self.followup, visit)
        self.assertEqual(str(visit.date_planned), "2099-03-03")

    def test_second_finish_does_nothing(self):
        """SCR-1: the second window, the way back and a second click change nothing."""
        run = self.start()
        self.finish(run, after=[("agreed", ("visit",)), ("visit", "2099-03-03")])
        before = len(self.get_followups()), len(self.followup.message_ids)
        for name, value in (("close_good", None), ("satisfied", ("dissatisfied",))):
            page = self.submit(run, name, value)
            said = page["fields"][str(self.find(run, name).id)]
            self.assertIn("finished already", said)
            self.assertIn(self.followup.name, said)
        run._mark_done()
        self.env.flush_all()
        after = len(self.get_followups()), len(self.followup.message_ids)
        self.assertEqual(after, before)
        self.assertEqual(self.followup.satisfaction, "4")
