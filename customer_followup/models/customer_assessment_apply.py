from odoo import fields, models


class CustomerAssessment(models.Model):
    """What an applied assessment leads to: the grade in the dossier (GRD-3, GRD-4)."""

    _inherit = "customer.assessment"

    def _apply(self, grade=None, comment: str | None = None):
        """Write the grades of the customers, and say why.

        :param grade: what was decided instead of the proposal
        """
        for scheme in self.scheme_id:
            scheme.sudo()._check_approved()  # sudo: schemes of any company
        proposed = self.grouped(lambda a: grade or a.proposed_grade_id)
        for decided, assessments in proposed.items():
            is_otherwise = grade and grade != assessments.proposed_grade_id
            assessments._transition(
                "apply",
                {
                    "decided_grade_id": decided.id,
                    "decision_reason": comment if is_otherwise else False,
                    "applied_by_id": self.env.uid,
                    "applied_at": fields.Datetime.now(),
                },
            )
        self.flush_recordset()
        for company, assessments in self.grouped("company_id").items():
            assessments._apply_in_company(company)
        if comment:
            for assessment in self:
                assessment.message_post(body=comment)

    def _apply_in_company(self, company):
        # sudo: the effect of the decision, and nobody's right
        partners = self.env["res.partner"].sudo().with_company(company)
        before = {
            partner.id: partner.customer_grade_id
            for partner in partners.browse(self.partner_id.ids)
        }
        partners._write_grades(
            company,
            [
                {
                    "id": assessment.partner_id.id,
                    "grade_id": assessment.decided_grade_id.id or None,
                    # points without a grade would only be mistaken for one
                    "score": (assessment.decided_grade_id and assessment.score) or None,
                    "day": assessment.date,
                }
                for assessment in self
            ],
        )
        moved = self.filtered(
            lambda a: a.decided_grade_id.code != before[a.partner_id.id].code
        )
        if moved:
            # read by all colleagues, in the company's language; sudo: see above
            lang = company.partner_id.lang
            moved.sudo().with_context(lang=lang)._tell_customers(before)
            partners.browse(moved.partner_id.ids)._on_grades_changed(company)

    def _tell_customers(self, before: dict):
        """Say on each customer which grade it has now, and why.

        :param before: the grade before, by the customer's id
        """
        bodies = {
            assessment.partner_id.id: assessment._get_change_text(
                before[assessment.partner_id.id]
            )
            for assessment in self
        }
        self.partner_id._message_log_batch(bodies=bodies)

    def _get_change_text(self, before) -> str:
        nothing = self.env._("not yet graded")
        return self.env._(
            "Grade: %(before)s → %(now)s, decided by %(who)s. %(why)s",
            before=before.name or nothing,
            now=self.decided_grade_id.name or nothing,
            who=self.applied_by_id.name,
            why=self.decision_reason or self.summary or "",
        )
