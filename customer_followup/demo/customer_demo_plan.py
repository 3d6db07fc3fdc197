from datetime import date, timedelta

from odoo import api, models

ADDED = (("01", 1, "on_site", "春季新品"), ("02", 2, "phone", "客户来电要求"))
"""Customer, days from today, method and why, of the visits that are added by hand."""
MOVED_DAYS = 1


class CustomerDemoCompany(models.AbstractModel):
    """The visit plans of the demo company: one that is approved, and drafts.

    The plan of this month is made today, as the demo company's past was played without
    plans: what was made earlier in the month counts as made without a plan.
    """

    _inherit = "customer.demo.company"

    @api.model
    def _plan_visits(self):
        """Let a specialist plan this month, and the job draft the next one."""
        self = self._in_company()
        company = self._get_company()
        if company.customer_has_visit_plans:
            return
        company.customer_has_visit_plans = True
        self._plan_this_month()
        # as the job does on the 25th, whatever day it is today
        company.customer_plan_day = 1
        self.env["customer.followup.plan"]._draft_plans(company)
        company.customer_plan_day = 25

    @api.model
    def _plan_this_month(self):
        user = self.env.ref("customer_followup.demo_specialist")
        plans = self._as_user(self.env["customer.followup.plan"], user)
        plan = plans.create({"date_from": self._get_day(0)})
        plan.action_fill()
        for number, days, method, reason in ADDED:
            day = self._get_plan_day(plan, self._get_day(-days))
            plan.line_ids.create(
                {
                    "plan_id": plan.id,
                    "partner_id": self._get_customer(number).id,
                    "date_planned": day,
                    "method": method,
                    "comment": reason,
                }
            )
        proposed = plan.line_ids.filtered(lambda line: line.source != "hand")
        if proposed:
            proposed[0].action_drop("客户放假")
        for line in proposed[1:2]:
            day = line.date_planned + timedelta(days=MOVED_DAYS)
            line.write(
                {
                    "date_planned": self._get_plan_day(plan, day),
                    "comment": "与客户另约",
                }
            )
        plan.action_submit()
        signer = plan.sudo()._get_open_step().signer_ids[0]
        self._as_user(plan, signer).action_approve()

    @api.model
    def _get_plan_day(self, plan, day: date) -> date:
        """Return the working day from ``day`` on, or the last one before it."""
        check = self._get_company()._get_working_day_check(plan.date_from, plan.date_to)
        month = plan.date_to.day
        days = [plan.date_from + timedelta(days=shift) for shift in range(month)]
        open_days = [d for d in days if check(d)]
        return next((d for d in open_days if d >= day), open_days[-1])
