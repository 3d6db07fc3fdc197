"""What the tests of penalties share: a complaint whose cause is approved."""

from .case_common import CaseMixin
from .common import FollowupCase, FollowupHttpCase

PENALTY = "customer.complaint.penalty"
REASON = "Used an old electrode."


class PenaltyMixin(CaseMixin):
    """Mr Wu has caused the complaint; Ms Qian heads his laboratory and proposes."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.switch_on_rounds()
        for name in ("penalty", "penalty_manager"):
            route = f"customer_followup.customer_approval_route_{name}"
            cls.env.ref(route).active = True
        cls.case = cls.create_proved()

    @classmethod
    def create_proved(cls, **vals):
        """Return a complaint whose cause and solution are approved."""
        case = cls.create_justified(**vals)
        cls.sign(cls.propose(case), cls.quality, cls.general)
        return case

    @classmethod
    def prepare_penalty(cls, case=None, **vals):
        return {
            "ticket_id": (case or cls.case).id,
            "employee_id": cls.person.id,
            "amount": 500.0,
            "reason": REASON,
            **vals,
        }

    @classmethod
    def create_penalty(cls, user=None, case=None, **vals):
        """Return a draft of ``user``, or of the head of the laboratory."""
        penalties = cls.as_user(cls.env[PENALTY], user or cls.qian)
        return penalties.create(cls.prepare_penalty(case, **vals)).with_env(cls.env)

    @classmethod
    def submit(cls, user=None, case=None, **vals):
        penalty = cls.create_penalty(user, case, **vals)
        cls.as_user(penalty, user or cls.qian).action_submit()
        return penalty

    @classmethod
    def impose(cls, case=None, **vals):
        """Return a penalty that the general manager has approved."""
        penalty = cls.submit(case=case, **vals)
        cls.sign(penalty, cls.general)
        return penalty

    def get_told(self, penalty):
        """Return what the person was told of a penalty."""
        messages = self.env["mail.message"].search(
            [
                ("model", "=", PENALTY),
                ("res_id", "=", penalty.id),
                ("partner_ids", "in", self.wu.partner_id.ids),
            ]
        )
        return " ".join(messages.mapped("body"))


class PenaltyCase(PenaltyMixin, FollowupCase):
    """A test of penalties at ten o'clock on Monday, 2 March 2026, in Shanghai."""


class PenaltyHttpCase(PenaltyMixin, FollowupHttpCase):
    """A test of penalties that talks to the server as browsers do."""
