"""What the tests of forged signatures share: people, contexts and a look at it all."""

from odoo.tools import mute_logger

from .credit_common import CreditHttpCase

TABLES = {
    "customer_credit_request": "id, state, requester_id, submitted_at, name,"
    " approval_round, approval_decision_count, requested_limit, requested_term_id,"
    " partner_id, company_id, reason, date_from, date_until, current_limit,"
    " applied_at, announced_at, reverted_at, conflict, create_uid",
    "customer_credit_request_res_users_rel": "*",
    "customer_credit_snapshot": "*",
    "customer_approval_step": "*",
    "customer_approval_step_signer_rel": "*",
    "customer_approval_step_user_rel": "*",
    "customer_approval_entry": "*",
    "customer_approval_route": "*",
    "customer_approval_level": "*",
    "customer_approval_delegation": "*",
    "res_partner": "id, credit_limit, property_payment_term_id",
}
# what a caller may send along, to look like the server itself
CONTEXTS = [
    {"customer_transition": True},
    {"customer_transition": "TRANSITION"},
    {"customer_transition": {}},
    {"customer_credit_terms": True},
    {"install_mode": True, "import_file": True, "tracking_disable": True},
    {"_force_unlink": True, "active_test": False},
    {"uid": 1, "su": True, "module": "customer_followup"},
    {"default_state": "approved", "default_requester_id": 1},
]


class ApprovalForgeryCase(CreditHttpCase):
    """A request that waits, one that is not submitted, and everybody who might try."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.portal = cls.create_user("portal", "base.group_portal")
        cls.employee = cls.create_user("employee", "base.group_user")
        cls.other_sales = cls.create_user("rival", "sales_team.group_sale_salesman")
        cls.administrator = cls.create_user(
            "root", "base.group_system,base.group_erp_manager,group_service_manager"
        )
        cls.everybody = (
            cls.signers
            | cls.salesperson
            | cls.other_sales
            | cls.specialist
            | cls.supervisor
            | cls.manager
            | cls.administrator
            | cls.employee
            | cls.portal
        )
        cls.request = cls.create_request(submit=True)
        cls.draft = cls.create_request(cls.create_customer("Green Mill"))
        cls.env.flush_all()

    def get_attempts(self, users=None):
        """Return who tries, with which context: everybody without, some with each.

        :param users: only these of everybody
        """
        users = users or self.everybody
        forgers = users & (self.salesperson | self.administrator | self.marketing)
        return [(user, {}) for user in users] + [
            (user, context) for user in forgers for context in CONTEXTS
        ]

    def look(self):
        """Return a fingerprint of all that a forged signature could change."""
        self.env.invalidate_all()
        self.env.cr.execute(
            " UNION ALL ".join(
                f"(SELECT '{table}', md5(string_agg(t::text, '|' ORDER BY t::text))"
                f" FROM (SELECT {columns} FROM {table}) AS t)"
                for table, columns in TABLES.items()
            )
        )
        return dict(self.env.cr.fetchall())

    def try_to(self, user, model, method, *args, **kwargs):
        """Call a method, and assert that it leaves the database as it was.

        :return: the whole answer
        """
        before = self.look()
        with mute_logger("odoo.http", "odoo.sql_db", "odoo.models.unlink"):
            answer = self.call(user, model, method, *args, **kwargs)
        what = (user.login, model, method, args, kwargs)
        self.assertEqual(self.look(), before, what)
        return answer

    def assert_refused(self, user, model, method, *args, **kwargs):
        """Assert that a call is refused in words and leaves the database as it was."""
        answer = self.try_to(user, model, method, *args, **kwargs)
        what = (user.login, model, method, args, kwargs, answer.get("result"))
        self.assertIn("error", answer, what)
        name = answer["error"]["data"]["name"]
        self.assertTrue(
            name.startswith("odoo.exceptions."), answer["error"]["data"]["debug"]
        )
