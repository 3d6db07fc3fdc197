"""How a record of each scope is made: receptions, and what is read of them."""


class AccessTimelineRecords:
    """Receptions, their entries in the timeline, and exports of the archive."""

    def get_customer_reception_values(self, user):
        nobodys = self.create_customer("Nobody's", self.env["res.users"])
        users = self.create_customer("User's", user)

        def received(customer, receiver, company=self.company):
            return {
                "partner_id": customer.id,
                "visitor_name": "Mr. Wang",
                "reason": "Samples",
                "received_by_id": receiver.id,
                "company_id": company.id,
            }

        return {
            "mine": received(nobodys, self.colleague),
            "own": received(nobodys, user),
            "customer": received(users, self.colleague),
            "other": received(nobodys, self.colleague),
            "elsewhere": received(users, user, self.elsewhere),
        }

    def get_customer_timeline_values(self, user):
        return self.get_customer_reception_values(user)

    def create_timeline_entry(self, reception):
        """Return what the timeline shows of a reception."""
        domain = [("res_model", "=", reception._name), ("res_id", "=", reception.id)]
        return self.env["customer.timeline"].search(domain)

    def get_customer_archive_export_values(self, user):
        vals = {"partner_ids": self.customer.ids}
        return {"mine": vals, "theirs": vals}
