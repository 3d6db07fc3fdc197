from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

MOST_LINES = 1000
"""Of an assessment; a line's id is its place among those of its assessment."""


class CustomerAssessmentLine(models.Model):
    """One criterion of an assessment: the fact, the target, the gap, the points.

    Kept in the assessment itself, which the run writes, and shown as a record: as rows
    of their own, ten for each customer and month, lines would take most of the time of
    a run and of the room of the database.
    """

    _name = "customer.assessment.line"
    _description = "Line of an Assessment"
    _order = "assessment_id, id"
    _auto = False
    _depends = {"customer.assessment": ["criteria"]}

    assessment_id = fields.Many2one("customer.assessment", readonly=True)
    criterion_id = fields.Many2one("customer.grading.criterion", readonly=True)
    unit = fields.Char(related="criterion_id.unit")
    weight = fields.Integer(related="criterion_id.weight", aggregator=False)
    value = fields.Float(digits=(16, 2), readonly=True, aggregator="avg")
    target = fields.Float(digits=(16, 2), readonly=True, aggregator=False)
    gap = fields.Float(
        "Missing to the Target", digits=(16, 2), readonly=True, aggregator="avg"
    )
    score = fields.Integer("Points", readonly=True, aggregator="avg")
    # as the fields above hold 0 for what is not there
    has_value = fields.Boolean(readonly=True)
    has_target = fields.Boolean(readonly=True)

    @property
    def _table_query(self) -> SQL:
        """Take the assessments apart; see ``customer.assessment.criteria``."""
        return SQL(
            """
            SELECT assessment.id::bigint * %(most)s + line.place AS id,
                   assessment.id AS assessment_id,
                   (line.criterion->>0)::int AS criterion_id,
                   coalesce((line.criterion->>1)::numeric, 0) AS value,
                   coalesce((line.criterion->>2)::numeric, 0) AS target,
                   coalesce((line.criterion->>3)::numeric, 0) AS gap,
                   coalesce((line.criterion->>4)::int, 0) AS score,
                   line.criterion->>1 IS NOT NULL AS has_value,
                   line.criterion->>2 IS NOT NULL AS has_target
              FROM customer_assessment AS assessment
             CROSS JOIN LATERAL jsonb_array_elements(assessment.criteria::jsonb)
                   WITH ORDINALITY AS line(criterion, place)
            """,
            most=MOST_LINES,
        )

    @api.model
    def _search(self, domain, *args, **kwargs):
        # an id names its assessment; without it all of them would be taken apart
        domain = Domain(domain).map_conditions(_with_assessment)
        return super()._search(domain, *args, **kwargs)


def _with_assessment(condition):
    if condition.field_expr != "id" or condition.operator not in ("=", "in"):
        return condition
    ids = [condition.value] if condition.operator == "=" else [*condition.value]
    if not all(type(id_) is int for id_ in ids):
        return condition
    assessment_ids = {id_ // MOST_LINES for id_ in ids}
    return condition & Domain("assessment_id", "in", assessment_ids)
