from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Domain

from ..tools.forged_uninstall import without_forged_uninstall

# what does not change any more once somebody may have signed
STARTED = {"user_id", "delegate_id", "company_id", "date_from"}


class CustomerApprovalDelegation(models.Model):
    """Somebody who signs for an absent approver for some days.

    The approver enters it before leaving, or the general manager for somebody who is
    absent already. It ends with its last day; the log names both people. A stand-in
    never signs a document twice, nor one that either of the two is involved in.
    """

    _name = "customer.approval.delegation"
    _description = "Approval Stand-in"
    _inherit = ["mail.thread"]
    _order = "date_from desc, id desc"
    _rec_name = "user_id"

    user_id = fields.Many2one(
        "res.users",
        "Absent",
        required=True,
        default=lambda self: self.env.user,
        domain=[("share", "=", False)],
        index=True,
        tracking=True,
    )
    delegate_id = fields.Many2one(
        "res.users",
        "Stand-in",
        required=True,
        domain="[('share', '=', False), ('id', '!=', user_id)]",
        index=True,
        tracking=True,
    )
    company_id = fields.Many2one(
        "res.company",
        required=True,
        default=lambda self: self.env.company,
        tracking=True,
    )
    date_from = fields.Date(
        "First Day",
        required=True,
        default=lambda self: self.env.company._get_customer_today(),
        tracking=True,
    )
    date_to = fields.Date("Last Day", required=True, tracking=True)
    reason = fields.Char(tracking=True)

    _days_in_order = models.Constraint(
        "CHECK (date_from <= date_to)",
        "The last day of a stand-in cannot be before the first one.",
    )
    _two_people = models.Constraint(
        "CHECK (user_id <> delegate_id)",
        "Nobody stands in for oneself. Choose a colleague.",
    )

    @api.constrains("user_id", "delegate_id")
    def _check_internal_users(self):
        for delegation in self:
            people = delegation.user_id | delegation.delegate_id
            # sudo: whether a colleague works here is no secret
            if any(user.share or not user.active for user in people.sudo()):
                raise ValidationError(
                    self.env._("Only active colleagues can sign or stand in.")
                )

    @api.model_create_multi
    def create(self, vals_list):
        delegations = super().create(vals_list)
        delegations._check_author()
        delegations._refresh_signers()
        return delegations

    def write(self, vals):
        self._check_author()
        if STARTED & set(vals) and self._filter_started():
            raise UserError(
                self.env._(
                    "This stand-in has begun. Change its last day, and enter a new "
                    "one for somebody else."
                )
            )
        result = super().write(vals)
        self._check_author()
        self._refresh_signers()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_only_future(self):
        self._check_author()
        if self._filter_started():
            raise UserError(
                self.env._(
                    "A stand-in that has begun belongs to the log. Set its last day "
                    "to yesterday instead, or to today if it begins today."
                )
            )

    def unlink(self):
        companies = self.company_id
        result = super(
            CustomerApprovalDelegation, without_forged_uninstall(self)
        ).unlink()
        self.env["customer.approval.step"]._refresh_running(companies)
        return result

    def _check_author(self):
        """Refuse to enter oneself, or anybody, in the place of somebody else.

        :raise AccessError: it is not one's own absence, and the user is not the
            general manager choosing a third person
        """
        is_head = self.env.user.has_group("customer_followup.group_general_manager")
        for delegation in self:
            is_own = delegation.user_id == self.env.user
            is_third = is_head and delegation.delegate_id != self.env.user
            if not (self.env.su or is_own or is_third):
                raise AccessError(
                    self.env._(
                        "Everybody names a stand-in for oneself. For somebody who is "
                        "absent already the general manager names one, but not "
                        "himself or herself."
                    )
                )

    def _filter_started(self):
        """Return those that somebody may have signed by before today, or has today."""
        return self.filtered(
            lambda d: d.date_from < d._get_today() or d._has_signatures()
        )

    def _has_signatures(self) -> bool:
        """Has the stand-in signed for the absent one since the first day?"""
        zone = ZoneInfo(self.company_id._get_customer_timezone())
        first = datetime.combine(self.date_from, time.min, zone)
        domain = (
            Domain("company_id", "=", self.company_id.id)
            & Domain("user_id", "=", self.delegate_id.id)
            & Domain("on_behalf_of_id", "=", self.user_id.id)
            & Domain("decided_at", ">=", first.astimezone(UTC).replace(tzinfo=None))
        )
        # sudo: the log of documents the user may not see
        return bool(self.env["customer.approval.entry"].sudo().search(domain, limit=1))

    def _get_today(self):
        return self.company_id._get_customer_today()

    def _refresh_signers(self):
        self.env["customer.approval.step"]._refresh_running(self.company_id)

    @api.model
    def _get_stand_ins(
        self, company, now: datetime | None = None
    ) -> dict[int, set[int]]:
        """Return for each absent user of the company who may sign instead, today.

        :param now: a moment of the day that is asked about, UTC
        """
        today = company._get_customer_today(now)
        colleagues = self.env["res.users"]._get_customer_colleagues_domain(company)
        domain = (
            Domain("company_id", "=", company.id)
            & Domain("date_from", "<=", today)
            & Domain("date_to", ">=", today)
            & Domain("delegate_id", "any", colleagues)
        )
        # sudo: the stand-ins of everybody
        groups = self.sudo()._read_group(domain, ["user_id"], ["delegate_id:recordset"])
        return {user.id: set(delegates.ids) for user, delegates in groups}
