"""What a justified complaint costs who is responsible for it (CMP-10)."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .penalty_common import PENALTY, PenaltyCase


@tagged("post_install", "-at_install")
class TestPenalty(PenaltyCase):
    def test_head_proposes_and_the_manager_signs(self):
        """CMP-10: then the person is told, with the last day to object."""
        penalty = self.submit()
        self.assertEqual(
            (penalty.state, penalty.department_id.name), ("submitted", "Laboratory")
        )
        self.assertEqual(penalty._get_open_step().signer_ids, self.general)
        self.sign(penalty, self.general)
        self.assertEqual(
            (penalty.state, penalty.approver_id), ("approved", self.general)
        )
        self.assertEqual(str(penalty.date_objection), "2026-03-09")
        self.assertEqual(str(penalty.payable_from), "2026-03-10")
        self.assertIn(
            "Used an old electrode. You may object until", self.get_told(penalty)
        )

    def test_only_what_is_proved_costs_something(self):
        """CMP-10: a justified complaint, an approved cause, somebody responsible."""
        plain = self.create_complaint(customer_department_id=self.laboratory.id)
        with self.refused("no justified complaint"):
            self.create_penalty(case=plain)
        with self.refused("no justified complaint"):
            issue = self.create_complaint(customer_case_type="issue")
            self.create_penalty(self.quality, issue)
        justified = self.create_justified()
        with self.refused("First the cause"):
            self.create_penalty(case=justified)
        self.propose(justified)
        with self.refused("First the cause"):
            self.create_penalty(case=justified)
        draft = self.create_penalty()
        self.case.customer_responsible_id = False
        with self.refused("Who is responsible"):
            self.as_user(draft, self.qian).action_submit()

    def test_person_is_of_the_department_in_charge(self):
        """CMP-10: nobody else, nobody who has left, nobody of another company."""
        elsewhere = self.create_company("West River Chemicals")
        stranger = self.env["hr.employee"].create(
            {"name": "Zhou", "company_id": elsewhere.id}
        )
        for person in (self.supervisor.employee_id, stranger):
            with self.refused("not of the department|belong", UserError):
                self.create_penalty(self.quality, employee_id=person.id)
        helper = self.employ(self.outsider, self.laboratory)
        self.assertTrue(self.create_penalty(employee_id=helper.id))
        penalty = self.submit(employee_id=helper.id)
        helper.active = False
        with self.refused("has left"):
            self.sign(penalty, self.general)
        self.assertEqual(penalty.state, "submitted")

    def test_range_holds_for_all_penalties_of_a_complaint(self):
        """CMP-10: splitting does not go around it; the refusal names the range."""
        for amount in (199.0, 1501.0):
            with self.refused("200.00.*1,500.00"):
                self.submit(amount=amount)
        self.impose(amount=1000.0)
        helper = self.employ(self.outsider, self.laboratory)
        with self.refused("1,500.00.*1,000.00 for others.*1,501.00"):
            self.submit(amount=501.0, employee_id=helper.id)
        self.assertTrue(self.impose(amount=500.0, employee_id=helper.id))
        other = self.create_proved()
        self.assertTrue(self.impose(other, amount=1500.0))

    def test_company_has_its_own_range(self):
        """CMP-10: the numbers are settings."""
        self.company.customer_penalty_minimum = 50
        self.company.customer_penalty_maximum = 100
        self.company.customer_penalty_objection_days = 0
        with self.refused("50.00.*100.00"):
            self.submit(amount=200.0)
        self.assertEqual(str(self.impose(amount=100.0).date_objection), "2026-03-02")

    def test_general_manager_goes_beyond_the_range(self):
        """CMP-10: with a warning, and somebody else signs it."""
        form = Form(
            self.as_user(self.env[PENALTY], self.general).with_context(
                default_ticket_id=self.case.id, default_employee_id=self.person.id
            )
        )
        form.amount, form.reason = 3000.0, "For the third time"
        self.assertIn("Only the general manager", form.range_warning)
        penalty = form.save()
        form = Form(penalty)
        form.amount = 700.0
        self.assertFalse(form.range_warning)
        penalty.action_submit()
        self.assertEqual(penalty.sudo()._get_open_step().signer_ids, self.manager)
        self.sign(penalty, self.manager)
        self.assertEqual(penalty.amount, 3000.0)

    def test_what_came_meanwhile_counts_when_it_is_signed(self):
        """CMP-10: a signer who is not the general manager reads the range."""
        route = self.env.ref("customer_followup.customer_approval_route_penalty")
        route.level_ids.group_id = self.env.ref("customer_followup.group_quality_head")
        helper = self.employ(self.outsider, self.laboratory)
        first = self.submit(amount=900.0)
        second = self.create_penalty(amount=600.0, employee_id=helper.id)
        self.as_user(second, self.qian).action_submit()
        self.company.customer_penalty_maximum = 1000
        with self.refused("All penalties for a complaint"):
            self.sign(second, self.quality)
        self.as_user(second, self.quality).action_refuse("Too much")
        self.sign(first, self.quality)
        self.assertEqual((first.state, second.state), ("approved", "refused"))

    def test_nobody_decides_about_an_own_penalty(self):
        """CMP-10: neither proposes nor signs, also as the office or a stand-in."""
        for user in (self.wu, self.qian):
            user.group_ids |= self.env.ref("customer_followup.group_general_manager")
        with self.refused("Nobody proposes an own penalty", AccessError):
            self.create_penalty(self.qian, employee_id=self.head.id)
        penalty = self.submit(self.quality)
        self.assertNotIn(self.wu, penalty._get_open_step().signer_ids)
        for action in ("approve", "refuse", "ask_back"):
            with self.refused("This penalty is yours", AccessError):
                getattr(self.as_user(penalty, self.wu), f"action_{action}")("Well")
        with self.refused(".", AccessError):
            self.as_user(penalty, self.wu).action_cancel("Not me")
        self.env["customer.approval.delegation"].create(
            {
                "user_id": self.wu.id,
                "delegate_id": self.outsider.id,
                "date_from": "2026-03-01",
                "date_to": "2026-03-31",
            }
        )
        with self.refused(".", AccessError):
            self.sign(penalty, self.outsider)
        self.assertEqual(penalty.state, "submitted")

    def test_amount_is_one(self):
        """G7: no text, nothing below zero, no number that is none."""
        for amount in (0, -1, float("nan"), float("inf"), 1e300, "500", True, None, []):
            with self.refused("amount above zero"):
                self.create_penalty(amount=amount)
        for amount in (0, -1, float("nan"), float("inf"), 1e300):
            with self.refused("amount above zero"):
                self.as_user(self.env[PENALTY], self.qian).with_context(
                    default_amount=amount
                ).create(
                    {k: v for k, v in self.prepare_penalty().items() if k != "amount"}
                )
        draft = self.create_penalty()
        for vals in ({"reason": 7}, {"reason": "\0"}, {"employee_id": "7"}):
            with self.refused("has to be a text|by their number"):
                self.as_user(draft, self.qian).write(vals)

    def test_reason_is_one(self):
        """CMP-10: the person reads what it is for, so nothing is proposed without."""
        for reason in ("", "  \n "):
            draft = self.create_penalty(reason=reason)
            with self.refused("Write it down"):
                self.as_user(draft, self.qian).action_submit()

    def test_what_is_proposed_stays_as_it_is(self):
        """CMP-10: frozen from the proposal on; another complaint never."""
        draft = self.create_penalty()
        with self.refused("stays with the complaint"):
            self.as_user(draft, self.qian).ticket_id = self.create_proved()
        self.as_user(draft, self.qian).action_submit()
        for vals in ({"amount": 300.0}, {"reason": "x"}, {"employee_id": self.head.id}):
            with self.refused("what is signed cannot change"):
                self.as_user(draft, self.qian).write(vals)
        self.sign(draft, self.general)
        with self.refused("what is signed cannot change"):
            self.as_user(draft, self.general).sudo().write({"amount": 300.0})

    def test_penalties_end_with_their_complaint(self):
        """CMP-10: what is open is cancelled; the manager decides what is approved."""
        imposed, waiting = self.impose(), self.submit(amount=200.0)
        draft = self.create_penalty(amount=200.0)
        self.case._get_open_round()._in_transition().state = "draft"
        self.rule(self.case, "pending", comment="Look again")
        self.assertEqual(waiting.state, "submitted")
        self.rule(self.case, "invalid", comment="The customer's scale was wrong")
        self.assertEqual((waiting.state, draft.state), ("cancelled", "cancelled"))
        self.assertIn("scale was wrong", self.get_log(draft))
        self.assertEqual((imposed.state, imposed.is_flagged), ("approved", True))
        self.assertEqual(imposed.activity_ids.user_id, self.general)
        for user in (self.qian, self.wu):
            with self.refused("Whether .* stands|Only", AccessError):
                self.as_user(imposed, user).action_keep("So it is")
            with self.refused(".", AccessError):
                self.as_user(imposed, user).action_cancel("So it is")
        self.as_user(imposed, self.general).action_cancel("It was not his fault")
        self.assertEqual((imposed.state, imposed.is_flagged), ("cancelled", False))
        self.assertFalse(imposed.activity_ids)

    def test_given_up_complaint_leaves_the_decision_to_the_manager(self):
        """CMP-10: who may keep it; what is in no doubt is not touched."""
        imposed = self.impose()
        with self.refused("is in no doubt"):
            self.as_user(imposed, self.general).action_keep("So it is")
        with self.refused(".", UserError):
            self.as_user(imposed, self.general).action_cancel("So it is")
        self.case._withdraw("Registered twice")
        self.assertTrue(imposed.is_flagged)
        self.as_user(imposed, self.general).action_keep("The fault stays")
        self.assertEqual((imposed.state, imposed.is_flagged), ("approved", False))

    def test_department_that_ends_leaves_the_penalty(self):
        """CMP-10: it names none any more, and goes its way."""
        imposed = self.impose()
        self.laboratory.manager_id = False
        self.laboratory.unlink()
        self.assertEqual((imposed.state, imposed.department_id.id), ("approved", False))

    def test_penalty_is_proposed_from_the_complaint(self):
        """CMP-10: the button is there for who proposes, and names the person."""
        can = {
            user.login: self.as_user(self.case, user).customer_can_penalise
            for user in (self.qian, self.quality, self.wu, self.supervisor)
        }
        self.assertEqual(list(can.values()), [True, True, False, False])
        action = self.as_user(self.case, self.qian).action_propose_penalty()
        self.assertEqual(action["context"]["default_employee_id"], self.person.id)
        self.impose()
        counts = [
            self.as_user(self.case, user).customer_penalty_count
            for user in (self.wu, self.qian, self.supervisor, self.manager)
        ]
        self.assertEqual(counts, [1, 1, 0, 1])
