"""Record a visit and have it signed, on the screen and by a link, in a real browser."""

from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from .common import FollowupHttpCase
from .record_common import RecordMixin


@tagged("post_install", "-at_install")
class TestToursRecord(RecordMixin, FollowupHttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("zh_CN")
        # a browser has the time of this machine
        today = fields.Date.today()
        cls.planned = cls.create_followup(
            method="on_site",
            is_signature_required=True,
            date_planned=today,
            date_deadline=today + timedelta(days=7),
        )

    def record(self, lang):
        self.specialist.lang = lang
        self.start_tour(
            f"/odoo/customer-followups/{self.planned.id}",
            "customer_followup_record",
            login=self.specialist.login,
        )
        self.assertRecordValues(
            self.planned,
            [
                {
                    "state": "recorded",
                    "contact_id": self.contact.id,
                    "result": "need",
                    "satisfaction": "5",
                    "duration_minutes": 35,
                    "customer_opinion": "Dry bags",
                    "signed_by": "Ms Lin",
                    "is_signed_by_link": False,
                }
            ],
        )
        self.assertTrue(self.planned.signature and self.planned.signature_fingerprint)
        promise = self.planned.promise_ids
        self.assertEqual(promise.description, "Send the certificate")
        self.assertEqual(promise.activity_ids.user_id, self.specialist)

    def test_specialist_records_a_signed_visit_in_english(self):
        """VIS-6, VIS-8, FUP-8: with a promise and a drawn signature."""
        self.record("en_US")

    def test_specialist_records_a_signed_visit_in_chinese(self):
        """VIS-6, VIS-8, FUP-8: the same in the other language."""
        self.record("zh_CN")

    def test_customer_signs_by_the_link_without_an_account(self):
        """FUP-8: in the customer's language."""
        self.contact.lang = "zh_CN"
        own = self.visit.with_user(self.specialist)
        url = own.action_copy_signature_link()["context"]["default_url"]
        self.env.flush_all()
        self.start_tour(
            "/customer" + url.split("/customer", 1)[1], "customer_followup_sign"
        )
        self.assertEqual(self.visit.signed_by, "Ms Lin")
        self.assertTrue(self.visit.is_signed_by_link)
