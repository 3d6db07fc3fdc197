"""How a record of each scope is made: reports on visits, and rows of the analysis."""


class AccessReportRecords:
    """Reports of the user's department and of another one, with their figures."""

    def get_customer_followup_report_values(self, user):
        departments = self.env["hr.department"].create(
            [
                {"name": name, "company_id": company.id}
                for name, company in (
                    ("User's", self.company),
                    ("Others'", self.company),
                    ("User's elsewhere", self.elsewhere),
                )
            ]
        )
        own, other, elsewhere = departments
        for department in (own, elsewhere):
            self.employ_in(user, department)
        return {
            scope: {
                "department_id": department.id,
                "company_id": department.company_id.id,
                "date_from": "2026-02-01",
                "date_to": "2026-02-28",
            }
            for scope, department in (
                ("own", own),
                ("other", other),
                ("elsewhere", elsewhere),
            )
        }

    def employ_in(self, user, department):
        """Let a user work in a department of a company, and in no other there."""
        company = department.company_id
        employees = self.env["hr.employee"]
        domain = [("user_id", "=", user.id), ("company_id", "=", company.id)]
        if known := employees.search(domain):
            known.department_id = department
            return
        employees.create(
            {
                "name": user.name,
                "user_id": user.id,
                "company_id": company.id,
                "department_id": department.id,
            }
        )

    def get_customer_followup_report_line_values(self, user):
        reports = self.env["customer.followup.report"]
        return {
            scope: {"report_id": reports.create(vals).id, "measure": "made"}
            for scope, vals in self.get_customer_followup_report_values(user).items()
        }

    def get_customer_followup_report_case_values(self, user):
        return {
            scope: {"report_id": self.get_compilation(company).id, "name": "Wet bags"}
            for scope, company in (
                ("here", self.company),
                ("elsewhere", self.elsewhere),
            )
        }

    def get_compilation(self, company):
        """Return the compilation of cases of a company, the same for every role."""
        reports = self.env["customer.followup.report"]
        vals = {
            "kind": "case",
            "company_id": company.id,
            "date_from": "2026-02-01",
            "date_to": "2026-02-28",
        }
        domain = [(name, "=", value) for name, value in vals.items()]
        return reports.search(domain) or reports.create(vals)

    def get_customer_followup_report_agreement_values(self, user):
        return {
            scope: {
                "department_id": self.env["hr.department"]
                .create({"name": "Service", "company_id": company.id})
                .id,
                "company_id": company.id,
            }
            for scope, company in (
                ("here", self.company),
                ("elsewhere", self.elsewhere),
            )
        }

    def get_customer_followup_analysis_values(self, user):
        return self.get_customer_followup_values(user)

    def create_analysis_row(self, followup):
        """Return the row of the analysis of a contact that was made just now."""
        followup.sudo().action_contact()
        companies = followup.company_id.ids
        rows = self.env["customer.followup.analysis"]
        return rows.with_context(allowed_company_ids=companies).search(
            [("followup_id", "=", followup.id), ("kind", "=", "contact")]
        )
