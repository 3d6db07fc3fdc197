from datetime import date
from functools import partial

from odoo import api, fields, models
from odoo.tools import SQL

WISH = "customer.wish"


class CustomerFollowupRule(models.Model):
    """Telling customers that what they asked for is in (FUP-16, CAR-2)."""

    _inherit = "customer.followup.rule"

    trigger = fields.Selection(
        selection_add=[("wish_arrived", "Wished goods are in")],
        ondelete={"wish_arrived": "cascade"},
    )

    def _trigger_wish_arrived(self, company, today: date) -> SQL:
        """FUP-16: what the customer wished is free in the warehouse."""
        self.env.flush_all()
        return SQL(
            """
            SELECT wish.partner_id, wish.arrived_on AS occasion_date,
                   'customer.wish' AS source_model, min(wish.id) AS source_id
              FROM (%s) AS wish
             GROUP BY wish.partner_id, wish.arrived_on
            """,
            self.env[WISH]._get_available_query(company, today),
        )

    def _get_new_query_wish_arrived(self, company, today: date, due: SQL) -> SQL:
        """Leave one duty at a time for each customer, about all that is there.

        It tells of what arrives until the contact is made as well.
        """
        return SQL(
            """
            SELECT DISTINCT ON (due.partner_id) due.*
              FROM (%(due)s) AS due
             WHERE NOT EXISTS (
                   SELECT 1 FROM customer_followup_reason AS reason
                    WHERE reason.rule_id = %(rule)s
                      AND reason.company_id = %(company)s
                      AND reason.partner_id = due.partner_id
                      AND reason.state IN ('waiting', 'planned'))
             ORDER BY due.partner_id, due.occasion_date DESC
            """,
            due=due,
            rule=self.id,
            company=company.id,
        )

    def _get_over_query_wish_arrived(self, company, today: date) -> SQL:
        """Return the duties about what is not wanted, or not there any more."""
        self.env.flush_all()
        return self._get_pending_query(
            company,
            SQL(
                "reason.partner_id NOT IN (SELECT partner_id FROM (%s) AS available)",
                self.env[WISH]._get_available_query(company, today),
            ),
        )

    @api.model
    def _get_upkeep(self, company, today: date) -> list:
        # sudo: the job's effect on everybody's wishes
        expire = partial(self.env[WISH].sudo()._expire_over, company, today)
        return [expire, *super()._get_upkeep(company, today)]

    def _get_description_wish_arrived(self, values: dict) -> str:
        return self.env._(
            "A customer is told within %(within)s (%(method)s) that wished goods "
            "are in, as soon as the whole quantity is free. By: %(who)s.",
            **values,
        )

    def _get_reason_wish_arrived(self, reason, source: str) -> str:
        # sudo: what is told to the customer
        wishes = reason.sudo().wish_ids
        return self.env._(
            "Wished goods are in since %(date)s: %(wishes)s.",
            date=reason._format_occasion(),
            wishes=", ".join(wishes.mapped("display_name")) or source,
        )


class CustomerFollowupReason(models.Model):
    _inherit = "customer.followup.reason"

    wish_ids = fields.Many2many(WISH, compute="_compute_wish_ids", compute_sudo=True)

    @api.depends("source_model", "source_id", "state", "followup_id")
    def _compute_wish_ids(self):
        self.wish_ids = False
        about = self.filtered(lambda r: r.source_model == WISH)
        if not about:
            return
        told = (
            self.env[WISH]
            .search([("told_followup_id", "in", about.followup_id.ids)])
            .grouped("told_followup_id")
        )
        unmet = about.filtered(lambda r: r.state in ("waiting", "planned"))
        for company, reasons in unmet.grouped("company_id").items():
            available = self.env[WISH]._find_available(company, reasons.partner_id)
            by_customer = available.grouped("partner_id")
            for reason in reasons:
                reason.wish_ids = by_customer.get(reason.partner_id, False)
        for reason in about - unmet:
            reason.wish_ids = reason.followup_id and told.get(reason.followup_id, False)


class CustomerFollowup(models.Model):
    _inherit = "customer.followup"

    def _end_duties(self, state: str):
        duties = self.sudo().reason_ids.filtered(
            lambda r: r.source_model == WISH and r.state == "planned"
        )
        wishes = {duty: duty.wish_ids for duty in duties}
        result = super()._end_duties(state)
        if state == "done":
            for duty, told in wishes.items():
                told._tell(duty.followup_id)
        elif state == "planned":
            # sudo: the record that told of them is taken back
            told = self.env[WISH].sudo().search([("told_followup_id", "in", self.ids)])
            told.filtered(lambda w: w.state == "told").action_reopen()
        return result
