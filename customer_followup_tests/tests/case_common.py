"""What the tests of cases share: a department at fault, its people, and a complaint."""

from odoo import Command

from .common import FollowupCase, FollowupHttpCase

CASE = "helpdesk.ticket"


class CaseMixin:
    """Blue Mill complains of the laboratory, where Mr Wu works under Ms Qian.

    The quality head decides whether it is justified; the supervisor handles it.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        users = cls.create_users(
            {
                "general": "group_general_manager",
                "quality": "group_quality_head",
                "qian": "base.group_user",
                "wu": "base.group_user",
                "outsider": "base.group_user",
            }
        )
        cls.general, cls.quality, cls.qian, cls.wu, cls.outsider = users
        cls.office = cls.create_department("Office", cls.employ(cls.general))
        cls.laboratory = cls.create_department("Laboratory", parent_id=cls.office.id)
        cls.head = cls.employ(cls.qian, cls.laboratory, cls.office.manager_id)
        cls.laboratory.manager_id = cls.head
        cls.person = cls.employ(cls.wu, cls.laboratory, cls.head)
        cls.employ(cls.supervisor)
        cls.employ(cls.specialist)
        cls.contact = cls.create_contact(cls.customer)
        cls.contact.email = "lin@blue-mill.example.com"

    @classmethod
    def create_department(cls, name, manager=None, **vals):
        return cls.env["hr.department"].create(
            {
                "name": name,
                "company_id": cls.company.id,
                "manager_id": manager and manager.id,
                **vals,
            }
        )

    @classmethod
    def employ(cls, user, department=None, superior=None):
        """Return the employee of a user, of a department and under a superior."""
        return cls.env["hr.employee"].create(
            {
                "name": user.name,
                "user_id": user.id,
                "company_id": cls.company.id,
                "department_id": department and department.id,
                "parent_id": superior and superior.id,
            }
        )

    @classmethod
    def create_complaint(cls, user=None, **vals):
        """Return a complaint that is registered by ``user``, or by the supervisor."""
        cases = cls.as_user(cls.env[CASE], user or cls.supervisor)
        return cases.create(cls.prepare_complaint(**vals)).with_env(cls.env)

    @classmethod
    def prepare_complaint(cls, **vals):
        return {
            "name": "Wrong analysis",
            "description": "The pH value cannot be right.",
            "partner_id": cls.contact.id,
            "partner_name": cls.contact.name,
            "company_id": cls.company.id,
            "customer_case_type": "complaint",
            **vals,
        }

    @classmethod
    def as_user(cls, record, user):
        """Return ``record`` for ``user`` in the company."""
        return record.with_user(user).with_context(allowed_company_ids=cls.company.ids)

    @classmethod
    def rule(cls, case, validity, user=None, comment="The kept sample says so"):
        """Let somebody decide about a complaint: the quality head if left out."""
        cls.as_user(case, user or cls.quality).action_set_validity(validity, comment)

    @classmethod
    def create_file(cls, user, name="Photo.txt", **vals):
        """Return a file as the upload to a new form leaves it."""
        return cls.as_user(cls.env["ir.attachment"], user).create(
            {"name": name, "raw": b"wet", "res_model": CASE, "res_id": 0, **vals}
        )

    # Rounds ---------------------------------------------------------------------------

    @classmethod
    def switch_on_rounds(cls):
        """Let the company close complaints by their rounds alone, signed as shipped."""
        cls.company.customer_complaint_rounds = True
        for name in ("complaint", "cancellation"):
            route = cls.env.ref(f"customer_followup.customer_approval_route_{name}")
            route.active = True

    @classmethod
    def create_justified(cls, **vals):
        """Return a justified complaint, that Mr Wu of the laboratory is to solve."""
        case = cls.create_complaint(
            **{"customer_department_id": cls.laboratory.id, **vals}
        )
        case.customer_responsible_id = cls.person
        cls.rule(case, "valid")
        return case

    @classmethod
    def propose(cls, case, user=None, **vals):
        """Let the department propose a solution, and return the round."""
        proposed = case._get_open_round()
        of_user = cls.as_user(proposed, user or cls.wu)
        of_user.write(
            {
                "cause_id": cls.env.ref(
                    "customer_followup.customer_complaint_cause_test"
                ).id,
                "cause": "The electrode was old",
                "solution": "Measured again, free of charge",
                **vals,
            }
        )
        of_user.action_submit()
        return proposed

    @classmethod
    def sign(cls, document, *users):
        for user in users:
            cls.as_user(document, user).action_approve()

    @classmethod
    def carry_out(cls, case):
        """Bring the open round to the day on which the customer is called."""
        carried_out = cls.propose(case)
        cls.sign(carried_out, cls.quality, cls.general)
        cls.as_user(carried_out, cls.wu).action_carry_out("The new report is yours")
        return carried_out

    def get_work(self, case):
        """Return whose list the case is in, to work on it."""
        return case._get_work_activities().user_id

    def get_log(self, case):
        """Return what the chatter says, the newest first."""
        return " ".join(case.message_ids.mapped("body"))

    def set_of(self, *records):
        return [Command.set([record.id for record in records])]


class CaseCase(CaseMixin, FollowupCase):
    """A test of cases at ten o'clock on Monday, 2 March 2026, in Shanghai."""


class CaseHttpCase(CaseMixin, FollowupHttpCase):
    """A test of cases that talks to the server as browsers do."""
