"""What the tests of preparation requests share: a visit, and who signs."""

from odoo import Command

from .common import FollowupCase, FollowupHttpCase
from .grade_use_common import GradeUseMixin

MODEL = "customer.visit.request"
ROUTES = ("visit", "visit_gift")


class VisitRequestMixin(GradeUseMixin):
    """The specialist visits Blue Mill of grade B, where 500 a year are permitted.

    The supervisor and then the service manager are superiors. The routes are those
    that are shipped.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for name in ROUTES:
            route = cls.env.ref(f"customer_followup.customer_approval_route_{name}")
            route.active = True
        cls.general = cls.create_user("general", "group_general_manager")
        superior = cls.env["hr.employee"]
        for user in (cls.manager, cls.supervisor, cls.specialist):
            superior = cls.env["hr.employee"].create(
                {
                    "name": user.name,
                    "user_id": user.id,
                    "company_id": cls.company.id,
                    "parent_id": superior.id,
                }
            )
        cls.grade("B")
        cls.lin = cls.create_contact(cls.customer)
        cls.wu = cls.create_contact(cls.customer, "Mr Wu")
        cls.visit = cls.create_followup(method="on_site")

    @classmethod
    def create_visit_request(
        cls, *lines, visit=None, user=None, submit=True, is_signed=False, **vals
    ):
        """Return what the specialist asks for.

        :param lines: kind, amount and recipient of each; a gift of 200 if left out
        """
        requests = cls.env[MODEL].with_user(user or cls.specialist)
        request = requests.with_context(allowed_company_ids=cls.company.ids).create(
            {
                "followup_id": (visit or cls.visit).id,
                "reason": "They helped us out in spring",
                "line_ids": [
                    Command.create(cls.prepare_line(*line))
                    for line in lines or [("gift", 200, cls.lin)]
                ],
                **vals,
            }
        )
        if submit or is_signed:
            request.action_submit()
        if is_signed:
            cls.sign(request, cls.supervisor)
        return request.with_env(cls.env)

    @classmethod
    def prepare_line(cls, kind, amount=0, recipient=None, **vals):
        return {
            "kind": kind,
            "description": kind.capitalize(),
            "amount": amount,
            "recipient_id": recipient and recipient.id,
            **vals,
        }

    @classmethod
    def as_user(cls, record, user):
        """Return ``record`` for ``user`` in the company."""
        return record.with_user(user).with_context(allowed_company_ids=cls.company.ids)

    @classmethod
    def sign(cls, request, *users):
        """Let users sign a request, one after the other."""
        for user in users:
            cls.as_user(request, user).action_approve()

    def get_log(self, request):
        """Return what the log says about a request: pairs of action and user."""
        entries = request.sudo().approval_entry_ids
        return [(entry.action, entry.user_id) for entry in entries]


class VisitRequestCase(VisitRequestMixin, FollowupCase):
    """A test of preparation requests at ten o'clock on Monday, 2 March 2026."""


class VisitRequestHttpCase(VisitRequestMixin, FollowupHttpCase):
    """A test of preparation requests that talks to the server as browsers do."""
