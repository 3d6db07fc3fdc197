"""How a record of each scope is made: promises, their clocks, and who was told."""

NINE, TEN = "2026-03-02 01:00:00", "2026-03-02 02:00:00"


class AccessDeadlineRecords:
    """Promises and clocks of follow-ups, for who tries them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        Policy = cls.env["customer.deadline.policy"]
        cls.promise = Policy.create(cls.get_promise_values(company_id=False))

    @classmethod
    def get_promise_values(cls, **vals):
        """Return the values of a promise that no follow-up fits."""
        return {
            "name": "Record of a contact",
            "code": "record",
            "model_id": cls.env["ir.model"]._get_id("customer.followup"),
            "domain": "[('id', '=', 0)]",
            "start_event": "contacted",
            "stop_event": "recorded",
            **vals,
        }

    def get_customer_deadline_policy_values(self, user):
        return {
            "here": self.get_promise_values(company_id=self.company.id),
            "everywhere": self.get_promise_values(company_id=False),
            "elsewhere": self.get_promise_values(company_id=self.elsewhere.id),
        }

    def get_customer_deadline_rung_values(self, user):
        Policy = self.env["customer.deadline.policy"]
        return {
            scope: {"policy_id": Policy.create(vals).id, "recipient": "superior"}
            for scope, vals in self.get_customer_deadline_policy_values(user).items()
        }

    def get_customer_deadline_recount_values(self, user):
        return {
            "here": {"company_id": self.company.id},
            "everywhere": {"policy_id": self.promise.id},
            "elsewhere": {"company_id": self.elsewhere.id},
        }

    def get_customer_deadline_values(self, user):
        Followup = self.env["customer.followup"]
        return {
            scope: {
                "policy_id": self.promise.id,
                "res_model": "customer.followup",
                "res_id": Followup.create(vals).id,
                "res_name": "V0001",
                "company_id": vals["company_id"],
                "partner_id": vals["partner_id"],
                "user_id": vals["user_id"],
                "start_at": NINE,
                "last_at": NINE,
                "warn_at": NINE,
                "due_at": TEN,
            }
            for scope, vals in self.get_customer_followup_values(user).items()
        }

    def create_deadlines(self, user):
        """Return a clock for each scope."""
        return {
            scope: self.create_record("customer.deadline", scope, user, vals)
            for scope, vals in self.get_customer_deadline_values(user).items()
        }

    def get_customer_deadline_event_values(self, user):
        return {
            scope: {
                "deadline_id": deadline.id,
                "kind": "missed",
                "happened_at": TEN,
                # whoever is named in the log may not read it for that
                "user_id": user.id,
            }
            for scope, deadline in self.create_deadlines(user).items()
        }

    def get_customer_deadline_notice_values(self, user):
        def told(deadline, whom, listener=None):
            return {
                "deadline_id": deadline.id,
                "company_id": deadline.company_id.id,
                "rung_key": "missed+0",
                "moment": "missed",
                "user_id": whom.id,
                "told_user_id": listener and listener.id,
                "raised_at": TEN,
            }

        deadlines = self.create_deadlines(user)
        return {
            "own": told(deadlines["other"], user),
            "stand_in": told(deadlines["other"], self.colleague, user),
            "other": told(deadlines["own"], self.colleague),
            "elsewhere": told(deadlines["elsewhere"], user, user),
        }
