"""Who is told of terms that were not approved, and who puts them back (CRD-2)."""

from unittest.mock import patch

from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import MONDAY
from .credit_common import CreditCase, CreditHttpCase
from .test_credit_reconciliation import ReconciliationMixin

SQL = """UPDATE res_partner SET credit_limit = '{"%s": 99999}' WHERE id = %s"""


@tagged("post_install", "-at_install")
class TestCreditReconciliationAlarm(ReconciliationMixin, CreditCase):
    def get_alarms(self, user):
        return self.env["mail.activity"].search(
            [
                ("res_model", "=", "customer.credit.reconciliation"),
                ("user_id", "=", user.id),
            ]
        )

    def run_nightly_job(self):
        """Run the scheduled action as its service user."""
        self.env.flush_all()
        service = self.env.ref("customer_followup.user_service")
        with self.open_cursor() as cr:
            env = self.env(cr=cr, user=service.id, context={})
            env["customer.credit.reconciliation"]._cron_reconcile()
            cr.commit()
        self.env.invalidate_all()

    def test_finance_head_gets_an_activity_once(self):
        """CRD-2: on the night of the finding, and not again."""
        self.write_in_database(limit=5.0)
        for _night in range(2):
            self.run_nightly_job()
        alarm = self.get_alarms(self.finance)
        self.assertEqual(len(alarm), 1)
        self.assertIn("1 credit terms differ", alarm.summary)
        reconciliation = self.env[alarm.res_model].browse(alarm.res_id)
        self.assertEqual(reconciliation.company_id, self.company)
        self.assertEqual(reconciliation.date, MONDAY)
        self.assertFalse(self.get_alarms(self.manager))

    def test_without_finance_head_the_service_manager_gets_it(self):
        """CRD-2: somebody is told in any case."""
        self.finance.active = False
        self.write_in_database(limit=5.0)
        self.run_nightly_job()
        self.assertEqual(len(self.get_alarms(self.manager)), 1)

    def test_company_without_anybody_keeps_the_evidence(self):
        """G11: nobody to tell is no reason to stop."""
        company = self.create_company("West River Chemicals")
        self.write_in_database(company=company, limit=5.0)
        self.run_nightly_job()
        evidence = self.env["customer.credit.reconciliation"].search(
            [("company_id", "=", company.id)]
        )
        self.assertEqual(evidence.new_count, 1)

    def test_every_company_is_compared_every_night(self):
        """CRD-2: the evidence says that somebody looked, and at how much."""
        self.run_nightly_job()
        for company in self.env["res.company"].sudo().search([]):
            last = self.env["customer.credit.reconciliation"].search(
                [("company_id", "=", company.id)], limit=1
            )
            self.assertTrue(last.customer_count)

    @mute_logger("odoo.addons.customer_followup.tools.each_record")
    def test_one_company_that_fails_stops_no_other(self):
        """G11: all others are compared the same night."""
        others = self.create_company("A Company"), self.create_company("Z Company")
        for company in (self.company, *others):
            self.write_in_database(company=company, limit=5.0)
        Reconciliation = self.registry["customer.credit.reconciliation"]
        compare = Reconciliation._compare_terms

        def fail(model, company):
            if company == others[0]:
                raise ValueError("Disk full")
            return compare(model, company)

        with patch.object(Reconciliation, "_compare_terms", fail):
            self.run_nightly_job()
        found = self.env["customer.credit.difference"].search([]).company_id
        self.assertIn(self.company, found)
        self.assertIn(others[1], found)
        self.assertNotIn(others[0], found)

    def test_script_of_an_administrator_is_found(self):
        """G1: code that writes in the database itself gets past no morning."""
        update = SQL % (self.company.id, self.customer.id)
        action = self.env["ir.actions.server"].create(
            {
                "name": "Gift",
                "model_id": self.env["ir.model"]._get_id("res.partner"),
                "state": "code",
                "code": f"env.cr.execute({update!r})",
            }
        )
        action.run()
        self.run_nightly_job()
        self.assertEqual(self.get_differences().found_limit, 99999.0)
        self.assertTrue(self.get_alarms(self.finance))

    def test_many_differences_are_kept_in_few_statements(self):
        """G17: a wrong default makes everybody a difference in one night."""
        customers = self.env["res.partner"].create(
            [{"name": f"Mill {number}", "is_company": True} for number in range(300)]
        )
        self.reconcile()
        quiet = self.count_queries()
        for customer in customers[:20]:
            self.write_in_database(customer, limit=5.0)
        few = self.count_queries()
        for customer in customers[20:]:
            self.write_in_database(customer, limit=5.0)
        many = self.count_queries()
        self.assertEqual(len(self.get_differences()), 300)
        self.assertLessEqual(many, few + 5)
        for name in ("Red Mill", "Black Mill"):
            self.create_customer(name)
        self.assertLessEqual(self.count_queries(), quiet + 5)

    def count_queries(self):
        """Return how many statements a comparison takes."""
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        self.reconcile()
        self.env.flush_all()
        return self.env.cr.sql_log_count - before


@tagged("post_install", "-at_install")
class TestCreditRestore(ReconciliationMixin, CreditHttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contact = cls.create_contact(cls.customer)

    def setUp(self):
        super().setUp()
        self.enterContext(mute_logger("odoo.http"))
        self.set_terms(term=self.term)
        self.write_in_database(limit=99999.0)
        self.write_in_database(self.contact, limit=99999.0)
        self.reconcile()
        self.differences = self.get_differences()

    def restore(self, user, differences):
        return self.call(
            user, "customer.credit.difference", "action_restore", differences.ids
        )

    def test_finance_head_and_general_manager_restore(self):
        """CRD-2: the approved terms hold again, on contacts as well, and in the log."""
        for user in (self.finance, self.general):
            with self.subTest(user=user.login), self.undone():
                own = self.differences.filtered(lambda d: d.partner_id == self.customer)
                self.assertNotIn("error", self.restore(user, own))
                self.env.invalidate_all()
                for partner in self.customer | self.contact:
                    self.assertEqual(self.get_terms(partner), (10000.0, self.term.id))
                self.assertEqual(own.state, "resolved")
                self.assertTrue(own.resolved_at)
                entry = self.env["customer.approval.entry"].search(
                    [("res_model", "=", "res.partner")], order="id desc", limit=1
                )
                self.assertEqual((entry.action, entry.user_id), ("restored", user))
                self.assertIn("error", self.restore(user, own))
                self.reconcile()
                self.assertFalse(self.get_differences())

    def test_contact_gets_its_customer_s_terms_back(self):
        """CRD-2: a contact has no entry in the log, and gets none."""
        own = self.differences.filtered(lambda d: d.partner_id == self.contact)
        with self.undone():
            self.assertNotIn("error", self.restore(self.finance, own))
            self.env.invalidate_all()
            self.assertEqual(self.get_terms(self.contact), (10000.0, self.term.id))
            entries = self.env["customer.approval.entry"].search(
                [("res_model", "=", "res.partner"), ("res_id", "=", self.contact.id)]
            )
            self.assertFalse(entries)

    def test_nobody_else_restores(self):
        """G1: neither who asks for terms nor who administers."""
        administrator = self.create_user(
            "restore_admin", "base.group_user,base.group_system"
        )
        others = (
            self.salesperson + self.marketing + self.manager + self.specialist
        ) + administrator
        for user in others:
            with self.subTest(user=user.login), self.undone():
                self.assertIn("error", self.restore(user, self.differences))
                self.env.invalidate_all()
                self.assertEqual(self.get_terms()[0], 99999.0)

    def test_other_companies_differences_are_not_restored(self):
        """G5: the finance head of another company does not see them."""
        other = self.create_company("West River Chemicals")
        stranger = self.create_user("stranger", "group_finance_head", company=other)
        with self.undone():
            self.assertIn("error", self.restore(stranger, self.differences))
            self.env.invalidate_all()
            self.assertEqual(self.get_terms()[0], 99999.0)

    def test_evidence_cannot_be_written(self):
        """G1: who looked and what was found is not edited away."""
        for user in (self.finance, self.general, self.manager):
            for model, records, vals in (
                ("customer.credit.difference", self.differences, {"state": "resolved"}),
                ("customer.credit.difference", self.differences, {"approved_limit": 1}),
                (
                    "customer.credit.reconciliation",
                    self.env["customer.credit.reconciliation"].search([], limit=1),
                    {"difference_count": 0},
                ),
            ):
                for method, args in (("write", [vals]), ("unlink", [])):
                    with self.subTest(user=user.login, model=model, method=method):
                        with self.undone():
                            answer = self.call(user, model, method, records.ids, *args)
                        self.assertIn("error", answer)
