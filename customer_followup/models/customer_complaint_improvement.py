from odoo import api, fields, models
from odoo.exceptions import UserError

# action: (states it starts from, state it leads to, group that may)
TRANSITIONS = {
    "finish": (("open",), "done", None),
    "give_back": (("done",), "open", None),
    "verify": (("done",), "verified", None),
    "cancel": (("open", "done"), "cancelled", None),
}
KINDS = [("correction", "Correction"), ("prevention", "Prevention")]
TEXTS = ("name", "description")
CONTENT = frozenset({"name", "description", "kind", "user_id", "date_deadline"})


class CustomerComplaintImprovement(models.Model):
    """What has to change after a complaint, who sees to it and until when (CMP-11).

    The department, quality or who handles the complaint writes it down. It outlives
    the complaint, which activities do not, and ends when somebody else than its owner
    has verified it, or when it is cancelled.
    """

    _name = "customer.complaint.improvement"
    _description = "Improvement after a Complaint"
    _inherit = ["customer.transition.mixin", "mail.thread", "mail.activity.mixin"]
    _order = "date_deadline, id"
    _mail_post_access = "read"
    _check_company_auto = True
    _customer_transitions = TRANSITIONS

    name = fields.Char("Improvement", required=True, tracking=True)
    description = fields.Text("In Detail")
    ticket_id = fields.Many2one(
        "helpdesk.ticket",
        "Complaint",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('customer_case_type', '=', 'complaint')]",
    )
    company_id = fields.Many2one(
        related="ticket_id.company_id", store=True, index=True, ondelete="restrict"
    )
    department_id = fields.Many2one(
        related="ticket_id.customer_department_id", store=True
    )
    kind = fields.Selection(
        KINDS,
        required=True,
        default="correction",
        help="A correction puts right what went wrong; a prevention keeps it from "
        "happening again.",
    )
    user_id = fields.Many2one(
        "res.users",
        "Owner",
        required=True,
        index=True,
        default=lambda self: self.env.user,
        domain=lambda self: list(
            self.env["res.users"]._get_customer_colleagues_domain()
        ),
        tracking=True,
        help="Sees to it, and has the activity.",
    )
    date_deadline = fields.Date("Until", required=True, tracking=True)
    state = fields.Selection(
        [
            ("open", "Open"),
            ("done", "Done"),
            ("verified", "Verified"),
            ("cancelled", "Cancelled"),
        ],
        "Status",
        required=True,
        default="open",
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
        group_expand=True,
    )

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_input(vals)
        improvements = super().create(self._prepare_birth(vals_list, {"state": "open"}))
        for name in ("company_id", "department_id"):
            self.env.add_to_compute(self._fields[name], improvements)
        improvements._check_complaint()
        improvements._check_owner()
        improvements._plan_work()
        return improvements

    def write(self, vals):
        self._check_input(vals)
        if not self._is_transition():
            self._check_stays(vals)
        result = super().write(vals)
        if "user_id" in vals:
            self._check_owner()
        if {"user_id", "date_deadline"} & vals.keys():
            self.filtered(lambda i: i.state == "open")._plan_work()
        return result

    @api.model
    def _check_input(self, vals: dict):
        """Refuse what is no text.

        :raise UserError: it is something else
        """
        for name in TEXTS:
            if vals.get(name) and not self._is_text(vals[name]):
                raise UserError(self.env._("What has to change is a text."))

    def _check_stays(self, vals: dict):
        """Refuse to move an improvement, and to change what is over.

        :raise UserError: says what to do instead
        """
        if "ticket_id" in vals:
            raise UserError(
                self.env._("An improvement stays with the complaint it came from.")
            )
        if CONTENT & vals.keys() and self.filtered(lambda i: i.state != "open"):
            raise UserError(
                self.env._("This is done. Give it back first, with what is missing.")
            )

    def _check_complaint(self):
        """Refuse improvements of what is no complaint.

        :raise UserError: says so
        """
        for improvement in self.sudo():  # sudo: the type of the case
            if improvement.ticket_id.customer_case_type != "complaint":
                raise UserError(self.env._("Improvements follow from complaints."))

    def _check_owner(self):
        """Refuse an owner who cannot see to it.

        :raise UserError: names the owner
        """
        for improvement in self.sudo():  # sudo: who works where
            Users = self.env["res.users"]
            domain = Users._get_customer_colleagues_domain(improvement.company_id)
            owner = improvement.user_id
            if not Users.sudo().search_count([("id", "=", owner.id), *domain]):
                raise UserError(
                    self.env._(
                        "%(who)s does not work in %(company)s.",
                        who=owner.name,
                        company=improvement.company_id.name,
                    )
                )

    @api.model
    def _get_stamp_fields(self) -> set[str]:
        return super()._get_stamp_fields() | {"company_id", "department_id"}
