"""How a record of each scope is made: assignments of customers, and handovers."""


class AccessAssignmentRecords:
    """Dialogs of supervisors and what was handed over, for who tries them."""

    def get_customer_assignment_values(self, user):
        vals = {"company_id": self.company.id, "scope": "new"}
        elsewhere = {**vals, "company_id": self.elsewhere.id}
        return {"mine": vals, "theirs": vals, "elsewhere": elsewhere}

    def create_assignments(self, user):
        """Return a dialog that the user has opened, and one of a colleague."""
        vals = self.get_customer_assignment_values(user)["mine"]
        return {
            scope: self.env["customer.assignment"].with_user(opener).sudo().create(vals)
            for scope, opener in (("mine", user), ("theirs", self.supervisor))
        }

    def get_customer_assignment_line_values(self, user):
        return {
            scope: {"assignment_id": assignment.id, "partner_id": self.customer.id}
            for scope, assignment in self.create_assignments(user).items()
        }

    def get_customer_assignment_share_values(self, user):
        return {
            scope: {"assignment_id": assignment.id, "user_id": self.colleague.id}
            for scope, assignment in self.create_assignments(user).items()
        }

    def get_customer_handover_values(self, user):
        def handed(giver, taker, company=self.company):
            return {
                "from_user_id": giver.id,
                "to_user_id": taker.id,
                "company_id": company.id,
                "date_from": "2026-03-02",
            }

        return {
            "own": handed(self.colleague, user),
            "other": handed(self.colleague, self.specialist),
            "elsewhere": handed(self.colleague, user, self.elsewhere),
        }

    def get_customer_handover_line_values(self, user):
        Handover = self.env["customer.handover"]
        return {
            scope: {
                "handover_id": Handover.create(vals).id,
                "company_id": vals["company_id"],
                "res_model": "res.partner",
                "res_id": self.customer.id,
                "kind": "customer",
            }
            for scope, vals in self.get_customer_handover_values(user).items()
        }
