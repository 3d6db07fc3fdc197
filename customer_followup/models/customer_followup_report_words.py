from markupsafe import Markup

from odoo import api, models
from odoo.tools import SQL

MOST_QUOTES = 10
"""Records whose words are proposed; more can be added by hand."""


class CustomerFollowupReport(models.Model):
    """The report in words, as it is proposed: to be completed by whoever compiles it.

    In the company's language, as it goes to another department.
    """

    _inherit = "customer.followup.report"

    def _complete(self, vals: dict):
        """Propose what nobody wrote yet, and note who compiles the report.

        :param vals: what the report was made with
        """
        self.ensure_one()
        proposal = {"user_id": self._find_compiler().id}
        if not vals.get("summary"):
            proposal["summary"] = self._get_proposed_summary()
        if not vals.get("quote_ids"):
            proposal["quote_ids"] = self._find_quotes().ids
        self._in_transition().write(proposal)

    def _find_compiler(self):
        """Return who made the report by hand, or who completes that of the job."""
        users = self.env["res.users"]
        # sudo: whether somebody works here, and is not the job
        if self.env.user.sudo().filtered_domain(
            users._get_customer_colleagues_domain()
        ):
            return self.env.user
        company = self.company_id
        supervisors = users._get_office_holders(
            "customer_followup.group_supervisor", company
        )
        manager = self._get_managers(supervisors.with_company(company))
        own = supervisors.with_company(company).filtered(
            lambda user: self._is_of_report(user.employee_id.department_id)
        )
        # who may write it; the manager reviews it, if there is anybody else
        others = supervisors - manager
        known = company.customer_followup_user_id & others
        return (own - manager)[:1] or known or others[:1] or manager & supervisors

    def _get_managers(self, supervisors):
        """Return who reviews the report, and leaves it to others to compile it."""
        # sudo: who leads a department is no secret
        return self.sudo().department_id.manager_id.user_id

    def _is_of_report(self, department) -> bool:
        """Does it fall to the people of a department to compile the report?"""
        return department == self.department_id

    def _get_speaker(self):
        """Return the report in the language of the company."""
        lang = self.company_id.partner_id.lang
        return self.with_context(lang=lang) if lang else self

    def _get_proposed_summary(self) -> Markup:
        texts = self._get_speaker()._get_sentences()
        paragraphs = (Markup("<p>%s</p>") % text for text in texts if text)
        return Markup().join(paragraphs)

    def _get_sentences(self) -> list[str]:
        """Return the figures in sentences, in the language of the environment."""
        # sudo: whoever makes a report reads its figures
        lines = {line.measure: line for line in self.sudo().line_ids}
        values = {name: line.value for name, line in lines.items()}
        texts = {name: line.value_text for name, line in lines.items()}
        return [
            self._say_contacts(values, texts),
            self._say_punctuality(lines, texts),
            self._say_coverage(lines, values, texts),
            self._say_satisfaction(lines, values, texts),
            self._say_cases(values, texts),
            self._say_orders(values, texts),
            self._say_promises(values, texts),
        ]

    def _say_contacts(self, values: dict, texts: dict) -> str:
        if not values["made"]:
            return self.env._(
                "No contact was made in this period; planned: %(planned)s.", **texts
            )
        return self.env._(
            "Contacts: %(made)s made, of which on site: %(on_site)s; planned for these "
            "days: %(planned)s; given up: %(cancelled)s.",
            **texts,
        )

    def _say_punctuality(self, lines: dict, texts: dict) -> str:
        names = ("contact_punctual", "record_punctual")
        if not any(lines[name].has_value for name in names):
            return ""
        return self.env._(
            "On time: %(contact_punctual)s of the contacts, %(record_punctual)s of the "
            "records.",
            **texts,
        )

    def _say_coverage(self, lines: dict, values: dict, texts: dict) -> str:
        if not values["customers"]:
            return ""
        return self.env._(
            "Customers contacted: %(covered)s of %(customers)s, which is %(coverage)s; "
            "the goal is %(goal)s.",
            goal=lines["coverage"].goal_text,
            **texts,
        )

    def _say_satisfaction(self, lines: dict, values: dict, texts: dict) -> str:
        said = ""
        if lines["satisfaction"].has_value:
            said = self.env._(
                "Satisfaction: %(satisfaction)s of 5 on average; dissatisfied: "
                "%(low)s.",
                low=int(values["satisfaction_1"] + values["satisfaction_2"]),
                **texts,
            )
        if not values["opinions"] + values["suggestions"]:
            return said
        noted = self.env._(
            "Opinions: %(opinions)s; suggestions: %(suggestions)s, of which to the "
            "point: %(pertinent)s.",
            **texts,
        )
        return f"{said} {noted}".strip()

    def _say_cases(self, values: dict, texts: dict) -> str:
        if not values["cases"] + values["cases_solved"]:
            return ""
        return self.env._(
            "Cases opened: %(cases)s, of which complaints: %(complaints)s; closed: "
            "%(cases_solved)s.",
            **texts,
        )

    def _say_orders(self, values: dict, texts: dict) -> str:
        if not values["won_back"]:
            return ""
        return self.env._(
            "Customers won back: %(won_back)s, with orders of %(won_back_amount)s.",
            **texts,
        )

    def _say_promises(self, values: dict, texts: dict) -> str:
        names = ("promises_kept", "promises_open", "promises_late")
        if not any(values[name] for name in names):
            return ""
        return self.env._(
            "Promises: %(promises_kept)s kept, %(promises_open)s open, "
            "%(promises_late)s late.",
            **texts,
        )

    def _find_quotes(self):
        """Return the records whose words are worth reading.

        Suggestions to the point first, then what dissatisfied customers said.
        """
        query = SQL(
            """
            SELECT contact.id
              FROM (%(contacts)s) AS contact
              LEFT JOIN (%(members)s) AS member ON member.user_id = contact.user_id
             WHERE is_made AND state IN ('recorded', 'reviewed')
               AND member.department_id IS NOT DISTINCT FROM %(department)s
               AND (suggestion ~ '\\S' OR customer_opinion ~ '\\S')
             ORDER BY COALESCE(is_suggestion_pertinent, FALSE) DESC,
                      suggestion ~ '\\S' DESC NULLS LAST,
                      satisfaction, contacted_at, contact.id
             LIMIT %(most)s
            """,
            department=self.department_id.id or None,
            most=MOST_QUOTES,
            **self._get_quote_sources(),
        )
        ids = [row[0] for row in self.env.execute_query(query)]
        return self.env["customer.followup"].browse(ids)

    def _get_quote_sources(self) -> dict[str, SQL]:
        company = self.company_id
        return {
            "contacts": self._select_contacts_of(company, self._get_own_period()),
            "members": self._select_members(company),
        }

    @api.model
    def _get_quote_texts(self, followup) -> list[str]:
        """Return what a customer said, one text after the other."""
        texts = (followup.suggestion, followup.customer_opinion)
        return [text.strip() for text in texts if text and text.strip()]
