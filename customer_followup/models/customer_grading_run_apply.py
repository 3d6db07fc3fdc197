import logging

from odoo import models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

_logger = logging.getLogger(__name__)

APPLIED_AT_ONCE = 1000
"""Assessments applied while the user waits, and in one transaction of the job."""


class CustomerGradingRun(models.Model):
    """How what a run proposes is applied: by a supervisor, or by itself (GRD-3)."""

    _inherit = "customer.grading.run"

    def action_apply_small(self):
        """Apply what is a first grade, unchanged, or one grade up or down.

        Up to 1,000 at once; more are applied by the job, in the name of the user.

        :raise AccessError: the user is no supervisor
        """
        self.ensure_one()
        self.check_access("read")
        assessments = self._find_small(APPLIED_AT_ONCE + 1)
        assessments._check_may("apply")
        if len(assessments) <= APPLIED_AT_ONCE:
            assessments._apply()
            return
        # sudo: runs are written by their own methods alone
        self.sudo()._note({"apply_user_id": self.env.uid})
        self.env.ref("customer_followup.ir_cron_grade")._trigger()

    def _find_small(self, limit: int):
        """Return proposals of the run that are small changes.

        :param limit: the most that are returned
        """
        Assessment = self.env["customer.assessment"]
        domain = Assessment._get_small_domain() & Domain("run_id", "=", self.id)
        return Assessment.search(domain, limit=limit, order="id")

    def _apply_for_user(self) -> bool:
        """Apply the small changes in the name of who asked for it.

        :return: whether there is time left
        """
        commit = self.env["ir.cron"]._commit_progress
        mine = self.with_user(self.apply_user_id).with_company(self.company_id)
        time_left = commit(remaining=self.small_count)
        try:
            while time_left and (batch := mine._find_small(APPLIED_AT_ONCE)):
                with self.env.cr.savepoint():
                    batch._check_may("apply")
                    batch._apply()
                time_left = commit(len(batch))
        except (
            AccessError,
            UserError,
        ) as error:  # no supervisor, or no scheme any more
            _logger.warning("%s is not applied any more: %s", self, error)
            self._note({"error": str(error)})
        if time_left:
            self._note({"apply_user_id": False})
        return bool(time_left)

    def _apply_without_supervisor(self, results):
        """Apply what the company lets be applied by itself.

        :param results: facts and result of the customers that were just assessed
        """
        mode = self.company_id.customer_grading_apply
        if mode == "none":
            return
        Assessment = self.env["customer.assessment"]
        domain = Domain("run_id", "=", self.id) & Domain(
            "partner_id", "in", [facts.partner_id for facts, _result in results]
        )
        if mode == "small":
            domain &= Assessment._get_small_domain()
        Assessment.search(domain & Domain("state", "=", "submitted"))._apply()
