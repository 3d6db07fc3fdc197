"""The access matrix, proved over JSON-RPC: the answer and the database (G5)."""

from odoo.tests import tagged

from .access_matrix import MATRIX, ONLY_OUR_ROLES, OUR_ROLES, ROLES
from .common import FollowupHttpCase

OPERATIONS = {"r": "read", "w": "write", "c": "create", "u": "unlink"}
REFUSALS = {"odoo.exceptions.AccessError", "odoo.exceptions.MissingError"}
MARK = "written by the test"
WRITTEN_FIELD = {
    "customer.followup": "content",
    "customer.followup.reason": "source_model",
    "customer.followup.rule": "content",
    "customer.followup.step": "comment",
    "helpdesk.ticket": "name",
    "sale.order": "client_order_ref",
    "sale.order.line": "name",
}


@tagged("post_install", "-at_install")
class TestAccess(FollowupHttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.elsewhere = cls.create_company("West River Chemicals")
        cls.rule = cls.create_rule("order_lapse", company_id=False)
        cls.users = {
            role: cls.create_user(f"role_{role}", group)
            for role, group in ROLES.items()
        }

    # How a record of each scope is made ---------------------------------------------

    def get_values(self, model, user):
        """Return, by scope, the values of a record that is one for ``user``."""
        return getattr(self, f"get_{model.replace('.', '_')}_values")(user)

    def get_customer_followup_values(self, user):
        nobodys = self.create_customer("Nobody's", self.env["res.users"])
        users = self.create_customer("User's", user)
        colleagues = self.create_customer("Colleague's", self.colleague)
        dates = {"date_planned": "2026-03-02", "date_deadline": "2026-03-09"}

        def planned(customer, owner, company=self.company):
            return {
                "partner_id": customer.id,
                "user_id": owner.id,
                "company_id": company.id,
                **dates,
            }

        return {
            "own": planned(nobodys, user),
            "customer": planned(users, self.colleague),
            "other": planned(colleagues, self.colleague),
            "elsewhere": planned(users, user, self.elsewhere),
        }

    def get_customer_followup_reason_values(self, user):
        return {
            scope: {
                "followup_id": self.env["customer.followup"].create(vals).id,
                "rule_id": self.rule.id,
                "partner_id": vals["partner_id"],
                "company_id": vals["company_id"],
                "occasion_date": "2026-02-01",
            }
            for scope, vals in self.get_customer_followup_values(user).items()
        }

    def get_customer_followup_rule_values(self, user):
        common = {"name": "Lapsed", "trigger": "order_lapse", "delay_days": 7}
        return {
            "here": {**common, "company_id": self.company.id},
            "everywhere": {**common, "company_id": False},
            "elsewhere": {**common, "company_id": self.elsewhere.id},
        }

    def get_customer_followup_step_values(self, user):
        followup = self.create_followup(user=user)
        vals = {"followup_ids": followup.ids, "action": "cancel"}
        return {"mine": vals, "theirs": vals}

    def get_helpdesk_ticket_values(self, user):
        return {
            scope: {
                "name": "Wet bags",
                "description": "Twelve of forty",
                "partner_id": vals["partner_id"],
                "company_id": vals["company_id"],
                "customer_case_type": "issue",
                "customer_followup_id": self.env["customer.followup"].create(vals).id,
            }
            for scope, vals in self.get_customer_followup_values(user).items()
        }

    def get_sale_order_values(self, user):
        vals = {"partner_id": self.customer.id}
        return {
            "here": {**vals, "company_id": self.company.id},
            "elsewhere": {**vals, "company_id": self.elsewhere.id},
        }

    def get_sale_order_line_values(self, user):
        return {
            scope: {
                "order_id": self.env["sale.order"].create(vals).id,
                "product_id": self.goods.id,
            }
            for scope, vals in self.get_sale_order_values(user).items()
        }

    def create_record(self, model, scope, user, vals):
        """Return a record with ``vals``; a dialog belongs to who opened it."""
        opened_by = user if scope == "mine" else self.colleague
        return self.env[model].with_user(opened_by).sudo().create(dict(vals))

    # What a user attempts: (what the server says was done, what was done) -----------

    def attempt_read(self, user, record, vals):
        found = self.ask(user, record, "search_count", [("id", "=", record.id)])
        rows = self.ask(user, record, "read", record.ids, ["display_name"])
        return bool(rows), bool(found)

    def attempt_write(self, user, record, vals):
        field = WRITTEN_FIELD[record._name]
        answer = self.ask(user, record, "write", record.ids, {field: MARK})
        return bool(answer), record.sudo()[field] == MARK

    def attempt_create(self, user, record, vals):
        everything = record.sudo().with_context(active_test=False)
        before = everything.search_count([])
        answer = self.ask(user, record, "create", [vals])
        return bool(answer), everything.search_count([]) == before + 1

    def attempt_unlink(self, user, record, vals):
        answer = self.ask(user, record, "unlink", record.ids)
        return bool(answer), not record.exists()

    def ask(self, user, record, method, *args):
        """Return the result of a call, ``None`` for a refusal."""
        answer = self.call(user, record._name, method, *args)
        self.env.invalidate_all()
        if "error" in answer:
            data = answer["error"]["data"]
            self.assertIn(data["name"], REFUSALS, data["debug"])
            return None
        return answer["result"]

    # The proof ----------------------------------------------------------------------

    def test_every_model_is_declared(self):
        """G5: a model of the addon, or one it gives rights on, is in the matrix."""
        ours = {
            name
            for name, model in self.env.items()
            if model._original_module == "customer_followup" and not model._abstract
        }
        for kind in ("ir.model.access", "ir.rule"):
            rights = self.env["ir.model.data"].search(
                [("module", "=", "customer_followup"), ("model", "=", kind)]
            )
            records = self.env[kind].browse(rights.mapped("res_id"))
            ours |= set(records.model_id.mapped("model"))
        self.assertEqual(ours, set(MATRIX))

    def test_rights_are_as_declared(self):
        """G5: each role, operation and scope, in the answer and in the database."""
        wrong = [
            (model, role, *difference)
            for model in MATRIX
            for role in sorted(OUR_ROLES if model in ONLY_OUR_ROLES else ROLES)
            for difference in self.get_differences(model, role)
        ]
        self.assertEqual(wrong, [], "model, role, scope, operation, what happened")

    def get_differences(self, model, role):
        """Try everything a role could do with a model; yield what is not declared."""
        user = self.users[role]
        rights = MATRIX[model].get(role, {})
        for scope, vals in self.get_values(model, user).items():
            for letter, operation in OPERATIONS.items():
                allowed = letter in rights.get(scope, "")
                with self.undone():
                    record = self.env[model]
                    if operation != "create":
                        record = self.create_record(model, scope, user, vals)
                    attempt = getattr(self, f"attempt_{operation}")
                    done = attempt(user, record, vals)
                    if done != (allowed, allowed):
                        yield scope, operation, f"answer, database: {done}"

    def test_scopes_of_the_matrix_are_tried(self):
        """G5: no right is declared for a scope that no record is made for."""
        for model, rights in MATRIX.items():
            scopes = set(self.get_values(model, self.specialist))
            for role, by_scope in rights.items():
                self.assertLessEqual(set(by_scope), scopes, (model, role))

    def test_nobody_without_login_gets_an_answer(self):
        """G5: without a session there is no answer at all."""
        self.authenticate(None, None)
        for model in MATRIX:
            params = {"model": model, "method": "search_read", "args": [[]]}
            response = self.url_open(
                "/web/dataset/call_kw",
                json={"jsonrpc": "2.0", "method": "call", "params": params},
            )
            self.assertEqual(
                response.json()["error"]["data"]["name"],
                "odoo.http.SessionExpiredException",
            )
