from odoo import api, fields, models


class CustomerGrade(models.Model):
    """A grade of a scheme, and how its customers are looked after (GRD-1, GRD-4).

    It is written, signed and retired with its scheme. The next version has a grade
    of its own with the same code, and the customers go on to that one.
    """

    _name = "customer.grade"
    _description = "Customer Grade"
    _inherit = ["customer.grading.part.mixin"]
    _order = "scheme_id, min_score desc, sequence, id"

    scheme_id = fields.Many2one(
        "customer.grading.scheme", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="scheme_id.company_id", store=True, index=True)
    currency_id = fields.Many2one(related="scheme_id.currency_id")
    scheme_state = fields.Selection(related="scheme_id.state", string="Scheme Status")
    name = fields.Char("Grade", required=True, translate=True)
    code = fields.Char(
        compute="_compute_code",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
        help="Says which grade of the next version is the same one.",
    )
    sequence = fields.Integer(default=10)
    color = fields.Integer(help="Of the badge.")
    min_score = fields.Float(
        "From Score",
        digits=(5, 2),
        required=True,
        aggregator=False,
        help="0 to 100. The customer gets the highest grade its score is enough for.",
    )
    contact_interval_days = fields.Integer(
        "Contact Every (Days)",
        aggregator=False,
        help="How often the customer is contacted by phone or message. 0: the rule "
        "says it.",
    )
    onsite_interval_months = fields.Integer(
        "On Site Every (Months)",
        aggregator=False,
        help="How often the customer is visited on site. 0: never by its grade.",
    )
    load_weight = fields.Float(
        default=1.0,
        digits=(6, 2),
        aggregator=False,
        help="How much work such a customer is when customers are assigned, compared "
        "with 1 for an ordinary one.",
    )
    gift_ceiling = fields.Monetary(
        "Gifts a Year Up To",
        aggregator=False,
        help="What gifts and entertainment may cost for one recipient in a year.",
    )
    credit_completeness = fields.Integer(
        "Dossier Needed for Credit (%)",
        aggregator=False,
        help="A request for a higher limit is submitted only when the dossier is as "
        "complete, or what is missing is waived. 0: what the company says.",
    )

    _code_unique = models.UniqueIndex(
        "(scheme_id, code)", "Two grades of a scheme cannot have the same code."
    )
    _min_score_range = models.Constraint(
        "CHECK (min_score BETWEEN 0 AND 100)",
        "A grade begins at a score from 0 to 100.",
    )
    _not_negative = models.Constraint(
        "CHECK (contact_interval_days >= 0 AND onsite_interval_months >= 0"
        " AND load_weight BETWEEN 0 AND 1000 AND gift_ceiling BETWEEN 0 AND 1e12)",
        "Intervals, load weight and ceiling of a grade cannot be negative, and a "
        "customer weighs at most 1,000 ordinary ones.",
    )
    _credit_completeness_range = models.Constraint(
        "CHECK (credit_completeness BETWEEN 0 AND 100)",
        "The completeness of a dossier is a number from 0 to 100 percent.",
    )

    @api.depends("name")
    def _compute_code(self):
        for grade in self:
            grade.code = (grade.code or grade.name or "").strip()

    @api.model
    def _get_unsigned_fields(self) -> set[str]:
        return {"color"}
