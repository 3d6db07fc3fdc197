from datetime import date, timedelta

from odoo import api, models
from odoo.fields import Domain

from ..policy.planning import get_deadline
from ..tools.bulk_update import bulk_update
from .customer_followup_rule_grade import GRADE_TRIGGERS
from .customer_followup_rule_register import CALENDAR_HORIZON_DAYS


class CustomerFollowup(models.Model):
    """Contacts that were planned because of a grade, when the grade is another one."""

    _inherit = "customer.followup"

    @api.model
    def _replan_by_grade(self, customers):
        """Move what only the grade asked for to the day that the new grade says.

        A day that was agreed with the customer stays.

        :param customers: in the company whose grades have changed
        """
        company = self.env.company
        today = company._get_customer_today()
        self._replan_waiting_by_grade(customers, today)
        followups = self._find_by_grade(
            company, Domain("partner_id", "in", customers.ids)
        )
        grades = {customer.id: customer.customer_grade_id for customer in customers}
        ends = {
            followup: end
            for followup in followups
            if (end := followup._get_end_by_grade(grades[followup.partner_id.id]))
        }
        if not ends:
            return
        last = max([today, *ends.values()]) + timedelta(days=CALENDAR_HORIZON_DAYS)
        is_working_day = company._get_working_day_check(today, last)
        rows = [
            followup._prepare_moved(
                get_deadline(end, 0, today, is_working_day), end < today
            )
            for followup, end in ends.items()
        ]
        self._move_by_grade([row for row in rows if row], grades)

    @api.model
    def _find_by_grade(self, company, domain: Domain = Domain.TRUE):
        """Return the planned contacts of a company that only grades asked for."""
        found = self.search(
            domain
            & Domain("company_id", "=", company.id)
            & Domain("state", "=", "planned")
            & Domain("reason_ids.rule_id.trigger", "in", GRADE_TRIGGERS)
        )
        return found.filtered(
            lambda f: (
                {r.rule_id.trigger for r in f._get_live_reasons()} <= {*GRADE_TRIGGERS}
            )
        )

    def _get_end_by_grade(self, grade) -> date | None:
        """Return until when the contact is to be made by a grade."""
        ends = [
            reason.rule_id._get_interval_end(grade, reason.occasion_date)
            for reason in self._get_live_reasons()
        ]
        return min(filter(None, ends), default=None)

    def _prepare_moved(self, deadline: date, is_late: bool) -> dict | None:
        """Return the row of a follow-up that moves to another deadline.

        :param is_late: the interval of the new grade is over already; then the days of
            the rule are left for it, as for what the rule finds too late
        """
        code = self.partner_id.customer_grade_id.code
        days = max(
            rule._get_terms(code).deadline_days
            for rule in self._get_live_reasons().rule_id
        )
        if is_late:
            deadline = min(self.date_deadline, deadline + timedelta(days=days))
        if deadline == self.date_deadline:
            return None
        planned = min(self.date_planned, deadline)
        if deadline > self.date_deadline:
            planned = max(planned, deadline - timedelta(days=days))
        return {"id": self.id, "date_deadline": deadline, "date_planned": planned}

    @api.model
    def _move_by_grade(self, rows: list[dict], grades: dict):
        """Move contacts with their reasons, whose grade is another one now."""
        moved = self.browse([row["id"] for row in rows])
        comments = {
            followup.id: self.env._(
                "as the customer's grade says: %(grade)s.",
                grade=grades[followup.partner_id.id].name or "-",
            )
            for followup in moved
        }
        for followup, row in zip(moved, rows, strict=True):
            row["method"] = followup.method
        by_id = {row["id"]: row for row in rows}
        bulk_update(
            self.env["customer.followup.reason"],
            [
                reason._prepare_moved(by_id[reason.followup_id.id], grades)
                for reason in moved.reason_ids
                if reason.state == "planned"
            ],
        )
        self._move(rows, comments, "a change of the grade")

    @api.model
    def _replan_waiting_by_grade(self, customers, today: date):
        """Plan anew what waits for customers whose grade is another one now."""
        company = self.env.company
        waiting = self.env["customer.followup.reason"].search(
            [
                ("company_id", "=", company.id),
                ("partner_id", "in", customers.ids),
                ("state", "=", "waiting"),
            ]
        )
        waiting._replan(company, today, "")


class CustomerFollowupReason(models.Model):
    _inherit = "customer.followup.reason"

    def _prepare_moved(self, row: dict, grades: dict) -> dict:
        """Return a duty as its contact has moved, with the grade that moved it."""
        grade = grades[self.partner_id.id]
        is_graded = bool(grade) and self.source_model == "customer.grade"
        return {
            "id": self.id,
            "source_id": grade.id if is_graded else self.source_id,
            "date_planned": row["date_planned"],
            "date_deadline": row["date_deadline"],
        }


class CustomerGradingScheme(models.Model):
    _inherit = "customer.grading.scheme"

    def _on_approved(self):
        result = super()._on_approved()
        # the grades go on under the same code, and may ask for other intervals
        for company in self.company_id:
            # sudo: the effect of the signatures, and nobody's right
            planned = self.env["customer.followup"].sudo()._find_by_grade(company)
            # sudo: likewise
            waiting = self.env["customer.followup.reason"].sudo()
            waiting = waiting.search(
                [
                    ("company_id", "=", company.id),
                    ("state", "=", "waiting"),
                    ("rule_id.trigger", "in", GRADE_TRIGGERS),
                ]
            )
            customers = planned.partner_id | waiting.partner_id
            customers._on_grades_changed(company)
        return result
