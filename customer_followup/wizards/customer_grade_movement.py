from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..policy.grade_matrix import build_matrix, order_codes
from ..tools.export_right import check_may_export
from .customer_grade_matrix_mixin import MOST_LISTED


class CustomerGradeMovement(models.TransientModel):
    """Which customers went from which grade to which between two days (GRD-3).

    A supervisor opens it and chooses the days; it reads what was applied until the end
    of each, in the time zone of the company, and writes nothing.
    """

    _name = "customer.grade.movement"
    _description = "Movements Between Grades"
    _inherit = ["customer.grade.matrix.mixin"]

    date_from = fields.Date(
        "From",
        required=True,
        default=lambda self: self._get_default_dates()[0],
        help="The grades at the end of this day are the ones before.",
    )
    date_to = fields.Date(
        "To",
        required=True,
        default=lambda self: self._get_default_dates()[1],
        help="The grades at the end of this day are the ones after.",
    )
    matrix = fields.Json("Customers", compute="_compute_matrix")

    @api.model
    def _get_default_dates(self) -> tuple[date, date]:
        """Return the last days of the two months before the present one."""
        first = self.env.company._get_customer_today().replace(day=1)
        day = timedelta(days=1)
        return first - relativedelta(months=1) - day, first - day

    @api.depends_context("lang")
    def _compute_display_name(self):
        self.display_name = self.env._("Movements Between Grades")

    @api.constrains("date_from", "date_to")
    def _check_dates(self):
        for movement in self:
            if movement.date_from > movement.date_to:
                raise ValidationError(
                    self.env._("*From* is after *To*. Correct one of the two days.")
                )

    @api.depends("company_id", "date_from", "date_to")
    @api.depends_context("lang")
    def _compute_matrix(self):
        for movement in self:
            has_period = movement.date_from and movement.date_to
            if not has_period or movement.date_from > movement.date_to:
                movement.matrix = False
                continue
            movement._check_company_open()
            schemes = movement._get_schemes()
            order = order_codes(*self._get_scales(schemes))
            shown = schemes.filtered(lambda s: s.state == "approved").grade_ids
            codes = shown.mapped("code")
            counts = movement._count_moves()
            matrix = build_matrix(order, counts, codes, codes)
            movement.matrix = self._describe_matrix(matrix, schemes)

    def _get_schemes(self):
        """Return the schemes that hold or held in the company, the last one first."""
        domain = [
            ("company_id", "=", self.company_id.id),
            ("state", "in", ("approved", "retired")),
        ]
        schemes = self.env["customer.grading.scheme"].search(domain)
        return schemes.sorted(
            lambda s: (s.retired_at or fields.Datetime.now(), s.state == "approved"),
            reverse=True,
        )

    def _find_in_cell(self, before, after):
        return self._find_moved(before, after, MOST_LISTED)

    def action_export(self):
        """Download who moved, as a spreadsheet.

        :raise AccessError: the user may not export data, or not use this dialog
        """
        self.ensure_one()
        self._check_company_open()
        check_may_export(self.env)
        return {
            "type": "ir.actions.act_url",
            "url": f"/customer_followup/movements/{self.id}",
            "target": "new",
        }
