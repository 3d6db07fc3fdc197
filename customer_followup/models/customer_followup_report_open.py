from odoo import models
from odoo.fields import Domain

MADE_STATES = ("contacted", "recorded", "reviewed")
STOP_EVENTS = {"contact_punctual": "contacted", "record_punctual": "recorded"}


class CustomerFollowupReportLine(models.Model):
    """What a figure counts, to be looked at record by record (RPT-2).

    As the records are now: what was corrected since is corrected there.
    """

    _inherit = "customer.followup.report.line"

    def action_open_records(self):
        """Show the records that the figure counts, as far as the user may see them."""
        self.ensure_one()
        self.check_access("read")
        model, domain = getattr(self, f"_find_{self.section}")()
        return {
            "type": "ir.actions.act_window",
            "name": self._get_label(),
            "res_model": model,
            "domain": list(domain),
            "views": [(False, "list"), (False, "form")],
        }

    def _get_people_domain(self, name: str) -> Domain:
        """Return the records of the people of the report's department.

        :param name: field with the user
        """
        report = self.report_id
        rows = self.env.execute_query(report._select_members(report.company_id))
        department_id = report.department_id.id or None
        if department_id is None:
            others = [user_id for user_id, their_id in rows if their_id]
            return Domain(name, "not in", others)
        own = [user_id for user_id, their_id in rows if their_id == department_id]
        return Domain(name, "in", own)

    def _get_span_domain(self, name: str) -> Domain:
        """Return the records with a moment in the period.

        :param name: field with the moment
        """
        report = self.report_id
        begin, end = report.company_id._get_customer_span(
            report.date_from, report.date_to
        )
        return Domain(name, ">=", begin) & Domain(name, "<", end)

    def _get_days_domain(self, name: str) -> Domain:
        """Return the records with a day in the period."""
        report = self.report_id
        return Domain(name, ">=", report.date_from) & Domain(name, "<=", report.date_to)

    def _get_company_domain(self) -> Domain:
        return Domain("company_id", "=", self.report_id.company_id.id)

    def _get_made_domain(self) -> Domain:
        return (
            self._get_company_domain()
            & Domain("state", "in", MADE_STATES)
            & self._get_span_domain("contacted_at")
        )

    def _find_contact(self) -> tuple[str, Domain]:
        if stop_event := STOP_EVENTS.get(self.measure):
            return "customer.deadline", self._get_deadline_domain(stop_event)
        people = self._get_people_domain("user_id")
        planned = (
            people & self._get_company_domain() & self._get_days_domain("date_planned")
        )
        domain = {
            "planned": planned & Domain("state", "!=", "cancelled"),
            "cancelled": planned & Domain("state", "=", "cancelled"),
            "made": people & self._get_made_domain(),
            "on_site": people
            & self._get_made_domain()
            & Domain("method", "=", "on_site"),
        }[self.measure]
        return "customer.followup", domain

    def _get_deadline_domain(self, stop_event: str) -> Domain:
        return (
            self._get_company_domain()
            & self._get_span_domain("due_at")
            & Domain("res_model", "=", "customer.followup")
            & Domain("state", "in", ("met", "missed"))
            & Domain("policy_id.stop_event", "=", stop_event)
            & Domain("answerable_department_id", "=", self.report_id.department_id.id)
        )

    def _find_coverage(self) -> tuple[str, Domain]:
        partners = self.env["res.partner"]
        domain = partners._get_customer_domain(self.report_id.company_id)
        domain &= self._get_people_domain("customer_specialist_id")
        if self.measure == "covered":
            made = self._get_made_domain()
            domain &= Domain("customer_followup_ids", "any", made)
        return partners._name, domain

    def _find_satisfaction(self) -> tuple[str, Domain]:
        step = self.measure.removeprefix("satisfaction").strip("_")
        said = Domain("satisfaction", "=" if step else "!=", step or False)
        return self._find_said(said)

    def _find_result(self) -> tuple[str, Domain]:
        result = self.measure.removeprefix("result_")
        return self._find_said(Domain("result", "=", result))

    def _find_opinion(self) -> tuple[str, Domain]:
        return self._find_said(
            {
                "opinions": Domain("customer_opinion", "!=", False),
                "suggestions": Domain("suggestion", "!=", False),
                "pertinent": Domain("is_suggestion_pertinent", "=", True),
            }[self.measure]
        )

    def _find_said(self, said: Domain) -> tuple[str, Domain]:
        people = self._get_people_domain("user_id")
        return "customer.followup", people & self._get_made_domain() & said
