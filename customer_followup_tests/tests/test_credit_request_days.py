"""Days of temporary terms are the company's own, whatever the server's clock."""

from datetime import date

from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo.tests import tagged
from odoo.tools import mute_logger

from .credit_common import CreditCase
from .test_credit_request_temporary import JobMixin


@tagged("post_install", "-at_install")
class TestCreditRequestDays(JobMixin, CreditCase):
    def create_for(self, timezone, **vals):
        """Return a request of a company in ``timezone`` that all have signed."""
        self.company.resource_calendar_id.tz = timezone
        request = self.create_request(submit=True, **vals)
        self.sign(request)
        return request

    def test_change_begins_at_the_company_s_midnight(self):
        """CRD-2: at one o'clock in Shanghai, still yesterday in Greenwich."""
        self.create_for("Asia/Shanghai", date_from=date(2026, 3, 4))
        for moment, limit in (
            ("2026-03-03 15:59:59", 0.0),
            ("2026-03-03 16:00:00", 50000.0),
        ):
            with freeze_time(moment):
                self.run_terms_job()
            self.assertEqual(self.get_terms()[0], limit, moment)

    def test_change_ends_at_the_company_s_midnight(self):
        """CRD-2: New York is the last to begin the next day."""
        self.create_for("America/New_York", date_until=date(2026, 3, 4))
        for moment, limit in (
            ("2026-03-05 04:59:59", 50000.0),
            ("2026-03-05 05:00:00", 0.0),
        ):
            with freeze_time(moment):
                self.run_terms_job()
            self.assertEqual(self.get_terms()[0], limit, moment)

    def test_last_signature_after_the_last_day_is_refused(self):
        """CRD-2: terms for last week are not applied this week."""
        request = self.create_request(date_until=date(2026, 3, 4), submit=True)
        self.sign(request, self.marketing, self.finance)
        with (
            freeze_time("2026-03-04 16:00:01"),
            self.refused("has passed"),
        ):
            self.sign(request, self.general)
        self.assertEqual(self.get_terms(), (0.0, None))

    def test_today_is_the_company_s_when_it_is_signed(self):
        """CRD-2: what begins today in Shanghai is applied by the last signature."""
        request = self.create_request(date_from=date(2026, 3, 3), submit=True)
        self.sign(request, self.marketing, self.finance)
        with freeze_time("2026-03-02 16:30:00"):
            self.sign(request, self.general)
        self.assertEqual(self.get_terms(), (50000.0, None))

    @mute_logger("odoo.sql_db")
    def test_end_cannot_be_announced_years_before(self):
        """G7: a slip of the keyboard stops no job."""
        for days in (-1, 367, 10**9):
            with (
                self.subTest(days=days),
                self.assertRaises(IntegrityError),
                self.env.cr.savepoint(),
            ):
                self.company.customer_credit_announce_days = days
                self.env.flush_all()
