"""The completeness on the customer follows every change, whoever makes it."""

from datetime import date

from freezegun import freeze_time

from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import TEN_O_CLOCK
from .dossier_common import DossierCase


@tagged("post_install", "-at_install")
@freeze_time(TEN_O_CLOCK)
class TestDossierCompleteness(DossierCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer.action_open_dossier()

    def test_new_customer_lacks_everything(self):
        """DOS-2: from its creation on, with and without a dossier."""
        self.assert_dossier(0, "incomplete", self.types)
        person = self.create_customer("Mr Wu", is_company=False)
        self.assert_dossier(0, "none", self.form + self.permit, person)
        supplier = self.create_customer("Supplier", customer_rank=0)
        self.assert_dossier(0, "none", self.types.browse(), supplier)

    def test_only_verified_papers_count(self):
        """DOS-2: by weight, not while they wait, nor when they were rejected."""
        document = self.file(self.licence, state="draft")
        self.assert_dossier(0, "incomplete", self.types)
        document.with_user(self.specialist).action_submit()
        self.assert_dossier(0, "incomplete", self.types)
        document.with_user(self.supervisor).action_verify()
        self.assert_dossier(30, "incomplete", self.form + self.permit)
        document.with_user(self.supervisor).action_reject("Somebody else's")
        self.assert_dossier(0, "incomplete", self.types)

    def test_complete_when_nothing_required_is_missing(self):
        """DOS-2: 100 % and the state say the same."""
        self.file_all()
        self.assert_dossier(100, "complete", self.types.browse())

    def test_changed_type_changes_dossiers(self):
        """DOS-2: weight, required, condition, company, archived, new, deleted."""
        self.file(self.form)
        self.assert_dossier(20, "incomplete", self.licence + self.permit)
        self.permit.weight = 150
        self.assert_dossier(10, "incomplete", self.licence + self.permit)
        self.permit.required = False
        self.assert_dossier(40, "incomplete", self.licence)
        self.licence.partner_domain = '[("is_company", "=", False)]'
        self.assert_dossier(100, "complete", self.types.browse())
        self.licence.write({"partner_domain": "[]", "active": False})
        self.assert_dossier(100, "complete", self.types.browse())
        new = self.env["customer.document.type"].create({"name": "New", "weight": 60})
        self.assert_dossier(25, "incomplete", new)
        elsewhere = self.create_company("West River Chemicals")
        new.company_id = elsewhere
        self.assert_dossier(100, "complete", self.types.browse())
        new.company_id = self.company
        self.assert_dossier(25, "incomplete", new)
        new.unlink()
        self.assert_dossier(100, "complete", self.types.browse())

    def test_other_kind_of_customer_needs_other_papers(self):
        """DOS-2: whichever field the condition asks for."""
        self.file(self.form)
        self.customer.is_company = False
        self.assert_dossier(28, "incomplete", self.permit)
        self.permit.partner_domain = '[("category_id.name", "=", "Chemicals")]'
        self.assert_dossier(100, "complete", self.types.browse())
        tag = self.env["res.partner.category"].create({"name": "Chemicals"})
        self.customer.category_id = [Command.link(tag.id)]
        self.assert_dossier(28, "incomplete", self.permit)

    def test_renamed_tag_is_found_by_the_nightly_check(self):
        """DOS-2: what a condition asks for elsewhere is looked at every night."""
        tag = self.env["res.partner.category"].create({"name": "Paper"})
        self.customer.category_id = [Command.link(tag.id)]
        self.types.partner_domain = '[("category_id.name", "=", "Chemicals")]'
        self.assert_dossier(100, "complete", self.types.browse())
        tag.name = "Chemicals"
        self.run_service("res.partner", "_cron_check_dossiers")
        self.assert_dossier(0, "incomplete", self.types)

    def test_customer_by_the_first_invoice(self):
        """DOS-2: who becomes a customer without anybody writing so."""
        prospect = self.create_customer("Prospect", customer_rank=0)
        prospect._increase_rank("customer_rank")
        self.assert_dossier(0, "none", self.types, prospect)

    def test_document_moved_to_another_customer(self):
        """DOS-2: both dossiers change."""
        other = self.create_customer("Red Mill")
        document = self.file(self.licence, state="draft")
        document.with_user(self.specialist).partner_id = other
        document.with_user(self.specialist).action_submit()
        document.with_user(self.supervisor).action_verify()
        self.assert_dossier(0, "incomplete", self.types)
        self.assert_dossier(30, "none", self.form + self.permit, other)

    def test_customer_that_becomes_a_contact_takes_its_papers_along(self):
        """DOS-2: the papers belong to the company."""
        part = self.create_customer("Blue Mill, North Plant")
        self.file(self.licence, part)
        part.write({"parent_id": self.customer.id, "is_company": False})
        self.assertEqual(part.commercial_partner_id, self.customer)
        self.assert_dossier(30, "incomplete", self.form + self.permit)
        self.assert_dossier(0, "none", self.types.browse(), part)

    def test_merged_customers_have_one_dossier(self):
        """DOS-2: whoever stays has the papers of both."""
        twin = self.create_customer("Blue Mill Ltd")
        self.file(self.licence, twin)
        self.file(self.form)
        merge = self.env["base.partner.merge.automatic.wizard"]
        merge._merge([twin.id, self.customer.id], self.customer)
        self.assertFalse(twin.exists())
        self.assert_dossier(50, "incomplete", self.permit)

    def test_paper_expires_by_the_calendar(self):
        """DOS-4: counts to its last day, in the customer's company's time zone."""
        self.file(self.form)
        self.file(self.licence)
        self.file(self.permit, date_expiry="2026-03-10")
        last_minute, midnight = "2026-03-10 15:59:00", "2026-03-10 16:00:00"
        with freeze_time(last_minute):
            self.run_service("res.partner", "_cron_keep_dossiers")
            self.assert_dossier(100, "complete", self.types.browse())
        with freeze_time(midnight):  # of Shanghai
            self.run_service("res.partner", "_cron_keep_dossiers")
            self.assert_dossier(50, "incomplete", self.permit)
            self.assertIn("2026-03-10", self.customer.customer_dossier_summary)

    def test_renewed_paper_counts_on(self):
        """DOS-4: the later one of two documents decides."""
        self.file(self.permit, date_expiry="2026-03-10")
        self.file(self.permit, date_expiry="2027-03-10")
        with freeze_time("2026-04-01 02:00:00"):
            self.run_service("res.partner", "_cron_keep_dossiers")
            self.assert_dossier(50, "incomplete", self.form + self.licence)

    def test_missing_papers_in_words(self):
        """DOS-2: how far each one is."""
        self.file(self.form, state="submitted")
        self.file(self.licence, state="rejected")
        self.file(self.permit, date_issue="2025-01-01", date_expiry="2025-12-31")
        words = self.customer.customer_dossier_summary.splitlines()
        self.assertEqual(
            words,
            [
                "Form: waits to be verified",
                "Licence: was rejected",
                "Permit: expired on 2025-12-31",
            ],
        )

    def test_unusable_condition_asks_nobody_and_says_so(self):
        """DOS-2: a field that went with its addon stops no work."""
        self.env.cr.execute(
            "UPDATE customer_document_type SET partner_domain = %s WHERE id = %s",
            ['[("gone_field", "=", 1)]', self.permit.id],
        )
        self.env.invalidate_all()
        self.env.registry.clear_cache()
        with mute_logger(
            "odoo.addons.customer_followup.models.customer_document_type_use"
        ):
            self.file(self.form)
            self.file(self.licence)
        self.assert_dossier(100, "complete", self.types.browse())
        self.assertIn("gone_field", self.permit.domain_error)

    def test_results_cannot_be_written(self):
        """DOS-3: not by the administrator either: they would open the way to trade."""
        for user in (self.specialist, self.manager, self.env.ref("base.user_admin")):
            customer = self.as_user(self.customer, user)
            for vals in (
                {"customer_dossier_completeness": 100},
                {"customer_dossier_state": "complete"},
                {"customer_missing_type_ids": [Command.clear()]},
                {"customer_dossier_valid_until": "2030-01-01"},
            ):
                with self.refused("follows from its documents"):
                    customer.write(vals)
                with self.refused("follows from its documents"):
                    customer.create({"name": "New", **vals})
        self.assert_dossier(0, "incomplete", self.types)

    def test_dossiers_are_found_by_what_is_missing(self):
        """DOS-2: searched, sorted and grouped by the database."""
        other = self.create_customer("Red Mill")
        self.file(self.permit, other)
        partners = self.env["res.partner"]
        both = [("id", "in", (self.customer + other).ids)]
        self.assertEqual(
            partners.search(both, order="customer_dossier_completeness desc"),
            other + self.customer,
        )
        found = partners.search(
            [*both, ("customer_missing_type_ids", "in", self.permit.ids)]
        )
        self.assertEqual(found, self.customer)
        groups = partners._read_group(both, ["customer_dossier_state"], ["__count"])
        self.assertEqual(dict(groups), {"incomplete": 1, "none": 1})

    def test_type_with_documents_is_archived_and_not_deleted(self):
        """DOS-2: the documents stay, and no dossier needs them."""
        document = self.file(self.licence)
        with self.refused("Archive the type", UserError):
            self.licence.unlink()
        self.licence.active = False
        self.assert_dossier(0, "incomplete", self.form + self.permit)
        self.assertEqual(document.state, "verified")
        self.assertEqual(document.date_expiry, False)
        self.licence.active = True
        self.assert_dossier(30, "incomplete", self.form + self.permit)

    def test_expiry_is_proposed_by_the_type(self):
        """DOS-4: a year less a day after the issue, and may be written otherwise."""
        document = self.file(self.permit, state="draft", date_issue="2026-02-10")
        self.assertEqual(document.date_expiry, date(2027, 2, 9))
        document = self.file(
            self.permit,
            state="draft",
            date_issue="2026-02-10",
            date_expiry="2026-06-01",
        )
        self.assertEqual(document.date_expiry, date(2026, 6, 1))
