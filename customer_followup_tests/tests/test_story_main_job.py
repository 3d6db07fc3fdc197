"""The story of Blue Mill: lapsed, called, a problem, a case, a new order, a call."""

from contextlib import contextmanager
from datetime import date

from freezegun import freeze_time

from odoo.tests import tagged
from odoo.tools.safe_eval import safe_eval

from .common import FollowupCase


@tagged("post_install", "-at_install")
class TestStoryMainJob(FollowupCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.lapse = cls.create_rule("order_lapse", name="Lapsed customers")
        cls.after_sale = cls.create_rule(
            "sale_completed", name="After each sale", deadline_from="occasion"
        )
        cls.ms_lin = cls.create_contact(cls.customer, "Ms Lin")
        cls.warehouse = cls.env["hr.department"].create({"name": "Warehouse"})
        cls.warehouse_team = cls.env["helpdesk.ticket.team"].create(
            {
                "name": "Warehouse",
                "company_id": cls.company.id,
                "customer_department_id": cls.warehouse.id,
                "alias_name": False,
            }
        )

    @contextmanager
    def on(self, day):
        """Live the block on ``day``, at ten in the morning, after the nightly job."""
        with freeze_time(f"{day} 02:00:00"):
            self.run_job(None)
            yield self.get_today()

    def get_today(self):
        """Return what the specialist finds under Today."""
        action = self.env.ref("customer_followup.customer_followup_today_action")
        domain = safe_eval(action.domain, {"uid": self.specialist.id})
        Followup = self.env["customer.followup"].with_user(self.specialist)
        return Followup.search(domain)

    def get_activities(self):
        """Return what the specialist finds in the activity menu."""
        return self.env["mail.activity"].search([("user_id", "=", self.specialist.id)])

    def test_story_of_a_customer_who_lapsed(self):
        """FUP-1, FUP-5, VIS-3, VIS-4, VIS-6, VIS-9, CMP-1, ISS-3: two months."""
        # Blue Mill orders on 2 February, and gets its goods on the same day.
        first = self.create_order(self.customer, date(2026, 2, 2))
        self.deliver(first, date(2026, 2, 2))

        # On the next morning its specialist has to ask how the delivery was.
        with self.on("2026-02-03") as today:
            self.assertEqual(today.reason_ids.rule_id, self.after_sale)
            today.action_record({"result": "well"})

        # After seven days without an order nothing happens; after eight she calls.
        with self.on("2026-02-09") as today:
            self.assertFalse(today)
        with self.on("2026-02-10") as today:
            call = today
            self.assertIn(
                f"({first.name}); the rule allows 7 days", call.reason_summary
            )
            self.assertEqual(call.date_deadline, date(2026, 2, 17))
            self.assertEqual(self.get_activities().res_id, call.id)

            # It is not convenient now. Tomorrow, then.
            call.action_postpone(date(2026, 2, 11), "In a meeting")
            self.assertFalse(self.get_today())

        # The next morning Ms Lin answers, and is not happy at all.
        with self.on("2026-02-11") as today:
            self.assertEqual(today, call)
            with self.refused("Choose a Result"):
                call.action_record({"contact_id": self.ms_lin.id})
            call.action_record(
                {
                    "contact_id": self.ms_lin.id,
                    "result": "problem",
                    "satisfaction": "2",
                    "customer_opinion": "Six bags were wet. No order until solved.",
                    "case_department_id": self.warehouse.id,
                }
            )
            self.assertFalse(self.get_today())
            self.assertFalse(self.get_activities())

            # The warehouse has the case at the same moment, with her words.
            case = call.ticket_ids
            self.assertEqual(case.team_id, self.warehouse_team)
            self.assertEqual(case.partner_id, self.ms_lin)
            self.assertIn("Six bags were wet", case.description)

        # The supervisor reads the record, and has some advice.
        with self.on("2026-02-12") as today:
            self.assertFalse(today, "a lapse is told once")
            call.with_user(self.supervisor).action_review("Offer to exchange them")
            self.assertEqual(call.guidance, "Offer to exchange them")

        # The warehouse exchanges the bags and closes the case. Blue Mill orders again.
        stages = self.env["helpdesk.ticket.stage"].search([("closed", "=", True)])
        case.sudo().stage_id = stages[0]
        second = self.create_order(self.customer, date(2026, 2, 23))
        self.deliver(second, date(2026, 2, 25))

        # The morning after the delivery, the call after the sale is due.
        with self.on("2026-02-26") as today:
            self.assertEqual(today.reason_ids.source_id, second.id)
            self.assertEqual(today.date_deadline, date(2026, 3, 4))
            self.assertEqual(today.recent_order_ids.ids, [second.id, first.id])
            self.assertFalse(today.open_ticket_ids)
            today.action_record(
                {"contact_id": self.ms_lin.id, "result": "well", "satisfaction": "4"}
            )

        # Eight days after that order, a new lapse begins: nobody is forgotten.
        with self.on("2026-03-03") as today:
            self.assertEqual(today.reason_ids.occasion_date, date(2026, 2, 23))
        self.assertEqual(
            self.get_followups().mapped("state"),
            ["recorded", "reviewed", "recorded", "planned"],
        )
