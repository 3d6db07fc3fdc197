from datetime import date, timedelta
from functools import cache

from odoo import api, models
from odoo.service.model import (
    PG_CONCURRENCY_EXCEPTIONS_TO_RETRY as CONCURRENCY_ERRORS,
)
from odoo.tools import SQL

from ..policy.planning import fit_day, get_deadline
from ..tools.bulk_insert import bulk_insert

CALENDAR_HORIZON_DAYS = 90
WITHOUT_GRADE = 9999
"""The rank of customers without a grade: behind all that have one."""


class CustomerFollowupRule(models.Model):
    """From what is due to reasons: by when, by whom, and how much is at stake."""

    _inherit = "customer.followup.rule"

    @api.model
    def _register_batch(
        self,
        company,
        today: date,
        batch: dict[int, list[tuple]],
        is_opened: bool = False,
    ) -> int:
        """Register what is due for a batch; a customer that fails stops nobody else.

        A batch that fails is tried again in halves, and at the end duty by duty.

        :param batch: see ``_take_due_batch``
        :param is_opened: open it as well, as there is room for everything
        :return: number of follow-ups that were opened
        """
        Followup = self.env["customer.followup"]
        try:
            with self.env.cr.savepoint():
                rows = self._prepare_reasons(company, today, batch)
                if is_opened:
                    return Followup._open_found(company, today, rows)
                self._register_duties(company, today, rows)
                return 0
        except CONCURRENCY_ERRORS:
            raise  # a change of somebody else, and no fault of the customer
        except Exception as caught:
            error = caught
        parts = self._split_batch(batch)
        if not parts and is_opened:
            return self._register_batch(company, today, batch)  # not lost, but waiting
        if not parts:
            ((partner_id, ((rule_id, *_duty),)),) = batch.items()
            self.browse(rule_id)._note_left_out(company, partner_id, error)
        return sum(
            self._register_batch(company, today, part, is_opened) for part in parts
        )

    @api.model
    def _split_batch(self, batch: dict[int, list[tuple]]) -> list[dict]:
        """Return the parts a batch that failed is tried again in; none for one duty."""
        if len(batch) > 1:
            customers, middle = list(batch.items()), len(batch) // 2
            return [dict(customers[:middle]), dict(customers[middle:])]
        ((partner_id, rows),) = batch.items()
        return [{partner_id: [row]} for row in rows] if len(rows) > 1 else []

    @api.model
    def _register_duties(self, company, today: date, rows: list[dict]):
        bulk_insert(
            self.env["customer.followup.reason"],
            rows,
            {"company_id": company.id, "date_found": today, "state": "waiting"},
        )

    @api.model
    def _prepare_reasons(
        self, company, today: date, batch: dict[int, list[tuple]]
    ) -> list[dict]:
        """Return the rows of the reasons for what is due; also what a preview shows.

        :param today: the day it is found
        """
        self = self.with_company(company)
        customers = self._get_due_customers(batch)
        find_dates = self._get_date_finder(company, today, customers)
        choose_owner = self._get_owner_chooser(company)
        money = self._read_money_at_risk(company, today, batch)
        get_rank = cache(self._get_grade_rank)
        get_terms = cache(lambda rule, code: rule._get_terms(code))
        rules = {rule.id: rule for rule in self._get_due_rules(batch)}
        rows = []
        for customer in customers:
            grade = customer.customer_grade_id
            code = grade.code
            for rule_id, occasion, model, id_ in batch[customer.id]:
                rule = rules[rule_id]
                source = (model, id_)
                terms = get_terms(rule, code)
                planned, deadline = find_dates(customer, rule, terms, occasion, source)
                user_id, instead_of_id = choose_owner(rule, customer, planned)
                rows.append(
                    {
                        "rule_id": rule_id,
                        "partner_id": customer.id,
                        "occasion_date": occasion,
                        "delay_days": terms.delay_days,
                        "source_model": model,
                        "source_id": id_,
                        "user_id": user_id,
                        "instead_of_id": instead_of_id,
                        "method": terms.method,
                        "date_planned": planned,
                        "date_deadline": deadline,
                        "grade_rank": get_rank(grade),
                        "money_at_risk": money[rule_id].get(customer.id, 0.0),
                    }
                )
        return rows

    @api.model
    def _get_due_rules(self, batch: dict[int, list[tuple]]):
        return self.browse({row[0] for rows in batch.values() for row in rows})

    @api.model
    def _get_due_customers(self, partner_ids):
        """Return the active ones of these customers, with what planning reads."""
        return self.env["res.partner"].search_fetch(
            [("id", "in", list(partner_ids))],
            self._get_customer_facts(),
            order="id",
        )

    @api.model
    def _get_customer_facts(self) -> list[str]:
        """Return the fields of a customer that planning reads; an extension point."""
        return [
            "name",
            "customer_specialist_id",
            "user_id",
            "customer_grade_id",
            "customer_contact_calendar_id",
            "tz",
        ]

    @api.model
    def _get_date_finder(self, company, today: date, customers):
        """Return a function that says when a contact is planned, and its deadline."""
        horizon = today + timedelta(days=CALENDAR_HORIZON_DAYS)
        is_working_day = company._get_working_day_check(today, horizon)
        get_check = customers._get_contact_day_reader(company, today, horizon)

        @cache
        def find_terms(rule, terms, occasion: date, source: tuple):
            dates = rule._get_dates(occasion, today, source, terms)
            planned, counted_from, days = dates
            if days is None:
                return planned, max(counted_from, today)
            deadline = get_deadline(counted_from, days, today, is_working_day)
            return planned, deadline

        def find_dates(customer, rule, terms, occasion: date, source: tuple):
            # by the grade alone, as every other source has its own id
            source = source if source[0] == "customer.grade" else (source[0], None)
            wanted, deadline = find_terms(rule, terms, occasion, source)
            check = get_check(customer, terms.method)
            return fit_day(wanted, deadline, today, check), deadline

        return find_dates

    @api.model
    def _get_grade_rank(self, grade) -> int:
        grades = grade.scheme_id.grade_ids.sorted("min_score", reverse=True).ids
        return grades.index(grade.id) if grade else WITHOUT_GRADE

    @api.model
    def _read_money_at_risk(self, company, today: date, batch: dict) -> dict:
        """Return what is at stake, by rule and then customer, in company currency."""
        rules = self._get_due_rules(batch)
        partner_ids = list(batch)

        def read(get_query) -> dict[int, float]:
            query = get_query(company, today, partner_ids)
            return {id_: float(sum_) for id_, sum_ in self.env.execute_query(query)}

        # once for all rules that have no query of their own
        usual = read(self._get_money_query)
        return {
            rule.id: read(own) if own else usual
            for rule in rules
            for own in [getattr(rule, f"_get_money_query_{rule.trigger}", None)]
        }

    @api.model
    def _get_money_query(self, company, today: date, partner_ids: list[int]) -> SQL:
        """Return what customers ordered in the last twelve months."""
        return SQL(
            """
            SELECT partner.commercial_partner_id,
                   sum(sale.amount_untaxed / COALESCE(NULLIF(sale.currency_rate, 0), 1))
              FROM sale_order AS sale
              JOIN res_partner AS partner ON partner.id = sale.partner_id
             WHERE partner.commercial_partner_id = ANY(%s)
               AND sale.state = 'sale' AND sale.company_id = %s
               AND sale.date_order >= %s
             GROUP BY partner.commercial_partner_id
            """,
            partner_ids,
            company.id,
            today - timedelta(days=365),
        )
