from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

OUTCOMES = [
    ("graded", "Graded"),
    ("held", "Grade Kept"),
    ("too_new", "Too New"),
    ("too_little", "Too Little Known"),
]
CHANGES = [
    ("first", "First Grade"),
    ("same", "Unchanged"),
    ("up", "Up"),
    ("down", "Down"),
    ("none", "Not Yet Graded"),
]


class CustomerAssessment(models.Model):
    """What a customer is worth on one day: 客户关系评估表 (GRD-2).

    A run makes it for many customers, or a specialist for one. A supervisor applies
    it, or decides otherwise with a reason; then the grade is in the dossier and the
    assessment is history. It also ends when the next one takes its place.
    """

    _name = "customer.assessment"
    _description = "Customer Assessment"
    _inherit = ["customer.transition.mixin", "mail.thread"]
    _order = "date desc, id desc"
    _mail_post_access = "read"
    _customer_transitions = {
        "submit": (("draft",), "submitted", "group_specialist"),
        "ask_back": (("submitted",), "draft", "group_supervisor"),
        "apply": (("submitted",), "applied", "group_supervisor"),
        "cancel": (("draft", "submitted"), "cancelled", "group_specialist"),
    }

    partner_id = fields.Many2one(
        "res.partner",
        "Customer",
        required=True,
        index=True,
        ondelete="cascade",
        domain="[('parent_id', '=', False), ('company_id', 'in', [False, company_id])]",
    )
    company_id = fields.Many2one(
        "res.company",
        required=True,
        default=lambda self: self.env.company,
        ondelete="cascade",
    )
    scheme_id = fields.Many2one(
        "customer.grading.scheme",
        required=True,
        readonly=True,
        default=lambda self: self.env["customer.grading.scheme"]._find_approved(
            self.env.company
        ),
        index=True,
        ondelete="restrict",
    )
    run_id = fields.Many2one(
        "customer.grading.run", readonly=True, copy=False, ondelete="set null"
    )
    date = fields.Date(
        required=True, default=lambda self: self.env.company._get_customer_today()
    )
    score = fields.Float(digits=(5, 2), readonly=True, copy=False, aggregator="avg")
    outcome = fields.Selection(OUTCOMES, readonly=True, copy=False)
    change = fields.Selection(CHANGES, readonly=True, copy=False)
    grade_steps = fields.Integer(
        "Grades Up or Down",
        readonly=True,
        copy=False,
        aggregator=False,
        help="How many grades the proposal is above or below the present one.",
    )
    current_grade_id = fields.Many2one(
        "customer.grade",
        "Present Grade",
        readonly=True,
        copy=False,
        ondelete="restrict",
    )
    proposed_grade_id = fields.Many2one(
        "customer.grade", readonly=True, copy=False, ondelete="restrict"
    )
    decided_grade_id = fields.Many2one(
        "customer.grade",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    decision_reason = fields.Text("Why Decided Otherwise", readonly=True, copy=False)
    note = fields.Text(
        "Summary", help="What the figures do not say about the relationship."
    )
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("submitted", "Proposed"),
            ("applied", "Applied"),
            ("cancelled", "Cancelled"),
        ],
        "Status",
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        group_expand=True,
    )
    # for each criterion its id, value, target, gap and points, as line_ids show them.
    # No Json: PostgreSQL would take as long to read it as for half of the measures.
    criteria = fields.Text("Facts", readonly=True, copy=False, prefetch=False)
    line_ids = fields.One2many(
        "customer.assessment.line", "assessment_id", "Criteria", readonly=True
    )
    scheme_state = fields.Selection(related="scheme_id.state", string="Scheme Status")
    customer_specialist_id = fields.Many2one(
        related="partner_id.customer_specialist_id"
    )
    # rated while the customer is assessed, and kept on the customer
    customer_wallet_share = fields.Float(
        related="partner_id.customer_wallet_share", readonly=False
    )
    customer_strategic_value = fields.Selection(
        related="partner_id.customer_strategic_value", readonly=False
    )
    applied_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    applied_at = fields.Datetime("Applied On", readonly=True, copy=False)

    _one_open = models.UniqueIndex(
        "(partner_id, company_id) WHERE state IN ('draft', 'submitted')",
        "This customer is being assessed already: open the assessment that waits.",
    )
    _of_run = models.Index("(run_id, partner_id)")  # for what a run has still to do
    _history = models.Index(
        "(company_id, partner_id, applied_at) WHERE state = 'applied'"
    )  # for the register as it was on a day
    _proposed = models.Index(
        "(company_id, change) WHERE state = 'submitted'"
    )  # for the list of the supervisor

    @api.depends("partner_id", "date")
    def _compute_display_name(self):
        for assessment in self:
            assessment.display_name = (
                f"{assessment.partner_id.name or ''} {assessment.date or ''}"
            )

    @api.constrains("partner_id", "company_id")
    def _check_partner(self):
        for assessment in self:
            # sudo: the customer may have gone where the user cannot follow
            partner, company = assessment.sudo().partner_id, assessment.company_id
            if partner != partner.commercial_partner_id:
                raise ValidationError(
                    self.env._(
                        "%(contact)s is a contact of %(customer)s. Assess the "
                        "customer.",
                        contact=partner.name,
                        customer=partner.commercial_partner_id.name,
                    )
                )
            if partner.company_id and partner.company_id != company:
                raise ValidationError(
                    self.env._(
                        "%(customer)s is a customer of %(company)s. Assess it there.",
                        customer=partner.name,
                        company=partner.company_id.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        vals_list = self._prepare_birth(vals_list, {"state": "draft"})
        for vals in vals_list:
            company = self.env["res.company"].browse(
                vals.get("company_id") or self.env.company.id
            )
            vals["scheme_id"] = self._get_scheme(company).id
            self._check_none_open(vals.get("partner_id"), company)
        assessments = super().create(vals_list)
        assessments._refresh_facts()
        return assessments

    def write(self, vals):
        if vals.keys() & {"partner_id", "company_id", "date", "note"}:
            self._check_is_draft()
        result = super().write(vals)
        if vals.keys() & {"partner_id", "company_id", "date"}:
            self._refresh_facts()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_only_drafts(self):
        if self.filtered(lambda a: a.state != "draft"):
            raise UserError(
                self.env._(
                    "An assessment that was proposed belongs to the history of the "
                    "customer. Cancel it instead of deleting it."
                )
            )

    def _check_is_draft(self):
        if not self._is_transition() and self.filtered(lambda a: a.state != "draft"):
            raise UserError(
                self.env._(
                    "What was proposed does not change any more. Let a supervisor ask "
                    "it back."
                )
            )

    @api.model
    def _check_none_open(self, partner_id: int, company):
        """Refuse a second assessment of a customer before the first is decided.

        :raise UserError: says where the first one is
        """
        # sudo: another specialist's may be the open one
        assessment = self.sudo().search(
            self._get_open_domain()
            & Domain("partner_id", "=", partner_id)
            & Domain("company_id", "=", company.id),
            limit=1,
        )
        if assessment:
            raise UserError(
                self.env._(
                    "%(customer)s is being assessed already: see the assessment of "
                    "%(day)s under Grades > All Assessments.",
                    customer=assessment.partner_id.name,
                    day=assessment.date,
                )
            )

    @api.model
    def _get_scheme(self, company):
        """Return the scheme that a company grades by.

        :raise UserError: there is none
        """
        if scheme := self.env["customer.grading.scheme"]._find_approved(company):
            return scheme
        raise UserError(
            self.env._(
                "%(company)s has no approved grading scheme yet. Write one under "
                "Grades > Schemes and let the service manager approve it.",
                company=company.name,
            )
        )

    @api.model
    def _get_stamp_fields(self) -> set[str]:
        return super()._get_stamp_fields() | {
            "scheme_id",
            "run_id",
            "score",
            "outcome",
            "change",
            "grade_steps",
            "current_grade_id",
            "proposed_grade_id",
            "decided_grade_id",
            "decision_reason",
            "criteria",
            "line_ids",
            "applied_by_id",
            "applied_at",
        }

    @api.model
    def _get_open_domain(self) -> Domain:
        return Domain("state", "in", ("draft", "submitted"))

    @api.model
    def _get_small_domain(self) -> Domain:
        """Return the proposals that are applied together: first, same, one grade."""
        return Domain("state", "=", "submitted") & (
            Domain("change", "in", ("first", "same", "none"))
            | Domain("grade_steps", "in", (-1, 1))
        )
