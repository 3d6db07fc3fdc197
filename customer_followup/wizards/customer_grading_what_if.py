from odoo import api, fields, models
from odoo.exceptions import UserError

from ..policy.grading import find_problems

RESULTS = {"matrix", "date", "customer_count"}


class CustomerGradingWhatIf(models.TransientModel):
    """What grades customers would have by another scheme, today (GRD-3).

    A supervisor opens it, chooses a scheme and tries it. All customers of the company
    are assessed, and nothing but the counts of this dialog is written.
    """

    _name = "customer.grading.what.if"
    _description = "What If: Another Grading Scheme"
    _inherit = ["customer.grade.matrix.mixin"]

    scheme_id = fields.Many2one(
        "customer.grading.scheme",
        required=True,
        domain="[('company_id', '=', company_id), "
        "('state', 'in', ('draft', 'submitted', 'approved'))]",
        ondelete="cascade",
    )
    date = fields.Date("Facts Of", readonly=True)
    customer_count = fields.Integer("Customers", readonly=True)
    matrix = fields.Json("Present Grade and Grade by This Scheme", readonly=True)

    @api.depends_context("lang")
    def _compute_display_name(self):
        self.display_name = self.env._("What If")

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._without_results(vals) for vals in vals_list])

    def write(self, vals):
        vals = self._without_results(vals)
        if "scheme_id" in vals:  # what was counted is of another one
            vals |= dict.fromkeys(RESULTS, False)
        return super().write(vals)

    @api.model
    def _without_results(self, vals: dict) -> dict:
        if self.env.su:
            return vals
        return {name: value for name, value in vals.items() if name not in RESULTS}

    @api.onchange("scheme_id")
    def _onchange_scheme(self):
        self.update(dict.fromkeys(RESULTS, False))

    def action_try(self):
        """Assess all customers by the scheme, and count; nothing else is written.

        :raise UserError: nobody can be graded by the scheme, or it takes too long
        :raise AccessError: the dialog is somebody else's
        """
        self.ensure_one()
        self.check_access("write")
        self._check_company_open()
        self._check_scheme()
        today = self.company_id._get_customer_today()
        matrix = self._try_scheme(today)
        # sudo: the numbers are what was counted, and nobody's to write
        self.sudo().write(
            {"matrix": matrix, "date": today, "customer_count": matrix["total"]}
        )

    def _check_scheme(self):
        """Refuse to try what grades nobody.

        :raise UserError: says what is wrong with the scheme
        """
        scheme = self.scheme_id
        scheme.check_access("read")
        if scheme.company_id != self.company_id or scheme.state not in (
            "draft",
            "submitted",
            "approved",
        ):
            raise UserError(
                self.env._(
                    "Choose a scheme of %(company)s that holds or is being prepared.",
                    company=self.company_id.name,
                )
            )
        if find_problems(scheme._get_policy()):
            scheme._check_submittable()  # says what is missing
            raise UserError(
                self.env._(
                    "Nobody can be graded by %(scheme)s yet. Open it and complete its "
                    "criteria and grades: each criterion needs bands or a target, and "
                    "the lowest grade begins at 0.",
                    scheme=scheme.display_name,
                )
            )
