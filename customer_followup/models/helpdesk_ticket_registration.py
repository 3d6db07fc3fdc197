from odoo import api, fields, models

from .helpdesk_ticket_step import COLLEAGUES

WAYS_IN = [
    ("on_site", "On Site"),
    ("phone", "Phone"),
    ("written", "Written"),
    ("portal", "Customer Portal"),
    ("email", "E-mail"),
]
# the channels of the helpdesk that say the same
WAY_OF_CHANNEL = {"phone": "phone", "email": "email", "web": "portal"}


class HelpdeskTicket(models.Model):
    """The register of complaints and other cases 申诉和投诉处理登记表 (CMP-1, INQ-6).

    Who complains and how it came in, what it is about, and what the customer wishes.
    Whoever is told of it writes it down, and nothing of it has to be known for that.
    """

    _inherit = "helpdesk.ticket"
    _check_company_auto = True

    customer_way_in = fields.Selection(
        WAYS_IN,
        "Way In",
        compute="_compute_customer_way_in",
        store=True,
        readonly=False,
        tracking=True,
        help="How the customer told us.",
    )
    customer_phone = fields.Char("Phone", help="Where the complainant is called back.")
    customer_wish = fields.Text(
        "The Customer's Wish", help="What would put it right in the customer's eyes."
    )
    # whom a complaint is about is for colleagues only, as customers read their cases
    customer_object_department_id = fields.Many2one(
        "hr.department",
        "Department Complained About",
        check_company=True,
        groups=COLLEAGUES,
        tracking=True,
        index="btree_not_null",
    )
    customer_object_employee_id = fields.Many2one(
        "hr.employee",
        "Person Complained About",
        check_company=True,
        groups=COLLEAGUES,
        tracking=True,
        index="btree_not_null",
        help="Does not decide whether the complaint is justified.",
    )
    customer_product_id = fields.Many2one(
        "product.product", "Product", check_company=True, index="btree_not_null"
    )
    customer_part = fields.Char("Part", help="Which part of the article it is about.")
    customer_lot = fields.Char("Lot or Serial Number")
    customer_quantity = fields.Float(
        "Quantity",
        digits="Product Unit",
        help="How much of it came in or is concerned.",
    )
    customer_order_id = fields.Many2one(
        "sale.order",
        "Order",
        check_company=True,
        groups=COLLEAGUES,
        index="btree_not_null",
    )
    customer_picking_id = fields.Many2one(
        "stock.picking",
        "Delivery",
        check_company=True,
        groups=COLLEAGUES,
        index="btree_not_null",
    )
    customer_warranty_date = fields.Date(
        "Warranty Until",
        help="Proposed from the delivery and the months in the settings.",
    )

    @api.depends("channel_id")
    def _compute_customer_way_in(self):
        ways = {}
        for name, way in WAY_OF_CHANNEL.items():
            xmlid = f"helpdesk_mgmt.helpdesk_ticket_channel_{name}"
            # not env.ref, which asks the database each time
            if channel_id := self.env["ir.model.data"]._xmlid_to_res_id(xmlid):
                ways[channel_id] = way
        for ticket in self:
            way = ways.get(ticket.channel_id.id)
            ticket.customer_way_in = way or ticket.customer_way_in

    @api.onchange("partner_id")
    def _onchange_partner_id(self):
        result = super()._onchange_partner_id()
        if phone := self.partner_id.phone:
            self.customer_phone = phone
        return result

    @api.onchange("customer_case_type")
    def _onchange_customer_case_type(self):
        # the type says which team, and not of which team the user is a member
        company, case_type = self.company_id, self.customer_case_type
        if case_type and not self._origin:
            self.team_id = company._get_customer_case_team(case_type) or self.team_id

    @api.onchange("customer_order_id")
    def _onchange_customer_order_id(self):
        order = self.customer_order_id
        if order and not self.partner_id:
            self.partner_id = order.partner_id
        if order and self.customer_picking_id not in order.picking_ids:
            self.customer_picking_id = False

    @api.onchange("customer_picking_id")
    def _onchange_customer_picking_id(self):
        delivery = self.customer_picking_id
        if delivery.sale_id:
            self.customer_order_id = delivery.sale_id
        if delivery.date_done:
            self.customer_warranty_date = self.company_id._get_customer_warranty_date(
                delivery.date_done
            )

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_objects_are_seen(vals)
        tickets = super().create(vals_list)
        tickets._take_in_files()
        return tickets

    def write(self, vals):
        self._check_objects_are_seen(vals)
        result = super().write(vals)
        if "customer_file_ids" in vals:
            self._take_in_files()
        return result

    @api.model
    def _check_objects_are_seen(self, vals: dict):
        """Refuse an order or a delivery that the user may not read.

        :raise AccessError: so that no number of it shows on the case
        """
        for name in ("customer_order_id", "customer_picking_id"):
            id_ = vals.get(name)
            if isinstance(id_, int) and id_ and not self.env.su:
                self.env[self._fields[name].comodel_name].browse(id_).check_access(
                    "read"
                )
