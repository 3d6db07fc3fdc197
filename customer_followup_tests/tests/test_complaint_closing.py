"""A complaint closes when the customer is satisfied, and in no other way (CMP-9)."""

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .case_common import CASE, CaseCase

STAGE = "helpdesk_mgmt.helpdesk_ticket_stage_"
CLOSED = ("done", "cancelled", "rejected")


@tagged("post_install", "-at_install")
class TestComplaintClosing(CaseCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.case = cls.create_justified()
        cls.switch_on_rounds()
        cls.stages = {name: cls.env.ref(STAGE + name) for name in CLOSED}

    def test_no_stage_closes_a_complaint(self):
        """CMP-9: for nobody, decided or not, one by one, many at once or by the job."""
        others = self.create_complaint() | self.create_complaint()
        self.rule(others[1], "invalid")
        cases = self.case | others
        for stage in self.stages.values():
            for user in (self.supervisor, self.manager):
                for each in [*cases, cases]:
                    with self.refused("closes when the customer is satisfied"):
                        self.as_user(each, user).write({"stage_id": stage.id})
            with self.refused("closes when the customer is satisfied"):
                self.case.sudo().stage_id = stage
        self.assertFalse(any(cases.mapped("closed")))
        self.case.stage_id = self.env.ref(STAGE + "awaiting")

    def test_import_and_duplicate_close_no_complaint(self):
        """CMP-9: neither a file, nor the dialog of duplicates."""
        cases = self.as_user(self.env[CASE], self.supervisor)
        result = cases.load(
            [".id", "stage_id/.id"], [[str(self.case.id), str(self.stages["done"].id)]]
        )
        self.assertFalse(result["ids"])
        dialog = self.as_user(
            self.env["helpdesk.ticket.duplicate.wizard"], self.supervisor
        ).create(
            {
                "ticket_id": self.case.id,
                "duplicate_of_id": self.create_complaint().id,
                "target_stage_id": self.stages["rejected"].id,
            }
        )
        with self.refused("closes when the customer is satisfied"):
            dialog.action_confirm()

    def test_team_whose_stages_are_all_closed(self):
        """CMP-9: a stage that follows from a team closes nothing, either."""
        team = self.env["helpdesk.ticket.team"].create({"name": "Store"})
        stages = self.env["helpdesk.ticket.stage"].search([])
        stages.team_ids = self.case.team_id or self.env.ref(
            "customer_followup.helpdesk_ticket_team_complaint"
        )
        self.stages["done"].team_ids = team
        with self.refused("closes when the customer is satisfied"):
            self.as_user(self.case, self.supervisor).team_id = team

    def test_complaint_is_not_hidden(self):
        """CMP-9: neither in the archive, nor in another company or type."""
        elsewhere = self.create_company("West River Chemicals")
        self.supervisor.company_ids |= elsewhere
        case = self.as_user(self.case, self.supervisor)
        with self.refused("closes when the customer is satisfied"):
            case.action_archive()
        with self.refused("closes when the customer is satisfied"):
            case.company_id = elsewhere
        with self.refused("stays a complaint"):
            case.customer_case_type = "issue"
        with self.refused("closes when the customer is satisfied"):
            self.create_complaint(stage_id=self.stages["done"].id)

    def test_type_of_an_undecided_complaint_is_a_supervisor_s(self):
        """CMP-9: what is no complaint may be called another name, by a supervisor."""
        case = self.create_complaint(self.specialist)
        with self.refused("Ask a supervisor"):
            self.as_user(case, self.specialist).customer_case_type = "request"
        self.as_user(case, self.supervisor).customer_case_type = "request"
        case.stage_id = self.stages["done"]
        self.assertTrue(case.closed)

    def test_other_cases_close_as_before(self):
        """CMP-9: issues, plain tickets, and complaints of companies without rounds."""
        for case_type in ("issue", "repair", False):
            case = self.create_complaint(customer_case_type=case_type)
            case.stage_id = self.stages["done"]
            self.assertTrue(case.closed)
        self.company.customer_complaint_rounds = False
        self.case.stage_id = self.stages["done"]
        self.assertTrue(self.case.closed)

    def test_closed_complaint_that_is_opened_is_handled_again(self):
        """CMP-9: what comes back is another round."""
        self.rule(self.case, "pending")
        self.rule(self.case, "valid")
        done = self.carry_out(self.case)
        self.as_user(done, self.supervisor).action_close(True, "Thank you")
        self.assertEqual(self.case.stage_id, self.stages["done"])
        self.as_user(self.case, self.supervisor).stage_id = self.env.ref(STAGE + "new")
        self.assertEqual(self.case._get_open_round().number, 2)

    def test_stage_done_that_was_deleted(self):
        """G14: a satisfied customer's complaint closes in the stage there is."""
        self.rule(self.case, "pending")
        self.rule(self.case, "valid")
        done = self.carry_out(self.case)
        self.stages["done"].closed = False
        self.as_user(done, self.supervisor).action_close(True, "Thank you")
        self.assertTrue(self.case.closed)

    def test_unjustified_complaint_closes_after_answer_and_call(self):
        """CMP-2: not before, and not by the accused."""
        case = self.create_complaint(customer_object_employee_id=self.person.id)
        self.rule(case, "invalid")
        of_supervisor = self.as_user(case, self.supervisor)
        with self.refused("was not answered yet"):
            of_supervisor.action_close_unjustified("Understood")
        case._in_transition().customer_answered_at = case._get_deadline_now()
        with self.refused("Write it down"):
            of_supervisor.action_close_unjustified(" ")
        with self.refused(".", AccessError):
            self.as_user(case, self.wu).action_close_unjustified("Understood")
        of_supervisor.action_close_unjustified("Understood")
        self.assertTrue(case.closed)
        self.assertEqual(case.customer_callback_ids.state, "cancelled")
        self.assertIn("Understood", self.get_log(case))

    def test_reopened_decision_opens_the_case(self):
        """CMP-2: a complaint that was closed as unjustified is handled all the same."""
        case = self.create_complaint()
        self.rule(case, "invalid")
        case._in_transition().customer_answered_at = case._get_deadline_now()
        self.as_user(case, self.supervisor).action_close_unjustified("Understood")
        self.rule(case, "pending", comment="The sample was another one")
        self.assertFalse(case.closed)
        self.rule(case, "valid")
        self.assertEqual(case._get_open_round().number, 1)

    # Cancelled ------------------------------------------------------------------------

    def request_cancellation(self, comment="Registered twice"):
        case = self.as_user(self.case, self.specialist)
        action = case.action_request_cancellation(comment)
        return self.env[action["res_model"]].browse(action["res_id"])

    def test_superior_signs_that_a_complaint_is_given_up(self):
        """CMP-9: with a reason, and never by who asks for it."""
        self.rule(self.case, "pending")
        self.rule(self.case, "valid")
        self.specialist.employee_id.parent_id = self.supervisor.employee_id
        self.supervisor.employee_id.parent_id = self.general.employee_id
        with self.refused("Say why"):
            self.request_cancellation("  ")
        document = self.request_cancellation()
        self.assertEqual(document.state, "submitted")
        self.assertFalse(self.case.closed)
        with self.refused("asked for that already"):
            self.request_cancellation()
        with self.refused(".", AccessError):
            self.sign(document, self.specialist)
        self.sign(document, self.supervisor)
        self.assertEqual(self.case.stage_id, self.stages["cancelled"])
        self.assertFalse(self.case._get_open_round())

    def test_refused_cancellation_changes_nothing(self):
        """CMP-9: the complaint stays open, and can be asked for again."""
        self.specialist.employee_id.parent_id = self.supervisor.employee_id
        document = self.request_cancellation()
        self.as_user(document, self.supervisor).action_refuse("Solve it")
        self.assertFalse(self.case.closed)
        self.assertEqual(self.request_cancellation().state, "submitted")

    def test_cancelled_with_a_round_on_its_way(self):
        """CMP-9: whatever its round had come to, nobody has to sign it any more."""
        self.specialist.employee_id.parent_id = self.supervisor.employee_id
        self.rule(self.case, "pending")
        self.rule(self.case, "valid")
        proposed = self.propose(self.case)
        self.sign(proposed, self.quality)
        self.sign(self.request_cancellation(), self.supervisor)
        self.assertEqual(proposed.state, "cancelled")
        self.assertFalse(proposed._get_open_step())
        self.assertFalse(
            proposed.activity_ids.filtered(lambda a: a.user_id == self.general)
        )
