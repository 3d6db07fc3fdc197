from datetime import date

from odoo import models
from odoo.tools import SQL


class CustomerFollowupRule(models.Model):
    """What a trigger is: the facts of a rule as queries, its days, its words.

    Who adds a trigger adds it to the selection, and these methods, of which the first
    three are needed:

    * ``_trigger_<trigger>(company, today)``: one query for all customers at once with
      the columns ``partner_id`` (a commercial partner), ``occasion_date`` (what makes
      the duty unique), ``source_model`` and ``source_id`` (the record behind it);
    * ``_get_description_<trigger>(values)``: the rule in words;
    * ``_get_reason_<trigger>(reason, source)``: one duty in words;
    * ``_get_dates_<trigger>(occasion, today, source, terms)``: see ``_get_dates``;
    * ``_get_over_query_<trigger>(company, today)``: the ids of the rule's reasons that
      are not needed any more, as what they were about has ended;
    * ``_get_money_query_<trigger>(company, today, partner_ids)``: ``partner_id`` and
      the ``amount`` at risk, where it is not what the customer ordered in a year.
    """

    _inherit = "customer.followup.rule"

    def _get_due_query(self, company, today: date) -> SQL:
        """Return who is due by this rule and has not been registered before.

        :param company: the company whose customers are looked at
        :param today: the date in the company's time zone
        """
        self.ensure_one()
        return SQL(
            """
            SELECT %(rule)s AS rule_id, due.partner_id, due.occasion_date,
                   due.source_model, due.source_id
              FROM (%(found)s) AS due
             WHERE NOT EXISTS (
                   SELECT 1 FROM customer_followup_reason AS reason
                    WHERE reason.rule_id = %(rule)s
                      AND reason.company_id = %(company)s
                      AND reason.partner_id = due.partner_id
                      AND reason.occasion_date = due.occasion_date
                      AND reason.state != 'void')
            """,
            rule=self.id,
            found=self._get_found_query(company, today),
            company=company.id,
        )

    def _get_found_query(self, company, today: date) -> SQL:
        """Return whom the rule is about on a day, registered before or not."""
        found = SQL(
            "SELECT due.* FROM (%s) AS due WHERE due.partner_id IN (%s)",
            getattr(self, f"_trigger_{self.trigger}")(company, today),
            # a filter may be about what differs by company, like the grade
            self.with_company(company)._get_partner_query().select(),
        )
        if not self.grade_ids:
            return found
        return SQL(
            "%s AND (%s) = ANY(%s)",
            found,
            self._get_grade_code_query(company, SQL("due.partner_id")),
            self.grade_ids.mapped("code"),
        )

    def _get_dates(self, occasion: date, today: date, source: tuple, terms) -> tuple:
        """Return when a contact makes sense, and what its deadline is counted from.

        :param source: model and id of the record behind the duty
        :param terms: the rule, or its line for the customer's grade
        :return: the first day, the day the deadline is counted from, and the days it
            is away; without days it is that day itself, working day or not
        """
        dates = getattr(self, f"_get_dates_{self.trigger}", None)
        if dates:
            return dates(occasion, today, source, terms)
        start = occasion if self.deadline_from == "occasion" else today
        return today, start, terms.deadline_days

    def _get_over_query(self, company, today: date) -> SQL | None:
        """Return the reasons whose matter has ended; nothing if it never ends."""
        query = getattr(self, f"_get_over_query_{self.trigger}", None)
        return query and query(company, today)

    def _get_over_comment(self) -> str:
        """Return what the log of a contact says whose matter has ended."""
        return self.env._("Not needed any more, as its reason has ended: %s", self.name)
