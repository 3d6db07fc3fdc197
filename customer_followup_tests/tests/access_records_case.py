"""How a record of each scope is made: cases, their steps and what they are about."""


class AccessCaseRecords:
    """What belongs to complaints, for who tries it."""

    def get_customer_case_step_values(self, user):
        case = self.create_complaint(self.create_customer("User's", user), user)
        vals = {"ticket_id": case.id, "action": "rule", "comment": "So it is"}
        return {"mine": vals, "theirs": vals}

    def create_complaint(self, customer, user, **vals):
        return self.env["helpdesk.ticket"].create(
            {
                "name": "Wet bags",
                "description": "Twelve of forty",
                "partner_id": customer.id,
                "customer_case_type": "complaint",
                "company_id": self.company.id,
                "user_id": user.id,
                **vals,
            }
        )

    def get_customer_complaint_cause_values(self, user):
        companies = {
            "here": self.company,
            "everywhere": self.env["res.company"],
            "elsewhere": self.elsewhere,
        }
        return {
            scope: {"name": "Rain", "company_id": company.id}
            for scope, company in companies.items()
        }

    def get_customer_complaint_round_values(self, user):
        nobodys = self.create_customer("Nobody's", self.env["res.users"])
        users = self.create_customer("User's", user)
        person = user.sudo().employee_id or self.env["hr.employee"].create(
            {"name": user.name, "user_id": user.id, "company_id": self.company.id}
        )
        complaints = {
            "responsible": self.create_complaint(
                nobodys, self.colleague, customer_responsible_id=person.id
            ),
            "own": self.create_complaint(nobodys, user),
            "customer": self.create_complaint(users, self.colleague),
            "signer": self.create_complaint(nobodys, self.colleague),
            "other": self.create_complaint(nobodys, self.colleague),
            "elsewhere": self.create_complaint(
                users, user, company_id=self.elsewhere.id
            ),
        }
        return {scope: {"ticket_id": case.id} for scope, case in complaints.items()}

    def get_customer_complaint_analysis_values(self, user):
        nobodys = self.create_customer("Nobody's", self.env["res.users"])
        users = self.create_customer("User's", user)
        # for the department alone
        others = self.create_user(f"sees_{user.login}", "base.group_user")
        headed = {}
        for who in (user, others):
            person = who.sudo().employee_id or self.env["hr.employee"].create(
                {"name": who.name, "user_id": who.id, "company_id": self.company.id}
            )
            headed[who] = self.env["hr.department"].create(
                {
                    "name": "Laboratory",
                    "company_id": self.company.id,
                    "manager_id": person.id,
                }
            )
        complaints = {
            "customer": self.create_complaint(users, self.colleague),
            "department": self.create_complaint(
                nobodys, self.colleague, customer_department_id=headed[user].id
            ),
            "other": self.create_complaint(
                nobodys, self.colleague, customer_department_id=headed[others].id
            ),
            "elsewhere": self.create_complaint(
                users, user, company_id=self.elsewhere.id
            ),
        }
        return {scope: {"ticket_id": case.id} for scope, case in complaints.items()}

    def get_customer_complaint_cancellation_values(self, user):
        nobodys = self.create_customer("Nobody's", self.env["res.users"])
        elsewhere = {"company_id": self.elsewhere.id}
        return {
            scope: {
                "ticket_id": self.create_complaint(nobodys, self.colleague, **vals).id,
                "reason": "Twice",
            }
            for scope, vals in {
                "mine": {},
                "signer": {},
                "other": {},
                "elsewhere": elsewhere,
            }.items()
        }

    def get_row_of_complaint(self, vals):
        """Return the row of the analysis of a complaint."""
        companies = self.env["helpdesk.ticket"].browse(vals["ticket_id"]).company_id
        rows = self.env["customer.complaint.analysis"]
        return rows.with_context(allowed_company_ids=companies.ids).browse(
            vals["ticket_id"]
        )

    def get_stock_picking_values(self, user):
        companies = {"here": self.company, "elsewhere": self.elsewhere}
        return {
            scope: self.prepare_picking(company) for scope, company in companies.items()
        }

    def prepare_picking(self, company):
        warehouse = self.env["stock.warehouse"].search(
            [("company_id", "=", company.id)], limit=1
        )
        operation = warehouse.out_type_id
        return {
            "partner_id": self.customer.id,
            "picking_type_id": operation.id,
            "location_id": operation.default_location_src_id.id,
            "location_dest_id": operation.default_location_dest_id.id,
            "company_id": company.id,
        }
