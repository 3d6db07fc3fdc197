"""How a record of each scope is made: previews of rules, and the page Go Live."""


class AccessFollowupRecords:
    """What a user opened, and what a colleague did."""

    def get_customer_followup_rule_preview_values(self, user):
        vals = {"rule_id": self.rule.id, "company_id": self.company.id}
        elsewhere = {**vals, "company_id": self.elsewhere.id}
        return {"mine": vals, "theirs": vals, "elsewhere": elsewhere}

    def get_customer_followup_rule_preview_line_values(self, user):
        previews = self.env["customer.followup.rule.preview"]
        return {
            scope: {
                "preview_id": previews.with_user(opener)
                .sudo()
                .create({"rule_id": self.rule.id, "company_id": self.company.id})
                .id,
                "partner_id": self.customer.id,
                "reason": "No order",
            }
            for scope, opener in (("mine", user), ("theirs", self.supervisor))
        }

    def get_customer_followup_go_live_values(self, user):
        vals = {"company_id": self.company.id, "preview_ids": [], "user_ids": []}
        elsewhere = {**vals, "company_id": self.elsewhere.id}
        return {"mine": vals, "theirs": vals, "elsewhere": elsewhere}
