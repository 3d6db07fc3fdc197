"""An appointment in both directions, and the visit on a phone, in a real browser."""

from datetime import date, datetime, timedelta

from odoo import fields
from odoo.tests import tagged

from .common import FollowupHttpCase
from .meeting_common import MeetingMixin


class VisitTourMixin(MeetingMixin):
    """A follow-up on site, due in days to come: a browser has its own clock."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("zh_CN")
        today = fields.Date.today()
        cls.create_order(cls.customer, today - timedelta(days=90))
        cls.contact.write(
            {"phone": "+86 120 0000 0126", "email": "long.name@blue-mill.example"}
        )
        cls.followup.write(
            {
                "method": "on_site",
                "date_planned": today,
                "date_deadline": today + timedelta(days=7),
            }
        )

    def play(self, tour, lang):
        """Play a tour on the follow-up."""
        self.specialist.lang = lang
        self.start_tour(
            f"/odoo/customer-followups/{self.followup.id}",
            f"customer_followup_{tour}",
            login=self.specialist.login,
        )


@tagged("post_install", "-at_install")
class TestToursVisit(VisitTourMixin, FollowupHttpCase):
    def check_appointment(self, lang):
        self.play("appointment", lang)
        self.assertRecordValues(
            self.followup,
            [
                {
                    "state": "scheduled",
                    "date_planned": date(2099, 3, 6),
                    "postponed_count": 2,
                }
            ],
        )
        minutes = self.followup.meeting_start.minute
        self.assertEqual(minutes, 0)
        self.assertEqual(
            self.followup.meeting_id.partner_ids,
            self.specialist.partner_id | self.contact,
        )
        self.assertEqual(self.followup.activity_ids.date_deadline, date(2099, 3, 6))
        self.assertIn("Stocktaking", self.log_of(self.followup))
        self.assertGreater(self.followup.meeting_start, datetime(2099, 3, 5, 8))

    def test_appointment_in_both_directions_in_english(self):
        """VIS-3: by the dialog, in the calendar, and by the dialog again."""
        self.check_appointment("en_US")

    def test_appointment_in_both_directions_in_chinese(self):
        """VIS-3: the same in the other language."""
        self.check_appointment("zh_CN")


@tagged("post_install", "-at_install")
class TestToursPhone(VisitTourMixin, FollowupHttpCase):
    browser_size = "390x844"
    touch_enabled = True

    def test_visit_fits_a_phone_in_english(self):
        """VIS-4: 390 pixels, big targets, no sideways scrolling."""
        self.play("phone", "en_US")
        self.assertEqual(self.followup.state, "scheduled")

    def test_visit_fits_a_phone_in_chinese(self):
        """VIS-4: the same in the other language."""
        self.play("phone", "zh_CN")
