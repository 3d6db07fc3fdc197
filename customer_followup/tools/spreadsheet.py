"""Spreadsheets in which nothing that somebody wrote becomes a formula (G16)."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import BinaryIO

import xlsxwriter

LIVE = ("=", "+", "-", "@", "\t", "\r", "\n", "\0")
"""What a text begins with that a spreadsheet program would take for a formula."""
LONGEST_TEXT = 32_767
"""Characters that fit into a cell."""
_PLAIN = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_date_format": "yyyy-mm-dd hh:mm",
}


def get_dead_text(text: str) -> str:
    """Return a text that stays one, also after it went through a CSV file.

    >>> get_dead_text("=1+1"), get_dead_text("S00012")
    ("'=1+1", 'S00012')
    """
    is_live = text.lstrip(" \u3000\xa0").startswith(LIVE)
    # what XML cannot carry is left out: the file could not be opened
    plain = "".join(c for c in text if c >= " " or c in "\t\n")
    return (f"'{plain}" if is_live else plain)[:LONGEST_TEXT]


def write_spreadsheet(
    file: BinaryIO,
    title: str,
    headings: Sequence[tuple[str, int]],
    rows: Iterable[Sequence],
):
    """Write a spreadsheet of one sheet, row by row.

    :param headings: title and width in characters of each column
    :param rows: values of each row: texts, numbers, moments, or nothing
    """
    with xlsxwriter.Workbook(file, _PLAIN) as workbook:
        sheet = workbook.add_worksheet(title)
        bold = workbook.add_format({"bold": True, "bottom": 1})
        sheet.freeze_panes(1, 0)
        for column, (heading, width) in enumerate(headings):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, heading, bold)
        for number, row in enumerate(rows, start=1):
            for column, value in enumerate(row):
                _write(sheet, number, column, value)


def _write(sheet, row: int, column: int, value):
    if isinstance(value, str):
        sheet.write_string(row, column, get_dead_text(value))
    elif isinstance(value, datetime):
        sheet.write_datetime(row, column, value)
    elif value is not None and value is not False:
        sheet.write_number(row, column, value)
