"""Whose missing papers are whose: the dialog over JSON-RPC, as every role (G5)."""

from odoo import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from .document_file_common import PNG
from .dossier_checklist_common import DIALOG, ChecklistCase

QUIET = ("odoo.http", "odoo.addons.base.models.ir_rule")


@tagged("post_install", "-at_install")
class TestDossierChecklistAccess(ChecklistCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.office = cls.create_user("office", "group_general_manager")
        cls.employee = cls.create_user("employee", "base.group_user")
        cls.portal = cls.create_user("portal", "base.group_portal")

    def assert_call_refused(self, user, model, method, *args):
        before = self.env["customer.document"].search_count([])
        self.refuse_silently(self.call(user, model, method, *args))
        self.env.invalidate_all()
        self.assertEqual(self.env["customer.document"].search_count([]), before)

    @mute_logger(*QUIET)
    def test_only_those_who_file_documents_open_it(self):
        """G5: by the button and by the model; no dossier is opened on the way."""
        for user in (self.colleague, self.office, self.employee, self.portal):
            with self.subTest(user=user.login):
                self.assert_call_refused(
                    user, "res.partner", "action_open_checklist", self.customer.ids
                )
                self.assert_call_refused(
                    user, DIALOG, "create", [{"partner_id": self.customer.id}]
                )
        self.assertFalse(self.customer.customer_dossier_number)
        for user in (self.specialist, self.salesperson, self.supervisor):
            with self.subTest(user=user.login):
                answer = self.call(
                    user, "res.partner", "action_open_checklist", self.customer.ids
                )
                self.assertEqual(answer["result"]["res_model"], DIALOG)

    @mute_logger(*QUIET)
    def test_dialogs_of_others_do_not_exist(self):
        """G5: read, written, filed by nobody else, supervisors included."""
        checklist = self.open()
        line = self.fill_in(checklist, "licence.pdf")
        for user in (self.colleague, self.salesperson, self.supervisor):
            for model, record in ((DIALOG, checklist), (f"{DIALOG}.line", line)):
                for method, args in (
                    ("read", [["display_name"]]),
                    ("write", [{"paper_location": "x"}]),
                    ("unlink", []),
                ):
                    with self.subTest(user=user.login, model=model, method=method):
                        self.assert_call_refused(user, model, method, record.ids, *args)
            self.assert_call_refused(user, DIALOG, "action_file", checklist.ids)
            vals = {
                "checklist_id": checklist.id,
                "attachment_id": self.create_file(user, raw=PNG, name="a.png").id,
            }
            self.assert_call_refused(user, f"{DIALOG}.line", "create", [vals])

    @mute_logger(*QUIET)
    def test_files_of_others_are_not_taken_in(self):
        """G5: neither their content nor their name; files of other records stay."""
        checklist = self.open()
        foreign = self.create_file(self.colleague, "secret.pdf")
        filed = self.create_document().attachment_ids
        for file in (foreign, filed):
            commands = {"attachment_ids": [list(Command.link(file.id))]}
            line = {"checklist_id": checklist.id, "attachment_id": file.id}
            calls = [
                (DIALOG, "write", checklist.ids, commands),
                (DIALOG, "create", [{"partner_id": self.customer.id, **commands}]),
                (f"{DIALOG}.line", "create", [line]),
            ]
            for call in calls:
                with self.subTest(file=file.name, call=call):
                    self.assert_call_refused(self.specialist, *call)
            answer = self.call(
                self.specialist,
                DIALOG,
                "onchange",
                checklist.ids,
                {"partner_id": self.customer.id, **commands},
                ["attachment_ids"],
                {"line_ids": {"fields": {"file_name": {}}}, "attachment_ids": {}},
            )
            if file == foreign:
                self.assertNotIn("secret", str(answer.get("result")))

    @mute_logger(*QUIET)
    def test_customer_who_went_to_a_colleague_is_not_filed_for(self):
        """G5: rights are looked at when the papers are filed."""
        checklist = self.open()
        self.fill_in(checklist, "licence.pdf")
        self.customer.write(
            {"customer_specialist_id": self.colleague.id, "user_id": False}
        )
        self.assert_call_refused(self.specialist, DIALOG, "action_file", checklist.ids)

    @mute_logger(*QUIET)
    def test_dialog_cannot_be_moved_to_another_customer(self):
        """G5: nor said to have filed what it has not."""
        checklist = self.open()
        self.assert_call_refused(
            self.specialist,
            DIALOG,
            "write",
            checklist.ids,
            {"partner_id": self.colleagues.id},
        )
        vals = {"partner_id": self.customer.id, "filed": "All of it"}
        answer = self.call(self.specialist, DIALOG, "create", [vals])
        self.assertFalse(self.env[DIALOG].browse(answer["result"]).filed)
