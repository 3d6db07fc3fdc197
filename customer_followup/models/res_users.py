from odoo import api, models
from odoo.fields import Domain


class ResUsers(models.Model):
    _inherit = "res.users"

    @api.model
    def _get_customer_staff_domain(self, company=None) -> Domain:
        """Return who can be given follow-ups: whoever can also open them.

        :param company: only those who work for this company
        """
        group = self.env.ref("customer_followup.group_specialist")
        robot = self.env.ref("customer_followup.user_service", raise_if_not_found=False)
        domain = Domain("all_group_ids", "in", group.ids)
        if robot:
            domain &= Domain("id", "!=", robot.id)
        if company:
            domain &= Domain("company_ids", "in", company.ids)
        return domain
