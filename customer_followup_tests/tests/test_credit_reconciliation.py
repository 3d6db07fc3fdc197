"""What is written in the database itself is found the next night (CRD-2)."""

from odoo.tests import tagged

from .common import MONDAY
from .credit_common import CreditCase

SET = """
    UPDATE res_partner
       SET {field} = COALESCE({field}, '{{}}') || jsonb_build_object(%s::text, %s)
     WHERE id = %s
"""


class ReconciliationMixin:
    """A database that somebody writes in, and the nightly comparison."""

    def write_in_database(self, customer=None, company=None, **values):
        """Change limit or term of one company behind Odoo's back."""
        company = company or self.company
        names = {"limit": "credit_limit", "term": "property_payment_term_id"}
        self.env.flush_all()
        for name, value in values.items():
            self.env.cr.execute(
                SET.format(field=names[name]),
                [str(company.id), value, (customer or self.customer).id],
            )
        self.env.invalidate_all()

    def reconcile(self, company=None):
        """Compare, as the job does every night."""
        self.env.registry.clear_cache()
        Reconciliation = self.env["customer.credit.reconciliation"]
        return Reconciliation._reconcile(company or self.company)

    def get_differences(self, *customers, state="open"):
        Difference = self.env["customer.credit.difference"]
        domain = [("company_id", "=", self.company.id), ("state", "=", state)]
        if customers:
            domain.append(("partner_id", "in", [c.id for c in customers]))
        return Difference.search(domain, order="id")


@tagged("post_install", "-at_install")
class TestCreditReconciliation(ReconciliationMixin, CreditCase):
    def assert_found(self, customer, approved, found):
        """Assert one difference with what was approved and what is found."""
        self.reconcile()
        difference = self.get_differences()
        self.assertEqual(difference.partner_id, customer)
        self.assertEqual(
            (difference.approved_limit, difference.approved_term_id.id or None),
            approved,
        )
        self.assertEqual(
            (difference.found_limit, difference.found_term_id.id or None), found
        )

    def test_nothing_differs_where_nobody_interfered(self):
        """CRD-2: requests, opening entries, new customers and contacts agree."""
        self.set_terms(term=self.term)
        request = self.create_request(submit=True)
        self.sign(request)
        self.create_contact(self.customer)
        self.create_contact(self.create_customer("Green Mill"))
        reconciliation = self.reconcile()
        self.assertFalse(self.get_differences())
        self.assertEqual(reconciliation.difference_count, 0)
        self.assertEqual(reconciliation.date, MONDAY)
        self.env.cr.execute(
            "SELECT count(*) FROM res_partner WHERE commercial_partner_id = id"
        )
        self.assertEqual(reconciliation.customer_count, self.env.cr.fetchone()[0])

    def test_changed_limit_is_found(self):
        """CRD-2: of a customer with terms."""
        self.set_terms(term=self.term)
        self.write_in_database(limit=99999.0)
        own = (10000.0, self.term.id)
        self.assert_found(self.customer, own, (99999.0, self.term.id))

    def test_changed_term_is_found(self):
        """CRD-2: another one, or one where there was none."""
        self.set_terms()
        self.write_in_database(term=self.term.id)
        self.assert_found(self.customer, (10000.0, None), (10000.0, self.term.id))

    def test_both_are_found_of_a_customer_without_terms(self):
        """CRD-2: who never had any is compared with the default."""
        self.write_in_database(limit=99999.0, term=self.term.id)
        self.assert_found(self.customer, (0.0, None), (99999.0, self.term.id))

    def test_removed_terms_are_found(self):
        """CRD-2: a customer that lost its terms was not refused any."""
        self.set_terms(term=self.term)
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE res_partner SET credit_limit = NULL,"
            " property_payment_term_id = NULL WHERE id = %s",
            self.customer.ids,
        )
        self.env.invalidate_all()
        self.assert_found(self.customer, (10000.0, self.term.id), (0.0, None))

    def test_changed_contact_is_found(self):
        """CRD-2: an order for a contact takes the contact's term."""
        contact = self.create_contact(self.customer)
        self.write_in_database(contact, term=self.term.id)
        self.assert_found(contact, (0.0, None), (0.0, self.term.id))

    def test_changed_default_is_found(self):
        """CRD-2: one row changes the terms of everybody without own ones."""
        self.set_terms()
        other = self.create_customer("Green Mill")
        field = self.env["ir.model.fields"]._get("res.partner", "credit_limit")
        self.env.cr.execute(
            "INSERT INTO ir_default (field_id, company_id, json_value)"
            " VALUES (%s, %s, '5000')",
            [field.id, self.company.id],
        )
        reconciliation = self.reconcile()
        self.assertFalse(self.get_differences(self.customer))
        (difference,) = self.get_differences(other)
        self.assertEqual(difference.found_limit, 5000.0)
        self.assertEqual(len(self.get_differences()), reconciliation.new_count)
        self.assertGreater(reconciliation.new_count, 10)

    def test_default_can_be_set_back(self):
        """CRD-2: the guard lets nothing through but what was approved."""
        default = self.env["ir.default"]
        args = ("res.partner", "credit_limit")
        self.test_changed_default_is_found()
        with self.refused("without own ones"):
            default.set(*args, 4000.0, company_id=self.company.id)
        default.set(*args, 0.0, company_id=self.company.id)
        self.reconcile()
        self.assertFalse(self.get_differences())

    def test_another_company_s_terms_are_its_own(self):
        """CRD-2: compared company by company."""
        other = self.create_company("West River Chemicals")
        self.write_in_database(company=other, limit=5.0)
        self.reconcile()
        self.assertFalse(self.get_differences())
        reconciliation = self.reconcile(other)
        self.assertEqual(reconciliation.difference_count, 1)

    def test_difference_is_reported_once(self):
        """CRD-2: not every night, even if it is no round amount."""
        self.write_in_database(limit=1234.56789, term=self.term.id)
        counts = [self.reconcile().new_count for _night in range(3)]
        self.assertEqual(counts, [1, 0, 0])
        self.assertEqual(len(self.get_differences()), 1)

    def test_difference_that_grows_is_reported_again(self):
        """CRD-2: whoever writes twice is found twice."""
        self.write_in_database(limit=5.0)
        self.reconcile()
        self.write_in_database(limit=6.0)
        reconciliation = self.reconcile()
        self.assertEqual(
            (reconciliation.new_count, reconciliation.resolved_count), (1, 1)
        )

    def test_difference_ends_when_the_terms_are_the_approved_ones(self):
        """CRD-2: put back in the database, or approved afterwards."""
        self.write_in_database(limit=5.0)
        self.reconcile()
        self.write_in_database(limit=0.0)
        self.assertEqual(self.reconcile().resolved_count, 1)
        self.write_in_database(limit=5.0)
        self.reconcile()
        request = self.create_request(submit=True)
        self.sign(request)
        self.assertEqual(self.reconcile().resolved_count, 1)
        self.assertFalse(self.get_differences())
        self.assertEqual(len(self.get_differences(state="resolved")), 2)

    def test_merged_archived_and_deleted_customers_are_no_alarm(self):
        """CRD-2: what Odoo does with customers is no interference."""
        names = ("Source", "Target", "Archived", "Deleted")
        source, target, archived, deleted = map(self.create_customer, names)
        for customer in (source, archived, deleted):
            self.set_terms(customer, term=self.term)
            self.create_contact(customer)
        archived.active = False
        deleted.unlink()
        Merge = self.env["base.partner.merge.automatic.wizard"]
        Merge._merge((source | target).ids, target)
        self.reconcile()
        self.assertFalse(self.get_differences())

    def test_deleted_customer_ends_its_difference(self):
        """CRD-2: nobody has to decide about who is gone."""
        self.write_in_database(limit=5.0)
        self.reconcile()
        self.customer.unlink()
        self.assertEqual(self.reconcile().difference_count, 0)
        self.assertFalse(self.get_differences())

    def test_garbage_stops_nothing(self):
        """G11: terms that do not exist, limits that are no numbers."""
        cases = {
            "missing term": ({"term": 999999999}, False),
            "word for a term": ({"term": "soon"}, False),
            "word for a limit": ({"limit": "rich"}, True),
            "not a number": ({"limit": "NaN"}, True),
        }
        customers = {name: self.create_customer(name) for name in cases}
        for name, (values, _is_found) in cases.items():
            self.write_in_database(customers[name], **values)
        self.write_in_database(limit=5.0)
        counts = [self.reconcile().new_count for _night in range(2)]
        self.assertEqual(counts, [3, 0])
        found = self.get_differences().partner_id
        self.assertIn(self.customer, found)
        for name, (_values, is_found) in cases.items():
            self.assertEqual(customers[name] in found, is_found, name)
