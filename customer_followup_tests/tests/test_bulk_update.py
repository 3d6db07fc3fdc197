"""Many rows in one statement are written as ``write`` would, in every column."""

from datetime import datetime

from odoo.tests import tagged

from odoo.addons.customer_followup.tools.bulk_update import bulk_update

from .common import FollowupCase

AT = datetime(2026, 3, 2, 9, 30, 15)
LONG_AGO = datetime(2026, 1, 5, 2)
# of every type that a clock has: texts, moments, numbers, yes or no, records
VALUES = [
    {
        "res_name": "“Ümlaut”, 漢字, 'quoted', \\ and\nlines",
        "state": "missed",
        "ended_at": AT,
        "late_minutes": 90,
        "punctuality": 0.0,
        "is_open": False,
        "partner_id": None,
    },
    {
        "res_name": None,
        "state": "met",
        "ended_at": None,
        "late_minutes": 0,
        "punctuality": 99.5,
        "is_open": True,
        "partner_id": None,
    },
]


@tagged("post_install", "-at_install")
class TestBulkUpdate(FollowupCase):
    def setUp(self):
        super().setUp()
        self.policy = self.env["customer.deadline.policy"].create(
            {
                "name": "Case decided",
                "code": "decide",
                "model_id": self.env["ir.model"]._get_id("helpdesk.ticket"),
                "start_event": "registered",
                "stop_event": "decided",
            }
        )
        self.values = [VALUES[0], {**VALUES[1], "partner_id": self.customer.id}]

    def create_clocks(self, count=2):
        """Return clocks that somebody wrote last long ago."""
        cases = self.env["helpdesk.ticket"].create(
            [
                {"name": f"Case {number}", "description": "-", "user_id": self.env.uid}
                for number in range(count)
            ]
        )
        clocks = cases.customer_deadline_ids.sorted("id")
        self.assertEqual(len(clocks), count)
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE customer_deadline SET write_date = %s, write_uid = %s"
            " WHERE id IN %s",
            [LONG_AGO, self.manager.id, clocks._ids],
        )
        self.env.invalidate_all()
        return clocks

    def update(self, clocks, values):
        rows = zip(clocks, values, strict=True)
        bulk_update(clocks, [{"id": clock.id, **vals} for clock, vals in rows])

    def read_rows(self, clocks):
        """Return all columns of clocks, without what is each clock's own."""
        self.env.flush_all()
        self.env.cr.execute(
            "SELECT to_jsonb(d) - '{id,res_id}'::text[] FROM customer_deadline d"
            " WHERE id IN %s ORDER BY id",
            [clocks._ids],
        )
        return [row[0] for row in self.env.cr.fetchall()]

    def test_rows_are_those_that_write_writes(self):
        """G13: each column, of each type, with and without a value."""
        in_bulk, one_by_one = self.create_clocks(), self.create_clocks()
        self.update(in_bulk, self.values)
        for clock, vals in zip(one_by_one, self.values, strict=True):
            clock._in_transition().write(vals)
        self.assertEqual(self.read_rows(in_bulk), self.read_rows(one_by_one))

    def test_other_rows_and_columns_stay(self):
        """G13: only what is named is written, and only where."""
        clocks, others = self.create_clocks(), self.create_clocks()
        before, others_before = self.read_rows(clocks), self.read_rows(others)
        self.update(clocks, self.values)
        self.assertEqual(self.read_rows(others), others_before)
        written = {*VALUES[0], "write_date", "write_uid"}
        for old, new in zip(before, self.read_rows(clocks), strict=True):
            changed = {name for name in old if old[name] != new[name]}
            self.assertLessEqual(changed, written)

    def test_records_show_what_was_written(self):
        """G13: what was read before is read anew, who wrote it included."""
        clocks = self.create_clocks()
        clocks.mapped("res_name")
        self.assertEqual(clocks.write_uid, self.manager)
        self.update(clocks, self.values)
        self.assertEqual(clocks.mapped("state"), ["missed", "met"])
        self.assertEqual(clocks.mapped("partner_id"), self.customer)
        self.assertEqual(clocks.mapped("ended_at"), [AT, False])
        self.assertEqual(clocks.write_uid, self.env.user)

    def test_what_waits_to_be_written_is_not_lost(self):
        """G13: a change that the ORM still holds comes before the statement."""
        clocks = self.create_clocks()
        clocks._in_transition().write({"late_minutes": 7, "paused_minutes": 5})
        self.update(clocks, self.values)
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertEqual(clocks.mapped("late_minutes"), [90, 0])
        self.assertEqual(clocks.mapped("paused_minutes"), [5, 5])

    def test_one_statement_writes_all(self):
        """G17: two rows or forty."""
        counts = []
        for count in (2, 40):
            clocks = self.create_clocks(count)
            before = self.cr.sql_log_count
            self.update(clocks, [VALUES[0]] * count)
            counts.append(self.cr.sql_log_count - before)
        self.assertEqual(counts, [1, 1])

    def test_nothing_to_write_is_no_mistake(self):
        """G17: nor a statement."""
        before = self.cr.sql_log_count
        bulk_update(self.env["customer.deadline"], [])
        self.assertEqual(self.cr.sql_log_count, before)
