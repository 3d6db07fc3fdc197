from datetime import date

from babel.dates import format_skeleton

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain
from odoo.tools import babel_locale_parse
from odoo.tools.misc import get_lang

from ..policy.visit_plan import get_month, get_next_month
from .customer_approval_mixin import APPROVAL_TRANSITIONS

SUBMIT = "customer_followup.mail_activity_type_visit_plan"
# states in which a plan counts: only one of them for a person and month
COUNTING = ("draft", "submitted", "approved", "done")


class CustomerFollowupPlan(models.Model):
    """The visits that somebody wants to make in a month (VPL-1).

    A job drafts it for everybody who makes follow-ups, from what will be due. The
    owner moves, adds and drops visits and submits it; the department head approves it,
    asks it back or refuses it. Approved, its visits are planned. After the month it is
    done, and says what became of it.
    """

    _name = "customer.followup.plan"
    _description = "Monthly Visit Plan"
    _inherit = ["customer.approval.mixin"]
    _order = "date_from desc, id desc"
    _rec_names_search = ["user_id"]
    _mail_post_access = "read"
    _customer_transitions = APPROVAL_TRANSITIONS | {
        "close": (("approved",), "done", None),
    }

    user_id = fields.Many2one(
        "res.users",
        "Whose Plan",
        required=True,
        index=True,
        default=lambda self: self.env.user,
        domain=lambda self: [
            *self.env["res.users"]._get_customer_staff_domain(),
            ("company_ids", "in", self.env.companies.ids),
        ],
        ondelete="restrict",
        tracking=True,
        help="Makes the visits.",
    )
    department_id = fields.Many2one(
        "hr.department",
        compute="_compute_department_id",
        store=True,
        compute_sudo=True,
        index="btree_not_null",
    )
    company_id = fields.Many2one(
        "res.company",
        required=True,
        default=lambda self: self.env.company,
        ondelete="restrict",
    )
    date_from = fields.Date(
        "Month",
        required=True,
        default=lambda self: get_next_month(self.env.company._get_customer_today()),
        tracking=True,
        help="Any day of the month.",
    )
    date_to = fields.Date("Last Day", compute="_compute_date_to", store=True)
    line_ids = fields.One2many("customer.followup.plan.line", "plan_id", "Visits")
    note = fields.Text(
        "For the Department Head", help="What whoever approves the plan should know."
    )
    signed_lines = fields.Json(compute="_compute_signed_lines")
    left_out_count = fields.Integer(
        "Beyond the Capacity",
        readonly=True,
        copy=False,
        help="So many visits will be due besides, for which the month has no room.",
    )
    state = fields.Selection(
        selection_add=[("done", "Done")], ondelete={"done": "cascade"}
    )

    _user_month_uniq = models.UniqueIndex(
        "(company_id, user_id, date_from) WHERE state NOT IN ('refused', 'cancelled')",
        "There is a visit plan of this person for this month already. Open that one.",
    )

    @api.depends("user_id", "date_from")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for plan in self:
            # sudo: the names of colleagues are no secret
            name = plan.sudo().user_id.name or ""
            plan.display_name = f"{name} {plan._format_month()}".strip()

    @api.depends("user_id", "company_id")
    def _compute_department_id(self):
        for plan in self:
            user = plan.user_id.with_company(plan.company_id)
            plan.department_id = user.employee_id.department_id

    @api.depends("date_from")
    def _compute_date_to(self):
        for plan in self:
            plan.date_to = plan.date_from and get_month(plan.date_from)[1]

    @api.depends(
        "line_ids.partner_id",
        "line_ids.date_planned",
        "line_ids.method",
        "line_ids.purpose",
        "line_ids.is_dropped",
        "line_ids.comment",
    )
    def _compute_signed_lines(self):
        for plan in self:
            plan.signed_lines = plan.line_ids.sorted("id")._get_signed_rows()

    @api.constrains("user_id", "company_id")
    def _check_user(self):
        for company, plans in self.grouped("company_id").items():
            staff = self.env["res.users"]._get_customer_staff(company)
            # sudo: the names of colleagues are no secret
            if strangers := plans.sudo().user_id - staff:
                raise ValidationError(
                    self.env._(
                        "%(who)s makes no follow-ups in %(company)s, so there is "
                        "nothing to plan. Choose somebody who does.",
                        who=strangers[0].name,
                        company=company.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        # a default of a user or a context begins on the first day as well
        month = self.default_get(["date_from"])
        plans = super().create(
            [self._begin_month({**month, **vals}) for vals in vals_list]
        )
        plans._check_not_over()
        return plans

    def write(self, vals):
        vals = self._begin_month(vals)
        if "line_ids" in vals:
            self._check_is_draft()
        result = super().write(vals)
        if "date_from" in vals:
            self._check_not_over()
            self.line_ids._check_in_month()
        return result

    @api.model
    def _begin_month(self, vals: dict) -> dict:
        """Return the values with the month beginning on its first day."""
        if day := fields.Date.to_date(vals.get("date_from")):
            vals = {**vals, "date_from": day.replace(day=1)}
        return vals

    @api.model
    def _get_signed_fields(self) -> set[str]:
        return super()._get_signed_fields() | {
            "user_id",
            "company_id",
            "date_from",
            "note",
            "signed_lines",
        }

    @api.model
    def _get_stamp_fields(self) -> set[str]:
        return super()._get_stamp_fields() | {"left_out_count"}

    def _format_month(self) -> str:
        if not self.date_from:
            return ""
        locale = babel_locale_parse(get_lang(self.env).code)
        return format_skeleton("yMMMM", self.date_from, locale=locale)

    def _get_today(self) -> date:
        return self.company_id._get_customer_today()

    # What is refused ------------------------------------------------------------------

    def _check_not_over(self):
        """Refuse a plan for a month that is over.

        :raise UserError: names the month
        """
        for plan in self:
            if plan.date_to < plan._get_today():
                raise UserError(
                    self.env._(
                        "%(month)s is over, so there is nothing left to plan. Choose "
                        "this month or a later one.",
                        month=plan._format_month(),
                    )
                )

    def _check_submittable(self):
        self._check_not_over()
        if not self.line_ids.filtered(lambda line: not line.is_dropped):
            raise UserError(
                self.env._(
                    "The plan has no visit. Fill it with what will be due, or add "
                    "visits by hand."
                )
            )
        self.line_ids._check_explained()
        return super()._check_submittable()

    def _check_signable(self):
        self._check_not_over()
        visits = self.line_ids.filtered(lambda line: not line.is_dropped)
        if gone := visits.partner_id.filtered(lambda customer: not customer.active):
            raise UserError(
                self.env._(
                    "%(customer)s has been archived since. Ask the plan back, so that "
                    "the visit is dropped.",
                    customer=gone[0].name,
                )
            )
        return super()._check_signable()

    def _get_approval_person(self):
        return self.user_id

    def _get_involved_users(self):
        # nobody signs the plan of one's own visits, whoever submitted it
        return super()._get_involved_users() | self.user_id

    # Steps ----------------------------------------------------------------------------

    def _on_submitted(self):
        self._unlink_activities_of_type(SUBMIT)
        return super()._on_submitted()

    def action_cancel(self, comment: str | None = None):
        """Withdraw a plan that is not approved (VPL-1).

        :param comment: why; needed from anybody but its requester
        :raise AccessError: the user is neither its requester nor a supervisor
        :raise UserError: the reason is missing, or the plan has been decided
        """
        result = super().action_cancel(comment)
        for plan in self:
            plan._unlink_activities_of_type(SUBMIT)
        return result

    def _is_canceller(self) -> bool:
        # who drafted it was the job
        return self.env.user == self.user_id or super()._is_canceller()

    def action_open_lines(self):
        """Show the visits of the plan, week by week and in the calendar."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "customer_followup.customer_followup_plan_line_action"
        )
        return action | {
            "domain": [("plan_id", "=", self.id)],
            "context": {
                "default_plan_id": self.id,
                "default_date_planned": fields.Date.to_string(self.date_from),
                # the calendar opens on the month of the plan
                "initial_date": fields.Date.to_string(self.date_from),
            },
        }

    @api.model
    def _get_over_domain(self, today: date) -> Domain:
        return Domain("date_to", "<", today) & Domain(
            "state", "in", ("draft", "submitted", "approved")
        )
