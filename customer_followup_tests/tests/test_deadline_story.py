"""Stories with the exact moments: the promises that are shipped, as days go by."""

from odoo.tests import tagged

from .deadline_common import DeadlineCase

FRIDAY, MONDAY, TUESDAY = "2026-03-06", "2026-03-09", "2026-03-10"


@tagged("post_install", "-at_install")
class TestDeadlineStory(DeadlineCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.switch_on(
            "decide",
            "agree",
            "hand_over",
            "contact",
            "responsible",
            "finished",
        )
        cls.department = cls.env["hr.department"].create({"name": "Laboratory"})
        cls.front = cls.create_team("Front Desk", cls.specialist)
        cls.laboratory = cls.create_team(
            "Laboratory", cls.colleague, customer_department_id=cls.department.id
        )

    def register(self, **vals):
        """Register a case as the specialist does."""
        vals = self.prepare_case(team_id=self.front.id, **vals)
        return self.env["helpdesk.ticket"].with_user(self.specialist).create(vals)

    def name_department(self, case):
        case.customer_department_id = self.department

    def test_issue_on_friday_evening(self):
        """ISS-1, ISS-2, ISS-3: registered in the last minutes of the week.

        Decided before closing time, handed over on Monday, contacted on Tuesday.
        """
        with self.at(f"{FRIDAY} 17:10"):
            case = self.register()
        self.check_clocks(case, decide=("running", f"{FRIDAY} 17:30"))
        with self.at(f"{FRIDAY} 17:20"):
            self.name_department(case)
        self.check_clocks(
            case,
            decide=("met", f"{FRIDAY} 17:30"),
            agree=("running", f"{MONDAY} 08:50"),
            hand_over=("running", f"{MONDAY} 08:50"),
        )
        self.run_watch(f"{MONDAY} 08:35")
        self.assertEqual(
            self.get_told().notified_partner_ids, self.specialist.partner_id
        )
        with self.at(f"{MONDAY} 08:40"):
            case.action_customer_agree()
            case.action_customer_hand_over()
        self.assertEqual(case.sudo().team_id, self.laboratory)
        self.check_clocks(
            case,
            agree=("met", f"{MONDAY} 08:50"),
            hand_over=("met", f"{MONDAY} 08:50"),
            contact=("running", f"{TUESDAY} 08:40"),
        )
        with self.at(f"{TUESDAY} 08:30"):
            case.sudo().action_customer_contact()
        self.check_clocks(case, contact=("met", f"{TUESDAY} 08:40"))

    def test_issue_after_closing_time(self):
        """ISS-1: the first hour of the next working day, as nobody was there before."""
        with self.at(f"{FRIDAY} 17:40"):
            case = self.register()
        self.check_clocks(case, decide=("running", f"{MONDAY} 09:00"))
        self.run_watch(f"{FRIDAY} 18:45")
        self.check_clocks(case, decide=("running", f"{MONDAY} 09:00"))
        self.run_watch(f"{MONDAY} 09:01")
        self.check_clocks(case, decide=("missed", f"{MONDAY} 09:00"))
        self.assertEqual(
            self.get_told(self.supervisor).mapped("subject"),
            ["Deadlines: 1 missed, 0 due soon"],
        )

    def test_issue_before_the_lunch_break(self):
        """ISS-1: 25 minutes before the break, 35 after it; the break is nobody's."""
        with self.at("2026-03-03 11:35"):
            case = self.register()
        self.check_clocks(case, decide=("running", "2026-03-03 13:35"))
        with self.at("2026-03-03 13:35"):
            case.action_customer_decide()
        self.check_clocks(case, decide=("met", "2026-03-03 13:35"))

    def test_public_holiday_on_monday(self):
        """ISS-2, ISS-3: a long weekend lies between Friday's call and Tuesday."""
        self.create_holiday(f"{MONDAY} 00:00", f"{TUESDAY} 00:00")
        with self.at(f"{FRIDAY} 17:00"):
            case = self.register()
            self.name_department(case)
        self.check_clocks(
            case,
            decide=("met", f"{FRIDAY} 17:30"),
            agree=("running", f"{TUESDAY} 08:30"),
            hand_over=("running", f"{TUESDAY} 08:30"),
        )
        self.run_watch(f"{MONDAY} 10:00")
        self.assertFalse(self.get_told())

    def test_holiday_that_is_announced_after_the_call(self):
        """ISS-2: Monday turns out to be free: Tuesday, and the log says why."""
        with self.at(f"{FRIDAY} 17:00"):
            case = self.register()
            self.name_department(case)
        self.check_clocks(case, agree=("running", f"{MONDAY} 08:30"))
        self.create_holiday(f"{MONDAY} 00:00", f"{TUESDAY} 00:00")
        self.run_watch(f"{FRIDAY} 17:05")
        self.check_clocks(
            case,
            decide=("met", f"{FRIDAY} 17:30"),
            agree=("running", f"{TUESDAY} 08:30"),
        )

    def test_issue_waits_for_the_customer(self):
        """ISS-1: the sample comes back after the weekend; the rest of the hour runs."""
        stages = [
            self.env.ref(f"helpdesk_mgmt.helpdesk_ticket_stage_{name}")
            for name in ("awaiting", "in_progress")
        ]
        with self.at(f"{FRIDAY} 10:00"):
            case = self.register()
        for stage, moment in zip(
            stages, (f"{FRIDAY} 10:20", f"{MONDAY} 14:00"), strict=True
        ):
            with self.at(moment):
                case.stage_id = stage
        self.check_clocks(case, decide=("running", f"{MONDAY} 14:40"))

    def test_issue_that_nobody_decides(self):
        """ISS-1, ISS-2: it goes up, in working hours, and stays missed."""
        with self.at("2026-03-03 16:00"):
            case = self.register()
        told = []
        for moment in (
            "2026-03-03 16:45",
            "2026-03-03 17:01",
            "2026-03-03 17:25",
            "2026-03-03 19:00",
            "2026-03-04 08:31",
            "2026-03-04 12:30",
        ):
            self.run_watch(moment)
            new = self.get_told().notified_partner_ids.user_ids
            told.append(new - self.env["res.users"].concat(*told))
        none = self.env["res.users"]
        self.assertEqual(
            told,
            [self.specialist, self.supervisor, none, none, self.manager, none],
        )
        with self.at("2026-03-04 09:00"):
            case.action_customer_decide()
        self.check_clocks(case, decide=("missed", "2026-03-03 17:00"))
        clock = self.get_clocks(case)
        self.assertEqual((clock.punctuality, clock.late_minutes), (0, 960))

    def test_complaint_over_a_week(self):
        """CMP-8: the department within a day, finished within a week."""
        with self.at("2026-03-03 15:00"):
            case = self.register(customer_case_type="complaint")
        self.check_clocks(
            case,
            responsible=("running", "2026-03-04 23:59"),
            finished=("running", f"{TUESDAY} 23:59"),
        )
        self.assertEqual(len(self.get_clocks(case)), 2)
        with self.at("2026-03-04 11:00"):
            self.name_department(case)
        self.check_clocks(
            case,
            responsible=("met", "2026-03-04 23:59"),
            finished=("running", f"{TUESDAY} 23:59"),
        )
        self.run_watch("2026-03-11 08:01")
        self.check_clocks(case, finished=("missed", f"{TUESDAY} 23:59"))
        self.assertIn(self.supervisor, self.get_notices(case).user_id)
        self.assertNotIn(self.director, self.get_notices(case).user_id)
        self.run_watch("2026-03-11 17:30")
        self.assertIn(self.director, self.get_notices(case).user_id)
        with self.at("2026-03-12 10:00"):
            done = self.env.ref("helpdesk_mgmt.helpdesk_ticket_stage_done")
            case.sudo().stage_id = done
        clock = self.get_clocks(case).filtered(lambda c: c.policy_id.code == "finished")
        self.assertEqual((clock.state, clock.is_open), ("missed", False))

    def test_complaint_on_friday_is_due_on_monday(self):
        """CMP-8: a day that would end on Saturday ends on the next working day."""
        with self.at(f"{FRIDAY} 15:00"):
            case = self.register(customer_case_type="complaint")
        self.check_clocks(case, responsible=("running", f"{MONDAY} 23:59"))
