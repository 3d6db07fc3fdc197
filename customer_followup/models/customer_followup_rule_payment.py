from datetime import date

from odoo import api, fields, models
from odoo.tools import SQL

from ..tools.format_day import format_day
from .res_partner_credit_figures import FIELDS_OF_DEBT


class CustomerFollowupRule(models.Model):
    """Contacts about payments that are overdue (FUP-15)."""

    _inherit = "customer.followup.rule"

    trigger = fields.Selection(
        selection_add=[("overdue_payment", "Payment overdue")],
        ondelete={"overdue_payment": "cascade"},
    )

    def _trigger_overdue_payment(self, company, today: date) -> SQL:
        """FUP-15: more than ``tolerance_amount`` is overdue for ``delay_days`` days.

        Counted from the oldest debt.
        """
        return SQL(
            """
            SELECT debtor.customer_id AS partner_id, %(occasion)s AS occasion_date,
                   'account.move.line' AS source_model, debtor.line_id AS source_id
              FROM (%(debtors)s) AS debtor
            """,
            occasion=self._get_occasion(
                company, today, SQL("debtor.due_on"), SQL("debtor.customer_id")
            ),
            debtors=self._get_debtor_query(company, today),
        )

    def _get_new_query_overdue_payment(self, company, today: date, due: SQL) -> SQL:
        """Leave alone who was asked during the last ``repeat_days`` days.

        Also who has paid the oldest debt since, and owes the next.
        """
        return SQL(
            """
            SELECT due.* FROM (%(due)s) AS due
             WHERE NOT EXISTS (
                   SELECT 1 FROM customer_followup_reason AS reason
                    WHERE reason.rule_id = %(rule)s
                      AND reason.company_id = %(company)s
                      AND reason.partner_id = due.partner_id
                      AND (reason.state = 'waiting'
                           OR reason.state IN ('planned', 'done')
                              AND reason.date_found > %(today)s::date - %(repeat)s))
            """,
            due=due,
            rule=self.id,
            company=company.id,
            today=today,
            repeat=self._get_days("repeat_days", company, SQL("due.partner_id")),
        )

    def _get_debtor_query(self, company, today: date, partner_ids=None) -> SQL:
        """Return who owes too much for too long.

        :param partner_ids: which customers, as a list or SQL; all of them if left out
        :return: ``customer_id``, ``overdue``, ``due_on`` and ``line_id`` of the oldest
        """
        self.env["account.move.line"].flush_model(FIELDS_OF_DEBT)
        # sudo: a rule holds for customers its author may not see
        Partner = self.env["res.partner"].sudo()
        days = self._get_days("delay_days", company, SQL("customer_id"))
        oldest = Partner._select_customer_debts(
            company,
            None,
            SQL(
                "line.reconciled IS NOT TRUE AND line.amount_residual > 0 "
                "AND partner.commercial_partner_id = total.customer_id"
            ),
        )
        return SQL(
            """
            SELECT total.*, (SELECT min(debt.id) FROM (%(oldest)s) AS debt
                              WHERE debt.due_on = total.due_on) AS line_id
              FROM (%(totals)s) AS total
             WHERE total.overdue > %(tolerance)s
            """,
            oldest=oldest,
            totals=Partner._select_debt_totals(
                company, partner_ids, SQL("(%s::date - %s)", today, days)
            ),
            tolerance=self.tolerance_amount,
        )

    def _get_over_query_overdue_payment(self, company, today: date) -> SQL:
        """Return the duties of customers that have paid."""
        asked = SQL(
            """
            ARRAY(SELECT asked.partner_id FROM customer_followup_reason AS asked
                   WHERE asked.rule_id = %s AND asked.company_id = %s
                     AND asked.state IN ('waiting', 'planned'))
            """,
            self.id,
            company.id,
        )
        return self._get_pending_query(
            company,
            SQL(
                "reason.partner_id NOT IN (SELECT customer_id FROM (%s) AS debtor)",
                self._get_debtor_query(company, today, asked),
            ),
        )

    def _get_money_query_overdue_payment(
        self, company, today: date, partner_ids: list[int]
    ) -> SQL:
        return SQL(
            "SELECT customer_id, overdue FROM (%s) AS debtor",
            self._get_debtor_query(company, today, partner_ids),
        )

    def _get_description_overdue_payment(self, values: dict) -> str:
        company = self.company_id or self.env.company
        values = {**values, "amount": company.currency_id.format(values["amount"])}
        sentence = self.env._(
            "A customer that owes more than %(amount)s for more than %(days)s after it "
            "was due is contacted within %(within)s (%(method)s). By: %(who)s.",
            **values,
        )
        if not self.repeat_days:
            return sentence
        again = self.env._("Again every %(again)s until it is paid.", **values)
        return f"{sentence} {again}"

    def _get_reason_overdue_payment(self, reason, source: str) -> str:
        # sudo: what is owed is what the contact is about
        due_on = reason.sudo().debt_due_on or reason.occasion_date
        return self.env._(
            "%(amount)s overdue, the oldest since %(date)s (%(record)s).",
            amount=reason._format_money(reason.money_at_risk),
            date=format_day(self.env, due_on),
            record=source,
        )


class CustomerFollowupReason(models.Model):
    _inherit = "customer.followup.reason"

    debt_due_on = fields.Date(compute="_compute_debt_due_on", compute_sudo=True)

    @api.depends("source_model", "source_id")
    def _compute_debt_due_on(self):
        self.debt_due_on = False
        about = self.filtered(lambda r: r.source_model == "account.move.line")
        lines = self.env["account.move.line"].browse(about.mapped("source_id"))
        due = {line.id: line.date_maturity or line.date for line in lines.exists()}
        for reason in about:
            reason.debt_due_on = due.get(reason.source_id)
