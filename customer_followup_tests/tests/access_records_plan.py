"""How a record of each scope is made: visit plans, their visits and their figures."""

from itertools import count

MONTHS = count()


class AccessPlanRecords:
    """Visit plans of staff, for who tries them; each of another month."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.far_specialist = cls.create_user(
            "far_specialist", "group_specialist", cls.elsewhere
        )

    def get_customer_followup_plan_values(self, user):
        """Return plans; who makes no follow-ups has none of his or her own."""
        staff = self.env["res.users"]._get_customer_staff(self.company)
        own = user if user in staff else self.specialist

        def planned(owner, company=self.company):
            number = next(MONTHS)
            return {
                "user_id": owner.id,
                "company_id": company.id,
                "date_from": f"{2100 + number // 12}-{number % 12 + 1:02d}-01",
            }

        return {
            "own": planned(own),
            "other": planned(self.colleague),
            "signer": planned(self.colleague),
            "elsewhere": planned(self.far_specialist, self.elsewhere),
        }

    def get_customer_followup_plan_line_values(self, user):
        Plan = self.env["customer.followup.plan"]
        values = {}
        for scope, vals in self.get_customer_followup_plan_values(user).items():
            plan = Plan.create(vals)
            if scope == "signer":
                self.create_step(plan, user)
            values[scope] = {
                "plan_id": plan.id,
                "partner_id": self.customer.id,
                "date_planned": vals["date_from"],
            }
        return values

    def get_customer_followup_plan_analysis_values(self, user):
        return self.get_customer_followup_plan_line_values(user)

    def get_row_of_analysis(self, vals):
        """Return what the analysis shows of a visit."""
        line = self.env["customer.followup.plan.line"].create(vals)
        line.flush_recordset()
        rows = self.env["customer.followup.plan.analysis"]
        return rows.search([("plan_id", "=", line.plan_id.id)], limit=1)
