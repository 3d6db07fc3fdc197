"""How a record of each scope is made: what belongs to grading."""

from odoo.addons.customer_followup.tools.permit import Permit


class AccessGradingRecords:
    """Schemes with their lines, runs and assessments, for who tries them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.schemes = {
            "here": cls.create_approved_scheme(cls.company),
            "elsewhere": cls.create_approved_scheme(cls.elsewhere),
        }

    @classmethod
    def create_approved_scheme(cls, company):
        """Return a scheme that holds, by whatever way."""
        schemes = cls.env["customer.grading.scheme"].sudo()
        scheme = schemes.create(
            {
                "name": "Holds",
                "company_id": company.id,
                "criterion_ids": [
                    [0, 0, {"measure": "order_count", "target": 10}],
                ],
                "grade_ids": [[0, 0, {"name": "All", "min_score": 0}]],
            }
        )
        permitted = scheme.with_context(customer_transition=Permit(scheme))
        permitted.state = "approved"
        return scheme.with_env(cls.env)

    def get_drafts(self):
        """Return a scheme that may be written, by scope."""
        return {
            scope: scheme.sudo().copy({"company_id": scheme.company_id.id})
            for scope, scheme in self.schemes.items()
        }

    def get_customer_grading_scheme_values(self, user):
        return {
            scope: {"name": "New", "company_id": scheme.company_id.id}
            for scope, scheme in self.schemes.items()
        }

    def get_customer_grading_criterion_values(self, user):
        return {
            scope: {"scheme_id": draft.id, "measure": "tenure", "target": 12}
            for scope, draft in self.get_drafts().items()
        }

    def get_customer_grading_band_values(self, user):
        return {
            scope: {
                "criterion_id": draft.criterion_ids.id,
                "from_value": 0,
                "score": 50,
            }
            for scope, draft in self.get_drafts().items()
        }

    def get_customer_grade_values(self, user):
        return {
            scope: {"scheme_id": draft.id, "name": "Best", "min_score": 90}
            for scope, draft in self.get_drafts().items()
        }

    def get_customer_grading_run_values(self, user):
        return {
            scope: {
                "company_id": scheme.company_id.id,
                "scheme_id": scheme.id,
                "date": "2026-03-02",
            }
            for scope, scheme in self.schemes.items()
        }

    def get_customer_assessment_values(self, user):
        users = self.create_customer("User's", user)
        colleagues = self.create_customer("Colleague's", self.colleague)
        return {
            "customer": {"partner_id": users.id, "company_id": self.company.id},
            "other": {"partner_id": colleagues.id, "company_id": self.company.id},
            "elsewhere": {"partner_id": users.id, "company_id": self.elsewhere.id},
        }

    def get_customer_assessment_decision_values(self, user):
        vals = self.get_customer_assessment_values(user)["customer"]
        assessment = self.env["customer.assessment"].create(vals)
        vals = {"assessment_id": assessment.id, "decision": "cancel"}
        return {"mine": vals, "theirs": vals}

    def get_customer_assessment_line_values(self, user):
        assessments = self.env["customer.assessment"].sudo()
        return {
            scope: {
                "assessment_id": assessments.create(vals).id,
                "criterion_id": self.schemes["here"].criterion_ids.id,
            }
            for scope, vals in self.get_customer_assessment_values(user).items()
        }

    def get_line_of_assessment(self, vals):
        """Return a line of an assessment: lines are made in no other way."""
        assessment = self.env["customer.assessment"].browse(vals["assessment_id"])
        return assessment.line_ids[:1]
