"""The archive on the way out: a folder for each customer, a list, and the files."""

import os
import tracemalloc
from datetime import date, datetime
from pathlib import Path

from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from .archive_common import ArchiveMixin
from .common import FollowupCase
from .document_file_common import PNG

FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\n=1", "  =1", '=cmd|"/c calc"!A1')


@tagged("post_install", "-at_install")
class TestArchiveExport(ArchiveMixin, FollowupCase):
    def test_index_lists_every_entry(self):
        """DOS-9: date, class, number, title, who, state and amount of each."""
        records = self.create_everything(self.customer)
        rows = self.read_index(self.export(self.customer, user=self.manager))
        entries = self.get_entries(user=self.manager)
        self.assertEqual(len(rows), len(entries))
        self.assertGreater(len(rows), 5)
        row = next(row for row in rows if row["Number"] == records["order"].name)
        expected = {
            "Date": datetime(2026, 3, 2, 12),
            "Class": "Transactions",
            "Document": "Sales Order",
            "Number": records["order"].name,
            "About": None,
            "Person": "Specialist",
            "Status": "Sales Order",
            "Amount": records["order"].amount_total,
            "Currency": records["order"].currency_id.name,
            "Company": self.company.name,
            "Grade": None,
            "Files": None,
        }
        self.assertEqual(row, expected)

    def test_files_of_records_are_there_as_they_are(self):
        """DOS-9: the scans lie beside the index, and it says whose they are."""
        reception = self.create_reception()
        content = bytes(range(256)) * 1000
        self.create_file(reception, "样品 清单.pdf", content)
        files = self.export(self.customer)
        self.assertEqual(files["Blue Mill/样品 清单.pdf"], content)
        (row,) = self.read_index(files)
        self.assertEqual(row["Files"], "样品 清单.pdf")

    def test_scans_of_papers_are_there(self):
        """DOS-9: papers with their files; the folder has the dossier's number."""
        scans = self.env["ir.attachment"].with_user(self.specialist)
        scan = scans.create({"name": "营业执照.png", "raw": PNG})
        self.create_document(self.customer, attachment_ids=scan.ids)
        self.customer.sudo().customer_dossier_number = "D00007"
        files = self.export(self.customer)
        self.assertEqual(files["D00007 Blue Mill/营业执照.png"], PNG)
        (row,) = self.read_index(files, "D00007 Blue Mill")
        self.assertEqual(
            (row["Document"], row["Number"], row["About"]), ("Paper", "L-1", "Licence")
        )

    def test_without_files_there_are_none(self):
        """DOS-9: only the list, if that is enough."""
        self.create_file(self.create_reception(), "scan.pdf")
        files = self.export(self.customer, has_files=False)
        self.assertEqual(set(files), {"Blue Mill/index.xlsx"})

    def test_customers_are_kept_apart(self):
        """DOS-9: one folder each, also for two of the same name; none is empty."""
        namesakes = [self.create_customer("蓝磨坊") for _number in range(2)]
        for customer in namesakes:
            self.create_reception(customer, reason=f"Of {customer.id}")
        nothing = self.create_customer("Nothing Yet")
        files = self.export(*namesakes, nothing)
        self.assertEqual(
            set(files),
            {
                "蓝磨坊/index.xlsx",
                "蓝磨坊 (2)/index.xlsx",
                "Nothing Yet/index.xlsx",
            },
        )
        reasons = {
            self.read_index(files, folder)[0]["About"]
            for folder in ("蓝磨坊", "蓝磨坊 (2)")
        }
        self.assertEqual(reasons, {f"Of {customer.id}" for customer in namesakes})
        self.assertEqual(self.read_index(files, "Nothing Yet"), [])

    def test_same_name_twice_loses_no_file(self):
        """DOS-9: two scans of one name, one in capitals, one named like the index."""
        reception = self.create_reception()
        names = ("Scan.pdf", "scan.PDF", "Scan.pdf", "index.xlsx")
        for number, name in enumerate(names):
            self.create_file(reception, name, f"content {number}".encode())
        files = self.export(self.customer)
        del files["Blue Mill/index.xlsx"]
        self.assertEqual(
            set(files.values()), {f"content {n}".encode() for n in range(4)}
        )
        self.assertEqual(len({name.casefold() for name in files}), 4)

    def test_hostile_names_stay_in_their_folder(self):
        """G7: no path leads out of the archive, whatever customers are called."""
        names = (
            "../../etc/cron.d",
            "..\\..\\Windows",
            "/root",
            "C:\\Temp",
            "con",
            "...",
            "a" * 255,
            "\u202egpj.exe",
            "名" * 200,
        )
        customers = [self.create_customer(name) for name in names]
        for customer in customers:
            reception = self.create_reception(customer)
            for name in (*names, "evil/../../x.txt", "x\x1f.txt"):
                self.create_file(reception, name)
        files = self.export(*customers)
        self.assertEqual(len(files), len(names) * (len(names) + 3))
        for name in files:
            folder, file = name.split("/")
            for part in (folder, file):
                self.assertNotIn(part, ("", ".", ".."))
                self.assertNotIn("\\", part)
                self.assertNotIn(":", part)
                self.assertLessEqual(len(part.encode()), 400)
                self.assertTrue(part.isprintable(), part)

    def test_no_text_becomes_a_formula(self):
        """G16: nothing that somebody wrote is calculated by who opens the index."""
        for text in FORMULAS:
            self.create_reception(visitor_name=text, reason=text)
        self.create_file(self.create_reception(), "=1+1.pdf")
        sheet = self.load_sheet(self.export(self.customer))
        kinds = {cell.data_type for row in sheet.iter_rows() for cell in row}
        self.assertNotIn("f", kinds)
        texts = [
            cell.value
            for row in sheet.iter_rows()
            for cell in row
            if isinstance(cell.value, str)
        ]
        self.assertFalse([text for text in texts if text.lstrip()[:1] in "=+-@"])
        self.assertGreaterEqual(
            len([text for text in texts if text.startswith("'")]), 2 * len(FORMULAS)
        )

    def test_only_what_is_finished(self):
        """DOS-9: what is still going on stays out, if one wants that."""
        self.create_followup()
        self.create_reception()
        rows = self.read_index(self.export(self.customer, is_finished_only=True))
        self.assertEqual([row["Class"] for row in rows], ["Receptions"])

    def test_days_are_those_of_the_user(self):
        """DOS-9: from one day to another, both included, by the user's clock."""
        # 00:30 on Monday and 23:30 on Tuesday in Shanghai, and a minute beside them
        moments = (
            datetime(2026, 2, 22, 16, 30),
            datetime(2026, 2, 24, 15, 30),
            datetime(2026, 2, 22, 15, 59),
            datetime(2026, 2, 24, 16),
        )
        for moment in moments:
            self.create_reception(received_at=moment)
        period = {"date_from": date(2026, 2, 23), "date_to": date(2026, 2, 24)}
        rows = self.read_index(self.export(self.customer, **period))
        self.assertEqual(
            [row["Date"] for row in rows],
            [datetime(2026, 2, 24, 23, 30), datetime(2026, 2, 23, 0, 30)],
        )

    def test_period_that_ends_before_it_begins_is_refused(self):
        """G7: a slip of the keyboard is told, not exported as nothing."""
        with self.refused("is after", ValidationError):
            self.create_export(
                self.customer, date_from="2026-03-03", date_to="2026-03-02"
            )

    def test_no_customer_is_refused(self):
        """G7: there is nothing to export for nobody."""
        with self.refused("at least one customer", UserError):
            self.create_export().action_export()

    def test_lost_file_is_told_and_stops_nothing(self):
        """DOS-9: what is missing on the server stands in the index."""
        attachment = self.create_file(self.create_reception(), "lost.pdf", b"gone" * 99)
        Path(attachment._full_path(attachment.store_fname)).unlink()
        files = self.export(self.customer)
        self.assertEqual(set(files), {"Blue Mill/index.xlsx"})
        (row,) = self.read_index(files)
        self.assertIn("lost", row["Files"])
        self.assertIn("server", row["Files"])

    def test_file_in_the_database_is_exported(self):
        """DOS-9: wherever the server keeps its files."""
        self.env["ir.config_parameter"].set_param("ir_attachment.location", "db")
        self.create_file(self.create_reception(), "scan.pdf", b"in the database")
        files = self.export(self.customer)
        self.assertEqual(files["Blue Mill/scan.pdf"], b"in the database")

    def test_large_files_are_not_kept_in_memory(self):
        """DOS-9: of what is exported only a little is in memory at a time."""
        size = 30_000_000
        self.create_file(self.create_reception(), "scan.pdf", os.urandom(size))
        export = self.create_export(self.customer)
        self.env.flush_all()
        self.env.invalidate_all()
        tracemalloc.start()
        self.addCleanup(tracemalloc.stop)
        with export._create_archive() as file:
            self.assertGreater(file.seek(0, os.SEEK_END), size)
        _now, peak = tracemalloc.get_traced_memory()
        self.assertLess(peak, size / 3)

    def test_marked_customers_and_entries_are_proposed(self):
        """DOS-9: from the list of customers, and from the archive."""
        contact = self.create_contact(self.customer)
        self.create_reception()
        entries = self.get_entries()
        for model, ids in (
            ("res.partner", contact.ids),
            ("customer.timeline", entries.ids),
        ):
            context = {"active_model": model, "active_ids": ids}
            export = self.env["customer.archive.export"].with_context(**context)
            self.assertEqual(export.create({}).partner_ids, self.customer, model)

    def test_index_is_in_the_language_of_the_user(self):
        """DOS-9: the headings are read by who exports."""
        export = self.create_export(self.customer).with_context(lang="en_US")
        headings = [heading for heading, _width in export._get_headings()]
        sheet = self.load_sheet(self.export(self.customer))
        self.assertEqual([cell.value for cell in sheet[1]], headings)
