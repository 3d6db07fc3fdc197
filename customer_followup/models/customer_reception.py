from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class CustomerReception(models.Model):
    """Somebody of a customer who came: when, why, and who received the visitor.

    Whoever meets the visitor writes it down at once, or whoever sits at the door for
    the colleague. It is finished when it is written; supervisors delete mistakes.
    """

    _name = "customer.reception"
    _description = "Reception"
    _order = "received_at desc, id desc"
    _check_company_auto = True

    partner_id = fields.Many2one(
        "res.partner",
        "Customer",
        required=True,
        index=True,
        check_company=True,
        ondelete="restrict",
        domain="[('parent_id', '=', False)]",
    )
    contact_id = fields.Many2one(
        "res.partner",
        "Known Contact",
        check_company=True,
        ondelete="set null",
        domain="[('commercial_partner_id', '=', partner_id)]",
        help="The visitor, if among the customer's contacts.",
    )
    visitor_name = fields.Char(
        "Who Came",
        compute="_compute_visitor_name",
        store=True,
        readonly=False,
        required=True,
    )
    received_at = fields.Datetime(
        "Received On", required=True, default=fields.Datetime.now
    )
    reason = fields.Text("Why", required=True)
    received_by_id = fields.Many2one(
        "res.users",
        required=True,
        default=lambda self: self.env.user,
        domain=[("share", "=", False)],
        index=True,
        ondelete="restrict",
    )
    company_id = fields.Many2one(
        "res.company",
        required=True,
        default=lambda self: self.env.company,
        ondelete="restrict",
    )
    note = fields.Text(help="What was agreed, and what is to be done.")

    @api.depends("contact_id", "partner_id")
    def _compute_visitor_name(self):
        for reception in self:
            known = reception.contact_id
            if not known and not reception.partner_id.is_company:
                known = reception.partner_id  # a person who buys, and comes in person
            reception.visitor_name = known.name or reception.visitor_name

    @api.depends("partner_id", "visitor_name")
    def _compute_display_name(self):
        for reception in self:
            names = (reception.visitor_name, reception.partner_id.name)
            reception.display_name = ", ".join(filter(None, dict.fromkeys(names)))

    @api.onchange("partner_id")
    def _onchange_partner_id(self):
        if self.contact_id.commercial_partner_id != self.partner_id:
            self.contact_id = False

    @api.constrains("partner_id", "contact_id")
    def _check_contact(self):
        for reception in self:
            customer = reception.partner_id.commercial_partner_id
            contact = reception.contact_id
            if contact and contact.commercial_partner_id != customer:
                raise ValidationError(
                    self.env._(
                        "%(contact)s is no contact of %(customer)s. Choose one of the "
                        "customer's contacts, or only write the name.",
                        contact=contact.name,
                        customer=customer.name,
                    )
                )

    @api.constrains("received_at", "visitor_name", "reason")
    def _check_facts(self):
        # a day ahead of the server is today somewhere
        latest = fields.Datetime.now() + timedelta(days=1)
        for reception in self:
            if reception.received_at > latest:
                raise ValidationError(
                    self.env._("Nobody has come on a day to come. Correct Received On.")
                )
            if (
                not (reception.visitor_name or "").strip()
                or not reception.reason.strip()
            ):
                raise ValidationError(self.env._("Write down who came, and what for."))

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._prepare_customer(vals) for vals in vals_list])

    def write(self, vals):
        return super().write(self._prepare_customer(vals))

    @api.model
    def _prepare_customer(self, vals: dict) -> dict:
        """Return the values with the customer where a contact of it is named."""
        partner_id = vals.get("partner_id")
        if not partner_id or not isinstance(partner_id, int):
            return vals
        partner = self.env["res.partner"].browse(partner_id)
        return {**vals, "partner_id": partner.commercial_partner_id.id}
