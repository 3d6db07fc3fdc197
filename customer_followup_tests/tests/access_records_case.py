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

    def get_customer_complaint_penalty_values(self, user):
        nobodys = self.create_customer("Nobody's", self.env["res.users"])
        users = self.create_department(self.employ(user))
        store = self.create_department(self.create_worker())
        far = self.create_department(self.create_worker(self.elsewhere))

        def penalty(employee, department):
            department.company_id.customer_complaint_rounds = True
            case = self.create_proved(nobodys, employee, department)
            return {
                "ticket_id": case.id,
                "employee_id": employee.id,
                "amount": 500.0,
                "reason": "Left the check out",
            }

        helper = self.create_worker(department_id=users.id)
        return {
            "mine": penalty(store.manager_id, store),
            "headed": penalty(helper, users),
            "signer": penalty(store.manager_id, store),
            "own": penalty(users.manager_id, users),
            "other": penalty(store.manager_id, store),
            "elsewhere": penalty(far.manager_id, far),
        }

    def create_worker(self, company=None, **vals):
        """Return somebody without login, as nobody proposes an own penalty."""
        company = company or self.company
        return self.env["hr.employee"].create(
            {"name": "Wu", "company_id": company.id, **vals}
        )

    def employ(self, user):
        """Return the user's employee, of the company."""
        return user.sudo().employee_id or self.env["hr.employee"].create(
            {"name": user.name, "user_id": user.id, "company_id": self.company.id}
        )

    def create_department(self, head):
        return self.env["hr.department"].create(
            {
                "name": "Store",
                "manager_id": head.id,
                "company_id": head.company_id.id,
            }
        )

    def create_proved(self, customer, person, department):
        """Return a complaint whose cause is approved."""
        case = self.create_complaint(
            customer,
            self.manager,
            company_id=department.company_id.id,
            customer_department_id=department.id,
            customer_responsible_id=person.id,
        )
        case.action_set_validity("valid", "So it is")
        case._get_open_round()._in_transition().state = "approved"
        return case

    def get_customer_complaint_improvement_values(self, user):
        nobodys = self.create_customer("Nobody's", self.env["res.users"])

        def improvement(owner=self.colleague, **vals):
            case = self.create_complaint(nobodys, self.colleague, **vals)
            return {
                "name": "Cover the bags",
                "ticket_id": case.id,
                "user_id": owner.id,
                "date_deadline": "2026-03-31",
            }

        # a customer owns none
        owner = self.colleague if user.share else user
        return {
            "own": improvement(owner),
            "responsible": improvement(customer_responsible_id=self.employ(user).id),
            "mine": improvement(),
            "other": improvement(),
        }

    def get_customer_complaint_improvement_step_values(self, user):
        vals = self.get_customer_complaint_improvement_values(user)["mine"]
        improvement = self.env["customer.complaint.improvement"].create(vals)
        vals = {
            "improvement_id": improvement.id,
            "action": "finish",
            "comment": "Covered",
        }
        return {"mine": vals, "theirs": vals}

    def get_customer_case_summary_values(self, user):
        customer = self.create_customer("User's", user)
        case = self.create_complaint(customer, user)
        vals = {"ticket_id": case.id, "lesson": "Cover the bags"}
        return {"mine": vals, "theirs": vals}

    def get_customer_complaint_penalty_step_values(self, user):
        vals = self.get_customer_complaint_penalty_values(user)["mine"]
        penalty = self.env["customer.complaint.penalty"].create(vals)
        vals = {"penalty_id": penalty.id, "action": "object", "comment": "Not me"}
        return {"mine": vals, "theirs": vals}

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
