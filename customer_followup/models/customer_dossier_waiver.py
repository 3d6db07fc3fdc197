from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from .customer_approval_mixin import APPROVAL_TRANSITIONS


class CustomerDossierWaiver(models.Model):
    """Permission to trade with a customer although papers are missing (DOS-3).

    A salesperson or specialist asks for it, for certain papers and until a day. The
    marketing director or the general manager signs it. It ends on its last day, when
    the papers are due again, or when it is refused or cancelled.
    """

    _name = "customer.dossier.waiver"
    _description = "Dossier Waiver"
    _inherit = ["customer.approval.mixin"]
    _order = "id desc"
    _mail_post_access = "read"
    _customer_transitions = APPROVAL_TRANSITIONS | {
        # what was permitted can be taken back
        "cancel": (("draft", "submitted", "approved"), "cancelled", None),
        "expire": (("approved",), "expired", None),
    }

    name = fields.Char("Number", default="/", readonly=True, copy=False, index=True)
    partner_id = fields.Many2one(
        "res.partner",
        "Customer",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('parent_id', '=', False), ('company_id', 'in', [False, company_id])]",
        tracking=True,
    )
    company_id = fields.Many2one(
        "res.company",
        required=True,
        default=lambda self: self.env.company,
        index=True,
        ondelete="restrict",
    )
    sale_order_id = fields.Many2one(
        "sale.order",
        "For Order",
        copy=False,
        index="btree_not_null",
        domain="[('partner_id', 'child_of', partner_id)]",
        help="The order that waits for this permission.",
    )
    type_ids = fields.Many2many(
        "customer.document.type",
        "customer_dossier_waiver_type_rel",
        "waiver_id",
        "type_id",
        "Papers",
        compute="_compute_type_ids",
        store=True,
        readonly=False,
        tracking=True,
        help="The papers that may be missing.",
    )
    missing_type_ids = fields.Many2many(
        "customer.document.type",
        string="Missing Now",
        compute="_compute_missing_type_ids",
    )
    reason = fields.Text()
    date_until = fields.Date(
        "Until",
        default=lambda self: self._get_default_end(),
        tracking=True,
        help="The last day of the permission. After it the papers are due again.",
    )
    state = fields.Selection(
        selection_add=[("expired", "Expired")], ondelete={"expired": "cascade"}
    )
    announced_at = fields.Datetime("End Announced On", readonly=True, copy=False)

    _to_end = models.Index("(date_until) WHERE state = 'approved'")  # for the job

    @api.depends("name", "partner_id")
    def _compute_display_name(self):
        for waiver in self:
            number = self.env._("New") if waiver.name == "/" else waiver.name
            waiver.display_name = f"{number} {waiver.partner_id.name or ''}"

    @api.depends("partner_id")
    def _compute_type_ids(self):
        for waiver in self:
            waiver.type_ids = waiver._find_missing_types()

    @api.depends("partner_id")
    def _compute_missing_type_ids(self):
        for waiver in self:
            waiver.missing_type_ids = waiver._find_missing_types()

    @api.constrains("partner_id", "company_id")
    def _check_partner(self):
        for waiver in self:
            waiver._check_customer()

    @api.constrains("partner_id", "company_id", "sale_order_id")
    def _check_order(self):
        for waiver in self:
            order = waiver.sale_order_id
            if order and (
                order.partner_id.commercial_partner_id != waiver.partner_id
                or order.company_id != waiver.company_id
            ):
                raise ValidationError(
                    self.env._(
                        "%(order)s is not an order of %(customer)s. Choose another "
                        "order, or none.",
                        order=order.name,
                        customer=waiver.partner_id.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_input(vals)
        waivers = super().create(vals_list)
        for waiver in waivers:
            sequence = self.env["ir.sequence"].with_company(waiver.company_id)
            number = sequence.next_by_code("customer.dossier.waiver")
            waiver._in_transition().name = number or f"WV{waiver.id}"
        return waivers

    def write(self, vals):
        self._check_input(vals)
        return super().write(vals)

    @api.model
    def _check_input(self, vals: dict):
        """Refuse a reason that is no text.

        :raise UserError: it is something else
        """
        if (reason := vals.get("reason")) and not self._is_text(reason):
            raise UserError(self.env._("The reason has to be a text."))

    def _find_missing_types(self):
        """Return what is missing, if the user may see the customer at all."""
        # as who asks: stored fields are computed as superuser
        partner = self.sudo(False).partner_id
        if not partner.has_access("read"):
            return self.env["customer.document.type"]
        return partner.customer_missing_type_ids

    @api.model
    def _get_default_end(self):
        return self.env.company._get_customer_today() + relativedelta(months=1)

    @api.model
    def _get_stamp_fields(self) -> set[str]:
        return super()._get_stamp_fields() | {"name", "announced_at"}

    @api.model
    def _get_signed_fields(self) -> set[str]:
        return super()._get_signed_fields() | {
            "partner_id",
            "company_id",
            "type_ids",
            "reason",
            "date_until",
            "sale_order_id",
        }

    def _check_submittable(self):
        if not (self.reason or "").strip():
            raise UserError(
                self.env._(
                    "Say why the customer should be served without these papers: "
                    "whoever signs reads the reason first."
                )
            )
        if not self.type_ids or not self.date_until:
            raise UserError(
                self.env._("Say which papers may be missing, and until which day.")
            )
        self._check_customer()
        self._check_period()
        self._check_papers_missing()
        return super()._check_submittable()

    def _check_signable(self):
        self._check_customer()
        self._check_period()
        self._check_papers_missing()
        return super()._check_signable()

    def _check_customer(self):
        """Refuse a customer whose dossier this company does not keep.

        :raise ValidationError: names the way out
        """
        # sudo: the customer may have gone where the user cannot follow
        partner, company = self.sudo().partner_id, self.sudo().company_id
        if partner != partner.commercial_partner_id:
            raise ValidationError(
                self.env._(
                    "%(contact)s is a contact of %(customer)s, whose dossier it is. "
                    "Ask for the waiver there.",
                    contact=partner.name,
                    customer=partner.commercial_partner_id.name,
                )
            )
        keeper = partner.customer_dossier_company_id or partner.company_id
        if keeper and keeper != company:
            raise ValidationError(
                self.env._(
                    "The dossier of %(customer)s is kept by %(company)s. Ask for the "
                    "waiver there.",
                    customer=partner.name,
                    company=keeper.name,
                )
            )

    def _check_period(self):
        """Refuse a permission whose time is over.

        :raise UserError: its last day has passed
        """
        if self.date_until < self.company_id._get_customer_today():
            raise UserError(
                self.env._(
                    "The last day of %(name)s, %(day)s, has passed. Ask it back, or "
                    "correct Until.",
                    name=self.name,
                    day=self.date_until,
                )
            )

    def _check_papers_missing(self):
        """Refuse to waive papers that are there, or that the customer does not need.

        :raise UserError: names them
        """
        # sudo: what is missing is known to whoever sees the customer
        partner = self.sudo().partner_id
        partner._refresh_dossiers()
        if there := self.type_ids - partner.customer_missing_type_ids:
            raise UserError(
                self.env._(
                    "%(papers)s: not missing in the dossier of %(customer)s, so there "
                    "is nothing to permit. Take it out.",
                    papers=", ".join(there.mapped("name")),
                    customer=partner.name,
                )
            )
