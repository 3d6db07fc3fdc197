"""Who is told of a deadline, when and how often: one message, in working hours."""

from datetime import date

from odoo.tests import tagged

from .deadline_common import DeadlineCase, shanghai


@tagged("post_install", "-at_install")
class TestDeadlineTell(DeadlineCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.policy = cls.create_policy({"recipient": "owner"})
        cls.case = cls.create_case()

    def be_absent(self, user, **vals):
        """Let a user be on leave until Wednesday."""
        self.create_holiday(
            "2026-03-02 08:00",
            "2026-03-04 17:30",
            self.employees[user].resource_id,
            **vals,
        )

    def stand_in(self, user, delegate, until=date(2026, 3, 2)):
        """Let ``delegate`` stand in for ``user``."""
        self.env["customer.approval.delegation"].create(
            {
                "user_id": user.id,
                "delegate_id": delegate.id,
                "company_id": self.company.id,
                "date_from": date(2026, 3, 2),
                "date_to": until,
            }
        )

    def check_told(self, user, now="2026-03-02 11:05"):
        """Assert that the job tells one person, once, and notes whom it told."""
        self.run_watch(now)
        self.assertEqual(self.get_told().notified_partner_ids, user.partner_id)
        self.assertEqual(len(self.get_told()), 1)
        self.assertRecordValues(
            self.get_notices(self.case),
            [{"told_user_id": user.id, "told_at": shanghai(now), "is_void": False}],
        )

    def check_nobody_told(self, now):
        self.run_watch(now)
        self.assertFalse(self.get_told())

    def test_owner_is_told(self):
        """ISS-1: the message names case, promise, customer and time."""
        self.check_told(self.specialist)
        body = self.get_told().body
        for text in (self.case.display_name, "Decided", self.customer.name, "11:00"):
            self.assertIn(text, body)

    def test_nobody_is_told_twice(self):
        """G9: run again, at once and the day after."""
        self.check_told(self.specialist)
        for now in ("2026-03-02 11:05", "2026-03-02 11:10", "2026-03-03 10:00"):
            self.run_watch(now)
            self.assertEqual(len(self.get_told()), 1)

    def test_message_waits_for_working_hours(self):
        """ISS-1: neither in the lunch break nor in the evening, nor on Saturday."""
        self.check_nobody_told("2026-03-02 12:05")
        self.check_nobody_told("2026-03-02 18:00")
        self.check_nobody_told("2026-03-07 10:00")
        self.check_told(self.specialist, "2026-03-09 08:00")

    def test_hours_are_those_of_who_is_told(self):
        """ISS-1: a superior who works in the evening is told in the evening."""
        self.policy.rung_ids.recipient = "superior"
        self.employees[self.supervisor].resource_calendar_id = self.create_calendar(
            "Evenings", ((18, 22, "afternoon"),)
        )
        self.check_nobody_told("2026-03-02 14:00")
        self.check_told(self.supervisor, "2026-03-02 18:05")

    def test_public_holiday_is_no_working_time(self):
        """ISS-1: nobody is told on a holiday of everybody."""
        self.run_watch("2026-03-02 12:30")
        self.create_holiday("2026-03-02 12:00", "2026-03-03 00:00")
        self.check_nobody_told("2026-03-02 14:00")
        self.check_told(self.specialist, "2026-03-03 08:05")

    def test_who_is_no_employee_is_told_in_the_company_s_hours(self):
        """ISS-1: a user without hours of its own."""
        self.employees[self.specialist].unlink()
        self.check_nobody_told("2026-03-02 12:05")
        self.check_told(self.specialist, "2026-03-02 13:05")

    def test_stand_in_hears_it(self):
        """ISS-1: on the days of the stand-in, and only then."""
        self.stand_in(self.specialist, self.colleague)
        self.check_told(self.colleague)
        self.assertEqual(self.get_notices(self.case).user_id, self.specialist)

    def test_day_after_the_stand_in_it_is_oneself(self):
        """ISS-1: by the day of the run, not of the clock on the server."""
        self.stand_in(self.specialist, self.colleague)
        self.check_told(self.specialist, "2026-03-03 08:05")

    def test_absent_stand_in_is_represented_in_turn(self):
        """ISS-1: by that person's stand-in or superior."""
        self.stand_in(self.specialist, self.colleague)
        self.be_absent(self.colleague)
        self.check_told(self.supervisor)

    def test_superior_hears_it_of_who_is_on_leave(self):
        """ISS-1: where there is no stand-in."""
        self.be_absent(self.specialist)
        self.check_told(self.supervisor)

    def test_absent_superior_is_passed_over(self):
        """ISS-1: up to the first who is there."""
        self.be_absent(self.specialist)
        self.be_absent(self.supervisor)
        self.check_told(self.manager)

    def test_training_day_is_no_absence(self):
        """ISS-1: time that counts as work."""
        self.be_absent(self.specialist, time_type="other")
        self.check_told(self.specialist)

    def test_absent_head_is_told_on_return(self):
        """ISS-1: nobody above, nobody in the place: it waits."""
        self.case.user_id = self.director
        self.be_absent(self.director)
        self.check_nobody_told("2026-03-02 11:05")
        self.check_nobody_told("2026-03-04 17:00")
        self.check_told(self.director, "2026-03-05 08:05")

    def test_two_who_stand_in_for_each_other_are_told_themselves(self):
        """ISS-1: a circle of stand-ins ends with the one it is meant for."""
        self.stand_in(self.specialist, self.colleague)
        self.stand_in(self.colleague, self.specialist)
        self.check_told(self.specialist)

    def test_who_left_before_the_message_is_represented(self):
        """ISS-1: the notice was raised at noon, and in the evening he was gone."""
        self.check_nobody_told("2026-03-02 12:05")
        self.specialist.active = False
        self.check_told(self.supervisor, "2026-03-02 13:05")

    def test_done_before_it_was_told_is_void(self):
        """ISS-1: nobody hears of what is done."""
        self.check_nobody_told("2026-03-02 12:05")
        with self.at("2026-03-02 12:30"):
            self.case.action_customer_decide()
        self.check_nobody_told("2026-03-02 13:05")
        self.assertTrue(self.get_notices(self.case).is_void)

    def test_many_deadlines_are_one_message(self):
        """G9: ten cases, one message, each case in it once."""
        cases = self.case | self.env["helpdesk.ticket"].create(
            [self.prepare_case(name=f"Case {number}") for number in range(9)]
        )
        self.policy.rung_ids = [(0, 0, {"recipient": "superior", "delay_hours": 0.1})]
        self.run_watch("2026-03-02 11:30")
        self.assertEqual(len(self.get_told()), 2)
        message = self.get_told(self.specialist)
        for case in cases:
            self.assertEqual(message.body.count(case.display_name), 1)
        self.assertIn("10 missed", message.subject)

    def test_two_companies_are_one_message(self):
        """G9: who works for both hears of both at once."""
        other = self.create_company("South River")
        self.specialist.company_ids += other
        self.policy.company_id = False
        self.create_case(company_id=other.id, name="Southern")
        self.run_watch("2026-03-02 11:30")
        (message,) = self.get_told(self.specialist)
        self.assertIn("Southern", message.body)
        self.assertIn(self.case.display_name, message.body)

    def test_message_is_in_the_reader_s_language_and_time(self):
        """RPT-2: names as the reader knows them, the time on the reader's clock."""
        self.env["res.lang"]._activate_lang("zh_CN")
        self.policy.with_context(lang="zh_CN").name = "一小时内解决"
        self.specialist.write({"lang": "zh_CN", "tz": "Asia/Tokyo"})
        self.check_told(self.specialist)
        body = self.get_told().body
        self.assertIn("一小时内解决", body)
        self.assertRegex(body, "12:00")

    def test_mail_is_queued_and_not_sent(self):
        """G9: a process that is killed after sending would send it again."""
        self.specialist.write(
            {"notification_type": "email", "email": "specialist@example.com"}
        )
        self.check_told(self.specialist)
        mail = self.env["mail.mail"].search(
            [("mail_message_id", "=", self.get_told().id)]
        )
        self.assertEqual(mail.state, "outgoing")
        self.assertIn(
            "specialist@example.com",
            str(mail.email_to) + str(mail.recipient_ids.mapped("email")),
        )

    def test_paused_deadline_is_told_when_it_goes_on(self):
        """ISS-1: what stands still needs nobody now."""
        waiting = self.env.ref("helpdesk_mgmt.helpdesk_ticket_stage_awaiting")
        self.policy.write(
            {
                "pause_domain": f"[('stage_id', '=', {waiting.id})]",
                "rung_ids": [(5,), (0, 0, {"moment": "warning"})],
                "amount": 4,
                "warn_percent": 50,
            }
        )
        self.run_watch("2026-03-02 12:00")
        self.assertEqual(len(self.get_notices(self.case)), 1)
        stage = self.case.stage_id
        with self.at("2026-03-02 12:01"):
            self.case.stage_id = waiting
        self.check_nobody_told("2026-03-02 13:05")
        with self.at("2026-03-02 15:00"):
            self.case.stage_id = stage
        self.check_told(self.specialist, "2026-03-02 15:05")

    def test_long_message_is_cut(self):
        """G9: thirty lines, and how many there are more."""
        self.env["helpdesk.ticket"].create(
            [self.prepare_case(name=f"Case {number}") for number in range(34)]
        )
        self.run_watch("2026-03-02 11:30")
        self.assertEqual(self.get_told().body.count("Decided"), 30)
        self.assertIn("and 5 more", self.get_told().body)
        self.assertIn("35 missed", self.get_told().subject)
