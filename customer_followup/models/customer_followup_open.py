from collections import defaultdict
from datetime import date

from odoo import api, fields, models

from ..policy.assignment import choose_owner
from ..policy.planning import Contact, Duty, plan_contacts
from ..tools.bulk_insert import bulk_insert, reserve_ids


class CustomerFollowup(models.Model):
    """From duties to follow-ups with one activity each, many at once.

    Written by ``INSERT`` and not by ``create``: the nightly job has to open tens of
    thousands. What ``create`` would add on top is added here, except the message
    *created* in the chatter: the reasons say more.
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
        ids = self._insert_followups([p for p in plans if not p[1].followup_id])
        new_ids = iter(ids)
        self._insert_reasons(
            (contact.followup_id or next(new_ids), customer, contact)
            for customer, contact in plans
        )
        self._tighten_deadlines(plans)
        self.env.invalidate_all()
        self._insert_activities(self.browse(ids))

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
    def _insert_followups(self, plans: list[tuple]) -> list[int]:
        """Insert one follow-up for each customer and contact, and return their ids."""
        if not plans:
            return []
        ids = reserve_ids(self, len(plans))
        available = set(self._get_available_users().ids)
        rules = self._get_leading_rules(plans)
        bulk_insert(
            self,
            {
                "id": ids,
                "name": self._next_names(len(plans)),
                "partner_id": [customer.id for customer, _contact in plans],
                "user_id": [
                    choose_owner(rule._get_owner_candidates(customer), available)
                    for (customer, _contact), rule in zip(plans, rules, strict=True)
                ],
                "date_planned": [contact.planned for _customer, contact in plans],
                "date_deadline": [contact.deadline for _customer, contact in plans],
                "method": [contact.method for _customer, contact in plans],
                "purpose": [rule.purpose for rule in rules],
            },
            {
                **dict.fromkeys(self._get_stamp_fields() - {"name"}, False),
                "company_id": self.env.company.id,
                "state": "planned",
            },
        )
        return ids

    @api.model
    def _get_leading_rules(self, plans):
        Rule = self.env["customer.followup.rule"]
        return [Rule.browse(contact.duties[0].rule_id) for _customer, contact in plans]

    @api.model
    def _get_available_users(self):
        """Return the users who can be given work in the current company."""
        # sudo: the job gives work to users it does not belong together with
        return (
            self.env["res.users"]
            .sudo()
            .search([("share", "=", False), ("company_ids", "in", self.env.company.id)])
        )

    @api.model
    def _next_names(self, count: int) -> list[str]:
        """Return the next ``count`` numbers of the company's sequence."""
        # sudo: numbering is not a right of the person who plans a contact
        sequence = (
            self.env["ir.sequence"]
            .sudo()
            .search(
                [
                    ("code", "=", "customer.followup"),
                    ("company_id", "in", [False, self.env.company.id]),
                ],
                order="company_id",
                limit=1,
            )
        )
        return sequence._customer_next_numbers(count) or ["/"] * count

    @api.model
    def _insert_reasons(self, served):
        """Insert the reasons of ``(follow-up id, customer, contact)`` rows."""
        rows = [
            (followup_id, customer.id, duty)
            for followup_id, customer, contact in served
            for duty in contact.duties
        ]
        bulk_insert(
            self.env["customer.followup.reason"],
            {
                "followup_id": [followup_id for followup_id, _customer, _duty in rows],
                "partner_id": [customer_id for _followup, customer_id, _duty in rows],
                "rule_id": [duty.rule_id for *_ids, duty in rows],
                "occasion_date": [duty.occasion for *_ids, duty in rows],
                "source_model": [duty.source[0] for *_ids, duty in rows],
                "source_id": [duty.source[1] for *_ids, duty in rows],
            },
            {"company_id": self.env.company.id},
        )

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

    @api.model
    def _insert_activities(self, followups):
        """Give each follow-up that has an owner its one activity."""
        followups = followups.filtered("user_id")
        if not followups:
            return
        summaries = [f._get_activity_summary() for f in followups]
        types = [f._get_activity_type() for f in followups]
        bulk_insert(
            self.env["mail.activity"],
            {
                "res_id": followups.ids,
                "res_name": followups.mapped("display_name"),
                "user_id": [followup.user_id.id for followup in followups],
                "user_tz": [f.user_id.sudo().tz or None for f in followups],
                "date_deadline": followups.mapped("date_deadline"),
                "summary": summaries,
                "activity_type_id": [type_.id for type_ in types],
                "note": [type_.default_note or None for type_ in types],
            },
            {
                "res_model_id": self.env["ir.model"]._get_id(self._name),
                "res_model": self._name,
                "automated": True,
            },
        )
        self._notify_due_today(followups)

    @api.model
    def _notify_due_today(self, followups):
        """Count today's new activities up in the open browsers of their owners."""
        today = fields.Date.today()
        due = followups.filtered(lambda f: f.date_deadline <= today)
        for user, of_user in due.grouped("user_id").items():
            user._bus_send(
                "mail.activity/updated",
                {"activity_created": True, "count_diff": len(of_user)},
            )
