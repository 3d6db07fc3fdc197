"""How a record of each scope is made: what is signed, and credit terms."""

from odoo import Command


class AccessCreditRecords:
    """Routes, signatures, stand-ins and credit requests, for who tries them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.elsewhere = cls.create_company("West River Chemicals")
        cls.companies = {"here": cls.company, "elsewhere": cls.elsewhere}
        cls.office = cls.env.ref("customer_followup.group_finance_head")
        route = cls.env.ref("customer_followup.customer_approval_route_credit")
        cls.level = route.level_ids[0]
        cls.credit_request = cls.create_credit_request(cls.company)
        cls.far_request = cls.create_credit_request(cls.elsewhere)

    @classmethod
    def create_credit_request(cls, company):
        """Return a colleague's request for a customer of nobody."""
        customer = cls.create_customer("Nobody's", cls.env["res.users"])
        requests = cls.env["customer.credit.request"].with_user(cls.colleague).sudo()
        return requests.create(
            {
                "partner_id": customer.id,
                "requested_limit": 50000.0,
                "company_id": company.id,
            }
        )

    def get_step_values(self, request, signer, requester=None):
        """Return the values of a step of ``request`` that ``signer`` can sign."""
        return {
            "res_model": request._name,
            "res_id": request.id,
            "company_id": request.company_id.id,
            "requester_id": (requester or self.colleague).id,
            "level_id": self.level.id,
            "signer_ids": signer.ids,
            "state": "open",
        }

    def create_step(self, request, signer):
        """Return a step of ``request`` that ``signer`` can sign."""
        steps = self.env["customer.approval.step"]._in_transition()
        return steps.create(self.get_step_values(request, signer))

    def get_customer_approval_route_values(self, user):
        level = {"name": "Level", "group_id": self.office.id}
        common = {
            "name": "Credit terms",
            "model_id": self.env["ir.model"]._get_id("customer.credit.request"),
            "level_ids": [Command.create(level)],
        }
        return {
            "here": {**common, "company_id": self.company.id},
            "everywhere": {**common, "company_id": False},
            "elsewhere": {**common, "company_id": self.elsewhere.id},
        }

    def get_customer_approval_level_values(self, user):
        Route = self.env["customer.approval.route"]
        return {
            scope: {
                "name": "Another level",
                "route_id": Route.create(vals).id,
                "group_id": self.office.id,
            }
            for scope, vals in self.get_customer_approval_route_values(user).items()
        }

    def get_customer_approval_step_values(self, user):
        request, colleague = self.credit_request, self.colleague
        return {
            "requested": self.get_step_values(request, colleague, user),
            "signer": self.get_step_values(request, user),
            "other": self.get_step_values(request, colleague),
            "elsewhere": self.get_step_values(self.far_request, user, user),
        }

    def get_customer_approval_entry_values(self, user):
        Step = self.env["customer.approval.step"]

        def logged(who, step=None, company=self.company):
            return {
                "res_model": "customer.credit.request",
                "res_id": self.credit_request.id,
                "company_id": company.id,
                "user_id": who.id,
                "action": "approved",
                "step_id": step and Step._in_transition().create(step).id,
            }

        steps = self.get_customer_approval_step_values(user)
        return {
            "own": logged(user),
            "requested": logged(self.colleague, steps["requested"]),
            "signer": logged(self.colleague, steps["signer"]),
            "other": logged(self.colleague, steps["other"]),
            "elsewhere": logged(user, steps["elsewhere"], self.elsewhere),
        }

    def get_customer_approval_delegation_values(self, user):
        def absent(who, stand_in, company=self.company):
            return {
                "user_id": who.id,
                "delegate_id": stand_in.id,
                "company_id": company.id,
                "date_from": "2099-03-02",
                "date_to": "2099-03-09",
            }

        if user.share:  # neither signs nor stands in
            return {"other": absent(self.colleague, self.supervisor)}
        return {
            "own": absent(user, self.colleague),
            "stand_in": absent(self.colleague, user),
            "other": absent(self.colleague, self.supervisor),
            "elsewhere": absent(user, self.colleague, self.elsewhere),
        }

    def get_customer_approval_decision_values(self, user):
        vals = {
            "res_model": "customer.credit.request",
            "res_id": self.credit_request.id,
            "decision": "approve",
        }
        return {"mine": vals, "theirs": vals}

    def get_customer_credit_request_values(self, user):
        nobodys = self.create_customer("Nobody's", self.env["res.users"])
        users = self.create_customer("User's", user)
        sold = self.create_customer("Sold by the user", user_id=user.id)
        wanted = {"requested_limit": 50000.0, "company_id": self.company.id}
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

    def get_customer_credit_snapshot_values(self, user):
        def shown(signer, company=self.company):
            request = self.create_credit_request(company)
            self.create_step(request, signer)
            return {"request_id": request.id, "taken_at": "2026-03-02 02:00:00"}

        return {
            "signer": shown(user),
            "other": shown(self.colleague),
            "elsewhere": shown(user, self.elsewhere),
        }

    def get_customer_credit_difference_values(self, user):
        return {
            scope: {"partner_id": self.customer.id, "company_id": company.id}
            for scope, company in self.companies.items()
        }

    def get_customer_credit_reconciliation_values(self, user):
        return {
            scope: {"date": "2026-03-02", "company_id": company.id}
            for scope, company in self.companies.items()
        }
