"""Garbage for the files of documents: an answer every time, nothing half (G7)."""

from odoo import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from .bad_file_common import CONTENTS, DIALOG, NAMES, BadFileCase
from .document_file_common import make_pdf

CASES = 360


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
