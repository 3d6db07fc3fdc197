from odoo import models


class BasePartnerMerge(models.TransientModel):
    """Merging customers: one grade in each company, and one history (GRD-3)."""

    _inherit = "base.partner.merge.automatic.wizard"

    def _update_foreign_keys(self, src_partners, dst_partner):
        # before the assessments come over: a customer has one that waits, and Odoo
        # would delete all of them because of the second
        src_partners._cancel_assessments(
            self.env._("The customer was merged into %(name)s.", name=dst_partner.name)
        )
        # sudo: whoever merges contacts need not be allowed to see their grades
        partners = self.env["res.partner"].sudo()
        partners._merge_grades(src_partners.sudo(), dst_partner.sudo())
        return super()._update_foreign_keys(src_partners, dst_partner)
