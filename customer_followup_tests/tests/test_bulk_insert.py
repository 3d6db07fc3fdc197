"""The nightly job writes what the ORM would have written, in every column."""

from datetime import date

from odoo import Command, models
from odoo.tests import tagged

from .common import FollowupCase

# What may differ: the two are different rows, written at different moments …
OWN_COLUMNS = {"id", "followup_id", "res_id", "create_date", "write_date"}
# … only the job opens something for a working day …
OWN_COLUMNS |= {"opened_for"}
# … and each follow-up has a number of its own, which its activity repeats.
NUMBERED_COLUMNS = {"name", "res_name"}


@tagged("post_install", "-at_install")
class TestBulkInsert(FollowupCase):
    def setUp(self):
        super().setUp()
        self.lapse = self.create_rule("order_lapse", name="Lapsed", purpose="business")
        self.completed = self.create_rule(
            "sale_completed", name="Satisfied?", deadline_from="occasion"
        )

    def sell(self, delivered_on=None):
        """Return an order of January that was delivered on a day, or never."""
        order = self.create_order(self.customer, date(2026, 1, 5))
        if delivered_on:
            self.deliver(order, delivered_on)
        return order

    def assert_orm_writes_the_same(self):
        """Run the job, repeat by ``create`` what it wrote, and compare the rows."""
        self.run_job()
        followup = self.get_followups()
        self.assertEqual(len(followup), 1)
        job_rows = self.read_rows(followup)
        vals = self.get_vals(followup)
        followup.reason_ids.unlink()
        followup.unlink()
        service = self.env.ref("customer_followup.user_service")
        Followup = self.env["customer.followup"].with_user(service).sudo()
        orm_rows = self.read_rows(Followup.with_company(self.company).create(vals))
        for model, rows in orm_rows.items():
            with self.subTest(model=model):
                self.assertEqual(job_rows[model], rows)

    def get_vals(self, followup):
        """Return the decisions behind a follow-up; the rest is the ORM's to fill."""
        decided = ("partner_id", "user_id", "date_planned", "date_deadline")
        fields = [*decided, "method", "purpose", "company_id"]
        reasons = followup.reason_ids.read(
            [
                name
                for name, field in followup.reason_ids._fields.items()
                if field.store and name not in {*OWN_COLUMNS, *models.MAGIC_COLUMNS}
            ],
            load=None,
        )
        # without what the job leaves empty
        reasons = [
            {name: value for name, value in reason.items() if value and name != "id"}
            for reason in reasons
        ]
        (vals,) = followup.read(fields, load=None)
        del vals["id"]
        return vals | {"reason_ids": [Command.create(reason) for reason in reasons]}

    def read_rows(self, followup):
        """Return all rows of a follow-up, by model, without what is each row's own."""
        followup.env.flush_all()
        records = (
            followup,
            followup.reason_ids.sorted("rule_id"),
            followup.activity_ids,
        )
        return {
            model._name: [self.read_row(record, followup.name) for record in model]
            for model in records
        }

    def read_row(self, record, number):
        self.env.cr.execute(f"SELECT * FROM {record._table} WHERE id = %s", [record.id])
        row = self.env.cr.dictfetchone()
        for column in NUMBERED_COLUMNS & set(row):
            row[column] = row[column].replace(number, "V00000")
        return {name: row[name] for name in row.keys() - OWN_COLUMNS}

    def test_one_reason_is_written_alike(self):
        self.sell()
        self.assert_orm_writes_the_same()

    def test_two_reasons_in_one_contact_are_written_alike(self):
        self.sell(delivered_on=date(2026, 2, 26))
        self.assert_orm_writes_the_same()

    def test_contact_due_today_is_written_alike(self):
        self.lapse.deadline_days = 0
        self.sell()
        self.assert_orm_writes_the_same()

    def test_follow_up_without_owner_is_written_alike(self):
        self.customer.customer_specialist_id = False
        self.sell()
        self.assert_orm_writes_the_same()

    def test_owner_without_time_zone_is_written_alike(self):
        self.specialist.tz = False
        self.sell()
        self.assert_orm_writes_the_same()

    def test_rule_with_its_own_activity_type_is_written_alike(self):
        self.lapse.activity_type_id = self.env["mail.activity.type"].create(
            {
                "name": "Call back",
                "res_model": "customer.followup",
                "summary": "Call them",
                "default_note": "<p>Be kind.</p>",
            }
        )
        self.sell()
        self.assert_orm_writes_the_same()

    def test_owner_reading_another_language_is_written_alike(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.lapse.with_context(lang="zh_CN").name = "流失客户"
        self.specialist.lang = "zh_CN"
        self.sell()
        self.assert_orm_writes_the_same()
        self.assertEqual(self.get_followups().activity_ids.summary, "流失客户")

    def test_numbers_in_bulk_are_those_that_come_one_by_one(self):
        sequence = self.env["ir.sequence"].create(
            {"name": "Visits", "prefix": "V%(year)s/", "suffix": "-X", "padding": 4}
        )
        bulk = sequence._customer_next_numbers(2)
        self.assertEqual(bulk, ["V2026/0001-X", "V2026/0002-X"])
        self.assertEqual(sequence.next_by_id(), "V2026/0003-X")
