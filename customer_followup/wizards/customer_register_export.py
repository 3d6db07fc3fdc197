from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..tools.export_right import check_may_export

MOST_PRINTED = 2000
"""Customers on paper, about fifty pages; a longer register is a spreadsheet."""
LARGEST_ID = 2**31 - 1


class CustomerRegisterExport(models.TransientModel):
    """Asks for which customers the register is printed, or made a spreadsheet (GRD-3).

    Whoever sees the register opens it, for marked customers or for all of the company.
    """

    _name = "customer.register.export"
    _description = "Print or Export of the Register"

    company_id = fields.Many2one(
        "res.company",
        required=True,
        readonly=True,
        default=lambda self: self.env.company,
    )
    partner_ids = fields.Many2many(
        "res.partner",
        "customer_register_export_partner_rel",
        string="Customers",
        default=lambda self: self._get_marked_ids(),
        domain="[('customer_is_registered', '=', True)]",
    )
    has_ungraded = fields.Boolean(
        "Those Not Yet Graded Too", default=True, help="They stand at the end."
    )
    customer_count = fields.Integer("Customers in It", compute="_compute_count")

    @api.model
    def _get_marked_ids(self) -> list[int]:
        context = self.env.context
        is_partner = context.get("active_model") == "res.partner"
        ids = context.get("active_ids") if is_partner else None
        if not isinstance(ids, list):
            return []
        possible = [id_ for id_ in ids if type(id_) is int and 0 < id_ <= LARGEST_ID]
        return self.env["res.partner"].browse(possible).exists().ids

    @api.depends_context("lang")
    def _compute_display_name(self):
        self.display_name = self.env._("Register of Customers")

    @api.depends("partner_ids", "has_ungraded", "company_id")
    def _compute_count(self):
        for export in self:
            partners = export._get_partners()
            domain = export._get_domain()
            export.customer_count = partners.search_count(domain)

    def _get_partners(self):
        """Return the model of customers, as the company of the dialog grades them."""
        self.check_access("read")
        company = self.company_id & self.env.companies or self.env.company
        partners = self.env["res.partner"].with_company(company)
        return partners.with_context(active_test=False)

    def _get_domain(self) -> Domain:
        """Return which customers it holds."""
        partners = self._get_partners()
        domain = partners._get_customer_domain(partners.env.company)
        if self.partner_ids:
            domain &= Domain("id", "in", self.partner_ids.ids)
        if not self.has_ungraded:
            domain &= Domain("customer_grade_id", "!=", False)
        return domain

    def action_print(self):
        """Print the register, grade by grade.

        :raise UserError: there is nobody in it, or too many for paper
        :raise AccessError: the dialog is somebody else's
        """
        self.ensure_one()
        self.check_access("read")
        self._check_printable()
        return self.env.ref("customer_followup.customer_register_report").report_action(
            self
        )

    def _check_printable(self):
        """Refuse to print nothing, and to print a book.

        :raise UserError: says what to do instead
        """
        if not self.customer_count:
            raise UserError(self.env._("There is no such customer in the register."))
        if self.customer_count > MOST_PRINTED:
            raise UserError(
                self.env._(
                    "%(count)s customers are too many for paper: up to %(most)s are "
                    "printed. Mark some of them in the list, or download all as a "
                    "spreadsheet.",
                    count=self.customer_count,
                    most=MOST_PRINTED,
                )
            )

    def action_export(self):
        """Download the register as a spreadsheet.

        :raise AccessError: the user may not export data, or not use this dialog
        """
        self.ensure_one()
        self.check_access("read")
        check_may_export(self.env)
        return {
            "type": "ir.actions.act_url",
            "url": f"/customer_followup/register/{self.id}",
            "target": "new",
            "close": True,
        }
