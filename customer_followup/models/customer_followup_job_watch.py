import logging
from datetime import datetime

from odoo import api, fields, models
from odoo.fields import Domain

from odoo.addons.base.models.ir_cron import _intervalTypes

from ..tools.each_record import for_each_record
from ..tools.single_run import single_run

_logger = logging.getLogger(__name__)

LATE_INTERVALS = 2
"""Distances between two runs after which the job is late."""
JOB = "customer_followup.ir_cron_run_rules"
MANAGERS = "customer_followup.group_service_manager"


class ResCompany(models.Model):
    _inherit = "res.company"

    customer_job_alert_on = fields.Date(
        readonly=True,
        copy=False,
        help="The day the service managers were told that the rules are not run.",
    )


class CustomerFollowupRun(models.Model):
    """Whether the nightly job lives: on the screens, and told to the managers."""

    _inherit = "customer.followup.run"

    duration_seconds = fields.Integer(
        "Duration (Seconds)", compute="_compute_duration_seconds"
    )

    state = fields.Selection(
        [
            ("at_work", "At Work"),
            ("complete", "Complete"),
            ("interrupted", "Interrupted"),
        ],
        "Outcome",
        compute="_compute_state",
        help="Interrupted: it was killed, or ran out of time. The next run, which "
        "follows soon, does what is missing.",
    )

    @api.depends("started_at", "ended_at")
    def _compute_state(self):
        now = fields.Datetime.now()
        for run in self:
            if run.ended_at:
                run.state = "complete"
            elif run._get_last(run.company_id) == run and run._is_at_work(
                run.company_id, now
            ):
                run.state = "at_work"
            else:
                run.state = "interrupted"

    @api.depends("started_at", "ended_at")
    def _compute_duration_seconds(self):
        for run in self:
            span = run.ended_at and run.ended_at - run.started_at
            run.duration_seconds = span and span.total_seconds()

    @api.model
    def get_list_banner(self) -> list[dict]:
        """Return whether the job is late or off, for who opens a screen.

        :return: ``level`` and ``text`` of each line
        :raise AccessError: the user may not read the runs
        """
        self.check_access("read")
        problem = self._get_job_problem(self.env.company, fields.Datetime.now())
        return [{"level": "danger", "text": problem}] if problem else []

    @api.model
    def _get_job_problem(self, company, now: datetime) -> str:
        """Return in words why the rules of a company are not run; empty if they are.

        A company without an active rule has nothing to run.

        :param now: UTC
        """
        # sudo: the scheduled action, and the rules of a company
        job = self.env.ref(JOB, raise_if_not_found=False)
        Rule = self.env["customer.followup.rule"].sudo()
        # "active" said here, as the screens show archived rules too
        in_use = Rule._get_company_domain(company) & Domain("active", "=", True)
        if not Rule.search_count(in_use, limit=1):
            return ""
        if not job or not job.sudo().active:
            return self.env._(
                "The follow-up rules are not run: their scheduled action is switched "
                "off. Ask an administrator to activate it (Settings > Technical > "
                "Scheduled Actions)."
            )
        last = self._get_last_end(company, job.sudo())
        if last + self._get_patience(job.sudo()) >= now:
            return ""
        return self.env._(
            "The follow-up rules are late: their last complete run ended on "
            "%(moment)s. Look at Rule Monitor, and ask an administrator whether "
            "scheduled actions are run on the server.",
            moment=self._format_moment(last),
        )

    @api.model
    def _get_last_end(self, company, job) -> datetime:
        """Return when the last run ended; without one, when there could be the first.

        :param job: ``ir.cron``
        """
        runs = self.sudo()  # sudo: the job tells managers, who read them
        ended = [("company_id", "=", company.id), ("ended_at", "!=", False)]
        last = runs.search(ended, order="ended_at desc", limit=1)
        return last.ended_at or max(job.create_date, company.create_date)

    @api.model
    def _get_patience(self, job):
        unit = _intervalTypes[job.interval_type]
        return unit(job.interval_number) * LATE_INTERVALS

    @api.model
    def _format_moment(self, moment: datetime) -> str:
        return self.env["ir.qweb.field.datetime"].value_to_html(
            moment, {"hide_seconds": True}
        )

    @api.model
    def _get_last(self, company):
        return self.search([("company_id", "=", company.id)], limit=1)

    @api.model
    def _is_at_work(self, company, now: datetime) -> bool:
        """Is the last run of a company still opening follow-ups?

        One that began hours ago and has no end was killed.

        :param now: UTC
        """
        last = self._get_last(company)
        if not last or last.ended_at:
            return False
        return (now - last.started_at).total_seconds() < 3600

    @api.model
    def _cron_watch_job(self, now: datetime | None = None):
        """Tell the service managers, once a day, that the rules are not run.

        :param now: the moment that is taken for now, UTC
        """
        now = now or fields.Datetime.now()
        with single_run(self.env.cr, "customer_followup.watch_job") as is_alone:
            if not is_alone:
                _logger.info("Another process is watching the follow-up rules")
                return
            # sudo: the job serves every company, and its user belongs to one
            watch = self.sudo()
            companies = watch.env["res.company"].search(Domain.TRUE)
            for_each_record(companies, lambda company: watch._alert(company, now))

    @api.model
    def _alert(self, company, now: datetime):
        today = company._get_customer_today(now)
        if company.customer_job_alert_on == today:
            return
        if not self._get_job_problem(company, now):
            return
        managers = self.env["res.users"]._get_office_holders(MANAGERS, company)
        for manager in managers:
            speaker = self.with_context(lang=manager.lang, tz=manager.tz)
            # in the queue: a process that is killed sends nothing twice (G9)
            self.env["mail.thread"].with_context(
                mail_notify_force_send=False
            ).message_notify(
                partner_ids=manager.partner_id.ids,
                subject=speaker.env._("The follow-up rules are not run"),
                body=speaker._get_job_problem(company, now),
                author_id=self.env.ref("base.partner_root").id,
            )
        company.customer_job_alert_on = today


class CustomerFollowupRule(models.Model):
    _inherit = "customer.followup.rule"

    @api.model
    def get_list_banner(self) -> list[dict]:
        """Return whether the job that runs the rules is late or off.

        :return: ``level`` and ``text`` of each line
        :raise AccessError: the user may not read rules
        """
        self.check_access("read")
        runs = self.env["customer.followup.run"]
        return runs.get_list_banner() if runs.has_access("read") else []
