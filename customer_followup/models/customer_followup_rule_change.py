import logging
from datetime import date, timedelta

from odoo import Command, api, fields, models
from odoo.fields import Domain
from odoo.tools import split_every

_logger = logging.getLogger(__name__)

DUTIES_PER_PORTION = 1000
BUSY_RETRY = timedelta(minutes=5)
CRON = "customer_followup.ir_cron_run_rules"


class CustomerFollowupRule(models.Model):
    """What has been found already, when the rule is another one now.

    Whoever changes a rule leaves a note on it and starts the job, which plans anew
    what the rule has found, company by company: as if found on its day by the rule as
    it is now. What the rule would not have found is taken back.
    """

    _inherit = "customer.followup.rule"

    replan_company_ids = fields.Many2many(
        "res.company",
        "customer_followup_rule_replan_rel",
        string="To Be Re-planned In",
        readonly=True,
        copy=False,
    )
    changed_at = fields.Datetime("Changed On", readonly=True, copy=False)
    is_changed = fields.Boolean(
        "To Be Re-planned",
        compute="_compute_is_changed",
        help="The rule was changed. The next run plans anew what it has found so far.",
    )

    @api.depends("replan_company_ids")
    def _compute_is_changed(self):
        for rule in self:
            # sudo: companies of which the reader is no member count as well
            rule.is_changed = bool(rule.sudo().replan_company_ids)

    def write(self, vals):
        result = super().write(vals)
        if "active" in vals and not vals["active"]:
            self._take_waiting_back()
        changed = self._get_planning_fields() & set(vals)
        if changed and not (changed == {"active"} and vals["active"]):
            self._note_changed()
        return result

    @api.model
    def _get_planning_fields(self) -> set[str]:
        """Return what decides who is contacted, how and when; an extension point."""
        return {
            "active",
            "company_id",
            "delay_days",
            "repeat_days",
            "deadline_days",
            "deadline_from",
            "is_never_bought_included",
            "lookback_days",
            "occasion_ids",
            "partner_domain",
            "grade_ids",
            "grade_line_ids",
            "tolerance_amount",
            "method",
            "assign_to",
            "user_id",
            "team_user_ids",
        }

    def _note_changed(self):
        """Let the next run plan anew, and start it.

        The stamp is always another one: so the row is written, and a run that has
        locked it makes this wait and not be overlooked.
        """
        # sudo: nobody writes these by hand, and a rule may serve every company
        rules = self.sudo()
        companies = self.env["res.company"].sudo().search(Domain.TRUE)
        rules.write(
            {
                "replan_company_ids": [Command.set(companies.ids)],
                "changed_at": fields.Datetime.now(),
            }
        )
        if rules and (job := self.env.ref(CRON, raise_if_not_found=False)):
            job.sudo()._trigger()  # sudo: who writes rules need not know of jobs

    def _take_waiting_back(self):
        """Take back what archived rules have registered and nobody has opened yet."""
        # sudo: the duties of all companies
        reasons = self.env["customer.followup.reason"].sudo()
        reasons.search(
            [("rule_id", "in", self.ids), ("state", "=", "waiting")]
        )._write_state("void")

    @api.model
    def _replan_changed(self, company, today: date):
        """Plan anew what changed rules have found; a rule that fails is tried again."""
        self = self.with_context(active_test=False, lang=company.partner_id.lang)
        for rule in self.search([("replan_company_ids", "in", company.ids)]):
            try:
                with self.env.cr.savepoint():
                    rule._replan_duties(company, today)
            except Exception as error:
                _logger.exception("Follow-up rule %s cannot be re-planned", rule.id)
                rule._note_error(str(error))

    def _replan_duties(self, company, today: date):
        """Plan anew what the rule has found in ``company`` and nobody has agreed on."""
        if not self.try_lock_for_update(allow_referencing=True):
            return  # being saved once more
        duties = self.env["customer.followup.reason"].search(
            [
                ("rule_id", "=", self.id),
                ("company_id", "=", company.id),
                "|",
                ("state", "=", "waiting"),
                "&",
                ("state", "=", "planned"),
                ("followup_id.state", "=", "planned"),
            ]
        )
        gone = duties
        if self.active and self.company_id in (company, self.company_id.browse()):
            gone = duties._find_outdated(self, company, duties)
        comment = self.env._("as rule %(rule)s was changed.", rule=self.name)
        busy = gone._end("void", self._get_change_comment(), comment)
        for ids in split_every(DUTIES_PER_PORTION, (duties - gone).ids):
            busy |= duties.browse(ids)._replan(company, today, comment)
        (duties - gone).filtered(lambda r: r.state == "waiting")._choose_owners(
            company, today
        )
        if busy:
            self.env.ref(CRON)._trigger(fields.Datetime.now() + BUSY_RETRY)
        else:
            self.replan_company_ids = [Command.unlink(company.id)]

    def _get_change_comment(self) -> str:
        """Return what the log of a contact says that the rule does not ask for now."""
        if self.active:
            return self.env._(
                "Not needed any more, as rule %(rule)s was changed.", rule=self.name
            )
        return self.env._(
            "Not needed any more, as rule %(rule)s was archived.", rule=self.name
        )


class CustomerFollowupRuleGrade(models.Model):
    _inherit = "customer.followup.rule.grade"

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines.rule_id._note_changed()
        return lines

    def write(self, vals):
        rules = self.rule_id
        result = super().write(vals)
        (rules | self.rule_id)._note_changed()
        return result

    def unlink(self):
        rules = self.rule_id
        result = super().unlink()
        rules.exists()._note_changed()
        return result
