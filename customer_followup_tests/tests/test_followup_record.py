"""What is recorded after a contact, and the case a problem or complaint becomes."""

from datetime import datetime

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import FollowupCase

NOW = datetime(2026, 3, 2, 2)


@tagged("post_install", "-at_install")
class TestFollowupRecorded(FollowupCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contact = cls.create_contact(cls.customer)
        cls.department = cls.env["hr.department"].create({"name": "Laboratory"})
        cls.team = cls.create_team("Laboratory", cls.department)
        cls.complaint_team = cls.create_team("Complaints")
        cls.company.customer_complaint_team_id = cls.complaint_team
        cls.followup = cls.create_followup().with_user(cls.specialist)

    @classmethod
    def create_team(cls, name, department=None):
        """Return a helpdesk team of the company, with its leader as a member."""
        return cls.env["helpdesk.ticket.team"].create(
            {
                "name": name,
                "company_id": cls.company.id,
                "customer_department_id": department and department.id,
                "user_id": cls.colleague.id,
                "user_ids": cls.colleague.ids,
                "alias_name": False,
            }
        )

    def record(self, result, **vals):
        """Record a contact with Ms Lin, who said something."""
        self.followup.action_record(
            {
                "result": result,
                "contact_id": self.contact.id,
                "customer_opinion": "The bags were wet.\nTwelve of forty.",
                **vals,
            }
        )
        return self.followup.ticket_ids.sudo()

    def test_record_holds_what_was_said_and_when(self):
        """VIS-6: method, result, satisfaction and text, and the moment of both."""
        self.record("well", method="message", satisfaction="4")
        self.assertRecordValues(
            self.followup,
            [
                {
                    "state": "recorded",
                    "method": "message",
                    "contact_id": self.contact.id,
                    "result": "well",
                    "satisfaction": "4",
                    "customer_opinion": "The bags were wet.\nTwelve of forty.",
                    "contacted_at": NOW,
                    "recorded_at": NOW,
                }
            ],
        )

    def test_record_of_the_form_needs_no_values(self):
        """VIS-6: the button Record takes what the form holds."""
        self.followup.write({"result": "well", "contacted_at": datetime(2026, 3, 1, 3)})
        self.followup.action_record()
        self.assertEqual(self.followup.state, "recorded")
        self.assertEqual(self.followup.contacted_at, datetime(2026, 3, 1, 3))

    def test_results_that_open_a_case(self):
        """CMP-1, ISS-3: a problem is an issue, a complaint a complaint."""
        expected = {"problem": "issue", "complaint": "complaint"}
        results = dict(self.followup._fields["result"].selection)
        for result in results:
            self.followup = self.create_followup().with_user(self.specialist)
            with self.subTest(result):
                case = self.record(result)
                self.assertEqual(case.customer_case_type, expected.get(result, False))

    def test_problem_becomes_a_case_of_the_department_s_team(self):
        """ISS-3: customer, contact, text, type, department, team and the way back."""
        case = self.record("problem", case_department_id=self.department.id)
        self.assertRecordValues(
            case,
            [
                {
                    "name": "The bags were wet.",
                    "partner_id": self.contact.id,
                    "commercial_partner_id": self.customer.id,
                    "company_id": self.company.id,
                    "team_id": self.team.id,
                    "user_id": self.colleague.id,
                    "customer_case_type": "issue",
                    "customer_department_id": self.department.id,
                    "customer_followup_id": self.followup.id,
                    "channel_id": self.env.ref(
                        "helpdesk_mgmt.helpdesk_ticket_channel_phone"
                    ).id,
                    "stage_id": self.team._get_applicable_stages()[:1].id,
                }
            ],
        )
        self.assertIn("Twelve of forty.", case.description)

    def test_problem_without_department_goes_to_the_team_in_the_settings(self):
        """ISS-3: who gets what belongs to no department is a setting."""
        general = self.create_team("Front Desk")
        self.company.customer_issue_team_id = general
        self.assertEqual(self.record("problem").team_id, general)

    def test_problem_of_a_department_without_team_goes_there_too(self):
        """ISS-3: the department is named on the case all the same."""
        yard = self.env["hr.department"].create({"name": "Yard"})
        case = self.record("problem", case_department_id=yard.id)
        self.assertEqual(case.customer_department_id, yard)
        self.assertEqual(
            case.team_id,
            self.env.ref("customer_followup.helpdesk_ticket_team_issue"),
        )

    def test_complaint_goes_to_the_complaints_team(self):
        """CMP-1: every complaint, whatever department it is about."""
        case = self.record("complaint", case_department_id=self.department.id)
        self.assertEqual(case.team_id, self.complaint_team)
        self.assertEqual(case.customer_case_type, "complaint")

    def test_complaint_without_setting_goes_to_the_shipped_team(self):
        """CMP-1: a fresh installation has a complaints team."""
        self.company.customer_complaint_team_id = False
        self.assertEqual(
            self.record("complaint").team_id,
            self.env.ref("customer_followup.helpdesk_ticket_team_complaint"),
        )

    def test_complaint_without_any_team_is_stored_all_the_same(self):
        """G14: a complaint is never lost to a missing setting."""
        self.env["helpdesk.ticket.team"].search([]).unlink()
        case = self.record("complaint")
        self.assertFalse(case.team_id)
        self.assertEqual(case.customer_followup_id, self.followup)

    def test_case_without_contact_is_the_customer_s(self):
        """ISS-3: nobody named means the company itself."""
        case = self.record("problem", contact_id=False)
        self.assertEqual(case.partner_id, self.customer)

    def test_long_first_line_is_cut_in_the_title_only(self):
        """ISS-3: the title stays readable, the text complete."""
        case = self.record("problem", customer_opinion="\n  " + "wet " * 200)
        self.assertLessEqual(len(case.name), 80)
        self.assertEqual(case.description.count("wet"), 200)

    def test_text_of_the_customer_is_no_markup(self):
        """ISS-3: what the customer said is shown as it was said."""
        case = self.record(
            "problem", customer_opinion="<script>x</script> & <b>wet</b>"
        )
        self.assertNotIn("<script", case.description)
        self.assertNotIn("<b>", case.description)

    def test_case_is_named_in_the_log(self):
        """ISS-3: the follow-up's log says which case came of it."""
        case = self.record("problem")
        log = "".join(self.followup.message_ids.mapped("body"))
        self.assertIn(case.number, log)

    def test_corrected_record_keeps_its_one_case(self):
        """ISS-3: reopened and recorded again, the case is not opened twice."""
        case = self.record("problem")
        self.followup.with_user(self.supervisor).action_reopen()
        self.assertEqual(self.record("problem"), case)

    def test_problem_that_becomes_a_complaint_opens_one(self):
        """CMP-1: no complaint is hidden behind the problem it was taken for."""
        self.record("problem")
        self.followup.with_user(self.supervisor).action_reopen()
        cases = self.record("complaint")
        self.assertEqual(
            sorted(cases.mapped("customer_case_type")), ["complaint", "issue"]
        )

    def test_record_corrected_to_a_problem_opens_the_case(self):
        """ISS-3: a problem that was found later is handed over then."""
        self.assertFalse(self.record("well"))
        self.followup.with_user(self.supervisor).action_reopen()
        self.assertEqual(self.record("problem").customer_case_type, "issue")

    def test_nothing_is_recorded_when_the_case_cannot_be_opened(self):
        """ISS-3: record and case are one transaction, or neither is there."""
        rights = self.env["ir.model.access"].search(
            [("model_id.model", "=", "helpdesk.ticket"), ("perm_create", "=", True)]
        )
        rights.perm_create = False
        with self.assertRaises(AccessError):
            self.record("problem")
        self.assertRecordValues(
            self.followup,
            [
                {
                    "state": "planned",
                    "result": False,
                    "contact_id": False,
                    "customer_opinion": False,
                    "recorded_at": False,
                }
            ],
        )
        self.assertEqual(len(self.followup.activity_ids), 1)

    def test_case_can_be_opened_from_the_follow_up(self):
        """ISS-3: the button Cases leads to the case, and the specialist may read it."""
        case = self.record("problem")
        action = self.followup.action_open_tickets()
        self.assertEqual(action["res_id"], case.id)
        self.assertEqual(case.with_user(self.specialist).name, case.name)
        self.assertEqual(self.followup.ticket_count, 1)

    def test_open_cases_are_at_hand_at_the_next_contact(self):
        """VIS-4: the next follow-up shows what is not solved yet, and only that."""
        case = self.record("problem")
        following = self.create_followup().with_user(self.specialist)
        self.assertEqual(following.open_ticket_ids, case)
        case.stage_id = self.env["helpdesk.ticket.stage"].search(
            [("closed", "=", True)], limit=1
        )
        following.invalidate_recordset()
        self.assertFalse(following.open_ticket_ids)
