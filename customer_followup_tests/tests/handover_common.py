"""What the tests of handovers share."""

from datetime import date

from freezegun import freeze_time

from .assignment_common import AssignmentCase

FRIDAY = date(2026, 3, 6)


class HandoverCase(AssignmentCase):
    """The specialist hands over to the colleague, until Friday or for good."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer.customer_specialist_id = cls.specialist
        cls.stage = cls.env["helpdesk.ticket.stage"].search(
            [("closed", "=", False)], limit=1
        )
        cls.closed = cls.env["helpdesk.ticket.stage"].search(
            [("closed", "=", True)], limit=1
        )

    @classmethod
    def create_case(cls, user=None, **vals):
        """Return an open case of the specialist."""
        return cls.env["helpdesk.ticket"].create(
            {
                "name": "Leak",
                "description": "Two drums",
                "partner_id": cls.customer.id,
                "company_id": cls.company.id,
                "user_id": (user or cls.specialist).id,
                "stage_id": cls.stage.id,
                **vals,
            }
        )

    def create_handover(self, user=None, **vals):
        """Return a draft of the supervisor."""
        handovers = self.env["customer.handover"].with_user(user or self.supervisor)
        return handovers.create(
            {
                "from_user_id": self.specialist.id,
                "to_user_id": self.colleague.id,
                "date_until": FRIDAY,
                **vals,
            }
        )

    def hand_over(self, **vals):
        """Return a handover that is confirmed."""
        handover = self.create_handover(**vals)
        handover.action_confirm()
        return handover

    def run_handovers(self, moment):
        """Run the job at a moment (UTC) as its service user, commits included."""
        self.env.flush_all()
        service = self.env.ref("customer_followup.user_service")
        with freeze_time(moment), self.open_cursor() as cr:
            env = self.env(cr=cr, user=service.id, context={})
            env["customer.handover"]._cron_follow_handovers()
            cr.commit()
        self.env.invalidate_all()

    def get_outcomes(self, handover):
        """Return what became of each record, by model and id."""
        return {
            (line.res_model, line.res_id): line.outcome for line in handover.line_ids
        }
