from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

# action: (states it starts from, state it leads to, group that may)
TRANSITIONS = {
    "keep": (("open",), "kept", None),
    "drop": (("open",), "dropped", None),
    "reopen": (("kept", "dropped"), "open", None),
}
LONGEST_SUMMARY = 80
"""Characters, in lists of activities."""


class CustomerPromise(models.Model):
    """What a customer was promised, who keeps it and until when (VIS-8).

    Whoever promises it writes it down, in the record of the contact or by hand. It
    lasts beyond the visit, with an activity of its own, and ends when it is kept, or
    dropped with the reason.
    """

    _name = "customer.promise"
    _description = "Promise to a Customer"
    _inherit = ["customer.transition.mixin", "mail.thread", "mail.activity.mixin"]
    _order = "date_deadline, id"
    _rec_name = "description"
    _mail_post_access = "read"
    _check_company_auto = True
    _customer_transitions = TRANSITIONS

    description = fields.Text("What Was Promised", required=True, tracking=True)
    partner_id = fields.Many2one(
        "res.partner",
        "Customer",
        required=True,
        index=True,
        check_company=True,
        ondelete="restrict",
        domain="[('parent_id', '=', False)]",
    )
    followup_id = fields.Many2one(
        "customer.followup",
        "Promised In",
        check_company=True,
        index="btree_not_null",
        ondelete="set null",
        domain="[('partner_id', '=', partner_id)]",
    )
    user_id = fields.Many2one(
        "res.users",
        "Person",
        default=lambda self: self.env.user,
        domain=lambda self: list(
            self.env["res.users"]._get_customer_colleagues_domain()
        ),
        tracking=True,
        help="Keeps the promise, and has the activity.",
    )
    date_deadline = fields.Date(
        "Until",
        required=True,
        default=lambda self: self._get_default_deadline(self.env.company),
        tracking=True,
    )
    company_id = fields.Many2one(
        "res.company",
        required=True,
        default=lambda self: self.env.company,
        ondelete="restrict",
    )
    state = fields.Selection(
        [("open", "Open"), ("kept", "Promise Kept"), ("dropped", "Dropped")],
        required=True,
        default="open",
        readonly=True,
        copy=False,
        tracking=True,
    )
    closed_at = fields.Datetime("Closed On", readonly=True, copy=False)
    closed_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    comment = fields.Text(
        "What Became of It", readonly=True, copy=False, help="Why it was dropped."
    )

    _open_by_user = models.Index(
        "(user_id, date_deadline) WHERE state = 'open'"
    )  # for the list of one's own, and for who has left

    @api.model
    def _get_default_deadline(self, company):
        within = timedelta(days=company.customer_promise_days)
        return company._get_customer_today() + within

    @api.depends("description")
    def _compute_display_name(self):
        for promise in self:
            promise.display_name = promise._get_summary()

    def _get_summary(self) -> str:
        lines = (self.description or "").strip().splitlines()
        return lines[0][:LONGEST_SUMMARY] if lines else ""

    @api.model_create_multi
    def create(self, vals_list):
        # a default of a user or a context is checked like what is given
        defaults = self.default_get(["partner_id", "followup_id"])
        vals_list = [self._prepare_promise({**defaults, **vals}) for vals in vals_list]
        for vals in vals_list:
            self._check_followup(vals.get("followup_id"))
        promises = super().create(self._prepare_birth(vals_list, {"state": "open"}))
        promises._schedule_activities()
        return promises

    def write(self, vals):
        vals = self._prepare_customer(vals)
        if not self._is_transition():
            self._check_stays(vals)
        result = super().write(vals)
        if {"user_id", "date_deadline"} & vals.keys():
            self._move_activities()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_only_open(self):
        for promise in self:
            if promise.state != "open":
                raise UserError(
                    self.env._("A promise that is kept or dropped cannot be deleted.")
                )
            promise.followup_id._check_takes_promises()

    @api.model
    def _get_stamp_fields(self) -> set[str]:
        ends = {"closed_at", "closed_by_id", "comment"}
        return super()._get_stamp_fields() | ends

    @api.model
    def _prepare_promise(self, vals: dict) -> dict:
        """Return the values of a new promise, with what its follow-up says."""
        vals = self._prepare_customer(vals)
        followup_id = vals.get("followup_id")
        if not followup_id or type(followup_id) is not int:
            return vals
        followup = self.env["customer.followup"].browse(followup_id)
        followup.check_access("read")
        company = followup.company_id
        return {
            "user_id": (followup.user_id or self.env.user).id,
            "date_deadline": self._get_default_deadline(company),
            **vals,
            "partner_id": followup.partner_id.id,
            "company_id": company.id,
        }

    @api.model
    def _prepare_customer(self, vals: dict) -> dict:
        """Return the values with the customer where a contact of it is named."""
        partner_id = vals.get("partner_id")
        if not partner_id or type(partner_id) is not int:
            return vals
        partner = self.env["res.partner"].browse(partner_id)
        return {**vals, "partner_id": partner.commercial_partner_id.id}

    @api.model
    def _check_followup(self, followup_id):
        """Refuse to add a promise to a record that is closed, signed, or not seen.

        :raise UserError: says where a later promise is written down
        """
        if not followup_id:
            return
        if type(followup_id) is not int:
            raise UserError(
                self.env._("Name the follow-up of a promise by its number in the list.")
            )
        followup = self.env["customer.followup"].browse(followup_id)
        followup.check_access("write")
        followup._check_takes_promises()

    def _check_stays(self, vals: dict):
        """Refuse to change what was said, or what is over.

        :raise UserError: says what to do instead
        """
        for promise in self:
            moved = [
                name
                for name in ("partner_id", "company_id", "followup_id")
                if name in vals and (vals[name] or False) != promise[name].id
            ]
            if moved and not self.env.su:
                raise UserError(
                    self.env._(
                        "A promise stays with its customer and its record. Drop it, "
                        "and write down a new one."
                    )
                )
            if promise.state != "open" and not moved and self._is_content(vals):
                raise UserError(
                    self.env._("This promise is over. Reopen it to change it.")
                )
            words = vals.get("description", promise.description)
            if words != promise.description:
                promise.followup_id._check_takes_promises()

    @api.model
    def _is_content(self, vals: dict) -> bool:
        return bool({"description", "user_id", "date_deadline"} & vals.keys())

    def action_keep(self, comment: str | None = None):
        """Note that a promise is kept.

        :param comment: how, for the log
        :raise UserError: it is over already
        """
        self._check_comment(comment)
        self._end("keep", comment)

    def action_drop(self, comment: str | None = None):
        """Give a promise up.

        :param comment: why
        :raise UserError: the reason is missing, or it is over already
        """
        self._check_comment(comment)
        if not (comment or "").strip():
            raise UserError(
                self.env._(
                    "Say why this promise is not kept, and what the customer was told."
                )
            )
        self._end("drop", comment)

    def action_reopen(self):
        """Take up a promise again that was closed too early."""
        self._transition(
            "reopen", {"closed_at": False, "closed_by_id": False, "comment": False}
        )
        self._schedule_activities()

    def _end(self, action: str, comment: str | None):
        self._transition(
            action,
            {
                "closed_at": fields.Datetime.now(),
                "closed_by_id": self.env.uid,
                "comment": comment or False,
            },
        )
        if comment:
            self._message_log_batch(bodies=dict.fromkeys(self.ids, comment))
        self._close_activities(action == "keep", comment)
