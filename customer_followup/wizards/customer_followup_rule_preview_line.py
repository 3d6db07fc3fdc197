from collections.abc import Iterator

from odoo import fields, models


class CustomerFollowupRulePreviewLine(models.TransientModel):
    """A contact that would be due. The preview makes it, and it ends with it."""

    _name = "customer.followup.rule.preview.line"
    _description = "Contact in a Preview"
    _order = "date_found, occasion_date, partner_id, id"
    _rec_name = "partner_id"

    preview_id = fields.Many2one(
        "customer.followup.rule.preview", required=True, index=True, ondelete="cascade"
    )
    partner_id = fields.Many2one(
        "res.partner", "Customer", required=True, ondelete="cascade"
    )
    date_found = fields.Date("Due On")
    occasion_date = fields.Date("Counted From")
    reason = fields.Char("Why")
    user_id = fields.Many2one("res.users", "For", ondelete="cascade")


class CustomerFollowupRulePreview(models.TransientModel):
    """The preview as a spreadsheet: all of it, read anew."""

    _inherit = "customer.followup.rule.preview"

    def _get_headings(self) -> list[tuple[str, int]]:
        """Return title and width of the columns of the spreadsheet."""
        return [
            (self.env._("Due On"), 12),
            (self.env._("Customer"), 36),
            (self.env._("Why"), 60),
            (self.env._("For"), 20),
        ]

    def _iter_rows(self) -> Iterator[tuple]:
        """Yield a row for each contact that would be due."""
        rule = self.rule_id
        days = self.counted_days or rule._read_preview_days(self.days)
        for day, rows in rule._iter_preview(self.company_id, days):
            # sudo: a supervisor, who sees all customers and colleagues
            partners = self.env["res.partner"].sudo()
            users = self.env["res.users"].sudo()
            reasons = rule._describe_duties(rows)
            partners.browse([row["partner_id"] for row in rows]).fetch(["name"])
            names = {
                partner.id: partner.name
                for partner in partners.browse({row["partner_id"] for row in rows})
            }
            for row, reason in zip(rows, reasons, strict=True):
                owner = users.browse(row["user_id"] or []).name
                yield str(day), names[row["partner_id"]], reason, owner or None
