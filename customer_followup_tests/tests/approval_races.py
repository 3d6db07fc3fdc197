"""What trials of decisions at the same moment share: people, requests and a look."""

from functools import partial
from unittest import TestCase

from races import Races

from odoo import Command

REQUEST = "customer.credit.request"
OFFICES = {
    "marketing": "group_marketing_director",
    "second": "group_marketing_director",
    "finance": "group_finance_head",
    "general": "group_general_manager",
    "deputy": "group_general_manager",
}
DECISIONS = ("submitted", "approved", "refused", "asked_back", "cancelled")
WRONG = """
    SELECT request.id, request.state, step.open, step.signed, log.decisions
      FROM customer_credit_request AS request
      CROSS JOIN LATERAL (
           SELECT count(*) FILTER (WHERE state = 'open') AS open,
                  count(*) FILTER (WHERE state = 'waiting') AS waiting,
                  count(*) FILTER (WHERE state = 'approved') AS signed,
                  count(*) AS all
             FROM customer_approval_step
            WHERE res_model = 'customer.credit.request' AND res_id = request.id
              AND round = request.approval_round) AS step
      CROSS JOIN LATERAL (
           SELECT count(*) FILTER (WHERE action = ANY(%(decisions)s)) AS decisions,
                  count(*) FILTER (WHERE action = 'applied') AS applied,
                  count(*) FILTER (WHERE action = 'approved') AS signatures,
                  count(DISTINCT user_id) FILTER (WHERE action = 'approved') AS signers
             FROM customer_approval_entry
            WHERE res_model = 'customer.credit.request' AND res_id = request.id) AS log
     WHERE request.id = ANY(%(ids)s)
       AND (step.open <> (request.state = 'submitted')::int
            OR request.state NOT IN ('submitted') AND step.waiting > 0
            OR log.applied <> (request.applied_at IS NOT NULL)::int
            OR (request.state = 'approved') <> (request.applied_at IS NOT NULL)
            OR request.state = 'approved' AND step.signed <> step.all
            OR log.signatures <> log.signers
            OR log.decisions + (request.state = 'approved')::int
               <> request.approval_decision_count)
"""


def decide(action, id_, env):
    """Take a decision about a request, with a reason."""
    args = [] if action == "submit" else ["Because"]
    getattr(env[REQUEST].browse(id_), f"action_{action}")(*args)


def edit(id_, env):
    """Change what a request asks for."""
    env[REQUEST].browse(id_).requested_limit = 99000.0


class ApprovalRaces(Races):
    """A company whose people decide about requests at the same moment."""

    def __init__(self, database):
        super().__init__(database)
        self.case = TestCase()
        self.number = 0
        self.work(self.prepare)

    def prepare(self, env):
        """Set up a company, its people, and routes of one and of all of them."""
        env["customer.approval.route"].search([]).active = False
        companies = env["res.company"].create(
            [{"name": "East River Chemicals"}, {"name": "West River Chemicals"}]
        )
        groups = {"sales": "sales_team.group_sale_salesman"} | {
            name: f"customer_followup.{group}" for name, group in OFFICES.items()
        }
        users = {
            name: env["res.users"].create(
                {
                    "name": name.title(),
                    "login": f"race_{name}",
                    "company_id": companies[0].id,
                    "company_ids": [Command.set(companies.ids)],
                    "group_ids": [Command.set(env.ref(group).ids)],
                }
            )
            for name, group in groups.items()
        }
        both = {
            "signer_type": "users",
            "user_ids": (users["marketing"] | users["second"]).ids,
            "required": "all",
        }
        offices = [
            {"group_id": env.ref(groups[name]).id}
            for name in ("marketing", "finance", "general")
        ]
        for name, domain, levels in (
            ("All of them", "[('reason', '=', 'all')]", [both, *offices[1:]]),
            ("One of them", "[]", offices),
        ):
            env["customer.approval.route"].create(
                {
                    "name": name,
                    "model_id": env["ir.model"]._get_id(REQUEST),
                    "domain": domain,
                    "level_ids": [
                        Command.create({"name": "Level", "sequence": number, **level})
                        for number, level in enumerate(levels)
                    ],
                }
            )
        self.company_ids = companies.ids
        self.users = {name: user.id for name, user in users.items()}

    def make(self, signers=(), customer_id=None, company=0, reason="More", submit=True):
        """Return the id of a new request that ``signers`` have signed already."""
        self.number += 1

        def create(env):
            company_id = self.company_ids[company]
            env = env(context={"allowed_company_ids": self.company_ids})
            partner_id = customer_id or self.make_customer(env)
            request = env[REQUEST].create(
                {
                    "partner_id": partner_id,
                    "company_id": company_id,
                    "requested_limit": 50000.0,
                    "reason": reason,
                }
            )
            if submit:
                request.action_submit()
            for name in signers:
                request.with_user(self.users[name]).action_approve()
            return request.id

        return self.work(create, self.users["sales"])

    def make_customer(self, env):
        vals = {"name": f"Customer {self.number}", "customer_rank": 1}
        # sudo: the salesperson of the test may not create customers
        return env["res.partner"].sudo().create(vals).id

    def race(self, *deeds):
        """Let two people do something at once; return which of them was refused.

        :param deeds: pairs of a user's name and a function of an environment
        """
        outcomes = self.at_once(*((self.users[name], deed) for name, deed in deeds))
        return [outcome is not None for outcome in outcomes]

    def query(self, statement, **args):
        def read(env):
            env.cr.execute(statement, args)
            return env.cr.fetchall()

        return self.work(read)

    def get_state(self, id_):
        """Return a request's state and limit, and its log without the submission."""
        ((state, limit),) = self.query(
            """
            SELECT request.state,
                   (partner.credit_limit->>request.company_id::text)::float
              FROM customer_credit_request AS request
              JOIN res_partner AS partner ON partner.id = request.partner_id
             WHERE request.id = %(id)s
            """,
            id=id_,
        )
        log = self.query(
            "SELECT action FROM customer_approval_entry WHERE res_id = %(id)s"
            " AND res_model = 'customer.credit.request' ORDER BY id",
            id=id_,
        )
        return state, limit or 0.0, [action for (action,) in log][1:]

    def check_nothing_is_stuck(self, *ids):
        """Check the records of requests, and that who waits for them can go on."""
        wrong = self.query(WRONG, ids=list(ids), decisions=list(DECISIONS))
        self.case.assertEqual(wrong, [])
        for id_ in ids:
            self.work(partial(self.check_goes_on, id_))

    def check_goes_on(self, id_, env):
        request = env[REQUEST].browse(id_)
        if request.state == "submitted":
            signer = request._get_open_step().signer_ids[0]
            request.with_user(signer).with_context(
                allowed_company_ids=self.company_ids
            ).action_approve()
            env.cr.rollback()
