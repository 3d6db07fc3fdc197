from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from itertools import chain

from odoo import api, models


class CustomerFollowupRule(models.Model):
    """Who makes a contact: the one the rule names, or who stands in for that one."""

    _inherit = "customer.followup.rule"

    def _get_owner_candidates(self, customer) -> Iterator:
        """Yield who could make the contact, the preferred one first."""
        if self.assign_to == "superior":
            specialist = customer.customer_specialist_id or customer.user_id
            yield from specialist and specialist._get_customer_superiors()
        preferred = {
            "specialist": ("customer_specialist_id", "user_id"),
            "salesperson": ("user_id", "customer_specialist_id"),
        }.get(self.assign_to, ())
        for name in preferred:
            yield customer[name]
        yield self.user_id
        yield self.env.company.customer_followup_user_id

    @api.model
    def _get_owner_facts(self, customer) -> tuple:
        """Return what the candidates follow from: customers alike are asked for once.

        An extension point, together with ``_get_owner_candidates``.
        """
        return customer.customer_specialist_id, customer.user_id

    @api.model
    def _get_owner_chooser(self, company) -> Callable[..., tuple[int | None, ...]]:
        """Return a function that says who makes a contact of a rule.

        Reads who works here once, and who is absent once for each day.

        :return: a function of rule, customer and the day of the contact to the id of
            the user, and of the absent one that the user stands in for
        """
        # sudo: the job gives work to users it does not belong together with
        User = self.env["res.users"].sudo().with_company(company)
        staff = User._get_customer_staff(company)
        available = set(staff.ids)
        get_absent = staff._get_absence_reader(company)
        take_turn = self._get_turns(company)

        @cache
        def get_line(user_id: int) -> list[int]:
            return [user_id, *User.browse(user_id)._get_customer_superiors().ids]

        chosen = {}

        def choose(rule, customer, day: date) -> tuple[int | None, ...]:
            here = available - get_absent(day)
            if rule.assign_to == "team" and (turn := take_turn(rule, here)):
                return turn, None
            key = (rule, day, rule._get_owner_facts(customer))
            if key not in chosen:
                wanted = rule._get_owner_candidates(customer)
                chosen[key] = find([user for user in wanted if user], here)
            return chosen[key]

        def find(candidates: list, here: set[int]) -> tuple[int | None, ...]:
            present = (
                (id_, wanted.id if id_ != wanted.id else None)
                for wanted in candidates
                for id_ in get_line(wanted.id)
                if id_ in here
            )
            # all of them are absent: the first who comes back, rather than nobody
            absent = ((user.id, None) for user in candidates if user.id in available)
            return next(chain(present, absent), (None, None))

        return choose

    @api.model
    def _get_turns(self, company) -> Callable[..., int | None]:
        """Return a function that says whose turn it is in the team of a rule."""
        last = {}

        def take_turn(rule, here: set[int]) -> int | None:
            team = sorted(here.intersection(rule.team_user_ids.ids))
            if not team:
                return None
            if rule not in last:
                last[rule] = rule._get_last_owner(company)
            last[rule] = next((id_ for id_ in team if id_ > last[rule]), team[0])
            return last[rule]

        return take_turn

    def _get_last_owner(self, company) -> int:
        # sudo: whose turn it was is no secret
        reasons = self.env["customer.followup.reason"].sudo()
        of_rule = [("rule_id", "=", self.id), ("company_id", "=", company.id)]
        return reasons.search(of_rule, order="id desc", limit=1).user_id.id or 0
