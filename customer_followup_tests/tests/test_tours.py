"""The main journeys in a real browser, as the staff of the demo company."""

from datetime import timedelta

from odoo.tests import HttpCase, tagged

OPINION = "到货有六袋受潮、要求换货。"


@tagged("post_install", "-at_install")
class TestTours(HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.followups = cls.env["customer.followup"].search(
            [("company_id", "=", cls.env.ref("customer_followup.demo_company").id)]
        )
        with cls.registry.cursor() as cr:
            cls.env(cr=cr)["customer.followup.rule"]._cron_run_rules()

    def test_tour_main_job(self):
        """FUP-1, FUP-5, VIS-4, VIS-6, CMP-1, ISS-3: from Today to the case."""
        specialist = self.env.ref("customer_followup.demo_specialist")
        mine = self.env["customer.followup"].search([("user_id", "=", specialist.id)])
        waiting = mine.filtered("is_open")
        # at the weekend: what is planned for Monday, as nobody is called before
        company = self.env.ref("customer_followup.demo_company")
        today = company._get_customer_today()
        week = today + timedelta(days=7)
        if not company._get_working_day_check(today, week)(today):
            self.env.cr.execute(
                "UPDATE customer_followup SET date_planned = %s"
                " WHERE id = ANY(%s) AND date_planned BETWEEN %s AND %s + 2",
                [today, waiting.ids, today, today],
            )
        self.env.invalidate_all()
        self.start_tour("/odoo", "customer_followup_main_job", login=specialist.login)
        recorded = waiting.filtered(lambda followup: followup.state == "recorded")
        self.assertRecordValues(
            recorded,
            [
                {
                    "result": "problem",
                    "satisfaction": "2",
                    "customer_opinion": OPINION,
                    "activity_ids": [],
                }
            ],
        )
        self.assertEqual(recorded.contact_id.parent_id, recorded.partner_id)
        self.assertRecordValues(
            recorded.ticket_ids,
            [
                {
                    "customer_case_type": "issue",
                    "customer_followup_id": recorded.id,
                    "commercial_partner_id": recorded.partner_id.id,
                    "company_id": recorded.company_id.id,
                }
            ],
        )

    def test_tour_review(self):
        """VIS-9: the supervisor reviews a record and gives guidance."""
        supervisor = self.env.ref("customer_followup.demo_supervisor")
        followup = self.followups.filtered(lambda f: f.state == "recorded")[0]
        self.start_tour(
            f"/odoo/customer-followups/{followup.id}",
            "customer_followup_review",
            login=supervisor.login,
        )
        self.assertRecordValues(
            followup,
            [
                {
                    "state": "reviewed",
                    "reviewed_by_id": supervisor.id,
                    "guidance": "下次先问新产品。",
                }
            ],
        )

    def test_tour_rules(self):
        """FUP-1: the manager reads a rule in words, switches it off and on."""
        manager = self.env.ref("customer_followup.demo_service_manager")
        rules = self.env["customer.followup.rule"].search([])
        before = len(rules.message_ids)
        self.start_tour("/odoo", "customer_followup_rules", login=manager.login)
        self.assertEqual(self.env["customer.followup.rule"].search([]), rules)
        self.assertEqual(len(rules.message_ids), before + 2, "off and on are logged")
