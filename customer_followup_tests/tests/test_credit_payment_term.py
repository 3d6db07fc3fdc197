from odoo import Command
from odoo.tests import tagged

from .credit_common import CreditCase


@tagged("post_install", "-at_install")
class TestCreditPaymentTerm(CreditCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.term = cls.env["account.payment.term"].create(
            {"name": "20 days", "line_ids": [Command.create({"nb_days": 20})]}
        )

    def test_days_of_a_term_that_customers_have_stay(self):
        """CRD-2: nobody changes the terms of all customers by changing the term."""
        self.set_terms(term=self.term)
        line = self.term.line_ids
        for change in (
            lambda: line.write({"nb_days": 90}),
            lambda: line.unlink(),
            lambda: self.term.write({"line_ids": [Command.clear()]}),
            lambda: self.term.write(
                {"line_ids": [Command.update(line.id, {"nb_days": 90})]}
            ),
            lambda: line.copy({"payment_id": self.term.id}),
        ):
            with self.refused("1 customers have"), self.env.cr.savepoint():
                change()
        self.assertEqual(self.term.line_ids.mapped("nb_days"), [20])

    def test_deletion_as_if_the_addon_was_uninstalled_is_refused(self):
        """G1: nobody takes a term from its customers with a key in the context."""
        self.set_terms(term=self.term)
        for records, text in (
            (self.term.line_ids, "1 customers have"),
            (self.term, "used by"),
        ):
            forged = records.with_context(_force_unlink=True)
            with self.refused(text), self.env.cr.savepoint():
                forged.unlink()
        self.assertEqual(self.get_terms()[1], self.term.id)
        self.assertEqual(self.term.line_ids.nb_days, 20)

    def test_terms_that_nobody_has_can_be_changed(self):
        """CRD-2: a copy of the term is changed, and then requested."""
        self.set_terms(term=self.term)
        copy = self.term.copy()
        copy.line_ids.nb_days = 90
        self.assertEqual(copy.line_ids.nb_days, 90)
        self.assertEqual(self.term.line_ids.nb_days, 20)

    def test_name_and_note_of_a_term_can_be_changed(self):
        """CRD-2: what says nothing about days is not guarded."""
        self.set_terms(term=self.term)
        self.term.note = "Payable within twenty days"
        self.assertEqual(self.term.line_ids.nb_days, 20)
