from datetime import date, timedelta

from odoo import api, models
from odoo.fields import Domain

from ..policy.visit_plan import get_month, get_next_month, is_time_to_plan
from ..tools.bulk_insert import bulk_insert
from ..tools.each_record import for_each_record
from .customer_followup_plan import COUNTING, SUBMIT


class CustomerFollowupPlan(models.Model):
    """The drafts of the next month, and the end of plans whose month is over (VPL-1).

    Why it may be killed at any moment, or run twice: the drafts of a company are one
    transaction, which also notes the month on the company; whoever has a plan for the
    month gets no other, and the unique index refuses what somebody made meanwhile.
    """

    _inherit = "customer.followup.plan"

    @api.model
    def _cron_make_plans(self, today: date | None = None):
        """Draft the plans of the next month, and close those of the last one.

        :param today: the day that is taken for today; each company's own if left out
        """
        # sudo: the plans of all companies
        Company = self.env["res.company"].sudo()
        planning = Company.search([("customer_has_visit_plans", "=", True)])
        for_each_record(planning, lambda company: self._draft_plans(company, today))
        over = self.sudo().search(
            Domain.OR(
                Domain("company_id", "=", company.id)
                & self._get_over_domain(today or company._get_customer_today())
                for company in Company.search(Domain.TRUE)
            )
        )
        for_each_record(over, lambda plan: plan._end_month())

    @api.model
    def _draft_plans(self, company, today: date | None = None):
        """Draft the plans of whoever has none for the next month, if it is time.

        For those for whom something will be due; anybody else may press New.
        """
        today = today or company._get_customer_today()
        month = get_next_month(today)
        if (
            not is_time_to_plan(today, company.customer_plan_day)
            or company.customer_plans_drafted_for == month
        ):
            return
        company.customer_plans_drafted_for = month
        company.flush_recordset()  # of two processes one ends here
        planned = self.sudo().search(
            [("company_id", "=", company.id), ("date_from", "=", month)]
        )
        staff = self.env["res.users"]._get_customer_staff(company)
        users = staff - planned.user_id
        first, last = get_month(month)
        due, left_out = self._find_due(company, users, first, last)
        users = users.filtered(lambda user: due[user.id])
        plans = self._create_drafts(company, users, month)
        plans._add_visits(due, left_out)
        plans._ask_to_submit(today)

    @api.model
    def _create_drafts(self, company, users, month: date):
        # sudo: nobody drafts the plans of all; who signs was not the author
        quiet = {
            "lang": company.partner_id.lang,
            "mail_create_nolog": True,
            "mail_create_nosubscribe": True,
            "tracking_disable": True,
        }
        Plan = self.sudo().with_company(company).with_context(**quiet)
        plans = Plan.create(
            [
                {"user_id": user.id, "company_id": company.id, "date_from": month}
                for user in users
            ]
        )
        for plan in plans:  # the owner's document, and not the job's
            plan._in_transition().write({"requester_id": plan.user_id.id})
        return plans

    def _add_visits(self, due: dict, left_out: dict) -> int:
        """Add to drafts of one company and month what is due and not in them yet.

        :param due: see ``_find_due``
        :return: number of visits added
        """
        rows = []
        for plan in self:
            known = plan._get_known()
            rows += [
                plan._prepare_line_row(vals)
                for vals in due[plan.user_id.id]
                if (vals["partner_id"], vals["followup_id"]) not in known
                and vals["partner_id"] not in known
            ]
        bulk_insert(
            self.env["customer.followup.plan.line"],
            rows,
            {
                "company_id": self.company_id.id,
                "state": "proposed",
                "is_dropped": False,
            },
        )
        self.invalidate_recordset(["line_ids", "signed_lines"])
        for count, plans in self.grouped(lambda p: left_out[p.user_id.id]).items():
            plans._in_transition().write({"left_out_count": count})
        return len(rows)

    def _get_known(self) -> set:
        """Return what the plan has already: follow-ups, and customers without one."""
        return {
            (line.partner_id.id, line.followup_id.id)
            if line.followup_id
            else line.partner_id.id
            for line in self.line_ids
        }

    def _prepare_line_row(self, vals: dict) -> dict:
        return {
            "plan_id": self.id,
            "user_id": self.user_id.id,
            "date_proposed": vals["date_planned"],
            "change": "kept",
            **vals,
        }

    def _ask_to_submit(self, today: date):
        """Give the owners their activity; it ends when the plan is submitted."""
        for plan in self:
            user = plan.user_id
            speaker = plan.with_context(lang=user.lang)
            days = timedelta(days=plan.company_id.customer_plan_submit_days)
            # one line in the owner's list, and no mail for each plan (G9)
            quiet = plan.with_context(mail_activity_quick_update=True)
            quiet._plan_activity(
                SUBMIT,
                user_id=user.id,
                date_deadline=today + days,
                summary=speaker.env._(
                    "Submit the visit plan for %(month)s", month=speaker._format_month()
                ),
            )

    def action_fill(self):
        """Add what will be due in the month and is not in the plan yet (VPL-1).

        :raise UserError: the plan is not a draft, or its month is over
        """
        self.ensure_one()
        self.check_access("write")
        self._check_is_draft()
        self._check_not_over()
        # sudo: rules, and customers of colleagues that are passed on to the owner
        plan = self.sudo()
        first = max(plan.date_from, plan._get_today())
        count = plan._add_visits(
            *plan._find_due(plan.company_id, plan.user_id, first, plan.date_to)
        )
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "info",
                "message": self.env._("%(count)s visits added.", count=count),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    def _end_month(self):
        """Close a plan whose month is over; what was never approved is withdrawn."""
        if self.state not in COUNTING:
            return
        if self.state == "approved":
            self._transition("close")
            return
        speaker = self.with_context(lang=self.company_id.partner_id.lang)
        speaker.action_cancel(
            speaker.env._("The month is over, and the plan was not approved.")
        )
