"""Complaints of every kind, and what they come to by plain arithmetic (RPT-3)."""

from datetime import UTC
from statistics import mean
from zoneinfo import ZoneInfo

from freezegun import freeze_time

from .case_common import CASE
from .common import SHANGHAI

PROMISES = ("responsible", "finished", "plan", "call_back")
APPROVED = ("approved", "done", "satisfied", "unsatisfied")
ANALYSIS = "customer.complaint.analysis"
MEASURES = (
    "complaint_count:sum",
    "invalid_count:sum",
    "cancelled_count:sum",
    "round_count:sum",
    "answered_count:sum",
    "first_time_share:avg",
    "deadline_count:sum",
    "kept_count:sum",
    "kept_share:avg",
    "days_to_close:avg",
    "cost:sum",
    "satisfaction_before:avg",
    "satisfaction_after:avg",
)


class ComplaintAnalysisMixin:
    """One complaint satisfied at once, one in two rounds, and each other kind.

    The laboratory is responsible for all but the last one, which is the warehouse's.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.switch_on_rounds()
        for name in PROMISES:
            policy = cls.env.ref(f"customer_followup.customer_deadline_policy_{name}")
            policy.write({"active": True, "company_id": cls.company.id})
        cls.supervisor.employee_id.parent_id = cls.general.employee_id
        cls.wet = cls.env["customer.complaint.cause"].create({"name": "Wet"})
        cls.warehouse = cls.create_department("Warehouse", cls.employ(cls.outsider))
        cls.other_customer = cls.create_customer("Green Mill", cls.colleague)
        cls.make_followups()
        cls.make_complaints()

    @classmethod
    def make_followups(cls):
        """The customer was content, then less so, and told it after the complaints."""
        for moment, satisfaction in (
            ("2026-01-05 02:00:00", "5"),
            ("2026-01-28 02:00:00", "4"),
        ):
            cls.tell(moment, satisfaction)

    @classmethod
    def tell(cls, moment, satisfaction, customer=None):
        customer = customer or cls.customer
        with freeze_time(moment):
            followup = cls.create_followup(customer)
            contact = customer.child_ids[:1] or cls.create_contact(customer)
            followup.action_record(
                {
                    "contact_id": contact.id,
                    "result": "well",
                    "satisfaction": satisfaction,
                }
            )
        return followup

    @classmethod
    def make_complaints(cls):
        vals = {"customer_product_id": cls.goods.id, "customer_way_in": "phone"}
        # in Shanghai the first of February
        with freeze_time("2026-01-31 17:00:00"):
            cls.quick = cls.create_justified(**vals)
            cls.solve(cls.quick, "2026-02-03 02:00:00", cost=120)
        with freeze_time("2026-02-04 02:00:00"):
            cls.slow = cls.create_justified(**vals)
            cls.invalid = cls.create_complaint(customer_way_in="written")
            cls.rule(cls.invalid, "invalid")
            cls.given_up = cls.create_justified(**vals)
            cls.pending = cls.create_complaint(partner_id=cls.other_customer.id)
        cls.solve(cls.slow, "2026-02-20 02:00:00", False, cost=200, cause_id=cls.wet.id)
        cls.solve(cls.slow, "2026-03-01 02:00:00", cost=80.5, cause_id=cls.wet.id)
        cls.cancel(cls.given_up)
        cls.again = cls.create_justified()
        cls.solve(cls.again, "2026-03-02 03:00:00", False, cost=10)
        cls.warehouses = cls.create_complaint(customer_department_id=cls.warehouse.id)
        # a proposal is no cost and no cause yet
        cls.proposed = cls.create_justified()
        cls.propose(cls.proposed, cost=999)
        cls.tell("2026-03-02 05:00:00", "2")

    @classmethod
    def solve(cls, case, moment, is_satisfied=True, **vals):
        """Bring the open round to its end at a moment."""
        with freeze_time(moment):
            cls.propose(case, **vals)
            solution = case._get_open_round()
            cls.sign(solution, cls.quality, cls.general)
            cls.as_user(solution, cls.wu).action_carry_out("Told")
            cls.as_user(solution, cls.supervisor).action_close(is_satisfied, "So it is")

    @classmethod
    def cancel(cls, case):
        action = cls.as_user(case, cls.supervisor).action_request_cancellation("Twice")
        document = cls.env[action["res_model"]].browse(action["res_id"])
        cls.sign(document, cls.general)

    # Plain arithmetic -----------------------------------------------------------------

    def get_cases(self):
        return self.env[CASE].search(
            [
                ("company_id", "=", self.company.id),
                ("customer_case_type", "=", "complaint"),
            ]
        )

    def get_facts(self, case):
        """Return what a complaint counts for, from its records one by one."""
        is_invalid = case.customer_validity == "invalid"
        is_given_up = "approved" in case.customer_cancellation_ids.mapped("state")
        facts = {
            "complaint_count": int(not is_invalid and not is_given_up),
            "invalid_count": int(is_invalid),
            "cancelled_count": int(is_given_up and not is_invalid),
            "cause_id": False,
            "department_id": False,
            "date:month": self.get_month(case),
            "partner_id": case.commercial_partner_id.id,
            "way_in": case.customer_way_in,
        }
        if not facts["complaint_count"]:
            return facts
        rounds = case.customer_round_ids.sorted("number")
        approved = rounds.filtered(lambda r: r.state in APPROVED)
        answers = [r.state == "satisfied" for r in rounds if r.closed_at]
        clocks = case.customer_deadline_ids.filtered(
            lambda d: d.state in ("met", "missed")
        )
        return facts | {
            "cause_id": approved[-1:].cause_id.id,
            "department_id": case.customer_department_id.id,
            "round_count": case.customer_round_count,
            "answered_count": 1 if answers else None,
            "first_time_share": 100.0 * answers[0] if answers else None,
            "deadline_count": len(clocks) or None,
            "kept_count": len(clocks.filtered(lambda d: d.state == "met")),
            "days_to_close": self.get_days(case),
            "cost": sum(approved.mapped("cost")),
            "satisfaction_before": self.get_said_before(case),
            "satisfaction_after": self.get_said_after(case),
        }

    def get_month(self, case):
        registered_at = case.customer_registered_at.replace(tzinfo=UTC)
        return registered_at.astimezone(ZoneInfo(SHANGHAI)).date().replace(day=1)

    def get_days(self, case):
        if not case.closed:
            return None
        span = case.closed_date - case.customer_registered_at
        return span.total_seconds() / 86400

    def get_said(self, case):
        """Return the contacts in which the customer said something, in their order."""
        return (
            self.get_followups(case.commercial_partner_id)
            .filtered("satisfaction")
            .sorted("contacted_at")
        )

    def get_said_before(self, case):
        before = self.get_said(case).filtered(
            lambda f: f.contacted_at < case.customer_registered_at
        )
        return int(before[-1].satisfaction) if before else None

    def get_said_after(self, case):
        said = self.get_said(case)
        calls = said.filtered(lambda f: f.callback_ticket_id == case)
        later = said.filtered(
            lambda f: case.closed and f.contacted_at >= case.closed_date
        )
        found = calls[-1:] or later[:1]
        return int(found.satisfaction) if found else None

    def compute(self, facts):
        """Return the measures of some complaints."""
        totals = {}
        for measure in MEASURES:
            name, kind = measure.split(":")
            known = [f[name] for f in facts if f.get(name) is not None]
            totals[measure] = (
                (mean(known) if known else 0) if kind == "avg" else (sum(known))
            )
        due = totals["deadline_count:sum"]
        totals["kept_share:avg"] = 100 * totals["kept_count:sum"] / due if due else 0
        return {name: round(value, 4) for name, value in totals.items()}
