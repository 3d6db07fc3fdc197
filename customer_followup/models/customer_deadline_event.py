from odoo import fields, models


class CustomerDeadlineEvent(models.Model):
    """A line in the log of one clock: when it started, stood still, moved and ended.

    The application writes it together with the clock, which can be computed from it
    again. It stays as long as the clock.
    """

    _name = "customer.deadline.event"
    _description = "Deadline Log"
    _inherit = ["customer.transition.mixin"]
    _customer_is_evidence = True
    _order = "deadline_id, happened_at, id"
    _log_access = False

    deadline_id = fields.Many2one(
        "customer.deadline", required=True, readonly=True, ondelete="cascade"
    )
    kind = fields.Selection(
        [
            ("started", "Started"),
            ("paused", "Stands Still"),
            ("resumed", "Goes On"),
            ("stopped", "Done"),
            ("cancelled", "Not Needed"),
            ("missed", "Missed"),
            ("moved", "Counted Again"),
            ("handed_over", "Handed Over"),
        ],
        "What",
        required=True,
        readonly=True,
    )
    happened_at = fields.Datetime("When", required=True, readonly=True)
    logged_at = fields.Datetime(
        "Logged On", readonly=True, default=fields.Datetime.now, required=True
    )
    user_id = fields.Many2one("res.users", "Who", readonly=True, ondelete="restrict")
    old_due_at = fields.Datetime("Due Before", readonly=True)
    new_due_at = fields.Datetime("Due", readonly=True)
    note = fields.Char(readonly=True)

    _by_deadline = models.Index("(deadline_id, id)")
