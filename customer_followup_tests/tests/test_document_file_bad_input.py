"""Files that are wrong: a message that helps, and nothing half-written (G7)."""

import io

from PIL import Image

from odoo.tests import tagged

from .bad_file_common import CONTENTS, DIALOG, MEGABYTE, BadFileCase
from .document_file_common import PNG, make_pdf


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
