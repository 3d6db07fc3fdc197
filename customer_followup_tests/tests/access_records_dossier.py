"""How a record of each scope is made: what belongs to dossiers."""


class AccessDossierRecords:
    """Document types, documents and waivers, for who tries them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.document_type = cls.env["customer.document.type"].create(
            {"name": "Licence", "required": False}
        )

    def get_customer_document_type_values(self, user):
        common = {"name": "Permit", "required": False}
        return {
            "here": {**common, "company_id": self.company.id},
            "everywhere": {**common, "company_id": False},
            "elsewhere": {**common, "company_id": self.elsewhere.id},
        }

    def get_customer_document_values(self, user):
        def filed(customer):
            return {"partner_id": customer.id, "type_id": self.document_type.id}

        far = self.create_customer("Far", user, company_id=self.elsewhere.id)
        return {
            "customer": filed(self.create_customer("User's", user)),
            "other": filed(self.create_customer("Colleague's", self.colleague)),
            "elsewhere": filed(far),
        }

    def get_customer_document_rejection_values(self, user):
        vals = {"document_ids": [[6, 0, []]], "reason": "Cannot be read"}
        return {"mine": vals, "theirs": vals}

    def get_customer_dossier_waiver_values(self, user):
        nobodys = self.create_customer("Nobody's", self.env["res.users"])
        users = self.create_customer("User's", user)
        sold = self.create_customer("Sold by the user", user_id=user.id)
        wanted = {"reason": "Urgent", "company_id": self.company.id}
        return {
            "mine": {**wanted, "partner_id": nobodys.id},
            "customer": {**wanted, "partner_id": users.id},
            "signer": {**wanted, "partner_id": nobodys.id},
            "other": {**wanted, "partner_id": nobodys.id},
            "elsewhere": {
                **wanted,
                "partner_id": sold.id,
                "company_id": self.elsewhere.id,
            },
        }
