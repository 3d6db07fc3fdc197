"""What the tests of broken calendars, people and promises share: the ways in."""

from contextlib import nullcontext

from .deadline_common import ADDON, DeadlineHttpCase

USE = f"{ADDON}.models.customer_deadline_policy_use"
LATER = "2035-03-05 10:00"  # a Monday
STAGE = "helpdesk_mgmt.helpdesk_ticket_stage_in_progress"
MAIL = """\
From: Mr Zhou <zhou@blue-mill.example.com>
To: service@example.com
Subject: Wet bags
Message-Id: <{number}@blue-mill.example.com>
Date: Mon, 02 Mar 2026 10:00:00 +0800
Content-Type: text/plain; charset=utf-8

Twelve of forty bags were wet.
"""


class BrokenDeadlineCase(DeadlineHttpCase):
    """A test that registers cases in every way, with something broken."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.department = cls.env["hr.department"].create(
            {"name": "Laboratory", "company_id": cls.company.id}
        )
        cls.team = cls.create_team(customer_department_id=cls.department.id)
        cls.policy = cls.create_policy(
            {"moment": "warning", "recipient": "owner"},
            {"recipient": "superior"},
            domain="[('customer_case_type', '=', 'issue')]",
            stop_event="closed",
        )
        cls.ways = [cls.register_by_rpc, cls.register_by_mail, cls.register_by_followup]

    def register_by_rpc(self):
        """Register a case as the specialist does, for a team of others."""
        vals = self.prepare_case(self.env["res.users"], team_id=self.team.id)
        answer = self.call(self.specialist, "helpdesk.ticket", "create", vals)
        self.assertIn("result", answer, answer)
        return self.env["helpdesk.ticket"].browse(answer["result"])

    def register_by_mail(self):
        """Register a case as the mail gateway does."""
        vals = {"team_id": self.team.id, "customer_case_type": "issue"}
        id_ = self.env["mail.thread"].message_process(
            "helpdesk.ticket",
            MAIL.format(number=self.env["helpdesk.ticket"].search_count([])),
            custom_values=vals,
        )
        return self.env["helpdesk.ticket"].browse(id_)

    def register_by_followup(self):
        """Register a case by recording a problem."""
        followup = self.create_followup()
        vals = {
            "result": "problem",
            "customer_opinion": "Twelve of forty bags were wet.",
            "case_department_id": self.department.id,
        }
        answer = self.call(
            self.specialist, "customer.followup", "action_record", followup.ids, vals
        )
        self.assertNotIn("error", answer)
        followup.invalidate_recordset()
        return followup.ticket_ids

    def try_each_way(self, break_it, check, log=None):
        """Register a case by each way in, each with the same thing broken.

        :param check: what has to hold for the case
        :param log: name of the logger that says what is wrong
        """
        for way in self.ways:
            with self.subTest(way.__name__), self.undone():
                break_it()
                self.env.flush_all()
                self.env.invalidate_all()
                self.env.registry.clear_cache()
                with self.assertLogs(log, "ERROR") if log else nullcontext():
                    case = way(self)
                    self.env.invalidate_all()
                    self.assertEqual(case.customer_case_type, "issue")
                    self.assertEqual(case.team_id, self.team)
                    check(case)
            self.env.registry.clear_cache()

    def check_counted(self, break_it, is_by_clock=False):
        """Assert that a case has a deadline, which is missed and told as any other."""

        def check(case):
            clock = self.get_clocks(case)
            self.assertEqual(len(clock), 1)
            self.assertGreater(clock.due_at, clock.start_at)
            self.assertEqual(clock.is_by_clock, is_by_clock)
            shown = case.with_user(self.supervisor).customer_deadline_summary
            self.assertEqual([s["is_by_clock"] for s in shown], [is_by_clock])
            if is_by_clock:
                minutes = (clock.due_at - clock.start_at).total_seconds() / 60
                self.assertIn(int(minutes), (60, 61))
            self.policy.warn_percent = 50
            self.run_watch(LATER)
            self.assertEqual(clock.state, "missed")
            self.assertFalse(clock.last_error)
            self.assertFalse(any(clock.notice_ids.mapped("last_error")))

        self.try_each_way(break_it, check)

    def check_not_counted(self, break_it):
        """Assert that a case has no deadline, and that the promise says why."""

        def check(case):
            self.assertFalse(self.get_clocks(case))
            self.assertTrue(self.policy.last_error)
            case.write({"stage_id": self.env.ref(STAGE).id, "user_id": False})

        self.try_each_way(break_it, check, USE)

    def break_by_sql(self, field, value, table="customer_deadline_policy", id_=None):
        """Leave behind what could be stored once, and is wrong now."""
        self.env.flush_all()
        self.env.cr.execute(
            f"UPDATE {table} SET {field} = %s WHERE id = %s",
            [value, id_ or self.policy.id],
        )
        self.env.invalidate_all()
