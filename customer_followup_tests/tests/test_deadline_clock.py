"""From the events of documents to clocks: started, stopped and handed over."""

from datetime import datetime

from odoo.tests import tagged

from .deadline_common import DeadlineCase, shanghai


@tagged("post_install", "-at_install")
class TestDeadlineClock(DeadlineCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.policy = cls.create_policy()

    def test_event_starts_a_clock(self):
        """ISS-1: what is promised, for whom, by whom, from when and until when."""
        case = self.create_case()
        self.assertRecordValues(
            self.get_clocks(case),
            [
                {
                    "policy_id": self.policy.id,
                    "res_name": case.display_name,
                    "company_id": self.company.id,
                    "partner_id": self.customer.id,
                    "user_id": self.specialist.id,
                    "calendar_id": self.calendar.id,
                    "start_at": shanghai("2026-03-02 10:00"),
                    "warn_at": shanghai("2026-03-02 10:45"),
                    "due_at": shanghai("2026-03-02 11:00"),
                    "state": "running",
                    "is_open": True,
                    "is_by_clock": False,
                    "met_at": False,
                }
            ],
        )
        self.assertEqual(self.get_log(case), ["started"])

    def test_document_shows_its_clock(self):
        """ISS-1: whoever opens the case sees until when it has to be decided."""
        case = self.create_case().with_user(self.specialist)
        (shown,) = case.customer_deadline_summary
        self.assertEqual(shown["due_at"], "2026-03-02 03:00:00")
        self.assertEqual(shown["state"], "running")
        case.action_customer_decide()
        self.assertEqual(case.customer_deadline_summary[0]["state"], "met")

    def test_stopped_in_time_is_kept(self):
        """ISS-1: until the last second of the last minute."""
        case = self.create_case()
        with self.at("2026-03-02 11:00") as clock:
            clock.tick(59)
            case.action_customer_decide()
        self.assertRecordValues(
            self.get_clocks(case),
            [
                {
                    "state": "met",
                    "is_open": False,
                    "met_at": datetime(2026, 3, 2, 3, 0, 59),
                    "late_minutes": 0,
                    "punctuality": 100,
                    "next_rung_at": False,
                }
            ],
        )
        self.assertEqual(self.get_log(case), ["started", "stopped"])

    def test_stopped_late_stays_late(self):
        """ISS-1: missed, with the minutes, whether the job came by or not."""
        for has_job in (False, True):
            case = self.create_case()
            with self.subTest(has_job=has_job):
                if has_job:
                    self.run_watch("2026-03-02 11:05")
                with self.at("2026-03-02 11:30"):
                    case.action_customer_decide()
                self.assertRecordValues(
                    self.get_clocks(case),
                    [
                        {
                            "state": "missed",
                            "is_open": False,
                            "met_at": shanghai("2026-03-02 11:30"),
                            "late_minutes": 30,
                            "punctuality": 0,
                        }
                    ],
                )

    def test_same_event_again_changes_nothing(self):
        """ISS-1: neither a second clock, nor a new start, nor a new end."""
        case = self.create_case()
        with self.at("2026-03-02 10:20"):
            case._deadline_event("registered")
        clock = self.get_clocks(case)
        self.assertEqual(clock.start_at, shanghai("2026-03-02 10:00"))
        with self.at("2026-03-02 10:30"):
            case.action_customer_decide()
        with self.at("2026-03-02 12:30"):
            case._deadline_event("decided")
        self.assertEqual(self.get_clocks(case), clock)
        self.assertEqual(clock.met_at, shanghai("2026-03-02 10:30"))
        self.assertEqual(self.get_log(case), ["started", "stopped"])

    def test_nothing_starts_without_a_promise(self):
        """ISS-1: archived, of another company, or about other cases."""
        other = self.create_company("South River")
        for vals in (
            {"active": False},
            {"active": True, "company_id": other.id},
            {
                "company_id": False,
                "domain": "[('customer_case_type', '=', 'complaint')]",
            },
        ):
            self.policy.write(vals)
            with self.subTest(vals):
                self.assertFalse(self.get_clocks(self.create_case()))

    def test_clock_goes_on_when_its_promise_is_archived(self):
        """ISS-1: what was promised to a customer is still owed."""
        case = self.create_case()
        self.policy.active = False
        case.action_customer_decide()
        self.assertEqual(self.get_clocks(case).state, "met")

    def test_two_cases_in_one_create_have_their_own_clocks(self):
        """ISS-1: also with different owners and only one of them fitting."""
        self.policy.domain = "[('customer_case_type', '=', 'issue')]"
        cases = self.env["helpdesk.ticket"].create(
            [
                self.prepare_case(),
                self.prepare_case(self.colleague),
                self.prepare_case(customer_case_type="request"),
            ]
        )
        owners = [self.get_clocks(case).user_id for case in cases]
        self.assertEqual(
            owners, [self.specialist, self.colleague, self.env["res.users"]]
        )

    def test_clock_counts_by_the_case_s_own_company(self):
        """ISS-1: cases of two companies in one create, with other working hours."""
        self.policy.company_id = False
        other = self.create_company("South River")
        night = self.create_calendar(
            "Afternoons", ((14, 18, "afternoon"),), company_id=other.id
        )
        other.resource_calendar_id = night
        cases = self.env["helpdesk.ticket"].create(
            [
                self.prepare_case(),
                self.prepare_case(self.env["res.users"], company_id=other.id),
            ]
        )
        self.assertEqual(self.get_due(cases[0]), ["2026-03-02 11:00"])
        self.assertEqual(self.get_due(cases[1]), ["2026-03-02 15:00"])
        self.assertEqual(self.get_clocks(cases[1]).company_id, other)

    def test_owner_follows_the_document(self):
        """ISS-1: whoever has the case has to keep its promises; the log knows both."""
        case = self.create_case()
        case.user_id = self.colleague
        clock = self.get_clocks(case)
        self.assertEqual(clock.user_id, self.colleague)
        handed_over = clock.event_ids.filtered(lambda e: e.kind == "handed_over")
        self.assertEqual(handed_over.note, "Specialist → Colleague")
        self.assertEqual(clock.due_at, shanghai("2026-03-02 11:00"))

    def test_ended_clock_stays_with_who_kept_it(self):
        """RPT-2: what was kept in time is not handed over with the case."""
        case = self.create_case()
        case.action_customer_decide()
        case.user_id = self.colleague
        self.assertEqual(self.get_clocks(case).user_id, self.specialist)

    def test_case_without_owner_is_its_team_leader_s(self):
        """ISS-1: somebody has to keep the promise until the case is taken."""
        case = self.create_case(self.env["res.users"], team_id=self.create_team().id)
        self.assertEqual(self.get_clocks(case).user_id, self.colleague)

    def test_customer_and_department_follow_the_document(self):
        """RPT-2: the punctuality is that of the department in charge."""
        policy = self.create_policy(code="test_closed", stop_event="closed")
        department = self.env["hr.department"].create({"name": "Yard"})
        case = self.create_case(partner_id=False)
        clock = self.get_clocks(case).filtered(lambda c: c.policy_id == policy)
        self.assertFalse(clock.partner_id)
        case.write(
            {
                "partner_id": self.create_contact(self.customer).id,
                "customer_department_id": department.id,
            }
        )
        self.assertEqual(clock.partner_id, self.customer)
        self.assertNotIn("handed_over", clock.event_ids.mapped("kind"))
        # until it has the case, it is not its punctuality
        self.assertNotEqual(clock.department_id, department)
        case.action_customer_hand_over()
        case.user_id = self.colleague
        self.assertEqual(clock.department_id, department)

    def test_closed_case_has_nothing_left_to_do(self):
        """ISS-1: it is decided; what was promised besides and not done is not kept."""
        self.create_policy(
            code="test_contact", start_event="registered", stop_event="contacted"
        )
        case = self.create_case()
        case.stage_id = self.env.ref("helpdesk_mgmt.helpdesk_ticket_stage_done")
        self.assertEqual(
            sorted(self.get_clocks(case).mapped("state")), ["cancelled", "met"]
        )

    def test_case_that_is_registered_closed_has_nothing_left_to_do(self):
        """ISS-1: entered afterwards, solved already."""
        done = self.env.ref("helpdesk_mgmt.helpdesk_ticket_stage_done")
        self.assertEqual(
            self.get_clocks(self.create_case(stage_id=done.id)).mapped("state"),
            ["cancelled"],
        )
