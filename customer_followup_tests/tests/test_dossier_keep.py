"""Dossiers are kept current: renewals before the expiry, reviews of old ones."""

from datetime import date

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .dossier_common import DossierCase

RENEWAL = "customer_followup.mail_activity_type_document_renewal"
REVIEW = "customer_followup.mail_activity_type_dossier_review"


@tagged("post_install", "-at_install")
class TestDossierKeep(DossierCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer.action_open_dossier()

    def ask_for_renewals(self, day):
        self.run_service("customer.document", "_cron_ask_for_renewals", day)

    def keep(self, day):
        self.run_service("res.partner", "_cron_keep_dossiers", day)

    def get_work(self, record, xml_id):
        return record.activity_ids.filtered(
            lambda a: a.activity_type_id == self.env.ref(xml_id)
        )

    def test_renewal_is_asked_for_in_time_and_once(self):
        """DOS-4: as many days before as the type says, until it is renewed."""
        self.permit.remind_days = 30
        document = self.file(self.permit, date_expiry="2026-06-30")
        self.ask_for_renewals(date(2026, 5, 30))
        self.assertFalse(self.get_work(document, RENEWAL))
        self.ask_for_renewals(date(2026, 5, 31))
        work = self.get_work(document, RENEWAL)
        self.assertEqual(work.user_id, self.specialist)
        self.assertEqual(work.date_deadline, date(2026, 6, 30))
        self.ask_for_renewals(date(2026, 6, 1))
        self.assertEqual(self.get_work(document, RENEWAL), work)
        self.file(self.permit, date_expiry="2027-06-30")
        self.assertFalse(self.get_work(document, RENEWAL))
        self.ask_for_renewals(date(2026, 6, 30))
        self.assertFalse(self.get_work(document, RENEWAL))

    def test_nothing_to_renew(self):
        """DOS-4: replaced, not verified, for ever, of no use any more."""
        replaced = self.file(self.permit, date_expiry="2026-03-10")
        self.file(self.permit, date_expiry="2028-03-10")
        draft = self.file(self.form, state="submitted", date_expiry="2026-03-10")
        forever = self.file(self.licence)
        gone = self.create_customer("Gone")
        of_gone = self.file(self.form, gone, date_expiry="2026-03-10")
        gone.active = False
        self.ask_for_renewals(date(2026, 3, 9))
        for document in (replaced, draft, forever, of_gone):
            self.assertFalse(self.get_work(document, RENEWAL))

    def test_expired_before_the_job_ran_is_still_asked_for(self):
        """DOS-4: a server that stood still forgets nothing."""
        document = self.file(self.permit, date_expiry="2026-03-10")
        self.ask_for_renewals(date(2026, 9, 1))
        self.assertTrue(self.get_work(document, RENEWAL))

    def test_old_dossier_is_reviewed(self):
        """DOS-4: after as many months as the settings say; once, until it is done."""
        self.company.customer_dossier_review_months = 6
        self.keep(date(2026, 9, 2))
        self.assertFalse(self.get_work(self.customer, REVIEW))
        self.keep(date(2026, 9, 3))
        work = self.get_work(self.customer, REVIEW)
        self.assertEqual(work.user_id, self.specialist)
        self.keep(date(2026, 9, 4))
        self.assertEqual(self.get_work(self.customer, REVIEW), work)
        self.customer.with_user(self.specialist).action_review_dossier()
        self.assertFalse(self.get_work(self.customer, REVIEW))

    def test_only_who_files_the_papers_confirms_them(self):
        """DOS-4: a colleague who may not see them says nothing about them."""
        self.customer.sudo().customer_dossier_reviewed_at = "2025-01-01"
        with self.refused("do not look after", AccessError):
            self.customer.with_user(self.colleague).action_review_dossier()
        self.assertEqual(str(self.customer.customer_dossier_reviewed_at), "2025-01-01")

    def test_stale_dossiers_are_listed(self):
        """DOS-4: the field and the search say the same."""
        self.company.customer_dossier_review_months = 6
        partners = self.env["res.partner"]
        stale = self.create_customer("Stale")
        stale.action_open_dossier()
        stale.customer_dossier_reviewed_at = "2025-09-01"
        both = (stale + self.customer).ids
        for value, expected in ((True, stale), (False, self.customer)):
            domain = [("id", "in", both), ("customer_dossier_is_stale", "=", value)]
            self.assertEqual(partners.search(domain), expected)
            self.assertEqual(set(expected.mapped("customer_dossier_is_stale")), {value})
        self.company.customer_dossier_review_months = 0
        self.env.invalidate_all()
        self.assertFalse(stale.customer_dossier_is_stale)
