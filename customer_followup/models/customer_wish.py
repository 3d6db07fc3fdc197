from odoo import api, fields, models
from odoo.exceptions import ValidationError

# action: (states it starts from, state it leads to, group that may)
TRANSITIONS = {
    "tell": (("open",), "told", None),
    "expire": (("open",), "expired", None),
    "cancel": (("open",), "cancelled", None),
    "reopen": (("told", "expired", "cancelled"), "open", None),
}


class CustomerWish(models.Model):
    """Goods that a customer asked for and that were not there (FUP-16, CAR-2).

    Whoever hears of it writes it down. It ends when the customer is told that the
    goods are in, when the day until which they are wanted is over, or when it is
    cancelled.
    """

    _name = "customer.wish"
    _description = "Wish"
    _inherit = ["customer.transition.mixin"]
    _order = "date_wished desc, id desc"
    _check_company_auto = True
    _customer_transitions = TRANSITIONS

    partner_id = fields.Many2one(
        "res.partner",
        "Customer",
        required=True,
        index=True,
        check_company=True,
        ondelete="restrict",
        domain="[('parent_id', '=', False)]",
    )
    product_id = fields.Many2one(
        "product.product",
        required=True,
        check_company=True,
        ondelete="restrict",
        domain="[('is_storable', '=', True)]",
    )
    quantity = fields.Float(
        required=True, default=1.0, digits="Product Unit", aggregator=False
    )
    product_uom_id = fields.Many2one(related="product_id.uom_id", string="Unit")
    date_wished = fields.Date(
        "Wished On",
        required=True,
        default=lambda self: fields.Date.context_today(self),
    )
    date_until = fields.Date(
        "Wanted Until", help="Empty: until it is there, or cancelled."
    )
    note = fields.Text(help="What exactly the customer wants, and what for.")
    company_id = fields.Many2one(
        "res.company",
        required=True,
        default=lambda self: self.env.company,
        ondelete="restrict",
    )
    state = fields.Selection(
        [
            ("open", "Open"),
            ("told", "Told"),
            ("expired", "Expired"),
            ("cancelled", "Cancelled"),
        ],
        required=True,
        default="open",
        readonly=True,
        copy=False,
    )
    told_followup_id = fields.Many2one(
        "customer.followup",
        "Told With",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
    )

    _quantity_is_wished = models.Constraint(
        "CHECK (quantity > 0 AND quantity <= 1000000000)",
        "A customer wishes more than 0 of something.",
    )
    _open_wishes = models.Index(
        "(company_id, product_id) WHERE state = 'open'"
    )  # for the rules' question: which wished goods have arrived?

    @api.depends("partner_id", "product_id", "quantity")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for wish in self:
            # sudo: the goods are part of the wish
            product = wish.product_id.sudo().display_name
            wish.display_name = (
                f"{product} ({wish.quantity:g})" if product else self.env._("New")
            )

    @api.constrains("date_wished", "date_until")
    def _check_dates(self):
        for wish in self:
            if wish.date_until and wish.date_until < wish.date_wished:
                raise ValidationError(
                    self.env._(
                        "Wanted Until is before the day of the wish. Correct one of "
                        "them."
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        birth = {"state": "open"}
        vals_list = [self._prepare_customer(vals) for vals in vals_list]
        return super().create(self._prepare_birth(vals_list, birth))

    def write(self, vals):
        return super().write(self._prepare_customer(vals))

    @api.model
    def _get_stamp_fields(self) -> set[str]:
        return super()._get_stamp_fields() | {"told_followup_id"}

    @api.model
    def _prepare_customer(self, vals: dict) -> dict:
        """Return the values with the customer where a contact of it is named."""
        partner_id = vals.get("partner_id")
        if not partner_id or type(partner_id) is not int:
            return vals
        partner = self.env["res.partner"].browse(partner_id)
        return {**vals, "partner_id": partner.commercial_partner_id.id}

    def action_cancel(self, comment: str | None = None):
        """Note that the customer does not want it any more.

        :param comment: why; added to the note
        :raise UserError: the wish is over already
        """
        self._check_comment(comment)
        self._transition("cancel")
        if comment:
            for wish in self:
                wish.note = "\n".join(filter(None, [wish.note, comment]))
        self._release_duties(self.env._("The customer does not want it any more."))

    def action_reopen(self):
        """Take up a wish again: it was told, expired or cancelled too early.

        :raise UserError: the day until which it is wanted is over
        """
        for wish in self:
            today = wish.company_id._get_customer_today()
            if wish.date_until and wish.date_until < today:
                raise ValidationError(
                    self.env._(
                        "%(wish)s is wanted until a day that is over. Correct Wanted "
                        "Until first.",
                        wish=wish.display_name,
                    )
                )
        self._transition("reopen", {"told_followup_id": False})
