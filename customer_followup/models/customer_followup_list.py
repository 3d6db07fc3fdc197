from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

RULE_FIELDS = ("company_id", "partner_id", "user_id")
CUSTOMER_FIELDS = (
    "city",
    "commercial_company_name",
    "commercial_partner_id",
    "company_name",
    "complete_name",
    "customer_specialist_id",
    "display_name",
    "email",
    "is_company",
    "name",
    "parent_id",
    "phone",
    "type",
)


class CustomerFollowup(models.Model):
    """What screens show of the customers of follow-ups, eighty at a time."""

    _inherit = "customer.followup"

    is_of_own_customer = fields.Boolean(
        "My Customers",
        compute="_compute_is_of_own_customer",
        search="_search_is_of_own_customer",
        compute_sudo=True,
    )

    @api.depends("partner_id.customer_specialist_id")
    @api.depends_context("uid")
    def _compute_is_of_own_customer(self):
        for followup in self:
            specialist = followup.partner_id.customer_specialist_id
            followup.is_of_own_customer = specialist == self.env.user

    def _search_is_of_own_customer(self, operator, value):
        """Return a condition for rules: PostgreSQL asks it last, and seldom.

        Who looks for the own work has read none of the customers then; by the name of
        the field all of them are read to count one's own ten thousand.
        """
        if operator != "in" or set(value) != {True}:
            return NotImplemented
        mine = Domain("customer_specialist_id", "=", self.env.uid)

        def to_sql(model, alias, query):
            # sudo: by whom a customer is looked after decides, not who may see it
            partners = model.env["res.partner"].sudo().with_context(active_test=False)
            customers = partners._search(mine).subselect()
            return SQL("%s IN %s", SQL.identifier(alias, "partner_id"), customers)

        return Domain.custom(
            to_sql=to_sql, predicate=lambda followup: followup.is_of_own_customer
        )

    @api.model
    @api.private
    @api.readonly
    def search_fetch(self, domain, field_names=None, offset=0, limit=None, order=None):
        # the rules ask for them afterwards, which would read all columns
        names = field_names if field_names is None else {*field_names, *RULE_FIELDS}
        found = super().search_fetch(domain, names, offset, limit, order)
        if field_names and "partner_id" in field_names and len(found) > 1:
            # sudo: the names are shown to whoever reads the follow-ups. These columns
            # first: to read one of them alone reads all hundred.
            found.sudo().partner_id.fetch(CUSTOMER_FIELDS)
        return found
