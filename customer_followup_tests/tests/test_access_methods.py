"""Every public method of the addon checks who calls it (G5)."""

import inspect

from odoo.tests import tagged

from .common import FollowupHttpCase

# what can be done with a document that is signed; tried in test_approval_forgery*.py
SIGNED = {
    "action_submit": [],
    "action_approve": ["All well"],
    "action_refuse": ["Too much"],
    "action_ask_back": ["Say why"],
    "action_cancel": ["Not needed"],
}
# what whoever may read a follow-up may do with it
FOR_READERS = {"action_open_tickets", "action_open_meeting", "action_open_briefing"}
# Every public method the addon defines, with the arguments it is called with.
ARGUMENTS = {
    "customer.followup": {
        "action_schedule": ["2099-03-04"],
        "action_postpone": ["2099-03-04", "Later"],
        "action_contact": [],
        "action_record": [{"result": "well"}],
        "action_review": ["Well done"],
        "action_reopen": [],
        "action_cancel": ["Not needed"],
        "action_open_tickets": [],
        "action_open_meeting": [],
        "action_open_briefing": [],
        # tried in test_visit_request_rpc.py
        "action_request_preparation": [],
        "action_start_script": [],
        "action_take_next": [],
        # tried in test_followup_review.py and test_followup_signature_link.py
        "action_ask_back": ["Why?"],
        "action_void_signature": [],
        "action_send_signature_link": [],
        "action_copy_signature_link": [],
    },
    # tried in test_meeting_move.py
    "calendar.event": {"action_open_customer_followup": []},
    # tried in test_promise.py
    "customer.promise": {
        "action_keep": ["Sent"],
        "action_drop": ["Not wanted any more"],
        "action_reopen": [],
    },
    "customer.promise.step": {"action_confirm": []},
    # tried in test_visit_report_access.py
    "customer.followup.report": {
        "action_refresh": [],
        "action_ask_review": [],
        "action_review": [],
        "action_ask_back": ["Say more"],
        "action_send": [],
        "action_export": [],
    },
    "customer.followup.report.line": {"action_open_records": []},
    # tried in test_case_compilation.py
    "customer.followup.report.case": {"action_open_case": []},
    # tried in test_followup_analysis.py
    "customer.followup.analysis": {"action_open_document": []},
    # tried in test_visit_request_rpc.py
    "customer.visit.request": SIGNED,
    # tried in test_failure.py
    "customer.followup.failure": {"action_try_again": []},
    "customer.followup.step": {"action_confirm": []},
    # tried in test_visit_plan_access.py
    "customer.followup.plan": SIGNED | {"action_fill": [], "action_open_lines": []},
    "customer.followup.plan.line": {
        "action_drop": ["Closed"],
        "action_take_back": [],
        "action_open_followup": [],
    },
    "customer.followup.plan.analysis": {"action_open_followup": []},
    # tried in test_wish.py
    "customer.wish": {"action_cancel": ["Bought elsewhere"], "action_reopen": []},
    # tried in test_rule_preview_access.py
    "customer.followup.rule": {
        "get_preview": [30],
        "get_list_banner": [],
        "action_preview": [],
        "action_open_switch": [],
        "action_open_waiting": [],
        "action_open_followups": [],
        "action_open_failures": [],
    },
    "customer.followup.reason": {"get_list_banner": [], "action_take_next": []},
    "customer.followup.run": {"get_list_banner": []},
    "customer.followup.rule.preview": {
        "action_preview": [],
        "action_open": [],
        "action_open_switch": [],
        "action_switch_on": [],
        "action_export": [],
    },
    "customer.followup.go.live": {"action_count": []},
    # tried in test_register_access.py, test_grade_movement.py, test_grading_what_if.py
    "customer.register.export": {"action_print": [], "action_export": []},
    "customer.grade.matrix.mixin": {"action_open_customers": ["A", "B"]},
    "customer.grade.movement": {
        "action_export": [],
        "action_open_customers": ["A", "B"],
    },
    "customer.grading.what.if": {
        "action_try": [],
        "action_open_customers": ["A", "B"],
    },
    # tried in test_assignment_access.py and test_handover_access.py
    "customer.assignment": {"action_preview": [], "action_assign": []},
    "customer.handover": {
        "action_confirm": [],
        "action_return": [],
        "action_cancel": ["Not needed"],
        "action_open_lines": [],
    },
    "customer.handover.line": {"action_open_record": []},
    "customer.approval.mixin": SIGNED,
    "customer.approval.decision": {"action_confirm": []},
    "customer.approval.step": {"get_to_sign_count": [], "action_open_document": []},
    # tried in test_enquiry_access.py
    "crm.lead": {
        "action_check_customer_points": [],
        "action_open_customer_dossier": [],
        "action_pass_to_superior": [],
    },
    "crm.lead.dossier": {"action_use": [], "action_create_new": []},
    "crm.lead.question": {"action_confirm": []},
    # tried in test_settlement.py
    "sale.order.settlement": {"action_confirm": []},
    "customer.credit.request": SIGNED,
    "customer.credit.difference": {"action_restore": []},
    "customer.credit.reconciliation": {"action_open_differences": []},
    # Odoo's own, tried in test_left_behind.py
    "res.users": {"action_archive": []},
    "res.partner": {
        "action_open_checklist": [],
        "action_grade_customers": [],
        "action_open_customer_followups": [],
        "action_open_credit_requests": [],
        "action_request_credit_change": [],
        # tried in test_grade_customer.py
        "action_assess_customer": [],
        "action_open_assessments": [],
        # tried in test_timeline.py and test_reception.py
        "action_open_customer_timeline": [],
        "action_open_customer_receptions": [],
        # tried in test_wish.py
        "action_open_customer_wishes": [],
        # tried in test_promise.py
        "action_open_customer_promises": [],
        # tried in test_visit_request_gift.py
        "action_open_visit_requests": [],
        # tried in test_dossier_access.py
        "action_open_dossier": [],
        "action_open_documents": [],
        "action_request_waiver": [],
        "action_review_dossier": [],
    },
    # tried in test_dossier_access.py
    "customer.document": {
        "action_submit": [],
        "action_withdraw": [],
        "action_verify": [],
        "action_reject": ["Cannot be read"],
        "action_renew": [],
    },
    "customer.document.type": {"action_open_documents": []},
    "customer.dossier.waiver": SIGNED,
    "customer.document.rejection": {"action_confirm": []},
    # tried in test_grading_scheme_rpc.py
    "customer.grading.scheme": SIGNED
    | {"action_new_version": [], "action_start_from_shipped": []},
    "customer.grading.criterion": {"action_open_bands": []},
    "customer.grading.run": {
        "action_start": [],
        "action_open_proposals": [],
        "action_apply_small": [],
    },
    # tried in test_assessment.py and test_grading_run.py
    "customer.assessment.decision": {"action_confirm": []},
    "customer.assessment": {
        "run": [],
        "action_refresh_facts": [],
        "action_submit": [],
        "action_ask_back": ["Look again"],
        "action_approve": [],
        "action_approve_small": [],
        "action_decide": [1, "Known for years"],
        "action_refuse": ["Stays as it is"],
        "action_cancel": ["Not needed"],
    },
    # tried in test_timeline_access.py and test_archive_access.py
    "customer.timeline": {"action_open_document": []},
    "customer.archive.export": {"action_export": []},
    # tried in test_credit_order*.py
    "sale.order": {
        "action_confirm": [],
        "action_open_dossier_checklist": [],
        "action_request_credit_change": [],
        "action_request_dossier_waiver": [],
    },
    # tried in test_dossier_checklist.py and test_document_file_rights.py
    "customer.dossier.checklist": {"action_file": []},
    "ir.attachment": {"generate_access_token": []},
    # tried in test_deadline_access*.py
    "customer.deadline": {"action_open_document": []},
    "helpdesk.ticket": {
        "action_customer_decide": [],
        "action_customer_agree": [],
        "action_customer_hand_over": [],
        "action_customer_contact": [],
        # tried in test_case_rpc.py
        "action_set_validity": ["valid", "So it is"],
        "action_write_answer": [],
        "action_close_unjustified": ["Understood"],
        "action_request_cancellation": ["Not needed"],
        "action_begin_round": [],
        "action_report": [],
        "action_sign_report": ["Seen"],
        # tried in test_penalty_rpc.py
        "action_propose_penalty": [],
        "action_open_penalties": [],
        # tried in test_case_summary.py and test_complaint_improvement.py
        "action_write_summary": ["Check", "Checked", "Twice"],
        "action_add_improvement": [],
    },
    "customer.complaint.round": SIGNED
    | {
        "action_carry_out": ["Told"],
        "action_close": [True, "All well"],
        # tried in test_complaint_similar.py
        "action_open_similar": [],
    },
    # tried in test_complaint_closing.py
    "customer.complaint.cancellation": SIGNED,
    # tried in test_complaint_analysis*.py
    "customer.complaint.analysis": {"action_open_document": [], "action_export": []},
    # tried in test_case_summary.py and test_complaint_improvement.py
    "customer.case.summary": {"action_confirm": []},
    "customer.complaint.improvement": {
        "action_finish": ["Done so"],
        "action_verify": ["Seen"],
        "action_give_back": ["Not yet"],
        "action_cancel": ["Not needed"],
    },
    "customer.complaint.improvement.step": {"action_confirm": []},
    # tried in test_penalty_rpc.py
    "customer.complaint.penalty": SIGNED
    | {
        "action_object": ["It was not me"],
        "action_decide_objection": ["kept", "So it is"],
        "action_keep": ["So it is"],
        "action_pass_on": [],
        "action_export": [],
    },
    "customer.complaint.penalty.step": {"action_confirm": []},
    "customer.case.step": {"action_confirm": []},
}
# of a supervisor, or of a record that says something already
LATER = {
    "action_review",
    "action_reopen",
    "action_ask_back",
    "action_void_signature",
    "action_send_signature_link",
    "action_copy_signature_link",
}
# has no ids: tried in test_capacity.py
WITHOUT_IDS = {"action_take_next"}
# tried by the access matrix; and what is private by its name
OF_THE_ORM = {"create", "write", "unlink", "copy", "default_get", "init", "exists"}
# Odoo's own, with the rights of who calls them: tried in test_portal_case_access.py
OF_THE_GATEWAY = {
    "message_new",
    "message_parse",
    "message_post",
    "message_route",
    "message_update",
}


@tagged("post_install", "-at_install")
class TestAccessMethods(FollowupHttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        customer = cls.create_customer("Colleague's", cls.colleague)
        elsewhere = cls.create_company("West River Chemicals")
        cls.foreign = cls.create_followup(customer, cls.colleague)
        cls.elsewhere = cls.create_followup(
            customer, cls.colleague, company_id=elsewhere.id
        )
        cls.outsider = cls.create_user("outsider", "base.group_user")
        cls.office = cls.create_user("office", "group_general_manager")

    def get_public_methods(self, model):
        """Return the public methods that the addon defines on a model."""
        return {
            name
            for cls in type(self.env[model]).mro()
            if cls.__module__.startswith("odoo.addons.customer_followup.")
            for name, method in inspect.getmembers(cls, inspect.isfunction)
            if name in vars(cls) and not name.startswith("_")
            if not getattr(method, "_api_private", False)
        } - (OF_THE_ORM | OF_THE_GATEWAY)

    def test_every_public_method_is_tried(self):
        """G5: a public method that this file does not know fails."""
        methods = {model: self.get_public_methods(model) for model in self.env}
        self.assertEqual(
            {model: names for model, names in methods.items() if names},
            {model: set(arguments) for model, arguments in ARGUMENTS.items()},
        )

    def assert_refused(self, user, followup, model, method, ids, args):
        answer = self.call(user, model, method, ids, *args)
        self.assertIn(
            answer.get("error", {}).get("data", {}).get("name"),
            ("odoo.exceptions.AccessError", "odoo.exceptions.MissingError"),
            answer,
        )
        self.env.invalidate_all()
        self.assertEqual(followup.state, "planned")
        self.assertFalse(followup.postponed_count)

    def test_methods_refuse_follow_ups_of_others(self):
        """G5: an id that is not one's own, with every method, by every role."""
        attempts = [
            (self.specialist, self.foreign),
            (self.outsider, self.foreign),
            (self.office, self.foreign),
            (self.specialist, self.elsewhere),
            (self.supervisor, self.elsewhere),
            (self.manager, self.elsewhere),
        ]
        for user, followup in attempts:
            for method, args in ARGUMENTS["customer.followup"].items():
                if method in WITHOUT_IDS:
                    continue
                if method in FOR_READERS and user == self.office:
                    continue  # offices read all follow-ups
                with self.subTest(user=user.login, method=method):
                    self.assert_refused(
                        user,
                        followup,
                        "customer.followup",
                        method,
                        followup.ids,
                        args,
                    )

    def test_dialog_refuses_follow_ups_of_others(self):
        """G5: the dialog of a step has no more rights than who opened it."""
        for action in ("postpone", "review", "cancel", "schedule", "inconvenient"):
            vals = {
                "action": action,
                "start": "2099-03-04 02:00:00",
                "followup_ids": [[6, 0, self.foreign.ids]],
                "date_planned": "2099-03-04",
                "comment": "Not needed",
            }
            answer = self.call(
                self.specialist, "customer.followup.step", "create", [vals]
            )
            if "error" in answer:
                continue
            with self.subTest(action):
                self.assert_refused(
                    self.specialist,
                    self.foreign,
                    "customer.followup.step",
                    "action_confirm",
                    answer["result"],
                    [],
                )

    def test_own_follow_up_is_not_refused(self):
        """G5: the same calls by the owner go through: the refusals mean something."""
        script = {
            "survey_id": self.env.ref("customer_followup.survey_regular").id,
            "contact_id": self.create_contact(self.customer).id,
        }
        for method, args in ARGUMENTS["customer.followup"].items():
            if method in LATER | WITHOUT_IDS:
                continue
            followup = self.create_followup(**script)
            with self.subTest(method):
                answer = self.call(
                    self.specialist, "customer.followup", method, followup.ids, *args
                )
                self.assertNotIn("error", answer)
