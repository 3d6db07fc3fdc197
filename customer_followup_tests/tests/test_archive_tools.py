"""Names of files, and texts in spreadsheets: pure functions, without a database."""

import doctest
from io import BytesIO

from openpyxl import load_workbook

from odoo.tests import BaseCase, tagged

from odoo.addons.customer_followup.tools import file_names, spreadsheet


@tagged("post_install", "-at_install")
class TestArchiveTools(BaseCase):
    def test_examples_hold(self):
        """DOS-9: what the functions say about themselves is true."""
        for module in (file_names, spreadsheet):
            result = doctest.testmod(module)
            self.assertGreater(result.attempted, 0)
            self.assertEqual(result.failed, 0)

    def test_safe_name_keeps_what_people_write(self):
        """DOS-9: names in every script stay as they are."""
        for name in ("青岚映彩涂料有限公司", "Müller & Söhne", "a.b.c", "(1) + 2"):
            self.assertEqual(file_names.get_safe_name(name, "file"), name)

    def test_safe_name_keeps_the_ending_of_a_long_one(self):
        """DOS-9: what opens a file is its ending."""
        name = file_names.get_safe_name("名" * 300 + ".pdf", "file")
        self.assertTrue(name.endswith("名.pdf"))
        self.assertLessEqual(len(name), file_names.LONGEST + 4)

    def test_nothing_is_left_of_a_bad_name(self):
        """G7: what has no letter gets the other name."""
        for name in ("", None, "   ", "....", "\u202e\u200f", "\0\x1f"):
            self.assertEqual(file_names.get_safe_name(name, "file"), "file")

    def test_same_name_in_two_ways_of_writing_is_the_same(self):
        """DOS-9: a letter and its accent, and the letter with it."""
        names = file_names.UniqueNames()
        taken = [
            names.take(file_names.get_safe_name(name, "file"))
            for name in ("Cafe\u0301", "Caf\u00e9", "CAF\u00c9", "Caf\u00e9 (2)")
        ]
        self.assertEqual(len({name.casefold() for name in taken}), 4)

    def test_thousand_files_of_one_name_take_no_time(self):
        """G17: numbers go on where they ended."""
        names = file_names.UniqueNames()
        taken = {names.take("scan.pdf") for _number in range(20_000)}
        self.assertEqual(len(taken), 20_000)

    def test_cells_are_texts_numbers_and_moments(self):
        """G16: a number stays one, a text that looks like one does not become one."""
        file = BytesIO()
        row = ["=A1", "007", -5.5, 0, None, False, "x" * 40_000, "https://example.com"]
        spreadsheet.write_spreadsheet(file, "List", [("A", 5)] * len(row), [row])
        cells = load_workbook(file).active[2]
        self.assertEqual(
            [cell.value for cell in cells[:6]], ["'=A1", "007", -5.5, 0, None, None]
        )
        self.assertEqual(len(cells[6].value), spreadsheet.LONGEST_TEXT)
        self.assertIsNone(cells[7].hyperlink)
