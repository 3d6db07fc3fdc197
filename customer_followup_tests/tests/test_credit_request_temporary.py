"""Temporary terms: they begin, are announced and end, each of it once (CRD-2, G11)."""

from datetime import date
from unittest.mock import patch

from freezegun import freeze_time

from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import MONDAY
from .credit_common import CreditCase

TUESDAY, FRIDAY = date(2026, 3, 3), date(2026, 3, 6)
APRIL, MAY = date(2026, 4, 1), date(2026, 5, 1)
LOGGER = "odoo.addons.customer_followup.tools.each_record"


class JobMixin:
    """The scheduled action that begins, announces and ends temporary terms."""

    def run_terms_job(self, today=None):
        """Run it as its service user, commits included."""
        self.env.flush_all()
        service = self.env.ref("customer_followup.user_service")
        with self.open_cursor() as cr:
            env = self.env(cr=cr, user=service.id, context={})
            env["customer.credit.request"]._cron_follow_terms(today)
            cr.commit()
        self.env.invalidate_all()


@tagged("post_install", "-at_install")
class TestCreditRequestTemporary(JobMixin, CreditCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other = cls.create_customer("Green Mill")

    def setUp(self):
        super().setUp()
        self.set_terms(limit=100.0, term=self.term)

    def create_approved(self, customer=None, **vals):
        """Return a request that all have signed."""
        request = self.create_request(customer, submit=True, **vals)
        self.sign(request)
        return request

    def count(self, request, action):
        """Return how often the log says that something happened."""
        return [done for done, _user in self.get_log(request)].count(action)

    def get_alarms(self, request):
        kind = self.env.ref("customer_followup.mail_activity_type_conflict")
        return request.activity_ids.filtered(lambda a: a.activity_type_id == kind)

    def test_future_change_begins_on_its_day_once(self):
        """CRD-2: neither when it is signed nor the day before."""
        request = self.create_approved(date_from=FRIDAY)
        self.assertEqual(request.state, "approved")
        for today, limit in ((MONDAY, 100.0), (TUESDAY, 100.0), (FRIDAY, 50000.0)):
            self.run_terms_job(today)
            self.assertEqual(self.get_terms()[0], limit)
        applied_at = request.applied_at
        self.run_terms_job(FRIDAY)
        self.run_terms_job(APRIL)
        self.assertEqual(request.applied_at, applied_at)
        self.assertEqual(self.count(request, "applied"), 1)

    def test_job_that_was_off_makes_up_for_it(self):
        """CRD-2: the day may have passed while the server was down."""
        self.create_approved(date_from=TUESDAY)
        self.run_terms_job(FRIDAY)
        self.assertEqual(self.get_terms()[0], 50000.0)

    def test_future_change_whose_time_is_over_does_not_begin(self):
        """CRD-2: the server was down for all of it."""
        request = self.create_approved(date_from=TUESDAY, date_until=FRIDAY)
        with freeze_time("2026-04-01 02:00:00"):
            self.run_terms_job()
        self.assertEqual(self.get_terms()[0], 100.0)
        self.assertTrue(request.conflict)

    def test_end_is_announced_once(self):
        """CRD-2: seven days before, to requester and salesperson."""
        request = self.create_approved(date_until=APRIL)
        for today in (MONDAY, date(2026, 3, 24)):
            self.run_terms_job(today)
            self.assertFalse(request.announced_at)
        for today in (date(2026, 3, 25), date(2026, 3, 26), APRIL):
            self.run_terms_job(today)
        announced = request.message_ids.filtered(
            lambda m: "temporary terms end on" in (m.body or "")
        )
        self.assertEqual(len(announced), 1)
        self.assertIn(self.salesperson.partner_id, announced.notified_partner_ids)

    def test_terms_end_after_the_last_day_once(self):
        """CRD-2: the earlier limit and term hold again, as the log says."""
        request = self.create_approved(date_until=APRIL)
        self.run_terms_job(APRIL)
        self.assertEqual(self.get_terms(), (50000.0, self.term.id))
        for today in (date(2026, 4, 2), date(2026, 4, 3)):
            self.run_terms_job(today)
            self.assertEqual(self.get_terms(), (100.0, self.term.id))
            self.assertEqual(request.state, "reverted")
            self.assertEqual(self.count(request, "reverted"), 1)
        told = " ".join(request.message_ids.mapped("body"))
        self.assertEqual(told.count("temporary terms have ended"), 1)
        found, _count = self.env["customer.credit.reconciliation"]._find_differences(
            self.company
        )
        self.assertFalse(found)

    def test_no_limit_at_all_is_restored_too(self):
        """CRD-2: none and 0 are terms like others."""
        self.create_approved(
            self.other, requested_term_id=self.term.id, date_until=APRIL
        )
        self.assertEqual(self.get_terms(self.other), (50000.0, self.term.id))
        self.run_terms_job(MAY)
        self.assertEqual(self.get_terms(self.other), (0.0, None))

    def assert_conflict(self, request, text, terms):
        """Assert that a conflict is reported once, and nothing is restored."""
        for _night in range(3):
            self.run_terms_job(MAY)
        self.assertEqual(self.get_terms(request.partner_id), terms)
        self.assertRegex(request.conflict, text)
        self.assertEqual(self.count(request, "conflict"), 1)
        self.assertEqual(self.count(request, "reverted"), 0)
        (alarm,) = self.get_alarms(request)
        self.assertEqual(alarm.user_id, self.salesperson)

    def test_other_request_in_between_is_a_conflict(self):
        """CRD-2: what was approved later is not undone."""
        request = self.create_approved(date_until=APRIL)
        with freeze_time("2026-03-03 02:00:00"):
            later = self.create_approved(requested_limit=70000.0)
        self.assert_conflict(request, later.name, (70000.0, self.term.id))

    def test_shorter_change_in_between_is_no_conflict(self):
        """CRD-2: it gave back the terms it found, so these end as approved."""
        request = self.create_approved(date_until=APRIL)
        with freeze_time("2026-03-03 02:00:00"):
            shorter = self.create_approved(requested_limit=70000.0, date_until=FRIDAY)
        self.run_terms_job(date(2026, 3, 7))
        self.assertEqual(shorter.state, "reverted")
        self.assertEqual(self.get_terms(), (50000.0, self.term.id))
        self.run_terms_job(MAY)
        self.assertFalse(request.conflict)
        self.assertEqual(request.state, "reverted")
        self.assertEqual(self.get_terms(), (100.0, self.term.id))

    def test_same_terms_approved_for_good_are_a_conflict(self):
        """CRD-2: the same limit, but not only for a time any more."""
        request = self.create_approved(date_until=APRIL)
        with freeze_time("2026-03-03 02:00:00"):
            self.create_approved(requested_limit=60000.0)
        with freeze_time("2026-03-04 02:00:00"):
            again = self.create_approved(requested_limit=50000.0)
        self.assert_conflict(request, again.name, (50000.0, self.term.id))

    def test_change_elsewhere_is_a_conflict(self):
        """CRD-2: restored or migrated in between."""
        request = self.create_approved(date_until=APRIL)
        self.set_terms(limit=5.0)
        self.assert_conflict(request, "changed elsewhere", (5.0, None))

    def test_customer_that_became_a_contact_is_a_conflict(self):
        """CRD-2: it has the terms of its customer now."""
        person = self.env["res.partner"].create({"name": "Ms Gu"})
        request = self.create_approved(person, date_until=APRIL)
        self.set_terms(self.other, limit=50000.0)
        person.parent_id = self.other
        self.assert_conflict(request, "other ones by now", (50000.0, None))

    def test_change_before_the_start_is_a_conflict(self):
        """CRD-2: three people signed on the grounds of other terms."""
        request = self.create_approved(date_from=FRIDAY)
        self.set_terms(limit=5.0)
        self.assert_conflict(request, "changed since", (5.0, None))

    def test_what_was_changed_in_the_database_does_not_begin(self):
        """G1: what begins is what was signed, not what a row says by then."""
        request = self.create_approved(date_from=FRIDAY)
        self.env.cr.execute(
            "UPDATE customer_credit_request SET requested_limit = 9e9 WHERE id = %s",
            request.ids,
        )
        request.invalidate_recordset()
        self.assert_conflict(request, "not what was submitted", (100.0, self.term.id))

    def test_what_was_changed_in_the_database_is_not_restored(self):
        """G1: the earlier terms are those of the submission."""
        request = self.create_approved(date_until=APRIL)
        self.env.cr.execute(
            "UPDATE customer_credit_request SET current_limit = 9e9 WHERE id = %s",
            request.ids,
        )
        request.invalidate_recordset()
        terms = (50000.0, self.term.id)
        self.assert_conflict(request, "not what was submitted", terms)

    def test_conflict_of_who_has_left_goes_to_the_service_manager(self):
        """CRD-2: somebody decides in any case."""
        request = self.create_approved(date_until=APRIL)
        self.set_terms(limit=5.0)
        self.salesperson.active = False
        self.run_terms_job(MAY)
        self.assertEqual(self.get_alarms(request).user_id, self.manager)

    @mute_logger(LOGGER)
    def test_one_bad_record_stops_nobody_else(self):
        """G11: it is reported on the record, once, and the others go on."""
        requests = [
            self.create_approved(customer, date_until=APRIL)
            for customer in (self.customer, self.other, self.create_customer("Red"))
        ]
        bad = requests[1]
        Request = self.registry["customer.credit.request"]
        write_terms = Request._write_terms

        def fail(request, *args):
            if request == bad:
                raise ValueError("Disk full")
            return write_terms(request, *args)

        with patch.object(Request, "_write_terms", fail):
            for _night in range(2):
                self.run_terms_job(MAY)
        states = [request.state for request in requests]
        self.assertEqual(states, ["reverted", "approved", "reverted"])
        self.assertIn("Disk full", bad.conflict)
        self.assertEqual(self.count(bad, "conflict"), 1)
        self.assertEqual(self.get_terms(self.other)[0], 50000.0)
