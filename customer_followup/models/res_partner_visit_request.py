from odoo import api, fields, models
from odoo.tools import SQL, format_amount

from ..tools.claim import claim
from .customer_visit_request_line import GIFT_KINDS
from .res_partner_dossier import COLLEAGUES


class ResPartner(models.Model):
    """Gifts of a person, or of a customer, in this calendar year (VIS-7)."""

    _inherit = "res.partner"

    customer_gift_claimed_at = fields.Datetime(
        "Gifts Last Claimed",
        readonly=True,
        copy=False,
        groups="base.group_system",
        help="Written with each signature under a gift, so that two signatures at the "
        "same moment cannot both use the rest of the year.",
    )
    customer_gift_used = fields.Monetary(
        "Gifts This Year",
        currency_field="customer_credit_currency_id",
        compute="_compute_customer_gifts",
        groups=COLLEAGUES,
        help="Gifts and entertainment approved in this calendar year, for the person "
        "or for all persons of the customer.",
    )
    customer_gift_left = fields.Monetary(
        "Gifts Left This Year",
        currency_field="customer_credit_currency_id",
        compute="_compute_customer_gifts",
        groups=COLLEAGUES,
        help="What the ceiling still permits for a person. For a customer: for a "
        "person who has got nothing yet.",
    )
    customer_gift_figures = fields.Text(
        "Gifts by Recipient",
        compute="_compute_customer_gifts",
        groups=COLLEAGUES,
        help="Who has got what this year, and what is left.",
    )
    customer_visit_request_count = fields.Integer(
        "Preparation Requests", compute="_compute_customer_visit_request_count"
    )

    @api.depends_context("company", "lang")
    def _compute_customer_gifts(self):
        company = self.env.company
        # sudo: whoever sees a customer may know what its people have got
        people = self.sudo().with_context(active_test=False)
        people = people.search(
            [("commercial_partner_id", "in", self.commercial_partner_id.ids)]
        )
        used = people._get_gifts_used(company)
        ceilings = people._get_gift_ceilings(company)
        by_customer = people.grouped("commercial_partner_id")
        for partner in self:
            customer = partner.commercial_partner_id._origin
            group = by_customer.get(customer.sudo(), people.browse())
            shown = group if partner.is_company else group & partner._origin
            partner.customer_gift_used = sum(used.get(p.id, 0.0) for p in shown)
            ceiling = ceilings.get(partner._origin.id, 0.0)
            own = 0.0 if partner.is_company else partner.customer_gift_used
            partner.customer_gift_left = max(ceiling - own, 0.0)
            partner.customer_gift_figures = shown._describe_gifts(used, ceilings)

    def _describe_gifts(self, used: dict, ceilings: dict) -> str:
        """Return who of these has got what, one a line."""
        currency = self.env.company.currency_id
        return "\n".join(
            self.env._(
                "%(person)s: %(used)s, %(left)s left",
                person=person.name,
                used=format_amount(self.env, used[person.id], currency),
                left=format_amount(
                    self.env, max(ceilings[person.id] - used[person.id], 0), currency
                ),
            )
            for person in self
            if person.id in used
        )

    @api.depends_context("uid", "allowed_company_ids")
    def _compute_customer_visit_request_count(self):
        Request = self.env["customer.visit.request"]
        self.customer_visit_request_count = 0
        if not Request.has_access("read"):
            return
        groups = Request._read_group(
            [("partner_id", "in", self.commercial_partner_id.ids)],
            ["partner_id"],
            ["__count"],
        )
        counts = {customer.id: count for customer, count in groups}
        for partner in self:
            customer = partner.commercial_partner_id
            partner.customer_visit_request_count = counts.get(customer.id, 0)

    def _get_gift_ceilings(self, company) -> dict[int, float]:
        """Return what each person may get in a year, by the grade of the customer.

        :param company: whose grade and currency
        """
        ceilings = {}
        for person in self.with_company(company):
            grade = person.commercial_partner_id.customer_grade_id
            ceiling = grade.gift_ceiling if grade else company.customer_gift_ceiling
            ceilings[person.id] = ceiling
        return ceilings

    def _get_gifts_used(self, company, without=None) -> dict[int, float]:
        """Return what was approved for each of the people in this calendar year.

        Where more was spent than approved, that counts. Who has got nothing is left
        out.

        :param company: whose year, and whose requests
        :param without: requests that do not count
        """
        today = company._get_customer_today()
        lines = self.env["customer.visit.request.line"]
        requests = self.env["customer.visit.request"]
        lines.flush_model(["kind", "amount", "amount_spent", "recipient_id"])
        requests.flush_model(["state", "company_id", "date_approved"])
        return dict(
            self.env.execute_query(
                SQL(
                    """
                    SELECT line.recipient_id,
                           SUM(GREATEST(line.amount, line.amount_spent))::float
                      FROM customer_visit_request_line AS line
                      JOIN customer_visit_request AS request
                        ON request.id = line.request_id
                     WHERE request.state = 'approved'
                       AND request.company_id = %(company)s
                       AND request.date_approved BETWEEN %(first)s AND %(last)s
                       AND request.id != ALL(%(without)s)
                       AND line.kind = ANY(%(kinds)s)
                       AND line.recipient_id = ANY(%(people)s)
                     GROUP BY line.recipient_id
                    """,
                    company=company.id,
                    first=today.replace(month=1, day=1),
                    last=today.replace(month=12, day=31),
                    without=without.ids if without else [],
                    kinds=list(GIFT_KINDS),
                    people=self.ids,
                )
            )
        )

    def _claim_gifts(self):
        """Let nobody else use these people's ceilings until this transaction ends."""
        claim(self, "customer_gift_claimed_at")

    def action_open_visit_requests(self):
        """Show what was requested for visits to the customer."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "customer_followup.customer_visit_request_action"
        )
        customer = self.commercial_partner_id
        action["domain"] = [("partner_id", "=", customer.id)]
        action["context"] = {}
        return action
