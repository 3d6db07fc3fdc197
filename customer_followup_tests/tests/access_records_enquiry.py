"""Records of enquiries, contacts and settlement, by scope of the access matrix."""


class AccessEnquiryRecords:
    """The part of the access records that is about leads and who asks."""

    def get_crm_lead_values(self, user):
        def asked(owner, company=self.company):
            # without a team: its leader may be of another company
            return {
                "name": "Chlorine for a pool",
                "user_id": owner.id,
                "company_id": company.id,
                "team_id": False,
            }

        return {
            "own": asked(user),
            "registered": asked(self.colleague),
            "other": asked(self.colleague),
            "elsewhere": asked(self.env["res.users"], self.elsewhere),
        }

    def get_crm_tag_values(self, user):
        return {"everywhere": {"name": "Trade fair"}}

    def get_crm_lead_dossier_values(self, user):
        vals = {"lead_id": self.create_lead_of(user).id}
        return {"mine": vals, "theirs": vals}

    def get_crm_lead_question_values(self, user):
        vals = {"lead_id": self.create_lead_of(user).id, "question": "How much?"}
        return {"mine": vals, "theirs": vals}

    def get_sale_order_settlement_values(self, user):
        order = self.create_quotation(self.customer)
        vals = {
            "order_ids": [[6, 0, order.ids]],
            "partner_id": self.customer.id,
            "phone": "+86 120 0000 0901",
        }
        return {"mine": vals, "theirs": vals}

    def get_customer_contact_role_values(self, user):
        return {
            "here": {"name": "Inspector", "company_id": self.company.id},
            "everywhere": {"name": "Driver", "company_id": False},
            "elsewhere": {"name": "Guard", "company_id": self.elsewhere.id},
        }

    def create_lead_of(self, user):
        """Return an enquiry that the user looks after."""
        return self.env["crm.lead"].create(self.get_crm_lead_values(user)["own"])
