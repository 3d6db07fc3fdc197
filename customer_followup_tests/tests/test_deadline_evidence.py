"""Clocks and their logs are evidence: made by events, and kept."""

from odoo.exceptions import UserError
from odoo.tests import tagged

from .deadline_common import DeadlineCase, shanghai


@tagged("post_install", "-at_install")
class TestDeadlineEvidence(DeadlineCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.policy = cls.create_policy()

    def test_deleted_case_leaves_its_clock(self):
        """RPT-2: given up when in time, missed when late; the evidence stays."""
        for now, state in (("10:30", "cancelled"), ("11:30", "missed")):
            case = self.create_case()
            with self.subTest(state), self.at(f"2026-03-02 {now}"):
                clock, name = self.get_clocks(case), case.display_name
                case.unlink()
                self.assertRecordValues(
                    clock,
                    [
                        {
                            "state": state,
                            "is_open": False,
                            "res_name": name,
                            "met_at": False,
                            "ended_at": shanghai(f"2026-03-02 {now}"),
                        }
                    ],
                )

    def test_withdrawn_or_archived_case_has_kept_nothing(self):
        """RPT-2: what was not done is no proof of punctuality, and missed if late."""
        stages = "helpdesk_mgmt.helpdesk_ticket_stage_"
        for vals in (
            {"stage_id": self.env.ref(f"{stages}cancelled").id},
            {"stage_id": self.env.ref(f"{stages}rejected").id},
            {"active": False},
        ):
            for now, state in (("10:30", "cancelled"), ("11:30", "missed")):
                case = self.create_case()
                clock = self.get_clocks(case)
                with self.subTest(vals=vals), self.at(f"2026-03-02 {now}"):
                    case.write(vals)
                    self.assertRecordValues(
                        clock, [{"state": state, "is_open": False, "met_at": False}]
                    )

    def test_nobody_makes_moves_or_deletes_a_clock(self):
        """RPT-2: nor its log; a service manager no more than anybody else."""
        case = self.create_case()
        clock = self.get_clocks(case)
        for record in (clock, clock.event_ids):
            for deed in (
                lambda r=record: r.write({r._order.split(",")[0].split()[0]: False}),
                lambda r=record: r.unlink(),
                lambda r=record: r.copy(),
            ):
                with self.subTest(record._name), self.assertRaises(UserError):
                    deed()
