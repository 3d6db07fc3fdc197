"""The stage of a complaint follows its rounds (CMP-9)."""

from odoo.tests import tagged

from .case_common import CaseCase

STAGE = "helpdesk_mgmt.helpdesk_ticket_stage_"


@tagged("post_install", "-at_install")
class TestComplaintProgress(CaseCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.switch_on_rounds()
        cls.case = cls.create_justified()

    def check_stage(self, name, case=None):
        self.assertEqual((case or self.case).stage_id, self.env.ref(STAGE + name))

    def test_stage_follows_the_rounds(self):
        """CMP-9: nobody moves it; the list says how far the complaint is."""
        self.check_stage("new", self.create_complaint())
        for _number in range(2):
            self.check_stage("in_progress")
            done = self.carry_out(self.case)
            self.check_stage("awaiting")
            self.as_user(done, self.supervisor).action_close(False, "Still wrong")
        self.check_stage("in_progress")
        last = self.carry_out(self.case)
        self.as_user(last, self.supervisor).action_close(True, "At last")
        self.check_stage("done")

    def test_unjustified_complaint_waits_for_the_customer_after_the_answer(self):
        """CMP-2: in progress until it is answered."""
        case = self.create_complaint()
        self.rule(case, "invalid")
        self.check_stage("in_progress", case)
        case.message_post(
            body="The sample was another one",
            partner_ids=self.contact.ids,
            subtype_id=self.env.ref(
                "customer_followup.mail_message_subtype_case_answer"
            ).id,
        )
        self.check_stage("awaiting", case)

    def test_stage_of_the_team_s_own_stays(self):
        """CMP-9: whoever has chosen one knows better; it is left by hand."""
        own = self.env["helpdesk.ticket.stage"].create({"name": "At the laboratory"})
        self.case.stage_id = own
        done = self.carry_out(self.case)
        self.assertEqual(self.case.stage_id, own)
        self.as_user(done, self.supervisor).action_close(True, "Thank you")
        self.check_stage("done")

    def test_team_without_such_a_stage(self):
        """G14: nothing breaks where the stages are other teams', archived or gone."""
        store = self.env["helpdesk.ticket.team"].create({"name": "Store"})
        self.env.ref(STAGE + "awaiting").team_ids = store
        self.env.ref(STAGE + "in_progress").active = False
        done = self.carry_out(self.case)
        self.check_stage("in_progress")
        self.as_user(done, self.supervisor).action_close(False, "Still wrong")
        case = self.create_justified()
        self.check_stage("new", case)
        self.env["ir.model.data"].search(
            [("module", "=", "helpdesk_mgmt"), ("name", "=like", "%_stage_awaiting")]
        ).unlink()
        self.assertEqual(self.carry_out(case).state, "done")

    def test_companies_without_rounds_move_it_themselves(self):
        """CMP-9: installing changes nothing."""
        self.company.customer_complaint_rounds = False
        self.check_stage("new", self.create_justified())
