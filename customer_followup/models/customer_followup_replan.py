from collections import defaultdict
from datetime import date, timedelta
from functools import cache

from odoo import api, models
from odoo.tools import SQL, format_date

from ..policy.replanning import Plan, replan, soften
from ..tools.bulk_update import bulk_update
from .customer_followup_rule_register import CALENDAR_HORIZON_DAYS


class CustomerFollowupReason(models.Model):
    """Duties that are planned anew, as if they had been found by today's values."""

    _inherit = "customer.followup.reason"

    def _replan(self, company, today: date, comment: str):
        """Give waiting and planned duties dates and method anew.

        Their contacts take the strictest of their reasons again. A contact that
        somebody is saving right now is left alone.

        :param comment: why, for the logs of the contacts
        :return: the duties that were left alone
        """
        followups = self.followup_id.try_lock_for_update(allow_referencing=True)
        busy = self.filtered(lambda r: r.followup_id - followups)
        before = followups._get_asked()
        bulk_update(self, (self - busy)._prepare_replanned(company, today))
        followups._follow_reasons(before, comment)
        return busy

    def _prepare_replanned(self, company, today: date) -> list[dict]:
        """Return the duties as if they had been found by the values of today."""
        Rule = self.env["customer.followup.rule"].with_company(company)
        horizon = today + timedelta(days=CALENDAR_HORIZON_DAYS)
        is_working_day = company._get_working_day_check(today, horizon)
        get_rank = cache(Rule._get_grade_rank)
        rows = []
        for day, reasons in self.grouped(lambda r: r.date_found or today).items():
            customers = Rule._get_due_customers(reasons.partner_id.ids)
            by_id = {customer.id: customer for customer in customers}
            find_dates = Rule._get_date_finder(company, day, customers)
            for reason in reasons:
                if customer := by_id.get(reason.partner_id.id):  # not archived
                    row = reason._prepare_found_anew(Rule, customer, find_dates)
                    row["date_deadline"] = soften(
                        row["date_deadline"],
                        reason.date_deadline,
                        today,
                        is_working_day,
                    )
                    row["grade_rank"] = get_rank(customer.customer_grade_id)
                    rows.append(row)
        return rows

    def _prepare_found_anew(self, Rule, customer, find_dates) -> dict:
        rule, grade = Rule.browse(self.rule_id.id), customer.customer_grade_id
        terms = rule._get_terms(grade.code)
        model, id_ = self.source_model, self.source_id
        if model == "customer.grade" and grade:
            id_ = grade.id
        planned, deadline = find_dates(
            customer, rule, terms, self.occasion_date, (model, id_)
        )
        return {
            "id": self.id,
            "source_id": id_,
            "delay_days": terms.delay_days,
            "method": terms.method,
            "date_planned": planned,
            "date_deadline": deadline,
        }

    @api.model
    def _find_outdated(self, rule, company, reasons):
        """Return the duties that the rule, as it is now, would not have found.

        Each on the day it was found.
        """
        kept = set()
        for day, found in reasons.grouped("date_found").items():
            query = rule._get_found_query(company, day or company._get_customer_today())
            rows = self.env.execute_query(
                SQL(
                    """
                    SELECT reason.id FROM customer_followup_reason AS reason
                      JOIN (%s) AS due ON due.partner_id = reason.partner_id
                       AND due.occasion_date = reason.occasion_date
                     WHERE reason.id = ANY(%s)
                    """,
                    query,
                    found.ids,
                )
            )
            kept.update(row[0] for row in rows)
        return reasons.filtered(lambda reason: reason.id not in kept)


class CustomerFollowup(models.Model):
    """Planned contacts that follow their reasons, many at once."""

    _inherit = "customer.followup"

    def _get_asked(self) -> dict[int, list[Plan]]:
        """Return what the duties of the contacts ask for, by id of the contact."""
        asked = defaultdict(list)
        for reason in self.reason_ids:
            if reason.state == "planned" and reason.date_deadline:
                asked[reason.followup_id.id].append(
                    Plan(
                        reason.method or reason.followup_id.method,
                        reason.date_planned or reason.followup_id.date_planned,
                        reason.date_deadline,
                    )
                )
        return asked

    def _follow_reasons(self, before: dict[int, list[Plan]], comment: str):
        """Plan the contacts as the strictest of their reasons asks now.

        What was agreed with the customer stays, and what people chose by hand.

        :param before: what ``_get_asked`` returned before the change
        """
        asked = self._get_asked()
        rows = []
        for f in self.filtered(lambda followup: followup.state == "planned"):
            current = Plan(f.method, f.date_planned, f.date_deadline)
            plan = replan(current, before.get(f.id, []), asked.get(f.id, []))
            if plan != current:
                rows.append(
                    {
                        "id": f.id,
                        "method": plan.method,
                        "date_planned": plan.planned,
                        "date_deadline": plan.deadline,
                    }
                )
        self._move(rows, dict.fromkeys(self.ids, comment), "a change of a rule")

    @api.model
    def _move(self, rows: list[dict], comments: dict[int, str], occasion: str):
        """Move contacts with their activities and clocks, and say why.

        What ``write`` does, for thousands at once.

        :param rows: ``id``, ``method``, ``date_planned`` and ``date_deadline``
        :param comments: why, by id, for the log, which keeps the days before
        :param occasion: what happens, for the log of the server
        """
        if not rows:
            return
        moved = self.browse([row["id"] for row in rows])
        bodies = {
            f.id: f._describe_move(row, comments[f.id])
            for f, row in zip(moved, rows, strict=True)
        }
        customers = moved.partner_id
        for followup, row in zip(moved, rows, strict=True):
            row["partner_id"] = followup.partner_id.id
        self._add_moments(rows, customers)
        bulk_update(moved, rows)
        activities = self.env["mail.activity"].search_fetch(
            [
                ("res_model", "=", self._name),
                ("res_id", "in", moved.ids),
                ("automated", "=", True),
            ],
            ["res_id"],
        )
        days = {row["id"]: row["date_deadline"] for row in rows}
        bulk_update(
            activities,
            [{"id": a.id, "date_deadline": days[a.res_id]} for a in activities],
        )
        moved._guarded(
            occasion,
            lambda deadlines, documents: deadlines._follow_change(documents),
        )
        moved._message_log_batch(bodies=bodies)
        customers._refresh_next_followups()

    def _describe_move(self, row: dict, comment: str) -> str:
        """Return the line of the log, with the days before."""
        if row["date_deadline"] != self.date_deadline:
            return self.env._(
                "To be made until %(now)s instead of %(before)s, %(comment)s",
                now=format_date(self.env, row["date_deadline"]),
                before=format_date(self.env, self.date_deadline),
                comment=comment,
            )
        if row["date_planned"] != self.date_planned:
            return self.env._(
                "Planned for %(now)s instead of %(before)s, %(comment)s",
                now=format_date(self.env, row["date_planned"]),
                before=format_date(self.env, self.date_planned),
                comment=comment,
            )
        methods = dict(self._fields["method"]._description_selection(self.env))
        return self.env._(
            "By %(now)s instead of %(before)s, %(comment)s",
            now=methods[row["method"]],
            before=methods[self.method],
            comment=comment,
        )
