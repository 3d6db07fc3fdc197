from odoo import api, fields, models
from odoo.tools import SQL

from .customer_followup_rule import METHODS


class CustomerFollowupRuleGrade(models.Model):
    """What a rule asks for of the customers of one grade, instead of its own values.

    A service manager writes it with the rule, and it ends with the rule. It goes on
    for the grade of the same code when another scheme is approved.
    """

    _name = "customer.followup.rule.grade"
    _description = "Follow-up Rule for a Grade"
    _order = "rule_id, sequence, id"

    rule_id = fields.Many2one(
        "customer.followup.rule", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="rule_id.company_id", store=True)
    sequence = fields.Integer(default=10)
    grade_id = fields.Many2one("customer.grade", required=True, ondelete="cascade")
    grade_code = fields.Char(related="grade_id.code", store=True, string="Grade Code")
    delay_days = fields.Integer("Days")
    repeat_days = fields.Integer("Again Every (Days)")
    deadline_days = fields.Integer("Contact Within (Days)", default=7)
    method = fields.Selection(METHODS, required=True, default="phone")

    _rule_grade_uniq = models.UniqueIndex(
        "(rule_id, grade_code)", "A rule has one line for each grade."
    )
    _days_within_ten_years = models.Constraint(
        """CHECK (delay_days BETWEEN 0 AND 3650 AND deadline_days BETWEEN 0 AND 3650
              AND repeat_days BETWEEN 0 AND 3650)""",
        "A rule looks at 0 to 3650 days, neither fewer nor more.",
    )


class CustomerFollowupRule(models.Model):
    """What a rule asks for of a customer: the values of its grade win (GRD-4)."""

    _inherit = "customer.followup.rule"

    def _get_terms(self, grade_code: str | None):
        """Return where the terms for a grade are: on its line, or on the rule."""
        line = self.grade_line_ids.filtered(lambda li: li.grade_code == grade_code)
        return line[:1] or self

    def _get_days(self, name: str, company, partner: SQL) -> SQL:
        """Return the days that hold for a customer, for the query of a trigger.

        :param name: ``delay_days`` or ``repeat_days``
        :param partner: the id of the customer
        """
        if not self.grade_line_ids:
            return SQL("%s", self[name])
        self.env.flush_all()
        return SQL(
            """
            COALESCE((SELECT line.%(name)s
                        FROM customer_followup_rule_grade AS line
                       WHERE line.rule_id = %(rule)s
                         AND line.grade_code = (%(code)s)), %(own)s)
            """,
            name=SQL.identifier(name),
            rule=self.id,
            code=self._get_grade_code_query(company, partner),
            own=self[name],
        )

    @api.model
    def _get_grade_code_query(self, company, partner: SQL) -> SQL:
        """Return the code of a customer's grade in ``company``."""
        return SQL(
            """
            SELECT grade.code FROM res_partner AS graded
              JOIN customer_grade AS grade
                ON grade.id = (graded.customer_grade_id->>%s)::int
             WHERE graded.id = %s
            """,
            str(company.id),
            partner,
        )

    def _get_occasion(self, company, today, base: SQL, partner: SQL) -> SQL:
        """Return the latest occasion of a fact that began on ``base`` and lasts.

        The first one is ``base`` itself, due when more than ``delay_days`` are over;
        each ``repeat_days`` after that there is another one. Of those that were missed,
        as on the first day of a rule, only the latest is left.

        :param base: the day the fact began
        :param partner: the id of the customer
        """
        repeat = SQL("NULLIF(%s, 0)", self._get_days("repeat_days", company, partner))
        return SQL(
            """
            (%(base)s + COALESCE(
                GREATEST(%(today)s::date - %(base)s - %(delay)s - 1, 0)
                / %(repeat)s * %(repeat)s, 0))
            """,
            base=base,
            today=today,
            delay=self._get_days("delay_days", company, partner),
            repeat=repeat,
        )
