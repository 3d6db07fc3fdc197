"""How a record of each scope of the access matrix is made."""

from odoo.addons.customer_followup.tools.permit import Permit

from .access_records_assignment import AccessAssignmentRecords
from .access_records_case import AccessCaseRecords
from .access_records_checklist import DIALOG, AccessChecklistRecords
from .access_records_credit import AccessCreditRecords
from .access_records_deadline import AccessDeadlineRecords
from .access_records_dossier import AccessDossierRecords
from .access_records_enquiry import AccessEnquiryRecords
from .access_records_followup import AccessFollowupRecords
from .access_records_grading import AccessGradingRecords
from .access_records_plan import AccessPlanRecords
from .access_records_promise import AccessPromiseRecords
from .access_records_register import AccessRegisterRecords
from .access_records_report import AccessReportRecords
from .access_records_timeline import AccessTimelineRecords
from .access_records_visit_request import AccessVisitRequestRecords
from .access_records_wish import AccessWishRecords

SIGNED_DOCUMENTS = {
    "customer.complaint.cancellation",
    "customer.complaint.penalty",
    "customer.complaint.round",
    "customer.credit.request",
    "customer.dossier.waiver",
    "customer.followup.plan",
    "customer.visit.request",
}
# only transitions make them
EVIDENCE = {
    "customer.approval.entry",
    "customer.approval.step",
    "customer.credit.difference",
    "customer.credit.snapshot",
    "customer.deadline",
    "customer.deadline.event",
    "customer.deadline.notice",
    "customer.followup.answer",
    "customer.followup.report.line",
    "customer.grading.run",
}


class AccessRecords(
    AccessEnquiryRecords,
    AccessFollowupRecords,
    AccessAssignmentRecords,
    AccessCaseRecords,
    AccessChecklistRecords,
    AccessDossierRecords,
    AccessGradingRecords,
    AccessPromiseRecords,
    AccessPlanRecords,
    AccessRegisterRecords,
    AccessReportRecords,
    AccessTimelineRecords,
    AccessVisitRequestRecords,
    AccessWishRecords,
    AccessDeadlineRecords,
    AccessCreditRecords,
):
    """Records of every model of the matrix, by scope, for the user who tries them."""

    def get_values(self, model, user):
        """Return, by scope, the values of a record that is one for ``user``."""
        return getattr(self, f"get_{model.replace('.', '_')}_values")(user)

    def get_customer_followup_values(self, user):
        nobodys = self.create_customer("Nobody's", self.env["res.users"])
        users = self.create_customer("User's", user)
        colleagues = self.create_customer("Colleague's", self.colleague)
        dates = {"date_planned": "2026-03-02", "date_deadline": "2026-03-09"}

        def planned(customer, owner, company=self.company):
            return {
                "partner_id": customer.id,
                "user_id": owner.id,
                "company_id": company.id,
                **dates,
            }

        return {
            "own": planned(nobodys, user),
            "customer": planned(users, self.colleague),
            "other": planned(colleagues, self.colleague),
            "elsewhere": planned(users, user, self.elsewhere),
        }

    def get_customer_followup_reason_values(self, user):
        return {
            scope: {
                "followup_id": self.env["customer.followup"].create(vals).id,
                "rule_id": self.rule.id,
                "partner_id": vals["partner_id"],
                "company_id": vals["company_id"],
                "occasion_date": "2026-02-01",
            }
            for scope, vals in self.get_customer_followup_values(user).items()
        }

    def get_customer_followup_rule_values(self, user):
        common = {"name": "Lapsed", "trigger": "order_lapse", "delay_days": 7}
        return {
            "here": {**common, "company_id": self.company.id},
            "everywhere": {**common, "company_id": False},
            "elsewhere": {**common, "company_id": self.elsewhere.id},
        }

    def get_customer_followup_rule_grade_values(self, user):
        grade = self.schemes["here"].grade_ids[:1]
        return {
            scope: {
                "rule_id": self.env["customer.followup.rule"].create(vals).id,
                "grade_id": grade.id,
            }
            for scope, vals in self.get_customer_followup_rule_values(user).items()
        }

    def get_customer_followup_failure_values(self, user):
        companies = {"here": self.company, "elsewhere": self.elsewhere}
        return {
            scope: {
                "rule_id": self.rule.id,
                "partner_id": self.customer.id,
                "company_id": company.id,
            }
            for scope, company in companies.items()
        }

    def get_customer_followup_run_values(self, user):
        companies = {"here": self.company, "elsewhere": self.elsewhere}
        return {scope: {"company_id": c.id} for scope, c in companies.items()}

    def get_customer_followup_step_values(self, user):
        followup = self.create_followup(user=user)
        vals = {"followup_ids": followup.ids, "action": "cancel"}
        return {"mine": vals, "theirs": vals}

    def get_helpdesk_ticket_values(self, user):
        return {
            scope: {
                "name": "Wet bags",
                "description": "Twelve of forty",
                "partner_id": vals["partner_id"],
                "company_id": vals["company_id"],
                "customer_case_type": "issue",
                "customer_followup_id": self.env["customer.followup"].create(vals).id,
            }
            for scope, vals in self.get_customer_followup_values(user).items()
        }

    def get_sale_order_values(self, user):
        vals = {"partner_id": self.customer.id}
        return {
            "here": {**vals, "company_id": self.company.id},
            "elsewhere": {**vals, "company_id": self.elsewhere.id},
        }

    def get_sale_order_line_values(self, user):
        return {
            scope: {
                "order_id": self.env["sale.order"].create(vals).id,
                "product_id": self.goods.id,
            }
            for scope, vals in self.get_sale_order_values(user).items()
        }

    def create_record(self, model, scope, user, vals):
        """Return a record with ``vals``; a dialog belongs to who opened it."""
        if model == "customer.timeline":  # it has no records of its own
            reception = self.create_record("customer.reception", scope, user, vals)
            return self.create_timeline_entry(reception)
        if model == "customer.followup.plan.analysis":  # nor has this
            return self.get_row_of_analysis(vals)
        if model == "customer.followup.analysis":
            followup = self.create_record("customer.followup", scope, user, vals)
            return self.create_analysis_row(followup)
        if model == "customer.complaint.analysis":
            return self.get_row_of_complaint(vals)
        if model == "customer.assessment.line":
            return self.get_line_of_assessment(vals)
        if model.startswith(DIALOG):
            return self.create_dialog(model, scope, user, vals)
        opened_by = user if scope in ("mine", "registered") else self.colleague
        records = self.env[model].with_user(opened_by).sudo()
        if model in EVIDENCE:
            records = records.with_context(customer_transition=Permit(records))
        record = records.create(dict(vals))
        record = record.with_env(record.env(context={}))
        if model in SIGNED_DOCUMENTS and scope == "signer":
            self.create_step(record, user)
        if model == "customer.complaint.penalty" and scope == "own":
            record._in_transition().date_approved = "2026-03-02"  # the person is told
        return record
