from odoo import api, fields, models
from odoo.exceptions import UserError


class CrmLeadDossier(models.TransientModel):
    """Asks whether an enquirer is a customer already, before another one is made.

    Opened by *Open Dossier* when somebody has the same e-mail, phone or company name.
    """

    _name = "crm.lead.dossier"
    _description = "Dossier of an Enquirer"

    lead_id = fields.Many2one("crm.lead", "Enquiry", required=True, ondelete="cascade")
    candidate_ids = fields.Many2many("res.partner", compute="_compute_candidate_ids")
    partner_id = fields.Many2one(
        "res.partner",
        "Customer",
        compute="_compute_partner_id",
        store=True,
        readonly=False,
        domain="[('id', 'in', candidate_ids)]",
    )

    @api.depends("lead_id")
    def _compute_candidate_ids(self):
        for dialog in self:
            dialog.candidate_ids = dialog.lead_id._find_customer_candidates()

    @api.depends("lead_id")
    def _compute_partner_id(self):
        for dialog in self:
            dialog.partner_id = dialog.candidate_ids[:1]

    def action_use(self):
        """Open the dossier of the customer that was chosen."""
        self._check_may_answer()
        if not self.partner_id:
            raise UserError(
                self.env._("Choose the customer, or press Create a New One.")
            )
        self.partner_id.check_access("read")
        return self.lead_id._open_dossier_of(self.partner_id)

    def action_create_new(self):
        """Open the dossier of a new customer: it is none of those."""
        self._check_may_answer()
        return self.lead_id._open_dossier_of_new_customer()

    def _check_may_answer(self):
        self.ensure_one()
        self.lead_id.check_access("write")
