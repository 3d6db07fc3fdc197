"""One message per person and run about what the rules opened (G9)."""

from datetime import date, datetime, timedelta

from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import MONDAY
from .deadline_common import DeadlineCase, shanghai

NIGHT = "2026-03-02 02:00"
MORNING = "2026-03-02 08:05"


@tagged("post_install", "-at_install")
class TestFollowupDigest(DeadlineCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rule = cls.create_rule("order_lapse")
        cls.create_order(cls.customer, date(2026, 2, 1))
        cls.buyer = cls.create_customer("Green Mill", cls.colleague)
        cls.create_order(cls.buyer, date(2026, 2, 3))

    def setUp(self):
        super().setUp()
        self.run_job()

    def tell(self, now=MORNING):
        """Run the scheduled action as its service user, commits included."""
        self.env.flush_all()
        service = self.env.ref("customer_followup.user_service")
        with self.open_cursor() as cr:
            env = self.env(cr=cr, user=service.id, context={})
            env["customer.followup"]._cron_tell_opened(shanghai(now))
            cr.commit()
        self.env.invalidate_all()

    def get_told(self, user=None):
        # not those of the demo company
        users = user or self.specialist + self.colleague + self.supervisor
        return self.env["mail.message"].search(
            [
                ("subject", "=like", "Follow-ups: %"),
                ("notified_partner_ids", "in", users.partner_id.ids),
            ]
        )

    def test_person_is_told_when_work_begins(self):
        """G9: not at night, then once; who, until when, and why."""
        self.tell(NIGHT)
        self.assertFalse(self.get_told())
        self.tell()
        (message,) = self.get_told(self.specialist)
        for text in ("Blue Mill", "03/09/2026", "No order since 02/01/2026"):
            self.assertIn(text, message.body)
        self.assertNotIn("Green Mill", message.body)
        self.assertEqual(message.subject, "Follow-ups: 1 new")
        self.assertEqual(len(self.get_told(self.colleague)), 1)

    def test_nobody_is_told_twice(self):
        """G9: run again at once, in the afternoon and on the next day."""
        for now in (MORNING, MORNING, "2026-03-02 15:00", "2026-03-03 09:00"):
            self.tell(now)
        self.assertEqual(len(self.get_told()), 2)
        self.assertEqual(self.get_followups().told_at, shanghai(MORNING))

    def test_next_run_tells_only_what_is_new(self):
        """G9: one message for each run of the rules."""
        self.tell()
        late = self.create_customer("Grey Mill")
        self.create_order(late, date(2026, 2, 23))
        self.run_job(MONDAY + timedelta(days=1))
        self.tell("2026-03-03 08:05")
        message = self.get_told(self.specialist)[0]
        self.assertEqual(len(self.get_told(self.specialist)), 2)
        self.assertIn("Grey Mill", message.body)
        self.assertNotIn("Blue Mill", message.body)

    def test_run_that_is_at_work_is_not_told_yet(self):
        """G9: half of a run would make two messages; a killed one is told later."""
        self.env["customer.followup.run"].create(
            {"company_id": self.company.id, "started_at": shanghai("2026-03-02 10:30")}
        )
        self.tell("2026-03-02 10:35")
        self.assertFalse(self.get_told())
        self.tell("2026-03-02 14:00")
        self.assertEqual(len(self.get_told()), 2)

    def test_switched_off_by_the_user(self):
        """G9: everybody may for oneself; later it does not catch up."""
        specialist = self.specialist.with_user(self.specialist)
        specialist.customer_followup_digest = False
        self.tell()
        self.assertFalse(self.get_told(self.specialist))
        self.assertEqual(len(self.get_told(self.colleague)), 1)
        specialist.customer_followup_digest = True
        self.tell("2026-03-02 09:00")
        self.assertFalse(self.get_told(self.specialist))

    def test_superior_hears_it_for_who_is_absent(self):
        """G9: with the name of whose work it is."""
        self.create_holiday(
            "2026-03-02 08:00",
            "2026-03-04 17:30",
            self.employees[self.specialist].resource_id,
        )
        self.tell()
        (message,) = self.get_told(self.supervisor)
        self.assertIn("Specialist", message.body)
        self.assertFalse(self.get_told(self.specialist))

    def test_what_is_done_or_planned_by_hand_is_not_told(self):
        """G9: only what a rule opened, and only while it is open."""
        self.get_followups().with_user(self.specialist).action_record(
            {"result": "well"}
        )
        self.create_followup(user=self.specialist)
        self.tell()
        self.assertFalse(self.get_told(self.specialist))

    def test_what_one_took_oneself_is_not_told(self):
        """G9: who pressed Take the Next knows it."""
        self.tell()
        self.specialist.customer_daily_capacity = 1
        other = self.create_customer("Grey Mill")
        self.create_order(other, date(2026, 2, 4))
        self.run_job()
        self.assertFalse(self.get_followups(other))
        self.env["customer.followup"].with_user(self.specialist).action_take_next()
        self.assertTrue(self.get_followups(other).told_at)
        self.tell("2026-03-02 09:00")
        self.assertEqual(len(self.get_told(self.specialist)), 1)

    def test_message_is_in_the_reader_s_language(self):
        """G9: days and reasons as the reader writes them."""
        self.env["res.lang"]._activate_lang("zh_CN")
        self.specialist.lang = "zh_CN"
        self.tell()
        body = self.get_followups().with_context(lang="zh_CN").reason_summary
        message = self.env["mail.message"].search(
            [
                ("notified_partner_ids", "in", self.specialist.partner_id.ids),
                ("body", "ilike", "Blue Mill"),
            ]
        )
        self.assertIn(body[:8], message.body)

    def test_long_message_is_cut(self):
        """G9: thirty lines, and how many there are more."""
        self.specialist.customer_daily_capacity = 0
        for number in range(33):
            customer = self.create_customer(f"Mill {number:02d}")
            self.create_order(customer, date(2026, 2, 1), self.service)
        self.run_job()
        self.tell()
        (message,) = self.get_told(self.specialist)
        self.assertEqual(message.body.count("No order since"), 30)
        self.assertIn("and 4 more", message.body)
        self.assertEqual(message.subject, "Follow-ups: 34 new")

    def test_mail_is_queued_and_not_sent(self):
        """G9: a process that is killed after sending would send it again."""
        self.specialist.notification_type = "email"
        self.tell()
        mail = self.env["mail.mail"].search(
            [("mail_message_id", "=", self.get_told(self.specialist).id)]
        )
        self.assertEqual(mail.state, "outgoing")

    @mute_logger("odoo.sql_db")
    def test_person_that_fails_stops_nobody_else(self):
        """G11: the others are told, and it is tried again."""
        self.env.cr.execute(
            "ALTER TABLE customer_followup ADD CONSTRAINT test_refused"
            f" CHECK (told_at IS NULL OR user_id <> {self.specialist.id})"
        )
        with self.assertLogs("odoo.addons.customer_followup", "ERROR"):
            self.tell()
        self.assertFalse(self.get_told(self.specialist))
        self.assertEqual(len(self.get_told(self.colleague)), 1)
        self.env.cr.execute(
            "ALTER TABLE customer_followup DROP CONSTRAINT test_refused"
        )
        self.tell("2026-03-02 08:20")
        self.assertEqual(len(self.get_told(self.specialist)), 1)

    def test_stamp_is_written_by_nobody(self):
        """G9: neither set nor taken back by hand."""
        self.tell()
        followup = self.get_followups().with_user(self.specialist)
        for value in (False, datetime(2026, 1, 1)):
            with self.refused("follow from"):
                followup.told_at = value
