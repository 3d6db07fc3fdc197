"""What the tests of visit plans share: a department with a head, and the job."""

from datetime import date

from freezegun import freeze_time

from .common import FollowupCase, FollowupMixin

PLAN_DAY = "2026-03-25 02:00:00"
"""A Wednesday, ten o'clock in Shanghai: the drafts of April are made."""
APRIL = date(2026, 4, 1)


class VisitPlanMixin(FollowupMixin):
    """The specialist and the colleague work in a department that has a head."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.customer_has_visit_plans = True
        cls.head = cls.create_user("head", "group_department_head")
        cls.department, cls.other_department = cls.env["hr.department"].create(
            [
                {"name": "Service", "company_id": cls.company.id},
                {"name": "Technical", "company_id": cls.company.id},
            ]
        )
        employees = cls.env["hr.employee"].create(
            [
                {
                    "name": user.name,
                    "user_id": user.id,
                    "company_id": cls.company.id,
                    "department_id": cls.department.id,
                }
                for user in (cls.head, cls.supervisor, cls.specialist, cls.colleague)
            ]
        )
        cls.employees = dict(
            zip(("head", "supervisor", "specialist", "colleague"), employees, strict=1)
        )
        cls.department.manager_id = cls.employees["head"]
        for name in ("specialist", "colleague"):
            cls.employees[name].parent_id = cls.employees["supervisor"]
        cls.employees["supervisor"].parent_id = cls.employees["head"]

    @classmethod
    def create_plan(cls, user=None, month=APRIL, **vals):
        """Return a draft of the user's own."""
        user = user or cls.specialist
        plans = cls.env["customer.followup.plan"].with_user(user)
        return plans.create({"user_id": user.id, "date_from": month, **vals})

    @classmethod
    def add_visit(cls, plan, customer=None, day=date(2026, 4, 8), **vals):
        """Return a visit that the owner adds by hand."""
        return plan.line_ids.with_user(plan.user_id).create(
            {
                "plan_id": plan.id,
                "partner_id": (customer or cls.customer).id,
                "date_planned": day,
                "comment": "They asked for it",
                **vals,
            }
        )

    def submit(self, plan):
        """Return the plan after its owner has submitted it."""
        plan.with_user(plan.user_id).action_submit()
        return plan

    def approve(self, plan):
        """Return the plan after the department head has approved it."""
        self.submit(plan).with_user(self.head).action_approve()
        self.env.invalidate_all()
        return plan

    def draft_plans(self, moment=PLAN_DAY):
        """Run the job at a moment (UTC) as its service user, commits included."""
        self.env.flush_all()
        service = self.env.ref("customer_followup.user_service")
        with freeze_time(moment), self.open_cursor() as cr:
            env = self.env(cr=cr, user=service.id, context={})
            env["customer.followup.plan"]._cron_make_plans()
            cr.commit()
        self.env.invalidate_all()
        return self.get_plans()

    def get_plans(self, user=None):
        """Return the plans of the company, or of one person, in order."""
        domain = [("company_id", "=", self.company.id)]
        if user:
            domain.append(("user_id", "=", user.id))
        return self.env["customer.followup.plan"].search(domain, order="id")


class VisitPlanCase(VisitPlanMixin, FollowupCase):
    """A test at ten o'clock on Monday, 2 March 2026, in Shanghai."""
