from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import html2plaintext

from ..policy.planning import get_deadline
from ..policy.urgency import get_most_urgent
from ..tools.permit import Permit, get_permit
from .res_partner_enquiry import URGENCY_LABELS

# what the enquirer said; once it changes, it is to be repeated again
FACTS = {
    "contact_name",
    "customer_enquiry_reason",
    "description",
    "partner_name",
    "phone",
    "source_id",
}
STAMPS = ("customer_points_checked_at", "customer_points_checked_by_id")


class CrmLead(models.Model):
    """An enquirer: who asks what, from where and why, and how soon they buy (INQ-1)."""

    _inherit = "crm.lead"

    customer_urgency = fields.Selection(
        URGENCY_LABELS,
        "Urgency of Purchase",
        tracking=True,
        index="btree_not_null",
        help="How soon the enquirer will buy. It sets the day of the next contact, "
        "by the settings of the company.",
    )
    customer_contact_by = fields.Date(
        "Contact By",
        compute="_compute_customer_contact_by",
        store=True,
        readonly=False,
        help="The last day to contact the enquirer. Follows from the urgency on the "
        "day it is rated; you can choose another.",
    )
    customer_enquiry_reason = fields.Char(
        "Why They Ask", help="What they need it for, or what made them ask now."
    )
    customer_points_checked_at = fields.Datetime(
        "Main Points Repeated On", readonly=True, copy=False
    )
    customer_points_checked_by_id = fields.Many2one(
        "res.users", "Main Points Repeated By", readonly=True, copy=False
    )

    @api.depends("customer_urgency")
    def _compute_customer_contact_by(self):
        self.filtered(lambda x: not x.customer_urgency).customer_contact_by = False
        rated = self.filtered("customer_urgency")
        for company, leads in rated.grouped(
            lambda lead: lead.company_id or self.env.company
        ).items():
            today = company._get_customer_today()
            is_working_day = company._get_working_day_check(
                today, today + timedelta(days=400)
            )
            for lead in leads:
                days = company[f"customer_urgency_{lead.customer_urgency}_days"]
                lead.customer_contact_by = get_deadline(
                    today, days, today, is_working_day
                )

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_no_points_stamp(name for name in vals if vals[name])
        leads = super().create(vals_list)
        leads._pass_on_urgency()
        return leads

    def write(self, vals):
        if permit := get_permit(self, "customer_points_stamping"):
            permit.use(self)
            return super().write(vals)
        self._check_no_points_stamp(vals)
        checked = self.filtered("customer_points_checked_at")
        if not FACTS.isdisjoint(vals) and checked:
            checked._write_points_stamps(dict.fromkeys(STAMPS, False))
        result = super().write(vals)
        if "customer_urgency" in vals:
            self._pass_on_urgency()
        return result

    def action_check_customer_points(self):
        """Say that the main points were repeated to the enquirer and are right (INQ-1).

        :raise UserError: who asks what, from where and why is not complete
        """
        self.check_access("write")
        for lead in self:
            if missing := lead._get_missing_points():
                raise UserError(
                    self.env._(
                        "Before you repeat the main points to the enquirer, fill in: "
                        "%(points)s.",
                        points=", ".join(missing),
                    )
                )
        self._write_points_stamps(
            {
                "customer_points_checked_at": fields.Datetime.now(),
                "customer_points_checked_by_id": self.env.uid,
            }
        )

    def _get_missing_points(self) -> list[str]:
        """Return what is not known of an enquiry, in words."""
        self.ensure_one()
        points = {
            self.env._("name"): self._get_enquirer_name(),
            self.env._("phone"): self.phone,
            self.env._("content (Notes)"): html2plaintext(self.description or ""),
            self.env._("where from (Source)"): self.source_id,
            self.env._("why"): self.customer_enquiry_reason,
        }
        return [label for label, value in points.items() if not value]

    def _get_enquirer_name(self) -> str | bool:
        return self.contact_name or self.partner_name or self.partner_id.name

    @api.model
    def _check_no_points_stamp(self, names):
        """Refuse to write by hand what only the button writes.

        :raise UserError: such a field is among ``names``
        """
        if not set(STAMPS).isdisjoint(names):
            raise UserError(
                self.env._("Press Main Points Repeated to say that you have done so.")
            )

    def _write_points_stamps(self, vals: dict):
        self.with_context(customer_points_stamping=Permit(self)).write(vals)

    def _merge_get_fields_specific(self):
        return super()._merge_get_fields_specific() | {
            "customer_urgency": lambda name, leads: get_most_urgent(leads.mapped(name)),
            "customer_enquiry_reason": lambda name, leads: (
                "; ".join(dict.fromkeys(filter(None, leads.mapped(name)))) or False
            ),
        }
