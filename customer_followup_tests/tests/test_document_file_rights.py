"""Who can read the files of a customer's document: every route, every role (G5, G6)."""

import base64
import io
import zipfile

from odoo import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from .document_file_common import MARK, PNG, DocumentFileCase

READERS = ("specialist", "salesperson", "supervisor", "office")
OTHERS = ("colleague", "seller", "employee", "portal", "public")
TOKEN = "a-token-from-before"


@tagged("post_install", "-at_install")
class TestDocumentFileRights(DocumentFileCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        buyer = cls.create_contact(cls.customer)
        portal = cls.create_user("buyer", "base.group_portal")
        portal.partner_id.parent_id = buyer.parent_id
        cls.users = {
            "specialist": cls.specialist,
            "salesperson": cls.salesperson,
            "supervisor": cls.supervisor,
            "office": cls.create_user("office", "group_general_manager"),
            "colleague": cls.colleague,
            "seller": cls.create_user("other", "sales_team.group_sale_salesman"),
            "employee": cls.create_user("employee", "base.group_user"),
            "portal": portal,
            "public": None,
        }
        cls.document = cls.create_document()
        cls.document.with_user(cls.specialist).action_submit()
        cls.file = cls.document.attachment_ids
        cls.content = base64.b64encode(cls.file.raw)

    # The routes -----------------------------------------------------------------------

    def get(self, path):
        return self.url_open(path, allow_redirects=False)

    def rpc(self, model, method, *args, **kwargs):
        return self.call_jsonrpc(
            "/web/dataset/call_kw",
            model=model,
            method=method,
            args=list(args),
            kwargs=kwargs,
        )

    def get_routes(self):
        """Return how a file is asked for, by what that is called."""
        file, document = self.file, self.document
        secret = file.sudo()._get_raw_access_token()
        owner = file.sudo()._get_ownership_token()
        in_place = [("res_model", "=", document._name), ("res_id", "=", document.id)]
        return {
            "content": lambda: self.get(f"/web/content/{file.id}"),
            "content by field": lambda: self.get(
                f"/web/content/ir.attachment/{file.id}/datas"
            ),
            "download": lambda: self.get(f"/web/content/{file.id}?download=true"),
            "raw token": lambda: self.get(
                f"/web/content/{file.id}?access_token={secret}"
            ),
            "stored token": lambda: self.get(
                f"/web/content/{file.id}?access_token={TOKEN}"
            ),
            "image": lambda: self.get(f"/web/image/{file.id}"),
            "image token": lambda: self.get(
                f"/web/image/{file.id}?access_token={secret}"
            ),
            "zip": lambda: self.post(
                "/mail/attachment/zip", {"file_ids": file.id, "zip_name": "a.zip"}
            ),
            "first page": lambda: self.get(
                f"/mail/attachment/pdf_first_page/{file.id}?access_token={owner}"
            ),
            "read": lambda: self.rpc("ir.attachment", "read", file.ids, ["datas"]),
            "search": lambda: self.rpc(
                "ir.attachment", "search_read", in_place, ["datas"]
            ),
            "through the document": lambda: self.rpc(
                document._name,
                "web_read",
                document.ids,
                specification={"attachment_ids": {"fields": {"datas": {}}}},
            ),
        }

    def is_served(self, response):
        """Tell whether the content, or the page of it, is in an answer."""
        body = response.content
        if body[:2] == b"PK":
            with zipfile.ZipFile(io.BytesIO(body)) as archive:
                body = b"".join(map(archive.read, archive.namelist()))
        return MARK in body or self.content in body

    # The proof ------------------------------------------------------------------------

    @mute_logger("odoo.http", "odoo.addons.base.models.ir_rule")
    def test_files_are_served_to_those_who_see_the_document(self):
        """G5, G6: twelve routes, nine roles; a token opens nothing."""
        # stored before there were documents, or by an import in SQL
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE ir_attachment SET access_token = %s WHERE id = %s",
            [TOKEN, self.file.id],
        )
        self.env.invalidate_all()
        served = {}
        for role, user in self.users.items():
            self.login(user)
            for name, ask in self.get_routes().items():
                response = ask()
                self.assertLess(response.status_code, 500, (role, name))
                served[role, name] = self.is_served(response)
        wrong = {
            (role, name): is_there
            for (role, name), is_there in served.items()
            if is_there != (role in READERS)
        }
        self.assertEqual(wrong, {})
        self.assertEqual(len(served), 12 * (len(READERS) + len(OTHERS)))

    def test_public_mark_in_the_database_opens_nothing_but_is_refused(self):
        """G6: an attachment of a document is never made public, by whoever asks."""
        for values in ({"public": True}, {"access_token": TOKEN}):
            for user in (
                self.specialist,
                self.manager,
                self.env.ref("base.user_admin"),
            ):
                with self.subTest(values=values, user=user.name):
                    answer = self.rpc_as(user, "write", self.file.ids, values)
                    self.refuse_silently(answer)
                    place = {
                        "res_model": self.document._name,
                        "res_id": self.document.id,
                    }
                    answer = self.rpc_as(
                        user, "create", [{"name": "a.pdf", **place, **values}]
                    )
                    self.refuse_silently(answer)
        self.file.invalidate_recordset()
        self.assertFalse(self.file.public or self.file.access_token)

    def rpc_as(self, user, method, *args):
        return self.call(user, "ir.attachment", method, *args)

    def test_public_upload_becomes_private_when_it_is_filed(self):
        """G6: what was public before is not any more."""
        file = self.create_file(
            name="contract.pdf", raw=b"%PDF-1.4 public", public=True
        )
        file.sudo().access_token = TOKEN
        document = self.create_document(file=file, type_id=self.contract.id)
        self.assertRecordValues(
            document.attachment_ids, [{"public": False, "access_token": False}]
        )
        self.login(None)
        self.assertNotEqual(self.get(f"/web/content/{file.id}").content, file.raw)

    def test_token_that_is_asked_for_is_empty(self):
        """G6: messages and mails link to the file for those who may see it."""
        tokens = (
            self.file + self.create_file(raw=b"%PDF-1.4 b")
        ).generate_access_token()
        self.assertEqual(tokens[0], "")
        self.assertTrue(tokens[1])
        self.assertFalse(self.file.access_token)

    def test_answers_are_no_pages_and_not_kept_by_proxies(self):
        """DOS-2: what is served is shown as what it is, or saved."""
        page = self.env["ir.attachment"].create(
            {
                "name": "mail.html",
                "raw": b"<script>alert(1)</script>",
                "mimetype": "text/html",
                "res_model": self.document._name,
                "res_id": self.document.id,
            }
        )
        drawing = page.sudo().with_user(self.env.ref("base.user_admin"))
        self.assertEqual(drawing.mimetype, "text/html")
        self.login(self.specialist)
        for file, kind in ((self.file, "application/pdf"), (page, "octet-stream")):
            for query in ("", "?mimetype=text/html", "?access_token=x&unique=1"):
                with self.subTest(file=file.name, query=query):
                    response = self.get(f"/web/content/{file.id}{query}")
                    headers = response.headers
                    self.assertEqual(response.status_code, 200)
                    self.assertIn(kind, headers["Content-Type"])
                    self.assertEqual(headers["X-Content-Type-Options"], "nosniff")
                    self.assertIn("default-src", headers["Content-Security-Policy"])
                    self.assertNotIn("public", headers.get("Cache-Control", ""))

    def test_linking_a_file_of_others_is_refused(self):
        """G5: an id that one guessed does not become one's own document."""
        theirs = self.create_document(self.colleagues, self.colleague).attachment_ids
        mine = self.create_document(file=self.create_file(raw=b"%PDF-1.4 mine"))
        link = {"attachment_ids": [Command.link(theirs.id)]}
        vals = {"partner_id": self.customer.id, "type_id": self.licence.id, **link}
        before = self.env["customer.document"].search_count([])
        for method, args in (
            ("write", [mine.ids, link]),
            ("create", [[vals]]),
        ):
            with self.subTest(method):
                self.refuse_silently(
                    self.call(self.specialist, "customer.document", method, *args)
                )
        self.env.invalidate_all()
        self.assertEqual(self.env["customer.document"].search_count([]), before)
        self.assertNotIn(theirs, mine.attachment_ids)

    def test_message_does_not_carry_a_file_of_others_away(self):
        """G5: attaching the id of a file to a message elsewhere attaches nothing."""
        self.call(
            self.colleague,
            "res.partner",
            "message_post",
            self.colleagues.ids,
            body="Look",
            attachment_ids=self.file.ids,
        )
        self.env.invalidate_all()
        self.assertFalse(self.colleagues.message_ids.attachment_ids & self.file)
        self.assertEqual(self.file.res_id, self.document.id)

    def test_picture_in_a_message_is_for_those_who_see_the_document(self):
        """G6: Odoo gives pictures that are pasted into a message a token."""
        picture = base64.b64encode(PNG).decode()
        body = f'<img src="data:image/png;base64,{picture}" data-filename="a.png">'
        self.env["mail.message"].with_user(self.specialist).create(
            {"model": self.document._name, "res_id": self.document.id, "body": body}
        )
        pasted = self.env["ir.attachment"].search(
            [("res_model", "=", self.document._name), ("mimetype", "=", "image/png")]
        )
        self.assertFalse(pasted.access_token)
        path = f"/web/content/{pasted.id}?access_token=False"
        for user, is_served in ((self.specialist, True), (self.colleague, False)):
            self.login(user)
            self.assertEqual(self.get(path).content == PNG, is_served, user.login)
