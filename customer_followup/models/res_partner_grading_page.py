from odoo import api, fields, models
from odoo.fields import Domain

from .res_partner_dossier import COLLEAGUES

ASSESSMENTS_ON_PAGE = 24
"""Two years of monthly gradings; the button beside leads to all of them."""


class ResPartner(models.Model):
    """What the page *Grade* of a customer says (GRD-3, GRD-4)."""

    _inherit = "res.partner"

    customer_grade_why = fields.Text(
        "Why This Grade",
        compute="_compute_customer_grade_words",
        groups=COLLEAGUES,
        help="From the last applied assessment.",
    )
    customer_grade_way = fields.Text(
        "To the Next Grade", compute="_compute_customer_grade_words", groups=COLLEAGUES
    )
    customer_grade_next_date = fields.Date(
        "Next Assessment",
        compute="_compute_customer_grade_next_date",
        groups=COLLEAGUES,
    )
    customer_grade_history = fields.Json(
        "Assessments So Far",
        compute="_compute_customer_grade_history",
        groups=COLLEAGUES,
        help="The last ones of the current company, as far as the user may read them.",
    )
    customer_contact_interval_days = fields.Integer(
        related="customer_grade_id.contact_interval_days", groups=COLLEAGUES
    )
    customer_onsite_interval_months = fields.Integer(
        related="customer_grade_id.onsite_interval_months", groups=COLLEAGUES
    )
    customer_gift_currency_id = fields.Many2one(
        related="customer_grade_id.currency_id",
        string="Currency of Gifts",
        groups=COLLEAGUES,
    )
    customer_gift_ceiling = fields.Monetary(
        related="customer_grade_id.gift_ceiling",
        currency_field="customer_gift_currency_id",
        groups=COLLEAGUES,
    )
    customer_credit_completeness = fields.Integer(
        "Dossier Needed for Credit (%)",
        compute="_compute_customer_credit_completeness",
        groups=COLLEAGUES,
        help="What the grade says, else what the company says.",
    )

    @api.depends("customer_assessment_ids.state")
    @api.depends_context("company", "lang", "uid")
    def _compute_customer_grade_words(self):
        Assessment = self.env["customer.assessment"]
        last_ids = {}
        if Assessment.has_access("read"):
            domain = self._get_assessment_domain() & Domain("state", "=", "applied")
            groups = Assessment._read_group(domain, ["partner_id"], ["id:max"])
            last_ids = {partner.id: last_id for partner, last_id in groups}
        assessments = Assessment.browse(last_ids.values())
        for partner in self:
            last = Assessment.browse(last_ids.get(partner._origin.id))
            last = last.with_prefetch(assessments.ids)
            partner.customer_grade_why = last.decision_reason or last.summary
            partner.customer_grade_way = last.way

    @api.depends_context("company")
    def _compute_customer_grade_next_date(self):
        for partner in self:
            customer = not partner.parent_id
            partner.customer_grade_next_date = (
                customer and self.env.company.customer_grading_next_date
            )

    @api.depends("customer_assessment_ids.state")
    @api.depends_context("company", "lang", "uid")
    def _compute_customer_grade_history(self):
        Assessment = self.env["customer.assessment"]
        may_read = Assessment.has_access("read")
        for partner in self:
            domain = partner._get_assessment_domain() & Domain(
                "state", "!=", "cancelled"
            )
            last = may_read and Assessment.search(domain, limit=ASSESSMENTS_ON_PAGE)
            partner.customer_grade_history = last and last._get_history()

    @api.depends("customer_grade_id")
    @api.depends_context("company")
    def _compute_customer_credit_completeness(self):
        ordinary = self.env.company.customer_dossier_credit_percent
        for partner in self:
            grade = partner.customer_grade_id
            partner.customer_credit_completeness = grade.credit_completeness or ordinary

    def _get_assessment_domain(self) -> Domain:
        """Return the assessments of these customers in the current company."""
        return Domain("partner_id", "in", self._origin.ids) & Domain(
            "company_id", "=", self.env.company.id
        )

    def action_assess_customer(self):
        """Open the assessment that waits for a decision, or a new one (GRD-2).

        :raise AccessError: the user may not assess customers
        :raise UserError: the company has no approved scheme, or nothing is known of
            the customer yet
        """
        self.ensure_one()
        self.check_access("read")
        customer = self.commercial_partner_id
        Assessment = self.env["customer.assessment"]
        domain = customer._get_assessment_domain() & Assessment._get_open_domain()
        assessment = Assessment.search(domain, limit=1) or Assessment.create(
            {"partner_id": customer.id}
        )
        return assessment._get_records_action()

    def action_open_assessments(self):
        """Show all assessments of the customer in the current company."""
        self.ensure_one()
        self.check_access("read")
        customer = self.commercial_partner_id
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "customer_followup.customer_assessment_action"
        )
        action["domain"] = list(customer._get_assessment_domain())
        action["context"] = {"default_partner_id": customer.id}
        action["display_name"] = self.env._(
            "Assessments of %(customer)s", customer=customer.display_name
        )
        return action


class CustomerAssessment(models.Model):
    _inherit = "customer.assessment"

    def _get_history(self) -> list[dict]:
        """Return what the page *Grade* lists of each assessment."""
        states = dict(self._fields["state"]._description_selection(self.env))
        return [
            {
                "id": assessment.id,
                "date": fields.Date.to_string(assessment.date),
                "score": assessment.score,
                "grade": assessment._get_shown_grade().name or "",
                "color": assessment._get_shown_grade().color,
                "state": assessment.state,
                "status": states[assessment.state],
                "who": assessment.applied_by_id.name or "",
            }
            for assessment in self
        ]

    def _get_shown_grade(self):
        return (
            self.decided_grade_id
            if self.state == "applied"
            else (self.proposed_grade_id)
        )
