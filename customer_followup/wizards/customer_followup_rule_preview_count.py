from collections import defaultdict

from odoo import models

from ..policy.backlog import count_backlog_days, count_first_day
from ..tools.bulk_insert import bulk_insert

MOST_LINES = 300
"""Duties that the screen lists; all are counted, and the spreadsheet has all."""


class CustomerFollowupRulePreview(models.TransientModel):
    """How a preview is counted: batch by batch, so that memory is constant."""

    _inherit = "customer.followup.rule.preview"

    def _take_preview(self, days: int):
        """Count all that would be due, and keep the first lines."""
        rule, company = self.rule_id, self.company_id
        today = company._get_customer_today()
        lines, duty_count = [], 0
        customers, due_now = defaultdict(set), defaultdict(set)
        for day, rows in rule._iter_preview(company, days):
            duty_count += len(rows)
            for row in rows:
                customers[row["user_id"]].add(row["partner_id"])
                if day == today:
                    due_now[row["user_id"]].add(row["partner_id"])
            shown = rows[: MOST_LINES - len(lines)]
            lines += self._prepare_lines(day, shown)
        # sudo: the numbers are what was counted, and nobody's to write
        preview = self.sudo()
        preview.line_ids.unlink()
        bulk_insert(preview.line_ids, lines)
        preview.write(
            {
                "counted_days": days,
                "duty_count": duty_count,
                "customer_count": len(set().union(*customers.values())),
                **self._get_first_day(due_now),
                "load": self._get_load(customers),
            }
        )
        preview.invalidate_recordset(["line_ids"])

    def _prepare_lines(self, day, rows: list[dict]) -> list[dict]:
        reasons = self.rule_id._describe_duties(rows)
        return [
            {
                "preview_id": self.id,
                "partner_id": row["partner_id"],
                "date_found": day,
                "occasion_date": row["occasion_date"],
                "reason": reason,
                "user_id": row["user_id"],
            }
            for row, reason in zip(rows, reasons, strict=True)
        ]

    def _get_first_day(self, due_now: dict) -> dict:
        """Return what switching the rule on comes to."""
        load = self._get_load(due_now)
        return {
            "due_now_count": sum(row["count"] for row in load),
            "first_day_count": sum(
                count_first_day(row["count"], row["ceiling"]) for row in load
            ),
            "backlog_days": max((row["days"] for row in load), default=0),
        }

    def _get_load(self, customers: dict[int | None, set]) -> list[dict]:
        """Return how much the duties are for each person, the most first."""
        User = self.env["res.users"]
        ceilings = User._get_customer_ceilings(self.company_id, customers)
        waiting = User._get_customer_backlog(self.company_id)
        load = [
            {
                "user_id": user_id or False,
                "count": len(ids),
                "waiting": waiting.get(user_id, (0, 0))[0],
                "ceiling": ceilings[user_id],
            }
            for user_id, ids in customers.items()
        ]
        for row in load:
            count = row["count"] + row["waiting"]
            row["days"] = count_backlog_days(count, row["ceiling"])
        return sorted(load, key=lambda row: (-row["count"], row["user_id"]))
