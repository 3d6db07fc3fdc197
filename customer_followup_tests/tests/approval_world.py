"""Two companies, six people and all they can try with credit terms, step by step.

The tests that make up sequences of steps share it. The *world* remembers on its own who
made, asked for and changed each request, and checks after every step what may never
happen: it does not believe what the requests say of themselves.
"""

from collections import defaultdict

from psycopg2 import IntegrityError

from odoo import Command
from odoo.exceptions import UserError
from odoo.tools import mute_logger

from .approval_world_checks import REQUEST, ApprovalWorldChecks
from .approval_world_paths import PATHS
from .common import MONDAY

OFFICES = ("marketing_director", "finance_head", "general_manager")
PEOPLE = {
    "sales": "sales_team.group_sale_salesman,base.group_partner_manager",
    "marketing": "group_marketing_director",
    "finance": "group_finance_head",
    "general": "group_general_manager",
    "double": "group_marketing_director,group_finance_head,group_quality_head",
    "administrator": "group_service_manager,base.group_system,"
    "account.group_account_manager,base.group_partner_manager",
}
LIMITS = (0.0, 20000.0, 50000.0)


class ApprovalWorld(ApprovalWorldChecks):
    """Everybody tries everything; what is refused is undone."""

    def __init__(self, case):
        self.case = case
        self.people = list(case.people)
        self.customers = list(case.customers)
        self.companies = list(case.companies)
        self.env = case.env
        self.office_ids = [
            self.env.ref(f"customer_followup.group_{name}").id for name in OFFICES
        ]
        self.requests, self.delegations, self.steps = [], [], []
        self.involved = defaultdict(set)  # by request
        self.counts = defaultdict(int)  # done and refused, by kind of step
        self.terms, self.log = self.read_terms(), self.read_log()

    # Steps ----------------------------------------------------------------------------

    def attempt(self, kind, do):
        """Try something as Odoo would: all of it, or nothing.

        :return: what it returned; ``None`` if it was refused
        """
        self.steps.append(kind)
        try:
            with mute_logger("odoo.sql_db"), self.env.cr.savepoint():
                result = do()
                self.env.cr.flush()  # as before a commit
        except (UserError, IntegrityError):
            self.counts[f"{kind} refused"] += 1
            return None
        self.counts[kind] += 1
        return result

    def pick(self, records, number):
        return records[number % len(records)] if records else None

    def as_user(self, record, user):
        ids = [company.id for company in self.companies]
        return record.with_user(user).with_context(allowed_company_ids=ids)

    def request(self, who, customer, company, limit):
        """Somebody writes a request."""
        user = self.pick(self.people, who)
        requests = self.as_user(self.env[REQUEST], user)
        request = self.attempt(
            "request",
            lambda: requests.create(
                {
                    "partner_id": self.pick(self.customers, customer).id,
                    "company_id": self.pick(self.companies, company).id,
                    "requested_limit": self.pick(LIMITS, limit),
                    "reason": "More orders",
                }
            ),
        )
        if request:
            self.requests.append(request.with_env(self.env))
            self.involved[request.id].add(user.id)

    def edit(self, who, which, what):
        """Somebody changes what a request asks for, or tries."""
        user, request = self.pick(self.people, who), self.pick(self.requests, which)
        vals = self.pick(
            [
                {"requested_limit": 70000.0},
                {"reason": "Better words"},
                {"requested_term_id": self.case.term.id},
                {"date_until": MONDAY},
                {"state": "approved"},
                {"requester_id": self.people[0].id, "approval_editor_ids": False},
            ],
            what,
        )
        if request and self.attempt(
            "edit", lambda: self.as_user(request, user).write(vals)
        ):
            self.involved[request.id].add(user.id)

    def decide(self, action, who, which):
        """Somebody submits, signs, refuses, asks back or cancels, or tries."""
        user, request = self.pick(self.people, who), self.pick(self.requests, which)
        if not request:
            return
        args = [] if action == "submit" else ["Because"]
        record = self.as_user(request, user)
        done = self.attempt(
            action, lambda: [getattr(record, f"action_{action}")(*args)]
        )
        if done and action == "submit":
            self.involved[request.id].add(user.id)

    def delegate(self, who, absent, stand_in, company):
        """Somebody names a stand-in for today."""
        delegations = self.as_user(
            self.env["customer.approval.delegation"], self.pick(self.people, who)
        )
        delegation = self.attempt(
            "delegate",
            lambda: delegations.create(
                {
                    "user_id": self.pick(self.people, absent).id,
                    "delegate_id": self.pick(self.people, stand_in).id,
                    "company_id": self.pick(self.companies, company).id,
                    "date_from": MONDAY,
                    "date_to": MONDAY,
                }
            ),
        )
        if delegation:
            self.delegations.append(delegation.with_env(self.env))

    def end_delegation(self, which):
        """A stand-in is not needed any more."""
        delegation = self.pick(self.delegations, which)
        if delegation:
            self.attempt("end delegation", delegation.sudo().unlink)
            self.delegations.remove(delegation)

    def change_office(self, who, office, is_given):
        """The administrator gives somebody an office, or takes it."""
        user = self.pick(self.people, who)
        group_id = self.pick(self.office_ids, office)
        command = Command.link(group_id) if is_given else Command.unlink(group_id)
        self.attempt(
            "change office",
            lambda: (
                user.with_user(self.people[-1]).sudo().write({"group_ids": [command]})
            ),
        )

    def change_activity(self, who, is_active):
        """Somebody leaves the company, or comes back; the administrator stays."""
        user = self.pick(self.people[:-1], who)
        self.attempt("leave", lambda: user.sudo().write({"active": is_active}))

    def write_terms(self, who, path, customer, company):
        """Somebody tries to change limit or term without a request."""
        user, customer = (
            self.pick(self.people, who),
            self.pick(self.customers, customer),
        )
        company = self.pick(self.companies, company)
        name = self.pick(sorted(PATHS), path)
        self.attempt(
            f"path {name}",
            lambda: PATHS[name](
                self.as_user(customer, user).with_company(company), self.case.term
            ),
        )
        self.requests = [request for request in self.requests if request.exists()]

    def end_terms(self):
        """The job looks for terms whose last day was yesterday."""
        tomorrow = MONDAY.replace(day=3)
        for request in self.requests:
            if request.state == "approved" and request.date_until:
                self.attempt(
                    "end terms", lambda one=request: one.sudo()._follow_terms(tomorrow)
                )
