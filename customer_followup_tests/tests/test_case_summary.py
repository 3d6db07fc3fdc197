"""What is learnt from a complaint (CMP-7)."""

from odoo.exceptions import AccessError
from odoo.tests import Form, tagged

from .case_common import CASE, CaseHttpCase

TEXTS = ["Old electrodes drift", "They are changed monthly", "Two people check"]


@tagged("post_install", "-at_install")
class TestCaseSummary(CaseHttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.switch_on_rounds()
        cls.case = cls.create_justified()

    def satisfy(self, case):
        done = self.carry_out(case)
        self.as_user(done, self.supervisor).action_close(True, "It is right now")

    def write_summary(self, case, user, *texts):
        self.as_user(case, user).action_write_summary(*(texts or TEXTS))

    def get_texts(self, case):
        return [
            case.customer_lesson,
            case.customer_improvement,
            case.customer_prevention,
        ]

    def find_without_summary(self):
        domain = self.env[CASE]._get_without_summary_domain()
        cases = self.as_user(self.env[CASE], self.supervisor).search(list(domain))
        return cases.with_env(self.env)

    def test_department_and_quality_write_it(self):
        """CMP-7: whoever is responsible, the head, quality, and who handles it."""
        for user in (self.wu, self.qian, self.quality, self.supervisor):
            words = [f"{user.name} {text}" for text in TEXTS]
            self.assertTrue(self.as_user(self.case, user).customer_can_summarise)
            self.write_summary(self.case, user, *words)
            self.assertEqual(self.get_texts(self.case), words)
        self.env.flush_all()
        portal = self.create_user("portal", "base.group_portal")
        stranger = self.create_user("stranger", "group_finance_head")
        for user in (self.outsider, stranger, portal):
            answer = self.call(
                user, CASE, "action_write_summary", self.case.ids, *TEXTS
            )
            self.assertEqual(
                answer["error"]["data"]["name"], "odoo.exceptions.AccessError"
            )
        self.env.invalidate_all()
        self.assertEqual(self.get_texts(self.case), words)

    def test_summary_is_written_by_its_button_alone(self):
        """G5, G7: no write, no default, no import; and texts only."""
        for name in ("customer_lesson", "customer_improvement", "customer_prevention"):
            with self.refused("."):
                self.as_user(self.case, self.supervisor).write({name: "x"})
        forged = self.env[CASE].with_context(default_customer_lesson="Forged")
        self.assertFalse(forged.create(self.prepare_complaint()).customer_lesson)
        for texts in ((7, "", ""), (["x"], None, None), ("\0", "", "")):
            with self.refused("are texts"):
                self.write_summary(self.case, self.wu, *texts)
        for texts in (("", " ", None), (False, False, False)):
            with self.refused("at least one"):
                self.write_summary(self.case, self.wu, *texts)
        issue = self.create_complaint(customer_case_type="issue")
        with self.refused("complaints only"):
            self.write_summary(issue, self.supervisor)

    def test_closed_complaint_is_summarised_and_stays_closed(self):
        """CMP-7: who is responsible is asked for it; the rest stays as it was."""
        self.satisfy(self.case)
        activity = self.case._get_summary_activities()
        self.assertEqual(activity.user_id, self.wu)
        self.assertIn(self.case, self.find_without_summary())
        stage = self.case.stage_id
        dialog = Form(
            self.as_user(self.env["customer.case.summary"], self.wu).with_context(
                active_model=CASE, active_id=self.case.id
            )
        )
        dialog.lesson = TEXTS[0]
        dialog.save().action_confirm()
        self.assertEqual(self.get_texts(self.case), [TEXTS[0], False, False])
        self.assertFalse(self.case._get_summary_activities())
        self.assertEqual(self.case.stage_id, stage)
        self.assertNotIn(self.case, self.find_without_summary())
        self.assertIn(TEXTS[0], self.get_tracked())

    def get_tracked(self):
        self.env.flush_all()
        self.env.cr.precommit.run()
        values = self.case.sudo().message_ids.tracking_value_ids
        return values.mapped("new_value_text")

    def test_nobody_is_asked_for_what_is_written(self):
        """CMP-7: nor where complaints are not handled in rounds, or given up."""
        self.write_summary(self.case, self.qian)
        self.satisfy(self.case)
        self.assertFalse(self.case._get_summary_activities())
        given_up = self.create_justified()
        given_up._withdraw("Registered twice")
        self.assertFalse(given_up._get_summary_activities())
        self.assertNotIn(given_up, self.find_without_summary())

    def test_summary_is_asked_of_the_superior_of_who_leaves(self):
        """CMP-7: the head of the department."""
        self.satisfy(self.case)
        self.person.active = False
        self.wu.action_archive()
        self.assertEqual(self.case._get_summary_activities().user_id, self.qian)

    def test_dialog_shows_nothing_of_what_may_not_be_read(self):
        """G5: whatever the context says."""
        self.write_summary(self.case, self.qian)
        dialogs = self.as_user(self.env["customer.case.summary"], self.outsider)
        for id_ in (self.case.id, "x", [self.case.id], None, 2**31):
            found = dialogs.with_context(active_model=CASE, active_id=id_)
            self.assertFalse(found.default_get(["lesson"]).get("lesson"))
        with self.refused("use its buttons|.", Exception):
            dialogs.create({"lesson": "x"}).action_confirm()
        with self.refused(".", AccessError):
            dialogs.create({"ticket_id": self.case.id, "lesson": "x"}).action_confirm()
