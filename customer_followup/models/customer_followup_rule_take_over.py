from collections.abc import Callable
from datetime import date

from markupsafe import escape

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL


class CustomerFollowupRule(models.Model):
    """What follows when customer service takes a customer over (FUP-3, FUP-4)."""

    _inherit = "customer.followup.rule"

    def _get_owner_candidates(self, customer):
        if self.assign_to == "salesperson" and customer.customer_care_by == "service":
            yield customer.customer_specialist_id
        yield from super()._get_owner_candidates(customer)

    @api.model
    def _get_owner_facts(self, customer) -> tuple:
        return *super()._get_owner_facts(customer), customer.customer_care_by

    @api.model
    def _get_customer_facts(self) -> list[str]:
        return [*super()._get_customer_facts(), "customer_care_by"]

    def _get_handed_over_query(self, company) -> SQL:
        """Return the duties for customers that were handed to the sales department."""
        return SQL(
            """
            SELECT reason.id
              FROM customer_followup_reason AS reason
              JOIN res_partner AS customer ON customer.id = reason.partner_id
             WHERE reason.rule_id = %s AND reason.company_id = %s
               AND reason.state = 'planned' AND customer.customer_care_by = 'sales'
            """,
            self.id,
            company.id,
        )

    def _get_taken_back_query(self, company, today: date) -> SQL:
        """Return the duties that wait and are not found any more."""
        return SQL(
            """
            SELECT reason.id
              FROM customer_followup_reason AS reason
              LEFT JOIN (%(idle)s) AS idle
                ON idle.partner_id = reason.partner_id
               AND idle.occasion_date = reason.occasion_date
             WHERE reason.rule_id = %(rule)s AND reason.company_id = %(company)s
               AND reason.state = 'waiting' AND idle.partner_id IS NULL
            """,
            idle=self._trigger_sales_idle(company, today),
            rule=self.id,
            company=company.id,
        )

    def _get_take_over_body(self, company) -> str:
        """Return what the logs of the customers say, in the company's language."""
        speaker = self.with_context(lang=company.partner_id.lang)
        return escape(
            speaker.env._("Customer service takes over. Rule: %s", speaker.name)
        )


class CustomerFollowup(models.Model):
    _inherit = "customer.followup"

    @api.model
    def _attach_reasons(self, plans: list[tuple], rows: list[dict], store: Callable):
        """Also take over the customers whom the sales department left alone."""
        result = super()._attach_reasons(plans, rows, store)
        Rule = self.env["customer.followup.rule"]
        for rule in Rule.browse({d.rule_id for _, c in plans for d in c.duties}):
            if rule.trigger == "sales_idle":
                taken = self.env["res.partner"].union(
                    *(
                        customer
                        for customer, contact in plans
                        if rule.id in [duty.rule_id for duty in contact.duties]
                    )
                )
                taken._take_over(rule._get_take_over_body(self.env.company))
        return result


class CustomerFollowupReason(models.Model):
    _inherit = "customer.followup.reason"

    @api.model
    def _end_over(self, company, today: date):
        self._take_back_idle(company, today)
        return super()._end_over(company, today)

    @api.model
    def _take_back_idle(self, company, today: date):
        """Take back what waits for customers that sales is in touch with again.

        Or who owe money by now, or were handed to the sales department; the last also
        when it is planned. Taken back, and not over: it may come true again.
        """
        # sudo: rules of all companies, and reasons of everybody
        Rule = self.env["customer.followup.rule"].sudo()
        rules = Rule.with_context(active_test=False).search(
            Rule._get_company_domain(company) & Domain("trigger", "=", "sales_idle")
        )
        for rule in rules:
            queries = [rule._get_handed_over_query(company)]
            waiting = [
                ("rule_id", "=", rule.id),
                ("company_id", "=", company.id),
                ("state", "=", "waiting"),
            ]
            if self.sudo().search_count(waiting, limit=1):  # it reads all customers
                queries.append(rule._get_taken_back_query(company, today))
            rows = [row for query in queries for row in self.env.execute_query(query)]
            back = self.browse([row[0] for row in rows])
            back._end("void", rule._get_over_comment())
