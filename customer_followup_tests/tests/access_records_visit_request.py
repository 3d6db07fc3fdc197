"""How a record of each scope is made: what is requested for visits."""


class AccessVisitRequestRecords:
    """Preparation requests and their lines, for who tries them."""

    def get_customer_visit_request_values(self, user):
        nobody = self.env["res.users"]
        nobodys = self.create_customer("Nobody's", nobody)
        users = self.create_customer("User's", user)

        def needed(customer, maker, company=self.company):
            visit = self.create_followup(customer, maker, company_id=company.id)
            return {"followup_id": visit.id, "reason": "Urgent"}

        return {
            "mine": needed(nobodys, user),
            "own": needed(nobodys, user),
            "customer": needed(users, self.colleague),
            "signer": needed(nobodys, self.colleague),
            "other": needed(nobodys, self.colleague),
            "elsewhere": needed(users, user, self.elsewhere),
        }

    def get_customer_visit_request_line_values(self, user):
        lines = {}
        for scope, vals in self.get_customer_visit_request_values(user).items():
            request = self.create_record("customer.visit.request", scope, user, vals)
            lines[scope] = {
                "request_id": request.id,
                "kind": "item",
                "description": "Samples",
            }
        return lines
