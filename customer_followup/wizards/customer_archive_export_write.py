import shutil
from collections import defaultdict
from datetime import UTC, date, datetime, time
from pathlib import Path
from tempfile import TemporaryFile
from zoneinfo import ZoneInfo

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import split_every

from ..tools.file_names import UniqueNames, get_safe_name
from ..tools.spreadsheet import write_spreadsheet

INDEX = "index.xlsx"
BATCH = 500
"""Entries that are in memory at once."""


class CustomerArchiveExport(models.TransientModel):
    """How the archive is written: customer by customer, file by file.

    Neither the archive nor a customer is ever in memory as a whole.
    """

    _inherit = "customer.archive.export"

    def _write_customers(self, archive):
        folders = UniqueNames()
        for customer in self._get_customers():
            number = customer.customer_dossier_number
            title = " ".join(filter(None, [number, customer.name]))
            name = get_safe_name(title, f"customer {customer.id}")
            self._write_customer(archive, customer.id, folders.take(name))
            self.env.invalidate_all(flush=False)

    def _get_customers(self):
        """Return the customers that the user may see, archived ones included."""
        ids = self.partner_ids.commercial_partner_id.ids
        partners = self.env["res.partner"].with_context(active_test=False)
        return partners.search([("id", "in", ids)])

    def _write_customer(self, archive, customer_id: int, folder: str):
        with TemporaryFile() as index:
            rows = self._write_entries(archive, customer_id, folder)
            write_spreadsheet(index, self.env._("Index"), self._get_headings(), rows)
            index.seek(0)
            with archive.open(f"{folder}/{INDEX}", "w") as target:
                shutil.copyfileobj(index, target)

    def _write_entries(self, archive, customer_id: int, folder: str):
        """Write the files of a customer's entries, and yield the rows of the index."""
        domain = Domain("partner_id", "=", customer_id) & self._get_entry_domain()
        Timeline = self.env["customer.timeline"]
        ids = Timeline._search(domain, order=Timeline._order).get_result_ids()
        names = UniqueNames(INDEX)
        for batch_ids in split_every(BATCH, ids):
            entries = Timeline.browse(batch_ids).with_prefetch(batch_ids)
            files = self._get_files(entries) if self.has_files else {}
            for entry in entries:
                of_entry = files.get((entry.res_model, entry.res_id), ())
                written = [
                    self._write_file(archive, attachment, folder, names)
                    for attachment in of_entry
                ]
                yield self._get_row(entry, written)
            entries.invalidate_recordset(flush=False)

    def _get_files(self, entries) -> dict[tuple[str, int], list]:
        """Return the files that the user may read, by model and id of their record."""
        files = defaultdict(list)
        for model, of_model in entries.grouped("res_model").items():
            attachments = self.env["ir.attachment"].search(
                [
                    ("res_model", "=", model),
                    ("res_id", "in", of_model.mapped("res_id")),
                    ("type", "=", "binary"),
                ],
                order="id",
            )
            for attachment in attachments:
                files[model, attachment.res_id].append(attachment)
        return files

    def _write_file(self, archive, attachment, folder: str, names: UniqueNames) -> str:
        """Copy a file into the archive; return what the index says about it."""
        name = names.take(get_safe_name(attachment.name, f"file {attachment.id}"))
        # sudo: where the file is; the user may read the attachment
        store_name = attachment.sudo().store_fname
        path = store_name and Path(attachment._full_path(store_name))
        if path and not path.is_file():
            return self.env._("%(name)s (lost on the server)", name=name)
        if path:
            archive.write(path, f"{folder}/{name}")
        else:
            archive.writestr(f"{folder}/{name}", attachment.raw or b"")
        return name

    @api.model
    def _get_headings(self) -> list[tuple[str, int]]:
        """Return title and width of the columns of an index."""
        return [
            (self.env._("Date"), 16),
            (self.env._("Class"), 14),
            (self.env._("Document"), 14),
            (self.env._("Number"), 18),
            (self.env._("About"), 50),
            (self.env._("Person"), 14),
            (self.env._("Status"), 14),
            (self.env._("Amount"), 12),
            (self.env._("Currency"), 9),
            (self.env._("Company"), 24),
            (self.env._("Grade"), 12),
            (self.env._("Files"), 40),
        ]

    def _get_row(self, entry, files: list[str]) -> tuple:
        kinds = dict(entry._fields["kind"]._description_selection(self.env))
        moment = entry.happened_at
        return (
            moment
            and fields.Datetime.context_timestamp(self, moment).replace(tzinfo=None),
            kinds[entry.kind],
            entry.document,
            entry.name,
            entry.title,
            entry.user_id.name,
            entry.state,
            entry.amount if entry.currency_id else None,
            entry.currency_id.name,
            entry.company_id.name,
            entry.customer_grade_id.name,
            "; ".join(files) or None,
        )

    @api.model
    def _get_midnight(self, day: date) -> datetime:
        """Return the beginning of a day of the user's, in UTC."""
        zone = ZoneInfo(self.env.user.tz or "UTC")
        midnight = datetime.combine(day, time.min, zone)
        return midnight.astimezone(UTC).replace(tzinfo=None)
