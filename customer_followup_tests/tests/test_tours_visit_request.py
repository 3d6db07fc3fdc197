"""A gift for a visit, from the request to the briefing, in a real browser."""

from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from .visit_request_common import MODEL, VisitRequestHttpCase


@tagged("post_install", "-at_install")
class TestToursVisitRequest(VisitRequestHttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("zh_CN")
        # a browser has the time of this machine
        today = fields.Date.today()
        cls.visit.write(
            {"date_planned": today, "date_deadline": today + timedelta(days=7)}
        )

    def play(self, lang):
        (self.specialist | self.supervisor).lang = lang
        address = f"/odoo/customer-followups/{self.visit.id}"
        for tour, user in (("request", self.specialist), ("sign", self.supervisor)):
            start = address if user == self.specialist else "/odoo"
            self.start_tour(start, f"customer_visit_{tour}", login=user.login)
        request = self.env[MODEL].search([("followup_id", "=", self.visit.id)])
        self.assertRecordValues(
            request,
            [
                {
                    "state": "approved",
                    "requester_id": self.specialist.id,
                    "amount_gift": 180,
                    "amount_total": 180,
                    "is_over_gift_ceiling": False,
                }
            ],
        )
        self.assertEqual(request.line_ids.recipient_id, self.lin)
        self.start_tour(address, "customer_visit_briefing", login=self.specialist.login)
        self.assertEqual(request.amount_spent, 170)

    def test_gift_is_asked_for_and_signed_in_english(self):
        """VIS-7: request, submit, signature, briefing, and what was spent."""
        self.play("en_US")

    def test_gift_is_asked_for_and_signed_in_chinese(self):
        """VIS-7: the same in the other language."""
        self.play("zh_CN")
