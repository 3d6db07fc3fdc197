import logging
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from odoo import api, models
from odoo.exceptions import UserError

from ..policy.planning import Contact, Duty, plan_contacts
from ..policy.visit_plan import Proposal, spread

_logger = logging.getLogger(__name__)

DUTY_FIELDS = [
    "user_id",
    "partner_id",
    "rule_id",
    "occasion_date",
    "method",
    "date_planned",
    "date_deadline",
    "grade_rank",
    "money_at_risk",
]


@dataclass(frozen=True, slots=True)
class Fact:
    """Whose duty it is and where it comes from."""

    user_id: int
    partner_id: int
    rule_id: int
    source: str
    purpose: str
    rank: tuple


class CustomerFollowupPlan(models.Model):
    """What will be due in a month: one pass over customers and rules for all people.

    Three things: the follow-ups that are open and planned for the month, the duties
    that wait for their turn, and what the active rules will find until then. Duties
    are merged into visits as the nightly job merges them.
    """

    _inherit = "customer.followup.plan"

    @api.model
    def _find_due(self, company, users, first: date, last: date):
        """Return the visits of a month.

        :param users: whose visits
        :param first: the first day of the month, or today in the current one
        :return: by user id the values of the lines, and how many visits have no room
        """
        # sudo: a plan is about the customers of the whole company
        self = self.sudo().with_company(company)
        lines = self._find_planned_followups(company, users, first, last)
        facts, duties = self._find_duties(company, users, last)
        customers = self.env["customer.followup.rule"]._get_due_customers(duties)
        contacts = self._merge_duties(company, customers, facts, duties, first, last)
        get_check = self._get_day_reader(company, customers, facts, contacts, last)
        left_out = {}
        for user in users:
            mine = {k: c for k, c in contacts.items() if facts[k].user_id == user.id}
            days, left_out[user.id] = spread(
                [
                    Proposal(key, max(c.planned, first), c.deadline, facts[key].rank)
                    for key, c in mine.items()
                ],
                last,
                user.customer_daily_capacity,
                get_check,
                [row["date_planned"] for row in lines[user.id]],
            )
            lines[user.id] += [
                self._prepare_line(facts[key], contacts[key], day)
                for key, day in days.items()
            ]
        return lines, left_out

    @api.model
    def _prepare_line(self, fact: Fact, contact: Contact, day: date) -> dict:
        return {
            "partner_id": fact.partner_id,
            "date_planned": day,
            "date_deadline": contact.deadline,
            "method": contact.method,
            "purpose": fact.purpose,
            "source": fact.source,
            "rule_id": fact.rule_id,
            "followup_id": None,
        }

    @api.model
    def _find_planned_followups(self, company, users, first: date, last: date) -> dict:
        """Return the lines of the open follow-ups that are planned for the month."""
        names = ["partner_id", "date_planned", "date_deadline", "method", "purpose"]
        rows = self.env["customer.followup"].search_read(
            [
                ("company_id", "=", company.id),
                ("user_id", "in", users.ids),
                ("state", "in", ("planned", "scheduled")),
                ("date_planned", ">=", first),
                ("date_planned", "<=", last),
                ("partner_id.active", "=", True),
            ],
            ["user_id", *names],
            load=False,
        )
        lines = defaultdict(list)
        for row in rows:
            lines[row["user_id"]].append(
                {
                    **{name: row[name] for name in names},
                    "source": "followup",
                    "rule_id": None,
                    "followup_id": row["id"],
                }
            )
        return lines

    @api.model
    def _find_duties(self, company, users, last: date):
        """Return what waits for these users, and what the rules will find for them.

        :return: facts by key, and the duties by customer, whose ``reason_id`` is the
            key
        """
        Rule = self.env["customer.followup.rule"]
        rules = Rule.search(Rule._get_company_domain(company), order="sequence, id")
        # read before a preview forgets what was read
        terms = {rule.id: (rule.purpose, rule.merge_window_days) for rule in rules}
        people = set(users.ids)
        facts, duties = {}, defaultdict(list)
        found = [
            *self._iter_waiting(company, users),
            *self._iter_found(company, rules, last),
        ]
        for key, (source, row) in enumerate(found, 1):
            if row["user_id"] not in people or row["rule_id"] not in terms:
                continue
            user_id, partner_id, rule_id = (row[name] for name in DUTY_FIELDS[:3])
            purpose, window_days = terms[rule_id]
            rank = (row["grade_rank"], -row["money_at_risk"], partner_id)
            facts[key] = Fact(user_id, partner_id, rule_id, source, purpose, rank)
            duty = (row[name] for name in DUTY_FIELDS[2:7])
            duties[partner_id].append(Duty(key, *duty, window_days))
        return facts, duties

    @api.model
    def _iter_waiting(self, company, users) -> Iterator[tuple[str, dict]]:
        """Yield the duties that wait for their turn."""
        rows = self.env["customer.followup.reason"].search_read(
            [
                ("company_id", "=", company.id),
                ("state", "=", "waiting"),
                ("user_id", "in", users.ids),
            ],
            DUTY_FIELDS,
            load=False,
        )
        for row in rows:
            yield "waiting", row

    @api.model
    def _iter_found(self, company, rules, last: date) -> Iterator[tuple[str, dict]]:
        """Yield what the rules will find until the end of the month.

        A rule that cannot be used is left out: its own screen says why.
        """
        days = (last - company._get_customer_today()).days + 1
        for rule in rules:
            try:
                with self.env.cr.savepoint():
                    found = list(rule._iter_preview(company, days))
            except UserError as error:
                _logger.warning("Visit plans go without rule %s: %s", rule.id, error)
                continue
            for _day, rows in found:
                for row in rows:
                    yield "rule", row

    @api.model
    def _merge_duties(
        self, company, customers, facts: dict, duties: dict, first: date, last: date
    ) -> dict[int, Contact]:
        """Return the new visits of the month by the key of their first duty.

        What waits already goes into the month whenever it was due; what a rule finds
        before the month begins is made before.
        """
        Followup = self.env["customer.followup"]
        open_contacts = Followup._get_open_contacts(
            customers, company._get_customer_today()
        )
        return {
            contact.duties[0].reason_id: contact
            for customer in customers
            for contact in plan_contacts(
                duties[customer.id], open_contacts[customer.id]
            )
            if not contact.followup_id
            and contact.planned <= last
            and (
                contact.planned >= first
                or facts[contact.duties[0].reason_id].source == "waiting"
            )
        }

    @api.model
    def _get_day_reader(
        self, company, customers, facts: dict, contacts: dict, last: date
    ) -> Callable[[int], Callable[[date], bool]]:
        """Return a function of a visit's key to what says whether a day is possible."""
        today = company._get_customer_today()
        get_check = customers._get_contact_day_reader(company, today, last)
        is_working_day = company._get_working_day_check(today, last)
        by_id = {customer.id: customer for customer in customers}

        def read(key: int) -> Callable[[date], bool]:
            customer = by_id[facts[key].partner_id]
            is_contact_day = get_check(customer, contacts[key].method)
            return lambda day: is_working_day(day) and is_contact_day(day)

        return read
