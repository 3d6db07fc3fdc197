from tempfile import TemporaryFile
from zipfile import ZIP_DEFLATED, ZipFile

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from ..tools.export_right import check_may_export


class CustomerArchiveExport(models.TransientModel):
    """Asks for which customers, and what of them, the archive is exported (DOS-9).

    The export is one ZIP file with a folder for each customer. It holds what the user
    may read, and nothing of it is kept on the server.
    """

    _name = "customer.archive.export"
    _description = "Export of the Archive"

    partner_ids = fields.Many2many(
        "res.partner",
        "customer_archive_export_partner_rel",
        string="Customers",
        required=True,
        default=lambda self: self._get_default_customers(),
        domain="[('parent_id', '=', False)]",
    )
    is_finished_only = fields.Boolean(
        "Only What Is Finished",
        help="Without it, what is still going on is exported as well.",
    )
    has_files = fields.Boolean(
        "With Files", default=True, help="Scans and other files of the records."
    )
    date_from = fields.Date("From")
    date_to = fields.Date("Until")
    company_ids = fields.Many2many(
        "res.company",
        "customer_archive_export_company_rel",
        string="Companies",
        default=lambda self: self.env.companies,
    )

    @api.model
    def _get_default_customers(self):
        """Return the customers that are marked, or those of the marked entries."""
        model = self.env.context.get("active_model")
        ids = self.env.context.get("active_ids") or []
        if model == "customer.timeline":
            return self.env[model].browse(ids).partner_id
        partners = self.env["res.partner"]
        if model == "res.partner":
            partners = partners.browse(ids).commercial_partner_id
        return partners

    @api.constrains("date_from", "date_to")
    def _check_dates(self):
        for export in self:
            if (
                export.date_from
                and export.date_to
                and export.date_from > export.date_to
            ):
                raise ValidationError(
                    self.env._("*From* is after *Until*. Correct one of the two days.")
                )

    def action_export(self):
        """Download the archive of the customers.

        :raise AccessError: the user may not export data, or not use this dialog
        :raise UserError: no customer is chosen
        """
        self.ensure_one()
        self.check_access("read")
        check_may_export(self.env)
        if not self.partner_ids:
            raise UserError(self.env._("Choose at least one customer first."))
        return {
            "type": "ir.actions.act_url",
            "url": f"/customer_followup/archive/{self.id}",
            "target": "new",
            "close": True,
        }

    def _create_archive(self):
        """Return a temporary file with the archive; it is gone when it is closed."""
        check_may_export(self.env)
        file = TemporaryFile()  # noqa: SIM115 - closed by whoever sends it
        with ZipFile(file, "w", ZIP_DEFLATED, strict_timestamps=False) as archive:
            self._write_customers(archive)
        file.seek(0)
        return file

    def _get_entry_domain(self) -> Domain:
        """Return which entries of a customer are exported."""
        domain = Domain("company_id", "in", [*self.company_ids.ids, False])
        if self.is_finished_only:
            domain &= Domain("status", "!=", "open")
        if self.date_from:
            domain &= Domain("happened_at", ">=", self._get_midnight(self.date_from))
        if self.date_to:
            after = fields.Date.add(self.date_to, days=1)
            domain &= Domain("happened_at", "<", self._get_midnight(after))
        return domain
