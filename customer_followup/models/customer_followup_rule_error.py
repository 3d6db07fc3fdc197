from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL


class CustomerFollowupRule(models.Model):
    """What went wrong with a rule: with itself, or with whom it had to leave out."""

    _inherit = "customer.followup.rule"

    run_error = fields.Text(
        readonly=True, copy=False, help="Why the last run could not use the rule."
    )
    last_error = fields.Text(
        compute="_compute_last_error",
        search="_search_last_error",
        help="Shown until the rule can be used, and everybody was served.",
    )

    @api.depends("run_error")
    @api.depends_context("lang", "allowed_company_ids")
    def _compute_last_error(self):
        Failure = self.env["customer.followup.failure"]
        newest = Failure._read_newest(self._origin.ids)
        for rule in self:
            left_out = newest.get(rule._origin.id)
            rule.last_error = rule.run_error or (
                left_out
                and self.env._("Customer %(id)s was left out: %(error)s", **left_out)
            )

    def _search_last_error(self, operator, value):
        if operator != "in" or set(value) - {False, ""}:
            return NotImplemented
        newest = self.env["customer.followup.failure"]._read_newest()
        return Domain("run_error", "in", [False, ""]) & Domain(
            "id", "not in", list(newest)
        )


class CustomerFollowupFailure(models.Model):
    _inherit = "customer.followup.failure"

    @api.model
    def _read_newest(self, rule_ids: list[int] | None = None) -> dict[int, dict]:
        """Return the last failure of each rule in the companies at work.

        :param rule_ids: of these rules; of all if left out
        :return: rule id → ``id`` of the customer and ``error``
        """
        self.flush_model()
        rows = self.env.execute_query_dict(
            SQL(
                """
                SELECT DISTINCT ON (failure.rule_id)
                       failure.rule_id, failure.partner_id AS id, failure.error
                  FROM customer_followup_failure AS failure
                 WHERE failure.company_id = ANY(%s) AND NOT %s AND %s
                 ORDER BY failure.rule_id, failure.last_at DESC, failure.id DESC
                """,
                self.env.companies.ids,
                self._get_served_condition(),
                SQL("TRUE")
                if rule_ids is None
                else SQL("failure.rule_id = ANY(%s)", rule_ids),
            )
        )
        return {row.pop("rule_id"): row for row in rows}
