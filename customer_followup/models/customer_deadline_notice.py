from odoo import api, fields, models


class CustomerDeadlineNotice(models.Model):
    """Somebody who has to be told of a deadline, once, for one rung of the ladder.

    The job makes it when the rung's time has come, and tells it when the person is at
    work, together with all else there is to tell. It stays as the evidence of that; it
    is void if the deadline ended before.
    """

    _name = "customer.deadline.notice"
    _description = "Escalation"
    _inherit = ["customer.transition.mixin"]
    _customer_is_evidence = True
    _order = "raised_at desc, id desc"
    _rec_name = "deadline_id"

    deadline_id = fields.Many2one(
        "customer.deadline", required=True, readonly=True, ondelete="cascade"
    )
    company_id = fields.Many2one("res.company", required=True, readonly=True)
    # no foreign key to lose: a rung that was climbed may be taken off the ladder
    rung_key = fields.Char(required=True, readonly=True)
    moment = fields.Selection(
        [("warning", "Due soon"), ("missed", "Missed")], readonly=True
    )
    user_id = fields.Many2one(
        "res.users", "Meant For", required=True, readonly=True, ondelete="restrict"
    )
    told_user_id = fields.Many2one(
        "res.users",
        "Told",
        readonly=True,
        ondelete="restrict",
        help="The stand-in or the superior, if the person it is meant for is absent.",
    )
    raised_at = fields.Datetime("Since", required=True, readonly=True)
    told_at = fields.Datetime("Told On", readonly=True)
    is_void = fields.Boolean("Was Done Before", readonly=True)
    retry_at = fields.Datetime(readonly=True)
    last_error = fields.Text(readonly=True)

    _once = models.UniqueIndex(
        "(deadline_id, rung_key, user_id)",
        "This person is told of this already.",
    )
    # IS NOT TRUE, as the ORM asks for it
    _to_tell = models.Index(
        "(user_id) WHERE told_at IS NULL AND is_void IS NOT TRUE"
    )  # for the job

    @api.depends("deadline_id")
    def _compute_display_name(self):
        for notice in self:
            # sudo: what somebody was told of is no secret to them
            notice.display_name = notice.sudo().deadline_id.display_name
