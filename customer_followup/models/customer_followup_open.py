from collections import defaultdict
from datetime import date

from odoo import api, models

from ..policy.assignment import choose_owner
from ..policy.planning import Contact, Duty, plan_contacts
from ..tools.bulk_insert import bulk_insert, reserve_ids


class CustomerFollowup(models.Model):
    """From duties to follow-ups with one activity each, many at once.

    Written by ``INSERT`` and not by ``create``: the nightly job has to open tens of
    thousands. The rows are those of ``create``, column by column. Left out are the
    message *created*, as the reasons say more, and the owner as a follower, as the
    activity reminds of the follow-up.
    """

    _inherit = "customer.followup"

    @api.model
    def _open_for_duties(self, duties: dict[int, list[Duty]], today: date):
        """Open or extend the follow-ups that serve ``duties``.

        :param duties: customer id → its new duties, all of the current company
        :param today: the first day the contacts may be made
        """
        customers = self._get_active_customers(duties)
        open_contacts = self._get_open_contacts(customers)
        plans = [
            (customer, contact)
            for customer in customers
            for contact in plan_contacts(
                duties[customer.id], open_contacts[customer.id], today
            )
        ]
        new_plans = [plan for plan in plans if not plan[1].followup_id]
        rows = self._insert_followups(new_plans)
        new_ids = iter([row["id"] for row in rows])
        self._insert_reasons(
            (contact.followup_id or next(new_ids), customer, contact)
            for customer, contact in plans
        )
        self._insert_activities(rows, new_plans)
        self._tighten_deadlines(plans)
        self.env.invalidate_all()

    @api.model
    def _get_active_customers(self, partner_ids):
        return self.env["res.partner"].search_fetch(
            [("id", "in", list(partner_ids))],
            ["name", "customer_specialist_id", "user_id"],
        )

    @api.model
    def _get_open_contacts(self, customers) -> dict[int, list[Contact]]:
        """Return the contacts a duty could still join, by customer id."""
        followups = self.search_fetch(
            [
                ("partner_id", "in", customers.ids),
                ("company_id", "=", self.env.company.id),
                ("state", "in", ("planned", "scheduled")),
            ],
            ["partner_id", "method", "date_planned", "date_deadline"],
        )
        contacts = defaultdict(list)
        for f in followups:
            contacts[f.partner_id.id].append(
                Contact(f.id, f.method, f.date_planned, f.date_deadline)
            )
        return contacts

    @api.model
    def _insert_followups(self, plans: list[tuple]) -> list[dict]:
        """Insert a follow-up for each customer and contact, and return the rows."""
        available = set(self._get_available_users().ids)
        numbers = zip(
            reserve_ids(self, len(plans)), self._next_names(len(plans)), strict=True
        )
        rows = [
            {"id": id_, "name": name, **self._prepare_plan_vals(*plan, available)}
            for plan, (id_, name) in zip(plans, numbers, strict=True)
        ]
        constants = dict.fromkeys(self._get_stamp_fields() - {"name"}, False)
        constants |= {"company_id": self.env.company.id, "state": "planned"}
        bulk_insert(self, rows, constants)
        return rows

    @api.model
    def _prepare_plan_vals(self, customer, contact: Contact, available: set) -> dict:
        """Return the row of one follow-up.

        :param available: ids of the users who can be given work
        """
        rule = self.env["customer.followup.rule"].browse(contact.duties[0].rule_id)
        return {
            "partner_id": customer.id,
            "user_id": choose_owner(rule._get_owner_candidates(customer), available),
            "date_planned": contact.planned,
            "date_deadline": contact.deadline,
            "method": contact.method,
            "purpose": rule.purpose,
        }

    @api.model
    def _get_available_users(self):
        """Return the users who can be given work in the current company."""
        # sudo: the job gives work to users it does not belong together with
        User = self.env["res.users"].sudo()
        return User.search(User._get_customer_staff_domain(self.env.company))

    @api.model
    def _next_names(self, count: int) -> list[str]:
        """Return the next ``count`` numbers of the company's sequence."""
        # sudo: numbering is not a right of the person who plans a contact
        Sequence = self.env["ir.sequence"].sudo()
        sequence = Sequence.search(
            [
                ("code", "=", "customer.followup"),
                ("company_id", "in", [False, self.env.company.id]),
            ],
            order="company_id",
            limit=1,
        )
        return sequence._customer_next_numbers(count) or ["/"] * count

    @api.model
    def _insert_reasons(self, served):
        """Insert the reasons of ``(follow-up id, customer, contact)`` rows."""
        Rule = self.env["customer.followup.rule"]
        rows = [
            {
                "followup_id": followup_id,
                "partner_id": customer.id,
                "rule_id": duty.rule_id,
                "delay_days": Rule.browse(duty.rule_id).delay_days,
                "occasion_date": duty.occasion,
                "source_model": duty.source[0],
                "source_id": duty.source[1],
            }
            for followup_id, customer, contact in served
            for duty in contact.duties
        ]
        constants = {"company_id": self.env.company.id}
        bulk_insert(self.env["customer.followup.reason"], rows, constants)

    @api.model
    def _tighten_deadlines(self, plans: list[tuple]):
        """Write the stricter deadlines of open follow-ups that a duty joined."""
        by_deadline = defaultdict(list)
        for _customer, contact in plans:
            if contact.followup_id:
                by_deadline[contact.deadline].append(contact.followup_id)
        for deadline, ids in by_deadline.items():
            later = self.browse(ids).filtered(lambda f, d=deadline: f.date_deadline > d)
            later.write({"date_deadline": deadline})
