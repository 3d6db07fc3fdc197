from odoo import models


class ResPartner(models.Model):
    """Grading chosen customers from their list."""

    _inherit = "res.partner"

    def action_grade_customers(self):
        """Grade the chosen customers in the current company (GRD-2).

        :return: the action that shows the run
        :raise AccessError: the user is no supervisor
        :raise UserError: there is no approved scheme, or none of them is a customer
        """
        self.check_access("read")
        run_id = self.env["customer.assessment"].run(self.commercial_partner_id.ids)
        return self.env["customer.grading.run"].browse(run_id)._get_records_action()
