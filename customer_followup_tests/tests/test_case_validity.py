"""Whether a complaint is justified is decided once, by who is not accused (CMP-2)."""

from odoo.exceptions import AccessError
from odoo.tests import Form, tagged

from .case_common import CaseCase

STAMPS = {
    "customer_validity": "valid",
    "customer_validity_reason": "So it is",
    "customer_validity_user_id": 1,
    "customer_validity_at": "2026-03-02 02:00:00",
    "customer_answered_at": "2026-03-02 02:00:00",
}


@tagged("post_install", "-at_install")
class TestCaseValidity(CaseCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.case = cls.create_complaint(customer_object_employee_id=cls.person.id)

    def compose(self, case, user=None):
        """Return the answer as somebody finds it in the dialog."""
        action = self.as_user(case, user or self.supervisor).action_write_answer()
        composer = self.as_user(
            self.env[action["res_model"]], user or self.supervisor
        ).with_context(**action["context"])
        return Form(composer)

    def test_decision_is_stamped(self):
        """CMP-2: what, why, by whom and when; the reason is in the log."""
        for validity in ("valid", "partly", "invalid"):
            case = self.create_complaint()
            self.rule(case, validity)
            self.assertEqual(case.customer_validity, validity)
            self.assertEqual(case.customer_validity_user_id, self.quality)
            self.assertEqual(case.customer_validity_at, case._get_deadline_now())
            self.assertEqual(case.customer_validity_reason, "The kept sample says so")
            self.assertIn("The kept sample says so", self.get_log(case))

    def test_accused_decides_nothing(self):
        """CMP-2: neither whom it is about nor who is responsible, with any rights."""
        handlers = self.env.ref("helpdesk_mgmt.group_helpdesk_manager")
        (self.wu | self.qian).group_ids |= handlers
        self.case.write(
            {
                "customer_department_id": self.laboratory.id,
                "customer_responsible_id": self.head.id,
            }
        )
        for user in self.wu | self.qian:
            self.assertFalse(self.as_user(self.case, user).customer_can_rule)
            with self.refused("is about you", AccessError):
                self.rule(self.case, "invalid", user)
        self.assertTrue(self.as_user(self.case, self.supervisor).customer_can_rule)

    def test_who_has_nothing_to_do_with_it_decides_nothing(self):
        """G5: neither a colleague of another department nor an office that reads."""
        head = self.create_user("head", "group_department_head")
        for user in self.outsider | head:
            with self.refused(".", AccessError):
                self.rule(self.case, "valid", user)

    def test_decision_needs_a_reason_and_a_complaint(self):
        """CMP-2, G7: no empty reason, no other type, nothing that is no decision."""
        for comment in ("", "   ", None, False, 7, "\0", ["x"]):
            with self.refused("Say why|has to be a text"):
                self.rule(self.case, "valid", comment=comment)
        for validity in ("", "true", None, "approved"):
            with self.refused("Choose one"):
                self.rule(self.case, validity)
        issue = self.create_complaint(customer_case_type="issue")
        with self.refused("Only a complaint"):
            self.rule(issue, "valid")

    def test_second_decision_is_told_of_the_first(self):
        """CMP-2: of two people who decide, one wins and the other reads who did."""
        self.rule(self.case, "valid")
        with self.refused("Quality has found complaint .* Valid already"):
            self.rule(self.case, "invalid", self.supervisor)
        self.assertEqual(self.case.customer_validity, "valid")

    def test_decision_is_reopened(self):
        """CMP-2: with a reason; what was decided is in the log, and decided anew."""
        with self.refused("not decided yet"):
            self.rule(self.case, "pending")
        self.rule(self.case, "invalid")
        self.rule(self.case, "pending", self.supervisor, "The customer sent a picture")
        self.assertEqual(self.case.customer_validity, "pending")
        self.assertFalse(self.case.customer_validity_user_id)
        self.assertEqual(self.case.customer_callback_ids.state, "cancelled")
        self.rule(self.case, "partly")
        self.assertIn("sent a picture", self.get_log(self.case))

    def test_answer_is_written_in_the_customer_s_language_and_sent(self):
        """CMP-2: a look at it first; the callback stays to be made."""
        template = self.env.ref("customer_followup.mail_template_case_invalid")
        template.with_context(lang="zh_CN").subject = "关于您的投诉 {{ object.name }}"
        self.contact.lang = "zh_CN"
        self.rule(self.case, "invalid")
        call = self.case.customer_callback_ids
        self.assertEqual(call.user_id, self.specialist)
        self.assertEqual(call.date_planned, self.company._get_customer_today())
        form = self.compose(self.case)
        self.assertEqual(form.subject, "关于您的投诉 Wrong analysis")
        self.assertIn("Ms Lin", form.body)
        form.body = "<p>Dear Ms Lin, the sample was taken from another tank.</p>"
        composer = form.save()
        self.assertFalse(self.case.customer_answered_at)
        composer._action_send_mail()
        self.assertTrue(self.case.customer_answered_at)
        self.assertIn(self.contact, self.case.message_ids[:1].partner_ids)
        self.assertTrue(call.is_open)

    def test_answer_that_nobody_has_written_is_not_sent(self):
        """CMP-2: the gap of the template is refused, in either language, once."""
        template = self.env.ref("customer_followup.mail_template_case_invalid")
        chinese = "<p>\u8c03\u67e5\u3010\u8bf7\u586b\u5199\u3011</p>"
        template.with_context(lang="zh_CN").body_html = chinese
        self.rule(self.case, "invalid")
        for lang, gap in (("en_US", "please write here"), ("zh_CN", "\u8bf7")):
            self.contact.lang = lang
            composer = self.compose(self.case).save()
            with self.refused(f"by your own words.*|Replace .*{gap}"):
                composer._action_send_mail()
        self.assertFalse(self.case.customer_answered_at)
        composer.body = "<p>The sample [4711] was another one</p>"
        composer._action_send_mail()
        self.assertTrue(self.case.customer_answered_at)

    def test_unknown_customer_is_called_back_too(self):
        """CMP-2: by an activity, where no follow-up can be planned."""
        case = self.create_complaint(partner_id=False)
        self.rule(case, "invalid")
        self.assertFalse(case.customer_callback_ids)
        self.assertEqual(case._get_call_back_activities().user_id, self.supervisor)
        self.rule(case, "pending")
        self.assertFalse(case._get_call_back_activities())

    def test_answer_to_colleagues_is_none(self):
        """CMP-2: what only colleagues get has answered nobody."""
        self.rule(self.case, "invalid")
        self.case.message_post(
            body="Look at this",
            partner_ids=self.supervisor.partner_id.ids,
            subtype_id=self.env.ref(
                "customer_followup.mail_message_subtype_case_answer"
            ).id,
        )
        self.assertFalse(self.case.customer_answered_at)

    def test_answer_is_for_unjustified_complaints(self):
        """CMP-2: a justified one is not told that we see no fault."""
        self.rule(self.case, "valid")
        with self.refused("not justified"):
            self.compose(self.case)

    def test_dialog_leads_from_the_decision_to_the_answer(self):
        """CMP-2: invalid opens the answer, valid closes the dialog."""
        for validity, opens in (("invalid", True), ("valid", False)):
            case = self.create_complaint()
            steps = self.as_user(self.env["customer.case.step"], self.supervisor)
            step = steps.create(
                {
                    "ticket_id": case.id,
                    "action": "rule",
                    "validity": validity,
                    "comment": "We looked",
                }
            )
            action = step.action_confirm()
            self.assertEqual(action.get("res_model") == "mail.compose.message", opens)
            self.assertEqual(case.customer_validity, validity)

    def test_stamps_are_written_by_decisions_alone(self):
        """G5: neither written, nor born, nor copied, nor defaulted."""
        for name, value in STAMPS.items():
            with self.refused("buttons of the case"):
                self.as_user(self.case, self.manager).write({name: value})
            with self.refused("buttons of the case"):
                self.create_complaint(**{name: value})
        cases = self.as_user(self.case, self.manager).with_context(
            **{f"default_{name}": value for name, value in STAMPS.items()}
        )
        born = cases.create(self.prepare_complaint())
        self.rule(self.case, "valid")
        for case in (born, self.as_user(self.case, self.manager).copy()):
            self.assertEqual(case.customer_validity, "pending")
            self.assertFalse(case.customer_validity_reason)

    def test_unjustified_complaint_leaves_the_statistics(self):
        """CMP-2, RPT-3: it is no complaint of the customer's or the specialist's."""
        counted = self.env["helpdesk.ticket"]._get_complaint_domain()
        analysis = self.env["customer.followup.analysis"]

        def count():
            self.env.flush_all()
            analysis.invalidate_model()
            rows = analysis.search(
                [("res_id", "=", self.case.id), ("kind", "=", "case")]
            )
            return (
                self.case.filtered_domain(counted),
                self.env["helpdesk.ticket"].search(counted) & self.case,
                sum(rows.mapped("complaint_count")),
                sum(rows.mapped("case_count")),
            )

        self.assertEqual(count(), (self.case, self.case, 1, 1))
        self.rule(self.case, "invalid")
        nothing = self.case.browse()
        self.assertEqual(count(), (nothing, nothing, 0, 1))
        self.rule(self.case, "pending")
        self.assertEqual(count(), (self.case, self.case, 1, 1))
