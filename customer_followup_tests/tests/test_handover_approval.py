"""Signatures are handed over by who may name signers (FUP-11, G2)."""

from datetime import date

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import tagged

from .handover_common import FRIDAY, HandoverCase

ONLY_APPROVALS = {
    "has_customers": False,
    "has_followups": False,
    "has_cases": False,
    "has_approvals": True,
}


@tagged("post_install", "-at_install")
class TestHandoverApproval(HandoverCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.head = cls.create_user("head", "group_supervisor,group_general_manager")
        cls.route = cls.env["customer.approval.route"].create(
            {
                "name": "Credit",
                "model_id": cls.env["ir.model"]._get_id("customer.credit.request"),
                "company_id": cls.company.id,
                "sequence": 0,
                "level_ids": [
                    Command.create(
                        {
                            "name": "Finance",
                            "signer_type": "users",
                            "user_ids": [Command.set(cls.specialist.ids)],
                        }
                    )
                ],
            }
        )

    def submit_request(self):
        request = (
            self.env["customer.credit.request"]
            .with_user(self.manager)
            .create(
                {
                    "partner_id": self.customer.id,
                    "requested_limit": 5000,
                    "reason": "More orders",
                }
            )
        )
        request.action_submit()
        return request

    def test_general_manager_names_a_stand_in_for_the_days(self):
        """G2: a dated handover of approvals is a stand-in, and ends with it."""
        request = self.submit_request()
        handover = self.hand_over(user=self.head, **ONLY_APPROVALS)
        delegation = handover.delegation_id
        self.assertEqual(delegation.user_id, self.specialist)
        self.assertEqual(delegation.delegate_id, self.colleague)
        self.assertEqual(
            (delegation.date_from, delegation.date_to), (date(2026, 3, 2), FRIDAY)
        )
        step = request.sudo().approval_step_ids
        self.assertEqual(step.signer_ids, self.specialist | self.colleague)
        self.run_handovers("2026-03-04 04:00:00")
        self.assertEqual(handover.state, "active")

    def test_cancelled_plan_takes_the_stand_in_along(self):
        """G2: nobody signs for a trip that is off."""
        handover = self.hand_over(
            user=self.head, date_from=date(2026, 3, 5), **ONLY_APPROVALS
        )
        self.assertTrue(handover.delegation_id)
        handover.action_cancel()
        self.assertFalse(handover.sudo().delegation_id)

    def test_supervisor_names_no_stand_in_for_others(self):
        """G2: the way out is in the message, and nothing has moved."""
        handover = self.create_handover(has_approvals=True)
        with self.refused("without approvals", AccessError):
            handover.action_confirm()
        self.assertEqual(handover.state, "draft")
        self.assertEqual(self.customer.customer_specialist_id, self.specialist)

    def test_supervisor_names_a_stand_in_for_oneself(self):
        """G2: everybody may, for oneself."""
        handover = self.hand_over(from_user_id=self.supervisor.id, **ONLY_APPROVALS)
        self.assertEqual(handover.delegation_id.user_id, self.supervisor)

    def test_successor_takes_the_place_on_routes_for_good(self):
        """G2: on the route, and on what is being signed; the route says so."""
        request = self.submit_request()
        step = request.sudo().approval_step_ids
        self.assertEqual(step.signer_ids, self.specialist)
        handover = self.hand_over(user=self.manager, date_until=False, **ONLY_APPROVALS)
        self.assertEqual(handover.state, "done")
        self.assertEqual(self.route.level_ids.user_ids, self.colleague)
        self.assertEqual(step.signer_ids, self.colleague)
        self.assertEqual(step.user_ids, self.colleague)
        self.assertIn("Colleague", str(self.route.message_ids[:1].body))

    def test_supervisor_changes_no_route(self):
        """G2: the service manager does; refused with what to do instead."""
        handover = self.create_handover(date_until=False, **ONLY_APPROVALS)
        with self.refused("service manager", AccessError):
            handover.action_confirm()
        self.assertEqual(self.route.level_ids.user_ids, self.specialist)
