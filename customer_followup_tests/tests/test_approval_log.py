"""The log only grows: nobody changes or deletes a line, on any way (G4)."""

from psycopg2 import IntegrityError
from psycopg2.errors import InsufficientPrivilege

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.customer_followup.tools.permit import Permit

from .approval_forgery_common import ApprovalForgeryCase

ENTRY = "customer.approval.entry"
STATEMENTS = [
    "UPDATE customer_approval_entry SET comment = 'forged'",
    "UPDATE customer_approval_entry SET comment = 'forged' WHERE id = {id}",
    "UPDATE customer_approval_entry SET id = id WHERE id = -1",
    "DELETE FROM customer_approval_entry",
    "DELETE FROM customer_approval_entry WHERE id = {id}",
    "DELETE FROM customer_approval_entry WHERE id = -1",
    "TRUNCATE customer_approval_entry",
    "TRUNCATE customer_approval_entry CASCADE",
    # what the log refers to, and what would go or change with it
    "TRUNCATE customer_approval_step CASCADE",
    "DELETE FROM customer_approval_step",
    "DELETE FROM res_users WHERE id = {user}",
    "DELETE FROM res_company WHERE id = {company}",
    "WITH gone AS (DELETE FROM customer_approval_entry RETURNING id)"
    " SELECT count(*) FROM gone",
    "INSERT INTO customer_approval_entry (id) VALUES ({id})"
    " ON CONFLICT (id) DO UPDATE SET comment = 'forged'",
    "MERGE INTO customer_approval_entry AS entry USING (SELECT {id} AS id) AS one"
    " ON entry.id = one.id WHEN MATCHED THEN DELETE",
]


@tagged("post_install", "-at_install")
class TestApprovalLog(ApprovalForgeryCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.request.with_user(cls.marketing).action_approve("Fine")
        cls.env.flush_all()
        cls.entry = cls.request.approval_entry_ids[0]

    def get_vals(self):
        """Return a line of the log as a decision would write it."""
        return {
            "res_model": "customer.credit.request",
            "res_id": self.request.id,
            "company_id": self.company.id,
            "step_id": self.request._get_open_step().id,
            "action": "approved",
            "user_id": self.finance.id,
        }

    def test_nobody_writes_the_log_over_rpc(self):
        """G4: every role, every way in, with every context."""
        ids, vals = self.entry.ids, self.get_vals()
        ways = [
            ("write", [ids, {"comment": "forged"}], {}),
            ("web_save", [ids, {"comment": "forged"}], {"specification": {}}),
            ("create", [[vals]], {}),
            ("web_save", [[], vals], {"specification": {}}),
            ("copy", [ids], {}),
            ("copy", [ids, {"comment": "forged"}], {}),
            ("unlink", [ids], {}),
            ("name_create", ["CR1"], {}),
        ]
        for user, context in self.get_attempts():
            for method, args, more in ways:
                self.assert_refused(user, ENTRY, method, *args, context=context, **more)

    def test_nobody_imports_into_the_log(self):
        """G4: neither new lines nor changes to known ones."""
        rows = [
            ([".id", "comment"], [str(self.entry.id), "forged"]),
            (
                ["res_model", "res_id", "company_id/.id", "action"],
                ["customer.credit.request", "1", str(self.company.id), "approved"],
            ),
        ]
        for user, context in self.get_attempts():
            for names, row in rows:
                answer = self.try_to(user, ENTRY, "load", names, [row], context=context)
                self.assertFalse(answer.get("result", {}).get("ids"))

    def test_nobody_writes_the_log_through_its_document(self):
        """G4: the lines hang on documents and steps, and cannot be reached there."""
        step = self.request._get_steps()[0]
        for user in self.everybody:
            for command in (
                [0, 0, self.get_vals()],
                [1, self.entry.id, {"comment": "forged"}],
                [2, self.entry.id, 0],
                [3, self.entry.id, 0],
                [5, 0, 0],
                [6, 0, []],
            ):
                for model, ids, name in (
                    ("customer.credit.request", self.request.ids, "approval_entry_ids"),
                    ("customer.credit.request", self.draft.ids, "approval_entry_ids"),
                    ("customer.approval.step", step.ids, "entry_ids"),
                ):
                    self.assert_refused(user, model, "write", ids, {name: [command]})

    def test_server_code_cannot_change_the_log(self):
        """G4: not the superuser, nor even who holds the key of the decisions."""
        entry = self.entry.sudo()
        for context in ({}, {"customer_transition": Permit(entry)}):
            for change in (
                lambda log: log.write({"comment": "forged"}),
                lambda log: log.unlink(),
                lambda log: log.with_context(_force_unlink=True).unlink(),
            ):
                with self.refused("evidence"):
                    change(entry.with_context(**context))
        with self.assertRaises(UserError):
            entry.create(self.get_vals())

    @mute_logger("odoo.sql_db")
    def test_postgresql_refuses_to_change_the_log(self):
        """G4: not a statement that changes, deletes or empties it."""
        before = self.look()
        names = {
            "id": self.entry.id,
            "user": self.marketing.id,
            "company": self.company.id,
        }
        for statement in STATEMENTS:
            with (
                self.subTest(statement),
                self.assertRaises(Exception) as caught,
                self.env.cr.savepoint(flush=False),
            ):
                self.env.cr.execute(statement.format(**names))
            if "customer_approval_entry" in statement:
                self.assertIsInstance(caught.exception, InsufficientPrivilege)
        self.assertEqual(self.look(), before)

    def test_flush_of_a_forged_cache_is_refused(self):
        """G4: what is put into the cache past the checks stays in the cache."""
        entry = self.entry.sudo()
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(InsufficientPrivilege),
            self.env.cr.savepoint(flush=False),
        ):
            entry._fields["comment"]._update_cache(entry, "forged", dirty=True)
            self.env.flush_all()
        self.env.invalidate_all(flush=False)

    def test_line_says_in_words_which_terms_it_was_about(self):
        """CRD-2: limit and term, on the request and on the customer, as they were."""
        currency, term = self.company.currency_id, self.term.name
        request = self.create_request(
            self.create_customer("Any"), submit=True, requested_term_id=self.term.id
        )
        self.sign(request)
        asked, signed = request.approval_entry_ids[:2]
        self.assertEqual(asked.terms, f"{currency.format(50000.0)} / {term}")
        self.assertFalse(signed.terms)
        lines = self.env[ENTRY].search(
            [("res_model", "=", "res.partner"), ("res_id", "=", request.partner_id.id)]
        )
        self.assertEqual(lines[-1].terms, asked.terms)
        self.set_terms(request.partner_id, limit=0.0)
        line = self.env[ENTRY].search([("res_model", "=", "res.partner")])[-1]
        self.assertEqual(line.terms, f"{currency.format(0.0)} / no payment term")

    def test_step_and_user_of_a_line_cannot_be_deleted(self):
        """G4: a line never loses who signed, at which level, in which company."""
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            self.marketing.unlink()
        with self.refused("nobody can delete"), self.env.cr.savepoint():
            self.request.approval_step_ids.sudo().unlink()
