from odoo import api, fields, models

from ..tools.bulk_log import bulk_log
from ..tools.bulk_update import bulk_update
from .res_partner_dossier import COLLEAGUES


class ResPartner(models.Model):
    """Which department keeps in touch with a customer (FUP-3, FUP-4, FUP-13)."""

    _inherit = "res.partner"

    customer_care_by = fields.Selection(
        [("sales", "Sales department"), ("service", "Customer service")],
        "In the Care Of",
        copy=False,
        tracking=True,
        index="btree_not_null",
        groups=COLLEAGUES,
        help="Sales department: the customer was handed over to it and stays with it. "
        "Customer service: it took over, as nobody from the sales department was in "
        "touch. Empty: both, by the follow-up rules.",
    )
    customer_is_familiar = fields.Boolean(
        "Familiar",
        copy=False,
        tracking=True,
        groups=COLLEAGUES,
        help="The salesperson knows the customer well: how sales go and what could be "
        "better is asked every week.",
    )

    _customer_familiar = models.Index(
        "(id) WHERE customer_is_familiar"
    )  # for the rule that asks every week

    @api.model_create_multi
    def create(self, vals_list):
        partners = super().create(vals_list)
        # looked at afterwards: it may also come from a default
        if partners.sudo().filtered("customer_care_by"):
            self._check_may_assign()
        return partners

    def write(self, vals):
        if "customer_care_by" in vals and self.sudo().filtered(
            lambda p: p.customer_care_by != (vals["customer_care_by"] or False)
        ):
            self._check_may_assign()
        return super().write(vals)

    def _take_over(self, body: str):
        """Register that customer service takes these customers over (FUP-3).

        :param body: why, for their logs
        """
        new = self.filtered(lambda p: not p.customer_care_by)
        bulk_update(
            new, [{"id": id_, "customer_care_by": "service"} for id_ in new.ids]
        )
        bulk_log(new, body)
