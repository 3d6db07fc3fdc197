import logging
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import SQL

_logger = logging.getLogger(__name__)

FIRST_RETRY = timedelta(hours=12)
LONGEST_RETRY = timedelta(days=30)


class CustomerFollowupFailure(models.Model):
    """A customer that a rule could not be applied to, and when it is tried again.

    The nightly job notes it, tries again after twice the time each time, and drops it
    when it succeeds. A manager may have it tried again in the next run.
    """

    _name = "customer.followup.failure"
    _description = "Customer Left Out by a Rule"
    _order = "last_at desc, id desc"
    _rec_name = "partner_id"

    rule_id = fields.Many2one(
        "customer.followup.rule", required=True, readonly=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, ondelete="cascade"
    )
    partner_id = fields.Many2one(
        "res.partner",
        "Customer",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    error = fields.Text(readonly=True)
    tries = fields.Integer(readonly=True)
    last_at = fields.Datetime("Last Try", readonly=True)
    retry_at = fields.Datetime("Next Try", readonly=True)

    _rule_company_partner_uniq = models.UniqueIndex("(rule_id, company_id, partner_id)")

    @api.model
    def _note(self, rule, company, partner_id: int, error: Exception):
        """Keep that a customer was left out, and leave it alone for twice as long."""
        now = fields.Datetime.now()
        known = self.search(
            [
                ("rule_id", "=", rule.id),
                ("company_id", "=", company.id),
                ("partner_id", "=", partner_id),
            ]
        )
        tries = known.tries + 1
        # 2**10 half days are beyond the longest distance
        distance = min(FIRST_RETRY * 2 ** min(tries - 1, 10), LONGEST_RETRY)
        vals = {"error": str(error), "tries": tries}
        vals |= {"last_at": now, "retry_at": now + distance}
        if known:
            known.write(vals)
        else:
            key = {"rule_id": rule.id, "company_id": company.id}
            self.create({**key, "partner_id": partner_id, **vals})

    @api.model
    def _drop_served(self, company):
        """Forget the failures of customers that a later run could serve."""
        self.flush_model()
        self.env.cr.execute(
            SQL(
                """
                DELETE FROM customer_followup_failure AS failure
                 WHERE failure.company_id = %s AND %s
                """,
                company.id,
                self._get_served_condition(),
            )
        )
        self.invalidate_model()

    @api.model
    def _get_served_condition(self) -> SQL:
        """Return whether the customer of a ``failure`` was served since."""
        return SQL(
            """
            EXISTS (SELECT 1 FROM customer_followup_reason AS reason
                     WHERE reason.rule_id = failure.rule_id
                       AND reason.company_id = failure.company_id
                       AND reason.partner_id = failure.partner_id
                       AND reason.state != 'waiting'
                       AND reason.write_date >= failure.last_at)
            """
        )

    def action_try_again(self):
        """Try these customers again in the next run, whatever the distance.

        :raise AccessError: the user is no service manager
        """
        self.check_access("read")
        if not self.env.user.has_group("customer_followup.group_service_manager"):
            raise AccessError(
                self.env._("Ask the service manager to have this tried again.")
            )
        # sudo: nothing else of a failure is written by hand
        self.sudo().retry_at = fields.Datetime.now()
