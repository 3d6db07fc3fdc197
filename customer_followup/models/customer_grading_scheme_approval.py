from odoo import fields, models


class CustomerGradingScheme(models.Model):
    """What the signature of the service manager leads to (GRD-1)."""

    _inherit = "customer.grading.scheme"

    def _transition(self, action, vals=None):
        if action == "approve":  # before: only one is approved at a time
            self._plan_grading()
            self._retire_predecessor()
        return super()._transition(action, vals)

    def _plan_grading(self):
        """Let the job grade the customers by this scheme in the coming night.

        It changes the company's row: of two schemes that are signed at the same moment
        one waits here, begins again and finds the other one approved.
        """
        for company in self.company_id:
            company._grade_next_night()
        self.company_id.flush_recordset()

    def _retire_predecessor(self):
        """End the scheme that holds in the company until now."""
        predecessor = self._find_approved(self.company_id)
        if predecessor:
            predecessor._transition("retire", {"retired_at": fields.Datetime.now()})
            predecessor.flush_recordset()
            if not self.previous_id:
                self._in_transition().previous_id = predecessor

    def _on_approved(self):
        result = super()._on_approved()
        self._check_fully_signed()
        # sudo: the effect of the signatures, and nobody's right
        partners = self.env["res.partner"].sudo()
        kept, lost = partners._move_grades_to_scheme(self)
        self._message_log(body=self._get_approved_text(kept, lost))
        return result

    def _get_approved_text(self, kept: int, lost: int) -> str:
        """Return what became of the customers, for the chatter."""
        if self.company_id.customer_grading_months:
            text = self.env._(
                "Customers are graded by it from now on; the next grading begins on "
                "%(day)s.",
                day=self.company_id.customer_grading_next_date,
            )
        else:
            text = self.env._("Customers are graded by it when somebody asks for it.")
        texts = [text]
        if kept:
            texts.append(
                self.env._("%(count)s customers keep their grade.", count=kept)
            )
        if lost:
            texts.append(
                self.env._(
                    "%(count)s customers had a grade that is no more, and are not "
                    "graded until then.",
                    count=lost,
                )
            )
        return " ".join(texts)
