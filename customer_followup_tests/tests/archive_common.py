"""How an exported archive is read again."""

from io import BytesIO
from zipfile import ZipFile

from openpyxl import load_workbook

from .timeline_common import TimelineMixin


class ArchiveMixin(TimelineMixin):
    """Exports archives, and reads them as whoever gets them."""

    @classmethod
    def create_export(cls, *customers, user=None, **vals):
        """Return the dialog in which a user has chosen customers."""
        exports = cls.env["customer.archive.export"].with_user(user or cls.supervisor)
        exports = exports.with_context(
            allowed_company_ids=cls.company.ids, lang="en_US", tz="Asia/Shanghai"
        )
        return exports.create(
            {"partner_ids": [customer.id for customer in customers], **vals}
        )

    def export(self, *customers, user=None, **vals):
        """Return the files of an archive, by their path."""
        export = self.create_export(*customers, user=user, **vals)
        with export._create_archive() as file, ZipFile(file) as archive:
            self.assertIsNone(archive.testzip())
            self.assertEqual(len(archive.namelist()), len(set(archive.namelist())))
            return {name: archive.read(name) for name in archive.namelist()}

    @classmethod
    def create_file(cls, record, name, content=b"scan"):
        """Return a file that is attached to a record."""
        return cls.env["ir.attachment"].create(
            {
                "name": name,
                "raw": content,
                "res_model": record._name,
                "res_id": record.id,
            }
        )

    def read_index(self, files, folder="Blue Mill"):
        """Return the rows of an index as dictionaries, the latest first."""
        sheet = self.load_sheet(files, folder)
        headings, *rows = sheet.iter_rows(values_only=True)
        return [dict(zip(headings, row, strict=True)) for row in rows]

    def load_sheet(self, files, folder="Blue Mill"):
        """Return the sheet of an index."""
        return load_workbook(BytesIO(files[f"{folder}/index.xlsx"])).active
