from odoo import models
from odoo.exceptions import UserError


class CustomerCreditRequest(models.Model):
    """More credit only for customers whose papers are there (DOS-3, GRD-4)."""

    _inherit = "customer.credit.request"

    def _check_submittable(self):
        self._check_dossier()
        return super()._check_submittable()

    def _check_signable(self):
        self._check_dossier()
        return super()._check_signable()

    def _check_dossier(self):
        """Refuse more credit while too much of the dossier is missing.

        :raise UserError: names the missing papers
        """
        # sudo: how complete a dossier is is known to whoever sees the customer
        customer = self.sudo().partner_id.with_company(self.company_id)
        needed = customer.customer_credit_completeness
        if not needed or self.requested_limit <= self.current_limit:
            return
        customer._refresh_dossiers()
        is_enough = customer.customer_dossier_completeness >= needed
        if is_enough or customer.customer_dossier_state == "waived":
            return
        raise UserError(
            self.env._(
                "The dossier of %(customer)s is complete by %(percent)s %%, and more "
                "credit needs %(needed)s %% (%(why)s). Missing: %(papers)s. File them, "
                "or ask for a waiver.",
                customer=customer.name,
                percent=customer.customer_dossier_completeness,
                needed=needed,
                why=self._get_completeness_origin(customer.customer_grade_id),
                papers=", ".join(customer.customer_missing_type_ids.mapped("name")),
            )
        )

    def _get_completeness_origin(self, grade) -> str:
        """Return who says how complete the dossier has to be."""
        if grade.credit_completeness:
            return self.env._("customers of grade %(grade)s", grade=grade.name)
        return self.env._("customers whose grade says nothing else")
