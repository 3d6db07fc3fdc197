"""A justified complaint is handled round by round (CMP-4…6, CMP-9)."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .case_common import CaseCase

TEXTS = ("cause", "solution", "customer_wish", "why_1", "why_5")


@tagged("post_install", "-at_install")
class TestComplaintRound(CaseCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.switch_on_rounds()
        cls.case = cls.create_justified(customer_wish="A correct report")

    def test_decision_opens_the_first_round(self):
        """CMP-4: with the customer's wish beside it; once, in nobody's name."""
        opened = self.case.customer_round_ids
        self.assertEqual((opened.number, opened.state), (1, "draft"))
        self.assertEqual(opened.customer_wish, "A correct report")
        self.assertEqual(self.case.customer_round_count, 1)
        self.assertNotIn(self.quality, opened.create_uid | opened.requester_id)
        for validity in ("partly", "invalid"):
            case = self.create_complaint()
            self.rule(case, validity)
            self.assertEqual(len(case.customer_round_ids), validity == "partly")

    def test_rounds_are_for_companies_that_want_them(self):
        """CMP-9: installing changes nothing."""
        self.assertFalse(self.create_company("West").customer_complaint_rounds)
        self.company.customer_complaint_rounds = False
        self.assertFalse(self.create_justified().customer_round_ids)

    def test_solution_is_complete_before_it_is_proposed(self):
        """CMP-4, CMP-5: kind of cause, words and solution, and somebody responsible."""
        for missing in ("cause_id", "cause", "solution"):
            with self.refused("first write down"):
                self.propose(self.case, **{missing: False})
        with self.refused("costs nothing or more"):
            self.propose(self.case, cost=-1)
        self.case.customer_responsible_id = False
        with self.refused("Who is responsible"):
            self.propose(self.case, self.qian)

    def test_quality_head_signs_before_the_manager(self):
        """CMP-5: in this order, and not by the department that proposes."""
        proposed = self.propose(self.case)
        self.assertEqual(proposed.state, "submitted")
        for user in (self.general, self.wu, self.qian, self.supervisor):
            with self.refused(".", AccessError):
                self.sign(proposed, user)
        self.sign(proposed, self.quality)
        self.assertEqual(proposed.state, "submitted")
        self.sign(proposed, self.general)
        self.assertEqual(proposed.state, "approved")
        self.assertEqual(
            (proposed.responsible_id, proposed.department_id),
            (self.person, self.laboratory),
        )

    def test_who_decided_the_validity_may_sign(self):
        """CMP-5: opening a round is nobody's proposal."""
        self.assertEqual(self.case.customer_validity_user_id, self.quality)
        proposed = self.propose(self.case)
        self.sign(proposed, self.quality)
        self.assertEqual(proposed._get_open_step().signer_ids, self.general)

    def test_whoever_is_accused_does_not_sign(self):
        """CMP-5, G2: the only quality head is; it stops and says so."""
        head = self.employ(self.quality)
        case = self.create_complaint(
            customer_department_id=self.laboratory.id,
            customer_object_employee_id=head.id,
        )
        case.customer_responsible_id = self.person
        self.rule(case, "valid", self.supervisor)
        proposed = self.propose(case)
        self.assertTrue(proposed.approval_is_blocked)
        with self.refused("it is about you", AccessError):
            self.sign(proposed, self.quality)
        self.assertEqual(proposed.state, "submitted")

    def test_steps_are_offered_to_who_may_take_them(self):
        """CMP-6, CMP-9: the department carries out, customer service asks."""
        done = self.carry_out(self.case)
        offered = {
            user: (
                self.as_user(done, user).can_carry_out,
                self.as_user(done, user).can_ask,
            )
            for user in (self.wu, self.supervisor, self.general)
        }
        self.assertEqual(
            offered,
            {
                self.wu: (True, False),
                self.supervisor: (True, True),
                self.general: (False, True),
            },
        )

    def test_what_is_proposed_stays_as_it_is(self):
        """CMP-5: neither a text nor the cost changes under a signature."""
        proposed = self.propose(self.case)
        for name in (*TEXTS, "cost", "cause_id"):
            value = 7 if name == "cost" else False if name == "cause_id" else "Other"
            with self.refused("what is signed cannot change"):
                self.as_user(proposed, self.wu).write({name: value})
        self.case.customer_wish = "Something else now"
        self.assertEqual(proposed.customer_wish, "A correct report")

    def test_refused_solution_begins_the_round_again(self):
        """CMP-5: with the same number; the refused one stays in the log."""
        proposed = self.propose(self.case)
        self.as_user(proposed, self.quality).action_refuse("Too little")
        again = self.case._get_open_round()
        self.assertEqual((proposed.state, again.number), ("refused", 1))
        self.as_user(self.propose(self.case), self.wu).action_cancel()
        self.assertEqual(self.case._get_open_round().number, 1)
        self.assertEqual(
            self.case.customer_round_ids.mapped("state"),
            ["refused", "cancelled", "draft"],
        )
        self.assertEqual(self.case.customer_round_count, 1)

    def test_solution_is_carried_out_when_nobody_has_anything_to_do(self):
        """CMP-6: every task is done, and the customer was told."""
        approved = self.propose(self.case)
        with self.refused("can only be done while it is Approved"):
            self.as_user(approved, self.wu).action_carry_out("Told")
        self.sign(approved, self.quality, self.general)
        task = approved.activity_schedule(
            "mail.mail_activity_data_todo",
            user_id=self.qian.id,
            summary="Measure again",
            automated=False,
        )
        self.assertEqual(approved.open_task_count, 1)
        with self.refused("Measure again is not done yet"):
            self.as_user(approved, self.wu).action_carry_out("Told")
        task.action_feedback(feedback="7.2")
        for words in ("", "  ", None, 7):
            with self.refused("Write it down|has to be a text"):
                self.as_user(approved, self.wu).action_carry_out(words)
        self.as_user(approved, self.wu).action_carry_out("The new report is yours")
        self.assertEqual(approved.state, "done")
        self.assertEqual(approved.told, "The new report is yours")

    def test_satisfied_customer_closes_the_complaint(self):
        """CMP-9: the conversation is kept with it, and nothing changes any more."""
        done = self.carry_out(self.case)
        self.as_user(done, self.supervisor).action_close(True, "Ms Lin: it is right")
        self.assertEqual(done.state, "satisfied")
        self.assertTrue(done.satisfied)
        self.assertTrue(self.case.closed)
        self.assertFalse(self.get_work(self.case))
        self.assertEqual(done.closed_by_id, self.supervisor)
        for vals in ({"solution": "x"}, {"result": "x"}, {"state": "draft"}):
            with self.refused(".", UserError):
                self.as_user(done, self.supervisor).write(vals)

    def test_unsatisfied_customer_is_handled_again(self):
        """CMP-9: a new round, new deadlines, the next superior each time."""
        told = []
        for number, superior in ((1, self.qian), (2, self.general), (3, self.general)):
            done = self.carry_out(self.case)
            self.as_user(done, self.supervisor).action_close(False, "Still wrong")
            self.assertEqual((done.number, done.state), (number, "unsatisfied"))
            self.assertFalse(self.case.closed)
            told.append(self.get_told(superior))
            with self.refused("what is signed cannot change"):
                self.as_user(done, self.wu).solution = "Better now"
        self.assertTrue(all(told))
        self.assertEqual(self.case.customer_round_count, 4)
        last = self.carry_out(self.case)
        self.as_user(last, self.supervisor).action_close(True, "At last")
        self.assertTrue(self.case.closed)

    def get_told(self, user):
        return self.env["mail.message"].search(
            [
                ("partner_ids", "in", user.partner_id.ids),
                ("subject", "ilike", "not satisfied"),
            ]
        )

    def test_accused_do_not_ask_the_customer(self):
        """CMP-9: whoever is responsible does not say that the customer is satisfied."""
        done = self.carry_out(self.case)
        for user in (self.wu, self.outsider, self.qian, self.specialist):
            if user != self.specialist:
                with self.refused(".", AccessError):
                    self.as_user(done, user).action_close(True, "All well")
        for satisfied in (None, "yes", 1, 0, []):
            with self.refused("Say yes or no"):
                self.as_user(done, self.supervisor).action_close(satisfied, "Well")
        with self.refused("What did the customer say"):
            self.as_user(done, self.supervisor).action_close(True, " ")
        self.as_user(done, self.specialist).action_close(True, "All well")
        self.assertTrue(self.case.closed)

    def test_complaint_decided_before_is_handled_when_somebody_begins(self):
        """CMP-9: of a company that switches rounds on afterwards; once."""
        self.company.customer_complaint_rounds = False
        case = self.create_justified()
        self.company.customer_complaint_rounds = True
        self.assertFalse(case.customer_round_ids)
        of_supervisor = self.as_user(case, self.supervisor)
        self.assertTrue(of_supervisor.customer_can_begin)
        of_supervisor.action_begin_round()
        self.assertEqual(case.customer_round_ids.number, 1)
        self.assertFalse(of_supervisor.customer_can_begin)
        with self.refused("no other round"):
            of_supervisor.action_begin_round()

    def test_customer_answers_without_a_call(self):
        """CMP-9: what the portal hands over does what the call does, once."""
        with self.refused("nothing to confirm yet"):
            self.case._customer_answer_satisfaction(True, "Thank you")
        done = self.carry_out(self.case)
        self.case._customer_answer_satisfaction(False, "The unit is wrong")
        self.assertEqual(
            (done.state, done.result), ("unsatisfied", "The unit is wrong")
        )
        with self.refused("nothing to confirm yet"):
            self.case._customer_answer_satisfaction(True, "Thank you")

    def test_decision_is_not_reopened_while_a_solution_is_on_its_way(self):
        """CMP-2: a round that nobody has begun leaves no trace."""
        self.rule(self.case, "pending", comment="Look again")
        self.assertFalse(self.case.customer_round_ids)
        self.rule(self.case, "valid")
        self.propose(self.case)
        with self.refused("on its way already"):
            self.rule(self.case, "pending", comment="Look again")

    def test_text_that_is_none_is_refused(self):
        """G7: in words, and nothing is stored."""
        draft = self.as_user(self.case._get_open_round(), self.wu)
        for name in TEXTS:
            for value in (7, ["x"], "\0", {"a": 1}):
                with self.refused("are texts"):
                    draft.write({name: value})
        with self.refused("stays with its complaint"):
            draft.ticket_id = self.create_complaint()
