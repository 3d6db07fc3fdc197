"""The access matrix, proved over JSON-RPC: the answer and the database (G5)."""

from odoo.tests import tagged

from .access_matrix import MATRIX, ONLY_OUR_ROLES, OUR_ROLES, ROLES
from .access_records import EVIDENCE, AccessRecords
from .common import FollowupHttpCase

OPERATIONS = {"r": "read", "w": "write", "c": "create", "u": "unlink"}
REFUSALS = {"odoo.exceptions.AccessError", "odoo.exceptions.MissingError"}
# what proves who decided what refuses everybody before it asks for rights
EVIDENCE_REFUSALS = {*REFUSALS, "odoo.exceptions.UserError"}
MARK = "written by the test"
MARKS = {
    "boolean": True,
    "date": "2026-03-31",
    "integer": 4711,
    "monetary": 4711.0,
    "float": 47.0,
    "selection": "orphaned",
    "html": f"<p>{MARK}</p>",
    "many2one": 1,
}
WRITTEN_FIELD = {
    "customer.followup": "content",
    "customer.followup.reason": "source_model",
    "customer.followup.answer": "answer",
    "customer.followup.rule": "content",
    "customer.followup.rule.grade": "sequence",
    "customer.followup.failure": "error",
    "customer.followup.run": "found_count",
    "customer.followup.plan": "note",
    "customer.followup.plan.line": "comment",
    "customer.followup.plan.analysis": "month",
    "customer.followup.step": "comment",
    "customer.followup.report": "summary",
    "customer.followup.report.line": "sequence",
    "customer.followup.report.case": "name",
    "customer.followup.report.agreement": "note",
    "customer.followup.analysis": "grade_code",
    "customer.promise": "description",
    "customer.promise.step": "comment",
    "customer.visit.request": "reason",
    "customer.visit.request.line": "description",
    "customer.followup.occasion": "name",
    "customer.wish": "note",
    "customer.followup.rule.preview": "days",
    "customer.followup.rule.preview.line": "reason",
    "customer.followup.go.live": "days",
    "customer.approval.route": "name",
    "customer.approval.level": "name",
    "customer.approval.step": "document",
    "customer.approval.entry": "comment",
    "customer.approval.delegation": "reason",
    "customer.approval.decision": "comment",
    "crm.lead": "customer_enquiry_reason",
    "crm.lead.dossier": "partner_id",
    "crm.lead.question": "question",
    "crm.tag": "name",
    "customer.contact.role": "name",
    "customer.credit.request": "reason",
    "customer.credit.snapshot": "invoice_count",
    "customer.credit.difference": "found_limit",
    "customer.credit.reconciliation": "new_count",
    "customer.document": "note",
    "customer.document.rejection": "reason",
    "customer.document.type": "name",
    "customer.dossier.waiver": "reason",
    "customer.dossier.checklist": "paper_location",
    "customer.dossier.checklist.line": "number",
    "customer.deadline": "res_name",
    "customer.deadline.event": "note",
    "customer.deadline.notice": "rung_key",
    "customer.deadline.policy": "name",
    "customer.deadline.recount": "res_model",
    "customer.deadline.rung": "delay_hours",
    "customer.grading.scheme": "name",
    "customer.grading.criterion": "sequence",
    "customer.grading.band": "from_value",
    "customer.grading.run": "error",
    "customer.grade": "name",
    "customer.assessment": "note",
    "customer.assessment.decision": "comment",
    "customer.assessment.line": "value",
    "customer.reception": "note",
    "customer.timeline": "title",
    "customer.archive.export": "is_finished_only",
    "customer.assignment": "scope",
    "customer.assignment.line": "note",
    "customer.assignment.share": "ability",
    "customer.register.export": "has_ungraded",
    "customer.grade.movement": "date_to",
    "customer.grading.what.if": "scheme_id",
    "customer.handover": "reason",
    "customer.handover.line": "note",
    "customer.case.step": "comment",
    "customer.complaint.cause": "name",
    "customer.complaint.round": "solution",
    "customer.complaint.analysis": "grade_code",
    "customer.complaint.cancellation": "reason",
    "customer.case.summary": "lesson",
    "customer.complaint.improvement": "description",
    "customer.complaint.improvement.step": "comment",
    "customer.complaint.penalty": "reason",
    "customer.complaint.penalty.step": "comment",
    "helpdesk.ticket": "name",
    "survey.survey": "title",
    "survey.question": "title",
    "survey.question.answer": "value",
    "survey.user_input": "nickname",
    "survey.user_input.line": "value_char_box",
    "sale.order": "client_order_ref",
    "sale.order.line": "name",
    "sale.order.settlement": "phone",
    "stock.picking": "origin",
}


@tagged("post_install", "-at_install")
class TestAccess(AccessRecords, FollowupHttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rule = cls.create_rule("order_lapse", company_id=False)
        cls.users = {
            role: cls.create_user(f"role_{role}", group)
            for role, group in ROLES.items()
        }

    # What a user attempts: (what the server says was done, what was done) -----------

    def attempt_read(self, user, record, vals):
        found = self.ask(user, record, "search_count", [("id", "=", record.id)])
        rows = self.ask(user, record, "read", record.ids, ["display_name"])
        return bool(rows), bool(found)

    def attempt_write(self, user, record, vals):
        field = WRITTEN_FIELD[record._name]
        value = self.get_mark(record, record._fields[field])
        answer = self.ask(user, record, "write", record.ids, {field: value})
        written = record.sudo().read([field], None)[0][field]
        return bool(answer), str(written) == str(value)

    def get_mark(self, record, field):
        """Return a value that is not there yet."""
        if field.comodel_name == "customer.grading.scheme":
            return record.sudo()[field.name].copy().id
        return MARKS.get(field.type, MARK)

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
            is_evidence = record._name in EVIDENCE
            known = EVIDENCE_REFUSALS if is_evidence else REFUSALS
            self.assertIn(data["name"], known, data["debug"])
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
            for role in sorted(ROLES)  # outermost, as logging in takes time
            for model in MATRIX
            if role in OUR_ROLES or model not in ONLY_OUR_ROLES
            for difference in self.get_differences(model, role)
        ]
        self.assertEqual(wrong, [], "model, role, scope, operation, what happened")

    def get_differences(self, model, role):
        """Try everything a role could do with a model; yield what is not declared."""
        user = self.users[role]
        rights = MATRIX[model].get(role, {})
        for scope, vals in self.get_values(model, user).items():
            allowed = rights.get(scope, "")
            with self.undone():
                done = {"c": self.attempt_create(user, self.env[model], vals)}
            with self.undone():
                record = self.create_record(model, scope, user, vals)
                for letter in "rwu":  # in this order, the record serves all three
                    attempt = getattr(self, f"attempt_{OPERATIONS[letter]}")
                    done[letter] = attempt(user, record, vals)
            for letter, operation in OPERATIONS.items():
                if done[letter] != (letter in allowed, letter in allowed):
                    yield scope, operation, f"answer, database: {done[letter]}"

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
