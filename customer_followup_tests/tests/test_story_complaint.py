"""The story of a complaint: three rounds in nine days, until Ms Lin is satisfied."""

from contextlib import contextmanager

from freezegun import freeze_time

from odoo.tests import tagged

from .case_common import CASE, CaseHttpCase
from .deadline_common import DeadlineMixin, clock_in_shanghai, shanghai

ROUND = "customer.complaint.round"
FOLLOWUP = "customer.followup"
PROMISES = (
    "responsible",
    "plan",
    "agreement",
    "report",
    "finished",
    "call_back",
    "plan_again",
    "finished_again",
)


@tagged("post_install", "-at_install")
class TestStoryComplaint(CaseHttpCase):
    """Everybody works over JSON-RPC, by the clock of Shanghai.

    The supervisor handles the complaint under the service manager, whose superior is
    the general manager; Mr Wu of the laboratory works under Ms Qian, who heads it.
    """

    run_watch = DeadlineMixin.run_watch

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.switch_on_rounds()
        for name in PROMISES:
            policy = cls.env.ref(f"customer_followup.customer_deadline_policy_{name}")
            policy.write({"active": True, "company_id": cls.company.id})
        director = cls.general.employee_id
        head_of_service = cls.employ(cls.manager, superior=director)
        cls.supervisor.employee_id.parent_id = head_of_service
        cls.specialist.employee_id.parent_id = cls.supervisor.employee_id

    # How it is told -------------------------------------------------------------------

    @contextmanager
    def at(self, moment):
        """Let the block happen at ``moment``, as clocks in Shanghai show it."""
        with freeze_time(shanghai(moment)):
            self.session = None  # everybody logs in anew in the morning
            yield
        self.env.invalidate_all()

    def do(self, user, record, method, *args):
        """Let somebody press a button, or write something down, over JSON-RPC."""
        answer = self.call(user, record._name, method, record.ids, *args)
        self.assertNotIn("error", answer, answer.get("error"))
        return answer.get("result")

    def refuse(self, user, record, method, *args):
        """Return the words in which something is refused."""
        answer = self.call(user, record._name, method, record.ids, *args)
        self.assertIn("error", answer, (user.login, method))
        return answer["error"]["data"]["message"]

    def check_clocks(self, **expected):
        """Assert state and due moment of the newest clock of each promise named."""
        self.env.invalidate_all()
        clocks = self.case.customer_deadline_ids.sorted("id")
        newest = {clock.policy_id.code: clock for clock in clocks}
        found = {
            code: (newest[code].state, clock_in_shanghai(newest[code].due_at))
            for code in expected
        }
        self.assertEqual(found, expected)

    def get_new_messages(self):
        """Return who was told what since it was asked last: user and subject."""
        notifications = self.env["mail.notification"].search(
            [
                ("mail_message_id.message_type", "=", "user_notification"),
                ("res_partner_id", "in", self.staff.partner_id.ids),
                ("id", ">", self.last_told),
            ],
            order="id",
        )
        self.last_told = max(notifications.ids, default=self.last_told)
        return [
            (n.res_partner_id.user_ids, n.mail_message_id.subject)
            for n in notifications
        ]

    def propose_and_sign(self, cause, solution, *moments):
        """Let the department propose, and the quality head and the manager sign."""
        proposed, signed, approved = moments
        attempt = self.case._get_open_round()
        with self.at(proposed):
            kind = self.env.ref("customer_followup.customer_complaint_cause_test")
            vals = {"cause_id": kind.id, "cause": cause, "solution": solution}
            self.do(self.qian, attempt, "write", vals)
            self.do(self.qian, attempt, "action_submit")
        with self.at(signed):
            self.do(self.quality, attempt, "action_approve")
        with self.at(approved):
            self.do(self.general, attempt, "action_approve")
        self.assertEqual(attempt.state, "approved")
        return attempt

    def call_ms_lin(self, attempt, **vals):
        """Let the specialist record the callback, that was planned for the same day."""
        call = attempt.callback_id
        self.assertEqual(call.user_id, self.specialist)
        self.assertEqual(call.date_planned, self.company._get_customer_today())
        self.do(
            self.specialist,
            call,
            "action_record",
            {"contact_id": self.contact.id, **vals},
        )

    # The story ------------------------------------------------------------------------

    def test_story_of_a_complaint_with_three_rounds(self):
        """CMP-1…9: from the call of Ms Lin on Monday to her thanks a week later."""
        of_company = [("company_id", "=", self.company.id)]
        self.staff = self.env["res.users"].search(of_company)
        notifications = self.env["mail.notification"].search([], order="id desc")
        self.last_told = notifications[:1].id
        self.tell_monday()
        self.tell_first_round()
        self.tell_second_round()
        self.tell_third_round()
        self.tell_what_is_left()

    def tell_monday(self):
        # On Monday at ten past nine Ms Lin calls. The specialist writes it down.
        with self.at("2026-03-02 09:10"):
            vals = self.prepare_complaint(
                customer_way_in="phone", customer_wish="A correct report, today"
            )
            answer = self.call(self.specialist, CASE, "create", [vals])
            self.case = self.env[CASE].browse(answer["result"])
        self.check_clocks(
            responsible=("running", "2026-03-03 23:59"),
            plan=("running", "2026-03-03 23:59"),
            agreement=("running", "2026-03-03 23:59"),
            report=("running", "2026-03-05 23:59"),
            finished=("running", "2026-03-09 23:59"),
        )

        # The supervisor takes it, and names the laboratory and Mr Wu, who has it at
        # once in his list.
        with self.at("2026-03-02 09:25"):
            self.do(
                self.supervisor,
                self.case,
                "write",
                {
                    "user_id": self.supervisor.id,
                    "customer_department_id": self.laboratory.id,
                    "customer_responsible_id": self.person.id,
                },
            )
        self.check_clocks(responsible=("met", "2026-03-03 23:59"))
        self.assertEqual(self.get_work(self.case), self.wu)

        # Mr Wu cannot decide himself that it is not justified. The quality head does.
        with self.at("2026-03-02 09:40"):
            self.refuse(self.wu, self.case, "action_set_validity", "invalid", "No")
            self.do(
                self.quality,
                self.case,
                "action_set_validity",
                "valid",
                "The kept sample says so",
            )
        self.assertEqual(self.case.stage_id.name, "In Progress")

        # The supervisor agrees with Ms Lin what happens next.
        with self.at("2026-03-02 11:00"):
            self.do(self.supervisor, self.case, "action_customer_contact")
        self.check_clocks(agreement=("met", "2026-03-03 23:59"))

    def tell_first_round(self):
        # Ms Qian proposes on the same day; quality head and general manager sign.
        self.first = self.propose_and_sign(
            "The electrode was old",
            "Measured again, free of charge",
            "2026-03-02 16:05",
            "2026-03-02 16:40",
            "2026-03-03 08:15",
        )
        self.check_clocks(plan=("met", "2026-03-03 23:59"))
        self.assertEqual(self.first.customer_wish, "A correct report, today")

        # Mr Wu measures again; before that nobody can say that it is done.
        with self.at("2026-03-03 08:30"):
            task = {
                "res_model_id": self.env["ir.model"]._get_id(ROUND),
                "res_id": self.first.id,
                "activity_type_id": self.env.ref("mail.mail_activity_data_todo").id,
                "summary": "Measure again",
                "user_id": self.wu.id,
                "date_deadline": "2026-03-03",
            }
            answer = self.call(self.qian, "mail.activity", "create", [task])
            task = self.env["mail.activity"].browse(answer["result"])
            words = self.refuse(self.qian, self.first, "action_carry_out", "Told")
            self.assertIn("Measure again is not done yet (Wu)", words)
        with self.at("2026-03-03 10:05"):
            self.do(self.wu, task, "action_feedback")
        with self.at("2026-03-03 11:20"):
            words = "The new report says 7.2"
            self.do(self.qian, self.first, "action_carry_out", words)
        self.check_clocks(call_back=("running", "2026-03-03 17:00"))
        self.assertEqual(self.case.stage_id.name, "Awaiting")

        # The same day the specialist calls. It is not what Ms Lin wanted.
        self.get_new_messages()
        with self.at("2026-03-03 15:00"):
            self.call_ms_lin(
                self.first, result="complaint", customer_opinion="The unit is wrong"
            )
        self.check_clocks(
            call_back=("met", "2026-03-03 17:00"),
            plan_again=("running", "2026-03-04 23:59"),
            finished_again=("running", "2026-03-10 23:59"),
        )
        self.assertEqual(self.case.stage_id.name, "In Progress")
        # The superior of Mr Wu hears of it.
        subject = f"Complaint {self.case.number}: the customer is not satisfied"
        self.assertEqual(self.get_new_messages(), [(self.qian, subject)])

    def tell_second_round(self):
        # On Wednesday nobody proposes anything. Whoever handles it is warned, on
        # Thursday morning the superior is told, and at noon the general manager.
        told = []
        for moment in ("2026-03-04 23:30", "2026-03-05 08:05", "2026-03-05 13:05"):
            self.run_watch(moment)
            told += [user for user, _subject in self.get_new_messages()]
        self.assertEqual(told, [self.supervisor, self.manager, self.general])
        self.check_clocks(plan_again=("missed", "2026-03-04 23:59"))

        # The report to the general manager is in time, and signed off.
        with self.at("2026-03-05 13:10"):
            self.do(self.supervisor, self.case, "action_report")
        with self.at("2026-03-05 13:30"):
            self.do(self.general, self.case, "action_sign_report", "Show me the next")
        self.check_clocks(report=("met", "2026-03-05 23:59"))

        second = self.propose_and_sign(
            "The form had the old unit",
            "A new form, and a new report",
            "2026-03-05 13:40",
            "2026-03-05 13:55",
            "2026-03-05 14:20",
        )
        with self.at("2026-03-06 09:00"):
            self.do(self.qian, second, "action_carry_out", "The new form is yours")
        self.check_clocks(call_back=("running", "2026-03-06 17:00"))
        self.get_new_messages()
        with self.at("2026-03-06 16:00"):
            self.call_ms_lin(
                second, result="problem", customer_opinion="The date is missing"
            )
        # This time it is told one level higher. A day from Friday ends on Monday.
        self.assertEqual(
            [user for user, _subject in self.get_new_messages()], [self.general]
        )
        self.check_clocks(
            plan_again=("running", "2026-03-09 23:59"),
            finished_again=("running", "2026-03-10 23:59"),
        )

    def tell_third_round(self):
        third = self.propose_and_sign(
            "The form had no line for the date",
            "A report with date and signature, brought by Ms Qian",
            "2026-03-09 10:00",
            "2026-03-09 11:00",
            "2026-03-09 14:00",
        )
        self.check_clocks(plan_again=("met", "2026-03-09 23:59"))

        # The week is over on Monday night, and stays missed.
        self.get_new_messages()
        self.run_watch("2026-03-10 08:05")
        self.check_clocks(finished=("missed", "2026-03-09 23:59"))
        self.assertIn(self.manager, [user for user, _s in self.get_new_messages()])

        # On Tuesday Ms Qian brings the report, and Ms Lin is satisfied.
        with self.at("2026-03-10 09:00"):
            self.do(self.qian, third, "action_carry_out", "I have brought it to her")
        with self.at("2026-03-10 10:40"):
            words = self.refuse(self.qian, third, "action_close", True, "All well")
            self.assertIn("customer service", words)
            self.call_ms_lin(
                third, result="well", satisfaction="5", customer_opinion="Thank you"
            )
        self.check_clocks(
            call_back=("met", "2026-03-10 17:00"),
            finished_again=("met", "2026-03-10 23:59"),
            finished=("missed", "2026-03-09 23:59"),
        )

    def tell_what_is_left(self):
        # The case is closed and archived with all that was said and signed.
        self.assertTrue(self.case.closed)
        self.assertEqual(clock_in_shanghai(self.case.closed_date), "2026-03-10 10:40")
        self.assertFalse(self.get_work(self.case))
        self.assertFalse(self.case.customer_deadline_ids.filtered("is_open"))
        rounds = self.case.customer_round_ids
        self.assertEqual(
            rounds.mapped(lambda r: (r.number, r.state, r.result)),
            [
                (1, "unsatisfied", "The unit is wrong"),
                (2, "unsatisfied", "The date is missing"),
                (3, "satisfied", "Thank you"),
            ],
        )
        for attempt in rounds:
            decisions = self.env["customer.approval.entry"].search(
                [("res_model", "=", ROUND), ("res_id", "=", attempt.id)], order="id"
            )
            self.assertEqual(
                [
                    (entry.user_id, entry.action)
                    for entry in decisions
                    if entry.action == "approved"
                ],
                [(self.quality, "approved"), (self.general, "approved")],
            )
            # Nobody rewrites how it was.
            for user in (self.qian, self.supervisor, self.manager):
                self.refuse(user, attempt, "write", {"solution": "It was all well"})
        log = self.get_log(self.case)
        for words in ("The kept sample says so", "Show me the next"):
            self.assertIn(words, log)
