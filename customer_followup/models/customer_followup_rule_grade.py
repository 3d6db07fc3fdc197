from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from odoo import models
from odoo.tools import SQL

GRADE_TRIGGERS = ("grade_cadence", "grade_onsite")


class CustomerFollowupRule(models.Model):
    """Contacts as often as the customer's grade says (GRD-4, FUP-7, FUP-8).

    The interval counts from the last contact that was made. A follow-up of the rule
    that was cancelled counts as one, on the day it was due: who is not to be contacted
    now is left alone until the next time. Who was never contacted is counted from the
    day of the first grade, or of the dossier.
    """

    _inherit = "customer.followup.rule"

    def _trigger_grade_cadence(self, company, today: date) -> SQL:
        """GRD-4: the grade's days are over since the last contact of any kind."""
        days = SQL(
            "COALESCE(NULLIF(%s, 0), NULLIF(grade.contact_interval_days, 0), %s)",
            self._get_line_value("delay_days"),
            self.delay_days or None,
        )
        return self._get_interval_query(
            company, today, SQL("TRUE"), SQL("%s + %s", SQL("base.day"), days)
        )

    def _trigger_grade_onsite(self, company, today: date) -> SQL:
        """FUP-8: the grade's months are over since the last visit on site."""
        due = SQL(
            """
            CASE WHEN %(line)s > 0 THEN base.day + %(line)s
                 WHEN grade.id IS NULL THEN base.day + %(own)s::int
                 ELSE (base.day + make_interval(
                           months => NULLIF(grade.onsite_interval_months, 0)))::date
            END
            """,
            line=self._get_line_value("delay_days"),
            own=self.delay_days or None,
        )
        on_site = SQL("followup.method = 'on_site'")
        return self._get_interval_query(company, today, on_site, due)

    def _get_interval_query(
        self,
        company,
        today: date,
        counts: SQL,
        due: SQL,
        since: SQL | None = None,
        only: SQL | None = None,
    ) -> SQL:
        """Return whose interval is over ``deadline_days`` from today.

        :param counts: condition on the contacts that are counted from
        :param due: the day until which the next contact is to be made; may read the
            customer's ``grade``, and its ``line`` by ``_get_line_value``
        :param since: the days to count from without a contact, the first that is known
        :param only: condition on the ``partner`` and the last ``contact``
        """
        self.env["customer.grade"].flush_model()
        # sudo: a rule holds for customers its author may not see
        partners = self.env["res.partner"].sudo()
        customers = partners._search(partners._get_customer_domain(company))
        return SQL(
            """
            SELECT due.*
              FROM (SELECT partner.id AS partner_id, base.day AS occasion_date,
                           CASE WHEN grade.id IS NULL THEN 'res.partner'
                                ELSE 'customer.grade' END AS source_model,
                           COALESCE(grade.id, partner.id) AS source_id,
                           %(due)s AS due_on,
                           COALESCE(%(ahead)s, %(own_ahead)s) AS days_ahead
                      FROM res_partner AS partner
                      LEFT JOIN customer_grade AS grade
                        ON grade.id = (partner.customer_grade_id->>%(key)s)::int
                      %(line)s
                      LEFT JOIN (%(contacts)s) AS contact
                        ON contact.partner_id = partner.id
                      CROSS JOIN LATERAL (
                          SELECT COALESCE(contact.day, %(since)s) AS day
                          OFFSET 0) AS base  -- or PostgreSQL looks it up three times
                     WHERE partner.id IN %(customers)s AND %(only)s
                   ) AS due
             WHERE due.due_on <= %(today)s::date + due.days_ahead
               AND due.occasion_date < %(today)s
            """,
            due=due,
            line=self._get_line_join(),
            ahead=self._get_line_value("deadline_days"),
            own_ahead=self.deadline_days,
            key=str(company.id),
            contacts=self._get_last_contact_query(company, counts),
            since=since or self._get_never_contacted_since(company),
            customers=customers.subselect(),
            only=only or SQL("TRUE"),
            today=today,
        )

    def _get_line_join(self) -> SQL:
        """Return the join with the line for the customer's ``grade``, if there is any.

        For all customers at once: a rule without lines reads none.
        """
        if not self.grade_line_ids:
            return SQL()
        self.env["customer.followup.rule.grade"].flush_model()
        return SQL(
            """
            LEFT JOIN customer_followup_rule_grade AS line
              ON line.rule_id = %s AND line.grade_code = grade.code
            """,
            self.id,
        )

    def _get_line_value(self, name: str) -> SQL:
        """Return what the line for the customer's grade says; null without a line."""
        if not self.grade_line_ids:
            return SQL("NULL::int")
        return SQL.identifier("line", name)

    def _get_last_contact_query(self, company, counts: SQL) -> SQL:
        return SQL(
            """
            SELECT held.partner_id, max(held.day) AS day
              FROM (SELECT followup.partner_id, %(contacted_on)s AS day
                      FROM customer_followup AS followup
                     WHERE followup.company_id = %(company)s AND %(counts)s
                       AND followup.state IN ('contacted', 'recorded', 'reviewed')
                    UNION ALL
                    SELECT followup.partner_id, followup.date_deadline
                      FROM customer_followup_reason AS reason
                      JOIN customer_followup AS followup
                        ON followup.id = reason.followup_id
                     WHERE reason.rule_id = %(rule)s
                       AND followup.company_id = %(company)s
                       AND followup.state = 'cancelled' AND reason.state != 'void'
                   ) AS held
             GROUP BY held.partner_id
            """,
            contacted_on=company._get_customer_day(SQL("followup.contacted_at")),
            company=company.id,
            counts=counts,
            rule=self.id,
        )

    def _get_never_contacted_since(self, company) -> SQL:
        """Return the day to count from without a contact.

        Not the date of the present grade, which every grading moves on.
        """
        return SQL(
            """
            (SELECT min(assessment.date) FROM customer_assessment AS assessment
              WHERE assessment.company_id = %(company)s
                AND assessment.partner_id = partner.id
                AND assessment.state = 'applied'
                AND assessment.decided_grade_id IS NOT NULL),
            (partner.customer_grade_date->>%(key)s)::date,
            partner.customer_dossier_date,
            %(created_on)s
            """,
            company=company.id,
            key=str(company.id),
            created_on=company._get_customer_day(SQL("partner.create_date")),
        )

    def _get_interval_end(self, grade, counted_from: date) -> date | None:
        """Return until when a customer of a grade is contacted again.

        :param grade: ``customer.grade``; empty for who has none
        :return: nothing if neither grade nor rule asks for it
        """
        if days := self._get_line_days(grade):
            return counted_from + timedelta(days=days)
        if self.trigger == "grade_onsite" and grade:
            months = grade.onsite_interval_months
            return counted_from + relativedelta(months=months) if months else None
        days = grade.contact_interval_days if self.trigger == "grade_cadence" else 0
        days = days or self.delay_days
        return counted_from + timedelta(days=days) if days else None

    def _get_line_days(self, grade) -> int:
        """Return the days that the rule's line for a grade asks for; 0 for none."""
        line = self.grade_line_ids.filtered(lambda li: li.grade_code == grade.code)
        return line[:1].delay_days if grade else 0

    def _get_dates_grade_cadence(self, occasion, today, source, terms) -> tuple:
        model, id_ = source
        ids = [id_] if model == "customer.grade" else []
        end = self._get_interval_end(self.env["customer.grade"].browse(ids), occasion)
        # found too late, as on the first day of the rule: within the rule's days
        is_late = not end or end < today
        return (today, today, terms.deadline_days) if is_late else (today, end, 0)

    def _get_dates_grade_onsite(self, *duty) -> tuple:
        return self._get_dates_grade_cadence(*duty)

    def _get_description_grade_cadence(self, values: dict) -> str:
        text = self.env._(
            "A customer is contacted as often as its grade says (%(method)s), counted "
            "from the last contact of any kind; the contact is planned %(within)s "
            "ahead. By: %(who)s.",
            **values,
        )
        return f"{text} {self._describe_without_grade()}"

    def _get_description_grade_onsite(self, values: dict) -> str:
        text = self.env._(
            "A customer is visited as often as its grade says (%(method)s), counted "
            "from the last on-site visit; the visit is planned %(within)s ahead. "
            "By: %(who)s.",
            **values,
        )
        return f"{text} {self._describe_without_grade()}"

    def _describe_without_grade(self) -> str:
        if not self.delay_days:
            return self.env._("Without a grade: never by this rule.")
        return self.env._(
            "Without a grade: every %(days)s.", days=self._format_days(self.delay_days)
        )

    def _get_reason_grade_cadence(self, reason, source: str) -> str:
        grade = reason._get_source_grade()
        days = self._get_line_days(grade) or grade.contact_interval_days
        if not days:
            return self._get_reason_without_grade(reason)
        return self.env._(
            "Grade %(grade)s: a contact every %(days)s, counted from %(date)s.",
            grade=source,
            days=self._format_days(days),
            date=reason._format_occasion(),
        )

    def _get_reason_grade_onsite(self, reason, source: str) -> str:
        grade = reason._get_source_grade()
        if not grade:
            return self._get_reason_without_grade(reason)
        if days := self._get_line_days(grade):
            return self.env._(
                "Grade %(grade)s: on site every %(days)s, counted from %(date)s.",
                grade=source,
                days=self._format_days(days),
                date=reason._format_occasion(),
            )
        return self.env._(
            "Grade %(grade)s: on site every %(months)s months, counted from %(date)s.",
            grade=source,
            months=grade.onsite_interval_months,
            date=reason._format_occasion(),
        )

    def _get_reason_without_grade(self, reason) -> str:
        return self.env._(
            "The rule asks for it every %(days)s, counted from %(date)s.",
            days=self._format_days(reason.delay_days),
            date=reason._format_occasion(),
        )


class CustomerFollowupReason(models.Model):
    _inherit = "customer.followup.reason"

    def _get_source_grade(self):
        """Return the grade behind a duty; empty if the customer had none."""
        ids = [self.source_id] if self.source_model == "customer.grade" else []
        # sudo: the grade is part of the reason
        return self.env["customer.grade"].sudo().browse(ids).exists()
