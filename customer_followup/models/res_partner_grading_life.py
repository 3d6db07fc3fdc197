from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL


class ResPartner(models.Model):
    """What becomes of grade and assessments when a customer stops being one (GRD-3)."""

    _inherit = "res.partner"

    def write(self, vals):
        result = super().write(vals)
        if vals.get("parent_id"):
            contacts = self.filtered("parent_id")
            contacts._cancel_assessments(
                self.env._("The customer has become a contact of another one.")
            )
            contacts._forget_grades()
        if "active" in vals and not vals["active"]:
            self._cancel_assessments(self.env._("The customer was archived."))
        return result

    def _cancel_assessments(self, comment: str):
        """Give up what nobody has decided about these customers, in all companies."""
        # sudo: whoever archives a customer need not be allowed to assess it
        Assessment = self.env["customer.assessment"].sudo()
        is_theirs = Domain("partner_id", "in", self.ids)
        waiting = Assessment.search(Assessment._get_open_domain() & is_theirs)
        if waiting:
            waiting._transition("cancel")
            waiting._message_log_batch(bodies=dict.fromkeys(waiting.ids, comment))

    def _forget_grades(self):
        """Leave contacts without a grade of their own: it is the customer's."""
        self.env.cr.execute(
            SQL(
                """
                UPDATE res_partner
                   SET customer_grade_id = NULL, customer_grade_score = NULL,
                       customer_grade_date = NULL
                 WHERE id = ANY(%s) AND num_nonnulls(
                           customer_grade_id, customer_grade_score, customer_grade_date
                       ) > 0
                """,
                list(self.ids),
            )
        )
        self.invalidate_recordset(
            ["customer_grade_id", "customer_grade_score", "customer_grade_date"]
        )

    @api.model
    def _merge_grades(self, sources, target):
        """Let who stays keep its grade, or take the latest one of those who go.

        In each company: grade, score and date are those of one assessment.
        """
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                """
                WITH best AS (
                    SELECT DISTINCT ON (grade.key) grade.key, grade.value AS grade_id,
                           partner.customer_grade_score->grade.key AS score,
                           partner.customer_grade_date->grade.key AS day
                      FROM res_partner AS partner,
                           jsonb_each(partner.customer_grade_id) AS grade
                     WHERE partner.id = ANY(%(all)s)
                     ORDER BY grade.key, partner.id != %(target)s,
                              partner.customer_grade_date->>grade.key DESC, partner.id)
                UPDATE res_partner AS partner
                   SET customer_grade_id = merged.grade_id,
                       customer_grade_score = merged.score,
                       customer_grade_date = merged.day
                  FROM (SELECT jsonb_object_agg(key, grade_id) AS grade_id,
                               jsonb_strip_nulls(jsonb_object_agg(key, score)) AS score,
                               jsonb_strip_nulls(jsonb_object_agg(key, day)) AS day
                          FROM best) AS merged
                 WHERE partner.id = %(target)s
                """,
                all=[*sources.ids, target.id],
                target=target.id,
            )
        )
        sources._forget_grades()
        self.env.invalidate_all()
