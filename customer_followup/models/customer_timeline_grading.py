from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL


class CustomerTimeline(models.Model):
    """The grade as the class of customers, and its changes (DOS-5, DOS-9)."""

    _inherit = "customer.timeline"

    customer_grade_id = fields.Many2one(
        string="Customer Grade",
        related="partner_id.customer_grade_id",
        help="The customer's grade in the current company.",
    )

    @api.model
    def _get_sources(self):
        return super()._get_sources() | {"assessment": (45, "customer.assessment")}

    def _select_assessment(self, source) -> SQL:
        """Return what changed the grade, and nothing of the monthly confirmations."""
        source.open(Domain("state", "=", "applied"))
        before = source.join("current_grade_id", "customer.grade")
        now = source.join("decided_grade_id", "customer.grade")
        source.query.add_where(
            SQL(
                "%s IS DISTINCT FROM %s",
                source.column("current_grade_id"),
                source.column("decided_grade_id"),
            )
        )
        grades = self.env["customer.grade"].sudo()  # sudo: the name of a grade
        nothing = self.env._("not yet graded")
        before, now = (
            SQL(
                "COALESCE(%s, %s)",
                grades._field_to_sql(alias, "name", source.query),
                nothing,
            )
            for alias in (before, now)
        )
        return source.select(
            kind=SQL("'other'"),
            document=SQL("%s", self.env._("Grade")),
            title=SQL("%s || ' → ' || %s", before, now),
            happened_at="applied_at",
            company_id="company_id",
            user_id="applied_by_id",
            state=source.words("state"),
        )
