"""How a record of each scope is made: what customers were promised."""


class AccessPromiseRecords:
    """Promises, and the dialog that closes them, for who tries them."""

    def get_customer_promise_values(self, user):
        nobodys = self.create_customer("Nobody's", self.env["res.users"])
        users = self.create_customer("User's", user)

        def promised(customer, keeper, company=self.company):
            return {
                "description": "Send the certificate",
                "partner_id": customer.id,
                "user_id": keeper.id,
                "company_id": company.id,
                "date_deadline": "2026-03-09",
            }

        return {
            "own": promised(nobodys, user),
            "mine": promised(nobodys, self.colleague),
            "customer": promised(users, self.colleague),
            "other": promised(nobodys, self.colleague),
            "elsewhere": promised(users, user, self.elsewhere),
        }

    def get_customer_promise_step_values(self, user):
        vals = self.get_customer_promise_values(user)["own"]
        promise = self.env["customer.promise"].create(vals)
        vals = {"promise_ids": promise.ids, "action": "keep"}
        return {"mine": vals, "theirs": vals}
