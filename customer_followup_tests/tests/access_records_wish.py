"""How a record of each scope is made: occasions, and what customers wish."""


class AccessWishRecords:
    """Days to greet customers on, and wishes, for who tries them."""

    def get_customer_followup_occasion_values(self, user):
        common = {"name": "Trade fair", "calendar": "date", "date_given": "2026-06-01"}
        return {
            "here": {**common, "company_id": self.company.id},
            "everywhere": {**common, "company_id": False},
            "elsewhere": {**common, "company_id": self.elsewhere.id},
        }

    def get_customer_wish_values(self, user):
        nobodys = self.create_customer("Nobody's", self.env["res.users"])
        users = self.create_customer("User's", user)

        def wished(customer, company=self.company):
            return {
                "partner_id": customer.id,
                "product_id": self.goods.id,
                "company_id": company.id,
            }

        return {
            "mine": wished(nobodys),
            "customer": wished(users),
            "other": wished(nobodys),
            "elsewhere": wished(users, self.elsewhere),
        }
