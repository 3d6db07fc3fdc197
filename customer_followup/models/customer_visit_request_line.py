from odoo import api, fields, models
from odoo.exceptions import ValidationError

KINDS = [
    ("item", "Item to Carry"),
    ("cost", "Cost"),
    ("gift", "Gift"),
    ("entertainment", "Entertainment"),
]
GIFT_KINDS = ("gift", "entertainment")
LARGEST_AMOUNT = 10**12
"""In the company's currency; beyond it a number is a slip of the keyboard."""


class CustomerVisitRequestLine(models.Model):
    """One thing that is needed for a visit: signed with its request, and frozen so.

    Written by whoever makes the visit, and ends with its request. Only what was spent
    is written down afterwards.
    """

    _name = "customer.visit.request.line"
    _description = "Line of a Preparation Request"
    _order = "request_id, id"
    _rec_name = "description"
    _check_company_auto = True

    request_id = fields.Many2one(
        "customer.visit.request",
        "Preparation Request",
        required=True,
        index=True,
        ondelete="cascade",
    )
    followup_id = fields.Many2one(
        related="request_id.followup_id", store=True, index=True
    )
    company_id = fields.Many2one(related="request_id.company_id", store=True)
    partner_id = fields.Many2one(related="request_id.partner_id")
    currency_id = fields.Many2one(related="company_id.currency_id")
    request_state = fields.Selection(
        related="request_id.state", string="Status of the Request"
    )
    kind = fields.Selection(KINDS, "Category", required=True, default="item")
    product_id = fields.Many2one(
        "product.product", check_company=True, ondelete="restrict"
    )
    description = fields.Char(
        compute="_compute_description",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
    )
    quantity = fields.Float(default=1.0, digits="Product Unit", aggregator=False)
    amount = fields.Monetary(help="What all of it costs, in the company's currency.")
    recipient_id = fields.Many2one(
        "res.partner",
        domain="[('commercial_partner_id', '=', partner_id),"
        " ('is_company', '=', False), ('type', 'in', ('contact', 'other'))]",
        index="btree_not_null",
        ondelete="restrict",
        help="Who gets the gift, or is entertained.",
    )
    amount_spent = fields.Monetary("Spent", copy=False)
    amount_difference = fields.Monetary(
        "Difference",
        compute="_compute_amount_difference",
        help="What was spent, less what was approved.",
    )

    @api.depends("product_id")
    def _compute_description(self):
        for line in self:
            product = line.product_id
            line.description = (product and product.display_name) or line.description

    @api.depends("amount", "amount_spent")
    def _compute_amount_difference(self):
        for line in self:
            line.amount_difference = line.amount_spent - line.amount

    @api.constrains("amount", "quantity", "amount_spent")
    def _check_numbers(self):
        for line in self:
            for name in ("amount", "quantity", "amount_spent"):
                if not 0 <= line[name] <= LARGEST_AMOUNT:
                    raise ValidationError(
                        self.env._(
                            "%(field)s is a number from 0 to %(largest)s.",
                            field=self._fields[name]._description_string(self.env),
                            largest=f"{LARGEST_AMOUNT:,}",
                        )
                    )

    @api.constrains("kind", "recipient_id", "request_id")
    def _check_recipient(self):
        for line in self:
            line._check_has_recipient()
            line._check_is_person_of_customer()

    def _check_has_recipient(self):
        """Refuse a gift for nobody.

        :raise ValidationError: says what to choose
        """
        if self.kind in GIFT_KINDS and not self.recipient_id:
            raise ValidationError(
                self.env._(
                    "Who gets %(what)s? Choose the person under Recipient: gifts and "
                    "entertainment count for each person.",
                    what=self.description,
                )
            )

    def _check_is_person_of_customer(self):
        """Refuse a recipient who is nobody at the customer.

        :raise ValidationError: names the person
        """
        # sudo: the person may have gone where the user cannot follow
        person, customer = self.sudo().recipient_id, self.sudo().request_id.partner_id
        if not person:
            return
        if person.commercial_partner_id != customer or person.is_company:
            raise ValidationError(
                self.env._(
                    "%(person)s is no person of %(customer)s. Choose one of the "
                    "customer's contacts as the recipient.",
                    person=person.name,
                    customer=customer.name,
                )
            )
