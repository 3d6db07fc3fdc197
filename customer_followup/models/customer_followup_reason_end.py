import logging
from datetime import date

from odoo import api, models
from odoo.service.model import (
    PG_CONCURRENCY_EXCEPTIONS_TO_RETRY as CONCURRENCY_ERRORS,
)

from ..tools.bulk_update import bulk_update
from .customer_followup_reason import ENDED_STATES
from .customer_followup_rule import DAY_TRIGGERS

_logger = logging.getLogger(__name__)


class CustomerFollowupReason(models.Model):
    """How duties end that nobody has met: their matter ended, or is not asked for."""

    _inherit = "customer.followup.reason"

    @api.model
    def _end_over(self, company, today: date):
        """End the duties whose matter has ended, and the contacts only they need."""
        # what the logs of contacts say is in the company's language
        self = self.with_context(lang=company.partner_id.lang)
        Rule = self.env["customer.followup.rule"].sudo()
        rules = Rule.with_context(active_test=False).search(
            Rule._get_company_domain(company)
        )
        for rule in rules:
            try:
                with self.env.cr.savepoint():
                    self._end_over_by(rule, company, today)
            except CONCURRENCY_ERRORS:
                raise
            except Exception as error:
                _logger.exception("What ended follow-up rule %s is unknown", rule.id)
                rule._note_error(str(error))

    @api.model
    def _end_over_by(self, rule, company, today: date):
        if query := rule._get_over_query(company, today):
            over = self.browse([row[0] for row in self.env.execute_query(query)])
            if rule.trigger in DAY_TRIGGERS:
                missed = over.filtered(lambda r: r.state == "waiting")
                self.env["customer.followup.run"]._note_missed(company, missed)
            over._end("over", rule._get_over_comment())

    def _end(self, state: str, comment: str, why_moved: str = ""):
        """End duties, and cancel the planned contacts that nothing else needs.

        The others are planned by what is left of their duties. A contact that
        somebody is saving right now is left to the next run.

        :param state: ``over`` or ``void``
        :param comment: why, for the log of the follow-ups that are cancelled
        :param why_moved: why, for the log of those that move
        :return: the duties that could not be ended now
        """
        # sudo: an effect of the rules, and nobody's right
        planned = self.followup_id.sudo().filtered(lambda f: f.state == "planned")
        busy = planned - planned.try_lock_for_update(allow_referencing=True)
        left = self.filtered(lambda r: r.followup_id in busy)
        if ended := self - left:
            before = (planned - busy)._get_asked()
            ended._write_state(state)
            needless = (planned - busy).filtered(
                lambda f: all(r.state in ENDED_STATES for r in f.reason_ids)
            )
            if needless:
                needless._give_up(comment)
            rules = ", ".join(ended.rule_id.sudo().mapped("name"))
            (planned - busy - needless)._follow_reasons(
                before,
                why_moved
                or self.env._("as %(rules)s does not ask for it now.", rules=rules),
            )
        return left

    def _write_state(self, state: str):
        bulk_update(self, [{"id": id_, "state": state} for id_ in self.ids])
