from collections import Counter
from collections.abc import Mapping
from datetime import timedelta

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..policy.assignment import Choice, Customer, assign_customers
from ..tools.reassign import reassign


class ResPartner(models.Model):
    """Who looks after whom: what a customer weighs, and assigning many at once."""

    _inherit = "res.partner"

    # Which customers ------------------------------------------------------------------

    @api.model
    def _get_customer_domain(self, company) -> Domain:
        """Return the customers that can be assigned in a company.

        One without a company is everybody's.
        """
        # "active" said here, as a caller's context may ask for archived ones too
        return (
            self._get_dossier_domain()
            & Domain("active", "=", True)
            & Domain("parent_id", "=", False)
            & Domain("company_id", "in", [False, company.id])
        )

    @api.model
    def _get_new_customer_domain(self, company) -> Domain:
        """Return the customers that nobody looks after."""
        return self._get_customer_domain(company) & Domain(
            "customer_specialist_id", "=", False
        )

    @api.model
    def _get_orphaned_customer_domain(self, company) -> Domain:
        """Return the customers whose specialist has left the company or the service."""
        User = self.env["res.users"].sudo()  # who works here is no secret
        here = User.search(User._get_customer_staff_domain(company)).ids
        anywhere = User.search(User._get_customer_staff_domain()).ids
        is_left = (
            Domain("company_id", "=", company.id)
            & Domain("customer_specialist_id", "not in", here)
        ) | (
            Domain("company_id", "=", False)
            & Domain("customer_specialist_id", "not in", anywhere)
        )
        return (
            self._get_customer_domain(company)
            & Domain("customer_specialist_id", "!=", False)
            & is_left
        )

    # What they weigh ------------------------------------------------------------------

    def _get_customer_load_weights(self) -> dict[int, float]:
        """Return the weights of those that weigh more or less than one customer.

        What their grade in the current company weighs (GRD-4). One query.
        """
        self.env["customer.grade"].flush_model(["load_weight"])
        rows = self.env.execute_query(
            SQL(
                """
                SELECT partner.id, grade.load_weight
                  FROM res_partner AS partner
                  JOIN customer_grade AS grade
                    ON grade.id = (partner.customer_grade_id->>%s)::int
                 WHERE partner.id = ANY(%s) AND grade.load_weight != 1
                """,
                str(self.env.company.id),
                list(self.ids),
            )
        )
        return {id_: float(weight) for id_, weight in rows}

    def _get_customer_weights(self, company) -> dict[int, float]:
        """Return how much work each customer is, as the company counts it.

        The customer itself by its grade, the contacts that are due soon and the open
        cases. Three queries, however many customers there are.
        """
        own = self.with_company(company)._get_customer_load_weights()
        contacts = self._count_contacts_due(company)
        cases = self._count_open_cases(company)
        return {
            id_: own.get(id_, 1.0) * company.customer_load_per_customer
            + contacts[id_] * company.customer_load_per_contact
            + cases[id_] * company.customer_load_per_case
            for id_ in self.ids
        }

    def _count_contacts_due(self, company) -> Counter:
        # sudo: only their number, whoever they belong to
        Followup = self.env["customer.followup"].sudo()
        last = company._get_customer_today() + timedelta(company.customer_load_days)
        domain = (
            Followup._get_open_domain()
            & Domain("company_id", "=", company.id)
            & Domain("partner_id", "in", self.ids)
            & Domain("date_deadline", "<=", last)
        )
        groups = Followup._read_group(domain, ["partner_id"], ["__count"])
        return Counter({customer.id: count for customer, count in groups})

    def _count_open_cases(self, company) -> Counter:
        # sudo: only their number, whoever they belong to
        Ticket = self.env["helpdesk.ticket"].sudo()
        domain = (
            Domain("company_id", "=", company.id)
            & Domain("commercial_partner_id", "in", self.ids)
            & Domain("stage_id.closed", "=", False)
        )
        groups = Ticket._read_group(domain, ["commercial_partner_id"], ["__count"])
        return Counter({customer.id: count for customer, count in groups})

    @api.model
    def _get_customer_loads(self, company, users, without=None) -> dict[int, float]:
        """Return the load of each user: the weight of the customers looked after.

        :param without: customers that do not count
        """
        domain = self._get_customer_domain(company) & Domain(
            "customer_specialist_id", "in", users.ids
        )
        # sudo: only what they weigh together
        customers = self.sudo().search_fetch(domain, ["customer_specialist_id"])
        if without:
            customers -= without
        weights = customers._get_customer_weights(company)
        loads = Counter()
        for customer in customers:
            loads[customer.customer_specialist_id.id] += weights[customer.id]
        return loads

    # Assigning ------------------------------------------------------------------------

    def _choose_specialists(self, company, users) -> list[Choice]:
        """Return who of ``users`` is to look after each of these customers (ASG-1)."""
        specialists = users._get_specialists(company, without=self)
        weights = self._get_customer_weights(company)
        customers = [
            Customer(partner.id, weights[partner.id], partner.company_id.id or None)
            for partner in self
        ]
        return assign_customers(customers, specialists)

    def _assign_customers(self, specialist_ids: Mapping[int, int]):
        """Give each customer to a specialist, with what is not done yet (ASG-1).

        What ``write`` does, for ten thousand at once. The caller has asked whether the
        choice is still right, and has locked the customers.

        :param specialist_ids: id of the customer → id of the user
        :raise AccessError: the user is no supervisor, or may not write the customers
        """
        self._check_may_assign()
        self.check_access("write")
        moved = self.filtered(
            lambda p: p.customer_specialist_id.id != specialist_ids[p.id]
        )
        followups = moved._get_followups_of_specialist()
        moved._give_to(specialist_ids)
        users = self.env["res.users"]
        followups = followups.filtered(
            # sudo: only whether the next one works for the company of the work
            lambda f: (
                f.company_id
                in users.sudo().browse(specialist_ids[f.partner_id.id]).company_ids
            )
        )
        followups._hand_over({f.id: specialist_ids[f.partner_id.id] for f in followups})
        moved._plan_talks()

    def _give_to(self, specialist_ids: Mapping[int, int]):
        """Name the specialists, and let the work on the dossiers follow them.

        :param specialist_ids: id of the customer → id of the user
        """
        reassign(self, "customer_specialist_id", specialist_ids)
        self._hand_over_waiting()
        self._hand_over_dossier_work()
        self._guarded(
            "a handover",
            lambda deadlines, documents: deadlines._follow_change(documents),
        )

    def _get_followups_of_specialist(self):
        """Return what the specialists of these customers have not done yet."""
        # sudo: the work of a colleague, in every company
        followups = (
            self.env["customer.followup"]
            .sudo()
            .search_fetch(
                [
                    ("partner_id", "in", self.ids),
                    ("state", "in", ("planned", "scheduled")),
                    ("user_id", "!=", False),
                ],
                ["partner_id", "user_id"],
            )
        )
        return followups.filtered(
            lambda f: f.user_id == f.partner_id.customer_specialist_id
        )
