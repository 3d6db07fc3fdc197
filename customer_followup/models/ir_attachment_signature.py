from odoo import api, models
from odoo.exceptions import UserError

FOLLOWUP = "customer.followup"


class IrAttachment(models.Model):
    """Files of follow-ups' fields, as signatures: written by the follow-up alone.

    A follow-up says when its record may not change any more; its file does not.
    """

    _inherit = "ir.attachment"

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_no_signature(vals)
        return super().create(vals_list)

    def write(self, vals):
        self._check_no_signature(vals)
        return super().write(vals)

    def unlink(self):
        self._check_no_signature({})
        return super().unlink()

    def _check_no_signature(self, vals: dict):
        """Refuse to make or change the file of a follow-up's field by hand.

        The follow-up itself does it as superuser.

        :raise UserError: says where it is done
        """
        if self.env.su:
            return
        is_made = vals.get("res_model", FOLLOWUP) == FOLLOWUP and vals.get("res_field")
        # sudo: only which record it belongs to is looked at
        files = self.sudo().exists().filtered("res_field")
        if is_made or FOLLOWUP in files.mapped("res_model"):
            raise UserError(
                self.env._(
                    "A signature is part of its follow-up: sign there, as long as it "
                    "is not recorded."
                )
            )
