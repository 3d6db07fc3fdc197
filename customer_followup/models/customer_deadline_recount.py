from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

WATCH = "customer_followup.ir_cron_watch_deadlines"
LONGEST_TRANSACTION = timedelta(hours=1)
# the columns of a deadline that say what it is counted by
SCOPES = ("calendar_id", "policy_id", "company_id", "res_model")


class CustomerDeadlineRecount(models.Model):
    """What many deadlines are counted by has changed: hours, a promise, a team.

    Whoever changes it makes one row, in place of writing to a hundred thousand
    deadlines and being in the way of everybody who works with them. The job counts
    the deadlines again, and deletes the row when there is none left.

    How it works: the job numbers the rows that are committed, and a deadline keeps the
    last number that was there when it was counted. One that is started while somebody
    saves a holiday does not know of it, nor of its number, and is counted again.
    """

    _name = "customer.deadline.recount"
    _description = "Recount of Deadlines"
    _order = "id"

    calendar_id = fields.Many2one(
        "resource.calendar", readonly=True, ondelete="cascade"
    )
    policy_id = fields.Many2one(
        "customer.deadline.policy", readonly=True, ondelete="cascade"
    )
    company_id = fields.Many2one("res.company", readonly=True, ondelete="cascade")
    res_model = fields.Char("Document Model", readonly=True)
    # 0 until the job has seen it
    number = fields.Integer(default=0, readonly=True)

    @api.model
    def _owe(self, scope: str, values: list):
        """Let the open deadlines be counted again that have one of the values.

        :param scope: one of ``SCOPES``
        """
        if not values:
            return
        # all fields, so that no default in the context of a form fills one
        nothing = dict.fromkeys(SCOPES, False) | {"number": 0}
        # sudo: whoever changes a calendar need not be allowed to move deadlines …
        self.sudo().create([nothing | {scope: value} for value in values])
        # sudo: … or to read jobs
        if job := self.env.ref(WATCH, raise_if_not_found=False):
            job.sudo()._trigger()

    @api.model
    def _get_last_number(self) -> int:
        """Return the number that a deadline counted now does know of."""
        self.env.cr.execute("SELECT max(number) FROM customer_deadline_recount")
        return self.env.cr.fetchone()[0] or 0

    @api.model
    def _get_owed_condition(self) -> SQL:
        """Return which deadlines are to be counted again; quick if there is no row.

        Open ones: a missed one may have rungs of its ladder still before it.
        """
        return SQL(
            """
            is_open AND EXISTS (SELECT FROM customer_deadline_recount WHERE number > 0)
            AND EXISTS (
                SELECT FROM customer_deadline_recount AS recount
                 WHERE recount.number > COALESCE(customer_deadline.counted_number, 0)
                   AND (%s))
            """,
            SQL(" OR ").join(
                SQL(
                    "%s = %s",
                    SQL.identifier("recount", scope),
                    SQL.identifier("customer_deadline", scope),
                )
                for scope in SCOPES
            ),
        )

    @api.model
    def _number(self):
        """Number the new rows; by the job alone, which commits before it goes on.

        An earlier row of the same scope has nothing to add, and goes.
        """
        self.env.cr.execute(
            """
            UPDATE customer_deadline_recount
               SET number = nextval(pg_get_serial_sequence(
                       'customer_deadline_recount', 'id'))
             WHERE number = 0
            """
        )
        if not self.env.cr.rowcount:
            return
        self.env.cr.execute(
            """
            DELETE FROM customer_deadline_recount AS old
             USING customer_deadline_recount AS new
             WHERE old.number < new.number
               AND (old.calendar_id, old.policy_id, old.company_id, old.res_model)
                   IS NOT DISTINCT FROM
                   (new.calendar_id, new.policy_id, new.company_id, new.res_model)
            """
        )
        self.invalidate_model()

    @api.model
    def _drop_done(self):
        """Delete the rows that no deadline, not even one to come, is counted for.

        One to come: started before the change was saved, in a transaction that is not
        over.
        """
        self.env.cr.execute(
            SQL(
                """
                DELETE FROM customer_deadline_recount AS done
                 WHERE number > 0 AND create_date < %s
                   AND NOT EXISTS (SELECT FROM customer_deadline WHERE %s)
                """,
                self.env.cr.now() - LONGEST_TRANSACTION,
                self._get_owed_condition(),
            )
        )
        self.invalidate_model()
