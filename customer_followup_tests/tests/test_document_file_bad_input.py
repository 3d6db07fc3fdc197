"""Files that are wrong: a message that helps, and nothing half-written (G7)."""

import io
import random

from PIL import Image

from odoo import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from .document_file_common import PNG, DocumentFileCase, make_pdf

SEED = 20260302
CASES = 360
MEGABYTE = 1024 * 1024
DIALOG = "customer.dossier.checklist"
TABLES = (
    "ir_attachment",
    "customer_document",
    "customer_document_attachment_rel",
    "customer_dossier_checklist",
    "customer_dossier_checklist_line",
    "customer_dossier_checklist_attachment_rel",
    "mail_message",
)
NAMES = [
    "../../etc/passwd",
    "../../licence.pdf",
    "C:\\x\\y.pdf",
    "lic\u202efdp.exe",
    "lic\u202eence.pdf",
    "=cmd|' /C calc'!A0.pdf",
    "@SUM(A1).pdf",
    "长" * 300 + ".pdf",
    "营业执照.pdf",
    "a\x07b.pdf",
    "<script>alert(1)</script>.pdf",
    "'; DROP TABLE res_users; --.pdf",
    "licence",
    "licence.",
    ".pdf",
    "...",
    "licence.svg",
    "licence.html",
    "licence.exe",
    "licence.docx",
    "licence.png",
    "licence.pdf",
    "licence.pdf.exe",
    "😀.pdf",
]
CONTENTS = [
    b"",
    b"\0",
    b"<!DOCTYPE html><script>alert(1)</script>",
    b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
    b"MZ\x90\x00",
    b"PK\x03\x04 half an archive",
    b"GIF89a",
    b"%PDF-",
    b"%PDF-1.4\n<script>alert(1)</script>",
    b"%PDF-".ljust(MEGABYTE),
    b"%PDF-".ljust(MEGABYTE + 1),
    PNG,
    b"\xff\xd8\xff\xe0",
    make_pdf(),
]
# What no committed file of a document may be, whatever was asked for.
HALF_WRITTEN = """
    SELECT file.id, file.name, file.mimetype
      FROM ir_attachment AS file
      LEFT JOIN customer_document_attachment_rel AS rel ON rel.attachment_id = file.id
      LEFT JOIN customer_document AS document ON document.id = rel.document_id
     WHERE (rel.attachment_id IS NOT NULL
            OR file.res_model IN ('customer.document', 'customer.dossier.checklist'))
       AND (file.public OR file.access_token IS NOT NULL
            OR rel.attachment_id IS NOT NULL
               AND (file.res_model <> 'customer.document'
                    OR file.res_id <> document.id
                    OR COALESCE(file.file_size, 0) = 0
                    OR file.mimetype NOT IN ('application/pdf', 'image/png',
                                             'image/jpeg')
                    OR file.name ~ '[/\\\\[:cntrl:]\u202e]' OR file.name ~ '^[=+@-]'
                    OR length(file.name) > 120))
"""


class BadFileCase(DocumentFileCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.customer_document_max_mb = 1
        cls.document = cls.create_document(file=cls.create_file(raw=b"%PDF-1.4 first"))
        cls.chance = random.Random(SEED)

    def snapshot(self):
        """Return a fingerprint of everything an upload could write."""
        self.env.flush_all()
        self.env.cr.execute(
            " UNION ALL ".join(
                f"SELECT md5(string_agg(t::text, '|' ORDER BY t::text)) FROM {table} t"
                for table in TABLES
            )
        )
        return self.env.cr.fetchall()

    def assert_nothing_is_half_written(self, what):
        self.env.invalidate_all()
        self.env.flush_all()
        self.env.cr.execute(HALF_WRITTEN)
        self.assertEqual(self.env.cr.fetchall(), [], what)
        for file in self.document.attachment_ids:
            self.assertTrue(file.raw, what)


@tagged("post_install", "-at_install")
class TestBadUpload(BadFileCase):
    def refuse_upload(self, message, *files, model="customer.document"):
        """Assert that each file is refused with a message and leaves nothing."""
        self.login(self.specialist)
        before = self.snapshot()
        res_id = self.document.id if model == "customer.document" else 0
        for answer in self.upload(self.specialist, model, res_id, *files):
            self.assertRegex(answer.get("error", "(stored)"), message)
        self.assertEqual(self.snapshot(), before)

    def test_messages_say_what_is_wrong(self):
        """DOS-2: for the document and for the dialog of missing papers."""
        page = b"<svg xmlns='x'><script>alert(1)</script></svg>"
        for model in ("customer.document", DIALOG):
            with self.subTest(model):
                refuse = self.refuse_upload
                refuse("a.pdf is empty", ("a.pdf", b""), model=model)
                refuse("larger than 1.00 Mb", ("a.pdf", CONTENTS[10]), model=model)
                refuse("save it as one of", ("a.svg", page), model=model)
                refuse("not what its name says", ("a.pdf", page), model=model)
                refuse("it is a png file", ("a.pdf", PNG), model=model)
                refuse("passwd is no kind", ("../../etc/passwd", b"x"), model=model)

    def test_one_bad_file_does_not_stop_the_others(self):
        """DOS-2: of several files, those that are fine are stored."""
        answers = self.upload(
            self.specialist,
            DIALOG,
            0,
            ("a.pdf", b""),
            ("b.pdf", make_pdf("b")),
            ("c.exe", b"MZ"),
            ("=d.png", PNG),
        )
        self.assertEqual(["error" in answer for answer in answers], [True, False] * 2)
        self.assertEqual(answers[3]["filename"], "d.png")
        stored = self.env["ir.attachment"].browse(
            answer["id"] for answer in answers if "id" in answer
        )
        self.assertEqual(stored.create_uid, self.specialist)

    def test_hundred_megabytes_are_refused_and_the_server_lives(self):
        """G7: the real route reads no more than it needs, and answers the next call."""
        self.refuse_upload("larger than", ("a.pdf", b"%PDF-".ljust(100 * MEGABYTE)))
        answers = self.upload(self.specialist, DIALOG, 0, ("a.pdf", make_pdf("after")))
        self.assertIn("id", answers[0])

    def test_scan_is_stored_as_it_was_scanned(self):
        """DOS-2: Odoo makes large pictures smaller, and small print unreadable."""
        buffer = io.BytesIO()
        Image.new("1", (2480, 3508)).save(buffer, "PNG")
        answers = self.upload(self.specialist, DIALOG, 0, ("a.png", buffer.getvalue()))
        file = self.env["ir.attachment"].browse(answers[0]["id"])
        self.assertEqual(file.raw, buffer.getvalue())

    def test_upload_for_others_is_refused(self):
        """G5: documents of colleagues' customers, and none at all."""
        theirs = self.create_document(self.colleagues, self.colleague)
        self.login(self.specialist)
        for res_id in (theirs.id, 999_999_999, "x", -1, ""):
            with self.subTest(res_id):
                before = self.snapshot()
                self.upload(
                    self.specialist, "customer.document", res_id, ("a.png", PNG)
                )
                if res_id != "":  # a new document, not saved yet
                    self.assertEqual(self.snapshot(), before)

    def test_same_file_twice_names_the_document(self):
        """DOS-2: in one document, in two files, and in the dossier."""
        first, again = (self.create_file(raw=make_pdf("same")) for _number in "12")
        with self.refused("in Business Licence · Blue Mill twice. Remove one"):
            self.create_document(file=first + again)
        self.create_document(file=first, number="L-1")
        with self.refused("in the dossier already: Business Licence L-1 · Blue Mill"):
            self.create_document(file=again, type_id=self.contract.id)
        # another customer's dossier may have it, as a group of companies does
        self.create_document(
            self.colleagues,
            self.colleague,
            self.create_file(self.colleague, raw=make_pdf("same")),
        )

    def test_rejected_file_can_be_filed_again(self):
        """DOS-2: under its right type, for example."""
        file = self.create_file(raw=make_pdf("same"))
        document = self.create_document(file=file)
        document.with_user(self.specialist).action_submit()
        document.with_user(self.supervisor).action_reject("It is the contract")
        again = self.create_document(
            file=self.create_file(raw=make_pdf("same")), type_id=self.contract.id
        )
        self.assertEqual(again.attachment_ids.checksum, file.checksum)

    def test_abandoned_upload_is_deleted_after_a_day(self):
        """DOS-2: papers of customers do not lie about."""
        answers = self.upload(self.specialist, DIALOG, 0, ("a.png", PNG))
        file = self.env["ir.attachment"].browse(answers[0]["id"])
        self.env["ir.attachment"]._gc_abandoned_papers()
        self.assertTrue(file.exists())
        self.env.cr.execute(
            "UPDATE ir_attachment SET create_date = create_date - interval '2 days'"
            " WHERE id = ANY(%s)",
            [(file + self.document.attachment_ids).ids],
        )
        self.env.invalidate_all()
        self.assertEqual(self.env["ir.attachment"]._gc_abandoned_papers(), (1, 0))
        self.assertFalse(file.exists())
        self.assertTrue(self.document.attachment_ids)


@tagged("post_install", "-at_install")
class TestBadFileRandom(BadFileCase):
    """360 calls made up from names, contents and garbage."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.loose = cls.create_file(raw=make_pdf("loose"))
        theirs = cls.create_document(cls.colleagues, cls.colleague)
        cls.checklist = (
            cls.env[DIALOG]
            .with_user(cls.specialist)
            .create({"partner_id": cls.customer.id})
        )
        cls.ids = [
            cls.loose.id,
            cls.document.attachment_ids.id,
            theirs.attachment_ids.id,
            999_999_999,
        ]
        cls.junk = [
            None, True, -1, 2**31, 2**63, 1.5, "", "x" * 10_000, "\x00", [], [[]], {},
            [None], [[9, 9, 9]], [[4, "x"]], "2026-13-45", theirs.id, [[6, 0, [0]]],
        ]  # fmt: skip

    def pick_upload(self):
        """Return an upload of something to somewhere."""
        model = self.chance.choice(["customer.document", DIALOG])
        res_id = self.chance.choice([self.document.id, self.checklist.id, 0, "x", -1])
        files = [
            (self.chance.choice(NAMES), self.chance.choice(CONTENTS))
            for _number in range(self.chance.randint(1, 3))
        ]
        return lambda: self.upload(self.specialist, model, res_id, *files), files

    def pick(self, *valid):
        return self.chance.choice(valid if self.chance.random() < 0.6 else self.junk)

    def pick_commands(self):
        """Return what could be written to the files of a document."""
        file_id = self.chance.choice(self.ids)
        name, content = self.chance.choice(NAMES), self.chance.choice(CONTENTS)
        vals = {
            "name": self.pick(name),
            "raw": self.pick(content[:99].decode("latin1")),
        }
        return self.pick(
            [list(Command.link(file_id))],
            [list(Command.set([file_id, self.loose.id]))],
            [list(Command.create(vals))],
            [list(Command.update(file_id, vals))],
            [list(Command.delete(file_id))],
            [list(Command.unlink(file_id))],
        )

    def pick_call(self):
        """Return a call over RPC, by the specialist."""
        files = self.pick_commands()
        paper = {
            "partner_id": self.pick(self.customer.id, self.colleagues.id),
            "type_id": self.pick(self.licence.id),
            "attachment_ids": files,
        }
        line = {
            "attachment_id": self.pick(*self.ids),
            "type_id": self.pick(self.licence.id, False),
            "number": self.pick("L-1"),
            "date_issue": self.pick("2026-03-02"),
            "checklist_id": self.pick(self.checklist.id),
        }
        attachment = {
            "name": self.pick(self.chance.choice(NAMES)),
            "raw": self.pick("%PDF-1.4"),
            "res_model": self.pick("customer.document", DIALOG),
            "res_id": self.pick(self.document.id, 0),
            "public": self.pick(False, True),
        }
        document, ids = "customer.document", self.document.ids
        call = self.chance.choice(
            [
                (document, "create", [paper]),
                (document, "write", ids, {"attachment_ids": files}),
                (DIALOG, "create", [{"attachment_ids": files, **paper}]),
                (DIALOG, "write", self.checklist.ids, {"attachment_ids": files}),
                (DIALOG, "action_file", self.pick(self.checklist.ids)),
                (f"{DIALOG}.line", "create", [line]),
                ("ir.attachment", "create", [attachment]),
                ("ir.attachment", "write", [self.chance.choice(self.ids)], attachment),
            ]
        )
        return lambda: self.call(self.specialist, *call), call

    @mute_logger(
        "odoo.http",
        "odoo.sql_db",
        "odoo.addons.base.models.ir_rule",
        "odoo.addons.customer_followup.controllers.paper_upload",
    )
    def test_garbage_is_answered_and_leaves_nothing_half_written(self):
        """G7: an error changes nothing at all; what is stored is whole and private."""
        self.login(self.specialist)
        outcomes = {"error": 0, "result": 0}
        for number in range(CASES):
            ask, what = (self.pick_upload if number % 2 else self.pick_call)()
            what = f"case {number}: {what!r:.400}"
            with self.undone():
                before = self.snapshot()
                answer = ask()  # asserts that the status is 200
                answers = answer if isinstance(answer, list) else [answer]
                is_refused = all("error" in item for item in answers)
                outcomes["error" if is_refused else "result"] += 1
                self.env.invalidate_all()
                if is_refused:
                    self.assertEqual(self.snapshot(), before, what)
                self.assert_nothing_is_half_written(what)
        self.assertGreater(min(outcomes.values()), CASES // 10, outcomes)
