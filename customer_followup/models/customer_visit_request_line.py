from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..tools.forged_uninstall import without_forged_uninstall
from .customer_followup_input import LARGEST_ID

KINDS = [
    ("item", "Item to Carry"),
    ("cost", "Cost"),
    ("gift", "Gift"),
    ("entertainment", "Entertainment"),
]
GIFT_KINDS = ("gift", "entertainment")
LARGEST_AMOUNT = 10**12
"""In the company's currency; beyond it a number is a slip of the keyboard."""
SIGNED = (
    "kind",
    "product_id",
    "description",
    "quantity",
    "amount",
    "recipient_id",
)
SPENT = frozenset({"amount_spent"})


def is_id(value) -> bool:
    """Can the value be the id of a record?"""
    return type(value) is int and 0 < value <= LARGEST_ID


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
        "customer.visit.request", required=True, index=True, ondelete="cascade"
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
    kind = fields.Selection(KINDS, required=True, default="item")
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
        "Recipient",
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

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_given(vals)
            if vals.get("amount_spent"):
                raise UserError(self._get_too_early())
        # said here, as a default of a user or a context might fill it
        lines = super().create([{**vals, "amount_spent": False} for vals in vals_list])
        for name in ("followup_id", "company_id"):
            self.env.add_to_compute(self._fields[name], lines)
        lines._check_changeable()
        return lines

    def write(self, vals):
        self._check_given(vals)
        if SPENT & vals.keys():
            self._check_may_spend()
        is_signed = vals.keys() - SPENT
        if is_signed:
            self._check_changeable()
        result = super().write(vals)
        if is_signed:  # it may have been moved to another request
            self._check_changeable()
        return result

    def unlink(self):
        return super(CustomerVisitRequestLine, without_forged_uninstall(self)).unlink()

    @api.ondelete(at_uninstall=False)
    def _unlink_only_of_drafts(self):
        self._check_changeable()

    @api.model
    def _check_given(self, vals: dict):
        """Refuse what follows from other fields, and what no field can hold.

        :raise UserError: names the field
        """
        for name in vals.keys() - {"request_id", *SIGNED, *SPENT}:
            raise UserError(
                self.env._(
                    "%(field)s follows from the request and cannot be written.",
                    field=name,
                )
            )
        for name, value in vals.items():
            if value and not self._is_storable(name, value):
                raise UserError(
                    self.env._(
                        "%(field)s cannot hold this value. A number is written like "
                        "200.",
                        field=self._fields[name]._description_string(self.env),
                    )
                )

    @api.model
    def _is_storable(self, name: str, value) -> bool:
        field = self._fields[name]
        if field.type == "many2one":
            return is_id(value)
        if field.type in ("float", "monetary"):
            is_number = isinstance(value, int | float) and value is not True
            # false for NaN as well; what is larger cannot be rounded to cents
            return is_number and abs(value) < 1000 * LARGEST_AMOUNT
        if field.type == "selection":
            return isinstance(value, str) and value in dict(KINDS)
        return self.env["customer.visit.request"]._is_text(value)

    def _check_changeable(self):
        """Refuse to change what has been submitted, and remember who changes it.

        :raise UserError: the request is not a draft
        """
        requests = self.request_id
        requests._check_is_draft()
        requests._note_editor()

    def _check_may_spend(self):
        """Refuse to write down what was spent before it was approved, or too late.

        :raise UserError: says when it is done
        """
        for line in self:
            if line.request_id.state != "approved":
                raise UserError(self._get_too_early())
            # sudo: whether a superior has accepted the record
            if line.request_id.sudo().followup_id.state == "reviewed":
                raise UserError(
                    self.env._(
                        "The record of this visit is accepted, and so is what was "
                        "spent. Ask your supervisor to reopen it."
                    )
                )

    @api.model
    def _get_too_early(self) -> str:
        return self.env._(
            "What was spent is written down when the request is approved."
        )

    def _get_signed_values(self) -> dict:
        """Return what a signature under the request covers, as the log keeps it."""
        (values,) = self.read(sorted(SIGNED), load=False)
        return {name: str(value) for name, value in values.items()}
