from datetime import datetime, timedelta

from odoo import api, fields, models

KEPT_DAYS = 90
LONG_AGO = datetime(1900, 1, 1)
PORTION = 1000


class CustomerFollowupRun(models.Model):
    """One run of the nightly job in a company: whether it lives, and what it did.

    The job writes it, and it is deleted after three months. A run without an end was
    killed or is at work.
    """

    _name = "customer.followup.run"
    _description = "Run of the Follow-up Rules"
    _order = "started_at desc, id desc"
    _rec_name = "started_at"

    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, index=True, ondelete="cascade"
    )
    started_at = fields.Datetime(readonly=True)
    ended_at = fields.Datetime(readonly=True)
    found_count = fields.Integer("Customers Found", readonly=True)
    opened_count = fields.Integer("Opened", readonly=True)
    failed_count = fields.Integer("Left Out", readonly=True)
    missed_count = fields.Integer(
        "Day Missed",
        readonly=True,
        help="Occasions and birthdays that waited for their turn until their day was "
        "over. They end: nobody is congratulated late.",
    )
    waiting_count = fields.Integer("Waiting", readonly=True)
    error = fields.Text(
        readonly=True, help="What failed before the rules looked for what is due."
    )
    oldest_due = fields.Date(
        readonly=True, help="The earliest deadline of what was waiting at the end."
    )

    @api.model
    def _begin(self, company):
        """Return the row of a run that begins now."""
        return self.create(
            {"company_id": company.id, "started_at": fields.Datetime.now()}
        )

    def _add(self, name: str, count: int):
        """Count what a batch did; stored with the batch."""
        self[name] += count

    def _note_error(self, error: Exception):
        """Keep for the managers that a part of the run failed."""
        self.error = "\n".join(filter(None, [self.error, str(error)]))

    @api.model
    def _get_last_ends(self, companies) -> dict:
        """Return when each company was served to the end last; long ago if never."""
        ends = dict(
            self._read_group(
                [("company_id", "in", companies.ids)],
                ["company_id"],
                ["ended_at:max"],
            )
        )
        return {company: ends.get(company) or LONG_AGO for company in companies}

    @api.model
    def _note_missed(self, company, reasons):
        """Count with the run at work what waited until its day was over."""
        if reasons:
            at_work = [("company_id", "=", company.id), ("ended_at", "=", False)]
            for run in self.search(at_work, limit=1):
                run._add("missed_count", len(reasons))

    def _end(self):
        """Stamp the run as complete, with what is left waiting."""
        Reason = self.env["customer.followup.reason"]
        waiting = [("company_id", "=", self.company_id.id), ("state", "=", "waiting")]
        ((count, oldest),) = Reason._read_group(
            waiting, [], ["__count", "date_deadline:min"]
        )
        failures = self.env["customer.followup.failure"].search_count(
            [("company_id", "=", self.company_id.id)]
        )
        self.write(
            {
                "ended_at": fields.Datetime.now(),
                "waiting_count": count,
                "oldest_due": oldest,
                "failed_count": failures,
            }
        )

    @api.autovacuum
    def _gc_old_runs(self):
        last = fields.Datetime.now() - timedelta(days=KEPT_DAYS)
        old = self.search([("started_at", "<", last)], limit=PORTION)
        old.unlink()
        return len(old), len(old) == PORTION  # more to do?
