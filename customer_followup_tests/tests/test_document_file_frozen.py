"""What was filed stays as it was filed, whoever tries and by which way (G7, DOS-2)."""

import base64

from odoo import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from .document_file_common import PNG, DocumentFileCase, make_pdf

QUIET = ("odoo.http", "odoo.addons.base.models.ir_rule")
NEW = b"%PDF-1.4 another"
# (what it is called, values of a write to the file)
WRITES = [
    ("rename", {"name": "other.pdf"}),
    ("replace", {"raw": NEW.decode()}),
    ("replace, encoded", {"datas": base64.b64encode(NEW).decode()}),
    ("replace in the database", {"db_datas": base64.b64encode(NEW).decode()}),
    ("point elsewhere", {"store_fname": "aa/aa"}),
    ("another kind", {"mimetype": "text/html"}),
    ("a link instead", {"type": "url", "url": "https://example.com"}),
    ("move to nothing", {"res_model": False, "res_id": False}),
    ("move to oneself", {"res_model": "res.partner", "res_id": 0}),
    ("hide", {"res_field": "raw"}),
    ("describe", {"description": "Approved by all"}),
]


@tagged("post_install", "-at_install")
class TestDocumentFileFrozen(DocumentFileCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.admin = cls.env.ref("base.user_admin")
        cls.admin.write(
            {
                "company_ids": [Command.link(cls.company.id)],
                "company_id": cls.company.id,
                "group_ids": [
                    Command.link(cls.env.ref("customer_followup.group_supervisor").id)
                ],
            }
        )
        cls.document = cls.create_document()
        cls.file = cls.document.attachment_ids

    def snapshot(self):
        """Return the file, whose it is, and how many files there are of its content."""
        self.env.flush_all()
        self.env.cr.execute(
            """
            SELECT file.*, (SELECT count(*) FROM ir_attachment AS other
                             WHERE other.checksum = file.checksum) AS copies,
                   (SELECT array_agg(rel.attachment_id ORDER BY rel.attachment_id)
                      FROM customer_document_attachment_rel AS rel
                     WHERE rel.document_id = %s) AS files
              FROM ir_attachment AS file WHERE file.id = %s
            """,
            [self.document.id, self.file.id],
        )
        return self.env.cr.dictfetchall()

    def bring_to(self, state):
        """Take the step that leads to a state."""
        if state == "submitted":
            self.document.with_user(self.specialist).action_submit()
        elif state == "verified":
            self.document.with_user(self.supervisor).action_verify()

    def attempt(self, user, what, model, method, *args):
        """Assert that a call changes nothing."""
        before = self.snapshot()
        with self.undone():
            answer = self.call(user, model, method, *args)
            self.env.invalidate_all()
            self.assertEqual(self.snapshot(), before, (user.login, what, answer))
        return answer

    # Over RPC -------------------------------------------------------------------------

    @mute_logger(*QUIET)
    def test_file_on_record_is_not_written(self):
        """DOS-2: draft, submitted or verified; administrators included."""
        for state in ("draft", "submitted", "verified"):
            self.bring_to(state)
            for user in (self.specialist, self.supervisor, self.admin, self.colleague):
                for what, vals in WRITES:
                    with self.subTest(state=state, user=user.login, what=what):
                        answer = self.attempt(
                            user,
                            what,
                            "ir.attachment",
                            "write",
                            self.file.ids,
                            vals,
                        )
                        self.refuse_silently(answer)

    @mute_logger(*QUIET)
    def test_files_of_what_is_submitted_stay(self):
        """DOS-2: not taken off, deleted or added to, by the document or the file."""
        mine = {
            user: self.create_file(user, "more.pdf", NEW)
            for user in (self.specialist, self.supervisor, self.admin)
        }
        for state in ("submitted", "verified"):
            self.bring_to(state)
            for user, more in mine.items():
                commands = [
                    Command.unlink(self.file.id),
                    Command.delete(self.file.id),
                    Command.clear(),
                    Command.set(more.ids),
                    Command.link(more.id),
                    Command.create({"name": "new.pdf", "raw": NEW.decode()}),
                    Command.update(self.file.id, {"name": "other.pdf"}),
                ]
                calls = [
                    ("customer.document", "write", self.document.ids, vals)
                    for command in commands
                    for vals in [{"attachment_ids": [list(command)]}]
                ]
                calls += [("ir.attachment", "unlink", self.file.ids)]
                calls += [("ir.attachment", "copy", self.file.ids)]
                for call in calls:
                    with self.subTest(user=user.login, call=call):
                        self.refuse_silently(self.attempt(user, call, *call))

    @mute_logger(*QUIET)
    def test_forged_uninstallation_deletes_nothing(self):
        """DOS-2: a context that only Odoo itself may use changes no rule."""
        self.bring_to("submitted")
        self.login(self.specialist)
        before = self.snapshot()
        response = self.call_jsonrpc(
            "/web/dataset/call_kw",
            model="ir.attachment",
            method="unlink",
            args=[self.file.ids],
            kwargs={
                "context": {
                    "_force_unlink": True,
                    "module_uninstall": True,
                    "customer_paper_filing": True,
                }
            },
        )
        self.refuse_silently(response.json())
        self.env.invalidate_all()
        self.assertEqual(self.snapshot(), before)

    # By the routes of the client ------------------------------------------------------

    @mute_logger(*QUIET)
    def test_routes_change_nothing(self):
        """DOS-2: uploads, the chatter, the editor of pictures, the portal."""
        self.bring_to("submitted")
        file, before = self.file, self.snapshot()
        owner = file.sudo()._get_ownership_token()
        thread = {
            "thread_model": "customer.document",
            "thread_id": self.document.id,
        }
        ufile = [("ufile", ("licence.pdf", NEW))]
        picture = base64.b64encode(PNG).decode()
        routes = {
            "delete": lambda: self.call_jsonrpc(
                "/mail/attachment/delete", attachment_id=file.id, access_token=owner
            ),
            "remove": lambda: self.call_jsonrpc(
                "/portal/attachment/remove", attachment_id=file.id
            ),
            "editor": lambda: self.call_jsonrpc(
                f"/html_editor/modify_image/{file.id}",
                res_model="res.partner",
                res_id=self.customer.id,
                data=picture,
                mimetype="image/png",
            ),
            "remove in the editor": lambda: self.call_jsonrpc(
                "/html_editor/attachment/remove", ids=file.ids
            ),
            "chatter": lambda: self.post("/mail/attachment/upload", thread, ufile),
            "upload": lambda: self.post(
                "/web/binary/upload_attachment",
                {"model": "customer.document", "id": self.document.id},
                ufile,
            ),
        }
        for user in (self.specialist, self.supervisor, self.colleague, None):
            self.login(user)
            for name, ask in routes.items():
                with self.subTest(user=user and user.login, route=name), self.undone():
                    response = ask()
                    self.assertLess(response.status_code, 500, response.text[-300:])
                    self.env.invalidate_all()
                    self.assertEqual(self.snapshot(), before)
                    self.assertEqual(self.document.attachment_ids, file)
                    self.assertEqual(self.document.attachment_count, 1)

    def test_upload_to_what_is_submitted_says_how_to_correct_it(self):
        """DOS-2: the message names the way out."""
        self.bring_to("submitted")
        answers = self.upload(
            self.specialist, "customer.document", self.document.id, ("a.pdf", NEW)
        )
        self.assertIn("Withdraw it to correct it", answers[0]["error"])

    # What may be done -----------------------------------------------------------------

    def test_draft_loses_a_file_and_takes_another(self):
        """DOS-2: a draft is corrected; who did that does not verify it."""
        self.file.with_user(self.supervisor).unlink()
        self.assertFalse(self.document.attachment_ids)
        self.assertIn(self.supervisor, self.document.editor_ids)
        answers = self.upload(
            self.specialist, "customer.document", self.document.id, ("a.pdf", NEW)
        )
        self.document.with_user(self.specialist).attachment_ids = [
            Command.link(answers[0]["id"])
        ]
        self.document.with_user(self.specialist).action_submit()
        self.assertFalse(self.document.with_user(self.supervisor).can_verify)
        self.assertTrue(self.document.with_user(self.colleague).can_verify)

    def test_draft_is_deleted_with_its_files(self):
        """DOS-2: what is deleted leaves no file behind."""
        self.document.with_user(self.specialist).unlink()
        self.assertFalse(self.file.exists())

    def test_moving_the_file_store_changes_nothing_and_is_possible(self):
        """DOS-2: an administrator moves all files into the database and back."""
        self.bring_to("submitted")
        content = self.file.raw
        self.env["ir.config_parameter"].set_param("ir_attachment.location", "db")
        self.file.with_user(self.admin).sudo()._migrate()
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertFalse(self.file.store_fname)
        self.assertEqual(self.file.raw, content)

    def test_chatter_file_becomes_a_file_only_if_it_is_taken(self):
        """DOS-2: what came by mail is looked at like what was uploaded."""
        place = {"res_model": "customer.document", "res_id": self.document.id}
        files = self.env["ir.attachment"]
        page = files.create({"name": "a.pdf", "raw": b"<html>", **place})
        scan = files.create({"name": "b.pdf", "raw": make_pdf("mail"), **place})
        document = self.document.with_user(self.specialist)
        with self.refused("not what its name says"):
            document.attachment_ids = [Command.link(page.id)]
        document.attachment_ids = [Command.link(scan.id)]
        self.assertEqual(self.document.attachment_ids, self.file + scan)
