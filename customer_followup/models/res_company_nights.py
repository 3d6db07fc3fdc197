from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from odoo import models

NIGHTLY = {
    "ir_cron_follow_credit_terms": time(0, 30),
    "ir_cron_reconcile_credit": time(1),
    "ir_cron_grade": time(1, 30),
    "ir_cron_renew_documents": time(1, 30),
    "ir_cron_run_rules": time(2),
    "ir_cron_check_dossiers": time(3),
    "ir_cron_make_reports": time(4),
}
"""When the nightly jobs begin, by the clock of the company."""


class ResCompany(models.Model):
    _inherit = "res.company"

    def _plan_nights(self):
        """Let the nightly jobs begin in the night of this company.

        Once, at the installation: an administrator may plan them otherwise. As
        shipped, it is the night of Shanghai; a company that names no zone keeps that.
        """
        zone = ZoneInfo(self._get_customer_timezone())
        if zone.key == "UTC":
            return
        tomorrow = self._get_customer_today() + timedelta(days=1)
        for name, clock in NIGHTLY.items():
            moment = datetime.combine(tomorrow, clock, zone).astimezone(UTC)
            job = self.env.ref(f"customer_followup.{name}", raise_if_not_found=False)
            if job:
                job.nextcall = moment.replace(tzinfo=None)
