from odoo import api, fields, models
from odoo.exceptions import UserError

from .customer_approval_mixin import APPROVAL_TRANSITIONS


class CustomerGradingScheme(models.Model):
    """How a company grades its customers: criteria, weights and grades (GRD-1).

    A supervisor writes it, the service manager signs it; from then on it holds, in
    the place of the version before it. An approved scheme never changes: who wants
    another one makes a new version. It ends when the next version is approved.
    """

    _name = "customer.grading.scheme"
    _description = "Grading Scheme"
    _inherit = ["customer.approval.mixin"]
    _order = "company_id, name, version desc, id desc"
    _mail_post_access = "read"
    _customer_transitions = APPROVAL_TRANSITIONS | {
        "retire": (("approved",), "retired", None),
    }

    name = fields.Char(required=True, translate=True, tracking=True)
    version = fields.Integer(default=1, readonly=True, copy=False, aggregator=False)
    previous_id = fields.Many2one(
        "customer.grading.scheme",
        "Version Before",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
    )
    company_id = fields.Many2one(
        "res.company",
        required=True,
        default=lambda self: self.env.company,
        index=True,
        ondelete="restrict",
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    state = fields.Selection(
        selection_add=[("retired", "Retired")], ondelete={"retired": "cascade"}
    )
    period_months = fields.Integer(
        "Facts of the Last (Months)",
        default=12,
        required=True,
        tracking=True,
        aggregator=False,
        help="How far back sales, payments, returns and complaints are looked at.",
    )
    hysteresis_points = fields.Float(
        "Keep the Grade Within (Points)",
        default=3.0,
        digits=(5, 2),
        tracking=True,
        aggregator=False,
        help="A customer keeps its grade until the score is lower than the grade's "
        "minimum by more than this, so that nobody goes down and up again every month.",
    )
    min_tenure_months = fields.Integer(
        "Graded From (Months)",
        default=3,
        tracking=True,
        aggregator=False,
        help="Who has been a customer for less is not graded yet.",
    )
    min_data_percent = fields.Integer(
        "Needs Known by Weight (%)",
        default=50,
        tracking=True,
        aggregator=False,
        help="A customer is not graded while less is known, by the weight of the "
        "criteria. What is not known does not count.",
    )
    criterion_ids = fields.One2many(
        "customer.grading.criterion", "scheme_id", "Criteria", copy=True
    )
    grade_ids = fields.One2many("customer.grade", "scheme_id", "Grades", copy=True)
    retired_at = fields.Datetime("Retired On", readonly=True, copy=False)

    _one_approved = models.UniqueIndex(
        "(company_id) WHERE state = 'approved'",
        "A company grades by one scheme at a time.",
    )
    _period_range = models.Constraint(
        "CHECK (period_months BETWEEN 1 AND 120)",
        "Facts are looked at for 1 to 120 months.",
    )
    _hysteresis_range = models.Constraint(
        "CHECK (hysteresis_points BETWEEN 0 AND 100)",
        "A grade is kept within 0 to 100 points.",
    )
    _min_tenure_range = models.Constraint(
        "CHECK (min_tenure_months BETWEEN 0 AND 120)",
        "Customers are graded after 0 to 120 months.",
    )
    _min_data_range = models.Constraint(
        "CHECK (min_data_percent BETWEEN 0 AND 100)",
        "What is known of a customer is between 0 and 100 percent.",
    )

    @api.depends("name", "version")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for scheme in self:
            scheme.display_name = self.env._(
                "%(name)s, version %(version)s",
                name=scheme.name,
                version=scheme.version,
            )

    @api.model
    def _get_stamp_fields(self) -> set[str]:
        return super()._get_stamp_fields() | {"version", "previous_id", "retired_at"}

    @api.model
    def _get_signed_fields(self) -> set[str]:
        return super()._get_signed_fields() | {
            "name",
            "company_id",
            "period_months",
            "hysteresis_points",
            "min_tenure_months",
            "min_data_percent",
            "criterion_ids",
            "grade_ids",
        }

    def _get_signed_values(self) -> dict:
        # what a signature covers is written in the lines, not only which lines; and
        # whoever signs may speak another language than who submitted it
        values = super(
            CustomerGradingScheme, self.with_context(lang=None)
        )._get_signed_values()
        for name in ("criterion_ids", "grade_ids"):
            lines = self.sudo()[name]  # sudo: as the fingerprint of the mixin
            values[name] = [line._get_signed_values() for line in lines.sorted("id")]
        return values

    def _check_is_draft(self):
        held = self.filtered(lambda s: s.state in ("approved", "retired"))
        if held:
            raise UserError(held[0]._get_held_refusal())
        return super()._check_is_draft()

    def _get_transition_refusal(self, sources) -> str:
        if self.state == "approved":
            return self._get_held_refusal()
        return super()._get_transition_refusal(sources)

    def _get_held_refusal(self) -> str:
        return self.env._(
            "Customers are or were graded by %(name)s, so it does not change any "
            "more. Make a new version of it.",
            name=self.display_name,
        )

    def _update_field_translations(self, field_name, translations, *args, **kwargs):
        # not by write: the name is signed in every language
        if field_name in self._get_signed_fields():
            self._check_is_draft()
            self._note_editor()
        return super()._update_field_translations(
            field_name, translations, *args, **kwargs
        )

    @api.model
    def _find_approved(self, company):
        """Return the scheme that a company grades by; none if it does not."""
        # sudo: whoever sees a customer may know by what it is graded
        return self.sudo().search(
            [("company_id", "=", company.id), ("state", "=", "approved")], limit=1
        )

    def _check_approved(self):
        """Refuse to grade by what does not hold.

        :raise UserError: the scheme is not approved
        """
        if self.state != "approved":
            raise UserError(
                self.env._(
                    "%(name)s does not hold: customers are graded by the scheme that "
                    "the service manager has approved.",
                    name=self.display_name,
                )
            )
