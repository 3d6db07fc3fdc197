from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

from odoo import api, models
from odoo.service.model import (
    PG_CONCURRENCY_EXCEPTIONS_TO_RETRY as CONCURRENCY_ERRORS,
)
from odoo.tools import SQL

from ..policy.planning import Contact, Duty, fit_day, get_deadline, plan_contacts
from ..tools.bulk_insert import bulk_insert, reserve_ids
from ..tools.bulk_update import bulk_update
from .customer_followup_rule_register import CALENDAR_HORIZON_DAYS


class CustomerFollowup(models.Model):
    """From waiting duties to follow-ups with one activity each, many at once.

    Written by ``INSERT`` and not by ``create``: the nightly job has to open tens of
    thousands. The rows are those of ``create``, column by column. Left out are the
    message *created*, as the reasons say more, and the owner as a follower, as the
    activity reminds of the follow-up.
    """

    _inherit = "customer.followup"

    @api.model
    def _open_batch(self, company, today: date, batch: dict, room: Counter) -> int:
        """Open what waits for a batch; a customer that fails stops nobody else.

        A batch that fails is tried again in halves, and so on, until only the
        customers are left out that cannot be served.

        :param batch: see ``_take_next_batch``
        :param room: how many contacts each user can still get; counted down
        :return: number of new follow-ups
        """
        left = Counter(room)
        try:
            with self.env.cr.savepoint():
                count = self._open_customers(company, today, dict(batch), left)
        except CONCURRENCY_ERRORS:
            raise  # a change of somebody else, and no fault of the customer
        except Exception as error:
            if len(batch) == 1:
                self._note_left_out(company, *batch, error)
                return 0
            customers, middle = list(batch.items()), len(batch) // 2
            halves = dict(customers[:middle]), dict(customers[middle:])
            return sum(self._open_batch(company, today, half, room) for half in halves)
        room.clear()
        room.update(left)
        return count

    @api.model
    def _note_left_out(self, company, partner_id: int, error: Exception):
        reasons = self.env["customer.followup.reason"].search(
            [
                ("company_id", "=", company.id),
                ("partner_id", "=", partner_id),
                ("state", "=", "waiting"),
            ]
        )
        for rule in reasons.rule_id:
            rule._note_left_out(company, partner_id, error)

    @api.model
    def _open_customers(self, company, today: date, batch: dict, room: Counter) -> int:
        """Let what waits for these customers join or open follow-ups.

        :param batch: customer id → how many contacts may be opened for it
        :param room: how many contacts each user can still get; counted down
        :return: number of new follow-ups
        """
        self = self.with_company(company)
        place = {partner_id: place for place, partner_id in enumerate(batch)}
        customers = self.env["customer.followup.rule"]._get_due_customers(batch)
        customers = customers.sorted(lambda c: place[c.id])
        reasons = self._lock_waiting(company, customers)
        store = partial(bulk_update, self.env["customer.followup.reason"])
        return self._open_reasons(today, customers, reasons, store, batch, room)

    @api.model
    def _open_reasons(
        self,
        today: date,
        customers,
        reasons: dict[int, dict],
        store: Callable[[list[dict]], None],
        batch: dict,
        room: Counter,
    ) -> int:
        """Let reasons join or open follow-ups; see ``_open_customers``.

        :param reasons: rows of the reasons by id
        :param store: writes what becomes of them, ``id`` and values in each row
        """
        duties = self._get_duties(self.env.company, today, customers, reasons)
        open_contacts = self._get_open_contacts(customers, today)
        plans = [
            (customer, contact)
            for customer in customers
            for contact in plan_contacts(
                duties[customer.id], open_contacts[customer.id]
            )
            if contact.followup_id
            or self._take_room(customer, contact, reasons, batch, room)
        ]
        new_plans = [plan for plan in plans if not plan[1].followup_id]
        rows = self._insert_followups(new_plans, reasons, today)
        self._attach_reasons(plans, rows, store)
        self._insert_activities(rows, new_plans)
        self._tighten(plans, today)
        self.env.invalidate_all()
        return len(rows)

    @api.model
    def _lock_waiting(self, company, customers) -> dict[int, dict]:
        """Return the waiting reasons that can be opened now.

        Without those that somebody is opening, and those that failed a moment ago.
        """
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                """
                SELECT id, partner_id, rule_id, occasion_date, method, date_planned,
                       date_deadline, user_id, instead_of_id
                  FROM customer_followup_reason AS reason
                 WHERE company_id = %s AND state = 'waiting' AND partner_id = ANY(%s)
                   AND %s
                 ORDER BY id FOR UPDATE SKIP LOCKED
                """,
                company.id,
                customers.ids,
                self._get_may_be_tried(),
            )
        )
        return {row["id"]: row for row in self.env.cr.dictfetchall()}

    @api.model
    def _get_duties(self, company, today: date, customers, reasons: dict) -> dict:
        """Return the reasons as duties that can be done from today on, by customer.

        What has waited until its deadline is over gets the days of its rule anew.
        """
        horizon = today + timedelta(days=CALENDAR_HORIZON_DAYS)
        is_working_day = company._get_working_day_check(today, horizon)
        get_check = customers._get_contact_day_reader(company, today, horizon)
        by_id = {customer.id: customer for customer in customers}
        Rule = self.env["customer.followup.rule"]
        duties = defaultdict(list)
        for id_, reason in reasons.items():
            customer = by_id[reason["partner_id"]]
            rule = Rule.browse(reason["rule_id"])
            planned, deadline = reason["date_planned"], reason["date_deadline"]
            if deadline < today:
                days = rule._get_terms(customer.customer_grade_id.code).deadline_days
                deadline = get_deadline(today, days, today, is_working_day)
            if planned < today:
                check = get_check(customer, reason["method"])
                planned = fit_day(today, deadline, today, check)
            duties[customer.id].append(
                Duty(
                    id_,
                    rule.id,
                    reason["occasion_date"],
                    reason["method"],
                    planned,
                    deadline,
                    rule.merge_window_days,
                )
            )
        return duties

    @api.model
    def _get_open_contacts(self, customers, today: date) -> dict[int, list[Contact]]:
        """Return the contacts a duty could still join, by customer id."""
        followups = self.search_fetch(
            [
                ("partner_id", "in", customers.ids),
                ("company_id", "=", self.env.company.id),
                ("state", "in", ("planned", "scheduled")),
            ],
            ["partner_id", "method", "date_planned", "date_deadline", "state"],
        )
        contacts = defaultdict(list)
        for f in followups:
            contacts[f.partner_id.id].append(
                Contact(
                    f.id,
                    f.method,
                    max(f.date_planned, today),
                    f.date_deadline,
                    is_agreed=f.state == "scheduled",
                )
            )
        return contacts

    @api.model
    def _take_room(
        self, customer, contact: Contact, reasons: dict, batch: dict, room: Counter
    ) -> bool:
        """Count a new contact, and return whether there is room for it."""
        owner = reasons[contact.duties[0].reason_id]["user_id"] or False
        if room[owner] < 1 or batch[customer.id] < 1:
            return False
        room[owner] -= 1
        batch[customer.id] -= 1
        return True

    @api.model
    def _insert_followups(
        self, plans: list[tuple], reasons: dict, today: date
    ) -> list[dict]:
        """Insert a follow-up for each customer and contact, and return the rows."""
        numbers = zip(
            reserve_ids(self, len(plans)), self._next_names(len(plans)), strict=True
        )
        rows = [
            {"id": id_, "name": name, **self._prepare_plan_vals(*plan, reasons)}
            for plan, (id_, name) in zip(plans, numbers, strict=True)
        ]
        customers = self.env["res.partner"].union(*(plan[0] for plan in plans))
        self._add_moments(rows, customers)
        constants = dict.fromkeys(self._get_stamp_fields(), False)
        constants |= {
            "company_id": self.env.company.id,
            "state": "planned",
            "opened_for": self._get_work_day(self.env.company, today),
        }
        # what a row says itself
        for name in rows[0] if rows else ():
            constants.pop(name, None)
        bulk_insert(self, rows, constants)
        return rows

    @api.model
    def _prepare_plan_vals(self, customer, contact: Contact, reasons: dict) -> dict:
        """Return the row of one follow-up; an extension point."""
        first = reasons[contact.duties[0].reason_id]
        rule = self.env["customer.followup.rule"].browse(first["rule_id"])
        return {
            "partner_id": customer.id,
            "user_id": first["user_id"],
            "instead_of_id": first["instead_of_id"],
            "date_planned": contact.planned,
            "date_deadline": contact.deadline,
            "method": contact.method,
            "purpose": rule.purpose,
        }

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
    def _attach_reasons(self, plans: list[tuple], rows: list[dict], store: Callable):
        """Let the reasons wait no longer: they have their follow-ups."""
        new_ids = iter([row["id"] for row in rows])
        store(
            [
                {
                    "id": duty.reason_id,
                    "followup_id": followup_id,
                    "state": "planned",
                    "date_planned": duty.planned,
                    "date_deadline": duty.deadline,
                }
                for _customer, contact in plans
                for followup_id in [contact.followup_id or next(new_ids)]
                for duty in contact.duties
            ]
        )

    @api.model
    def _tighten(self, plans: list[tuple], today: date):
        """Write what becomes stricter for open follow-ups that a duty joined."""
        followups = self.browse([c.followup_id for _, c in plans if c.followup_id])
        contacts = {contact.followup_id: contact for _customer, contact in plans}
        changed = defaultdict(list)
        for followup in followups:
            vals = followup._get_stricter_vals(contacts[followup.id], today)
            changed[tuple(vals.items())].append(followup.id)
        for vals, ids in changed.items():
            if vals:
                self.browse(ids).write(dict(vals))

    def _get_stricter_vals(self, contact: Contact, today: date) -> dict:
        vals = {"date_deadline": contact.deadline, "method": contact.method}
        # what is late already keeps the day it was planned for
        if contact.planned > max(self.date_planned, today):
            vals["date_planned"] = contact.planned
        return {name: value for name, value in vals.items() if self[name] != value}
