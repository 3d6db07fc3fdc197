from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from .customer_complaint_penalty_end import DECIDE
from .customer_complaint_penalty_range import GENERAL_MANAGER

PAYROLL = "hr.group_hr_user"
RESULTS = [("kept", "Upheld"), ("lowered", "Lowered"), ("cancelled", "Cancelled")]


class CustomerComplaintPenalty(models.Model):
    """How the person objects to a penalty, and who decides about it then (CMP-10).

    Once, in words, until the last minute of the last day in the company's time zone.
    The next superior of who approved it keeps, lowers or cancels it, with a reason.
    """

    _inherit = "customer.complaint.penalty"

    objection = fields.Text(readonly=True, copy=False, tracking=True)
    objected_at = fields.Datetime("Objected On", readonly=True, copy=False)
    decider_id = fields.Many2one(
        "res.users",
        "Decides About the Objection",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    objection_result = fields.Selection(
        RESULTS, "Result of the Objection", readonly=True, copy=False, tracking=True
    )
    objection_reason = fields.Text("Reason of the Result", readonly=True, copy=False)
    objection_decided_at = fields.Datetime(readonly=True, copy=False)
    proposed_amount = fields.Monetary(
        "Before the Objection", readonly=True, copy=False, help="What was approved."
    )
    can_object = fields.Boolean(compute="_compute_can_object")
    can_decide = fields.Boolean(compute="_compute_can_object")

    @api.depends("state", "date_objection", "objected_at", "decider_id")
    @api.depends_context("uid")
    def _compute_can_object(self):
        for penalty in self:
            penalty.can_object = (
                penalty.state == "approved"
                and not penalty.objected_at
                and penalty._is_objector()
                and penalty._is_in_time()
            )
            penalty.can_decide = penalty.state == "objected" and penalty._is_decider()

    def _is_in_time(self) -> bool:
        today = self.sudo().company_id._get_customer_today()  # sudo: its time zone
        return bool(self.date_objection) and today <= self.date_objection

    def _is_objector(self) -> bool:
        """Is it the person, or who keeps the staff's papers for somebody without login?

        By ``env.user``, as who acts in a job or in another's name has none.
        """
        person = self.sudo().employee_id.user_id  # sudo: which user somebody is
        if person.active:
            return self.env.user == person
        return self.env.user.has_group(PAYROLL)

    def action_object(self, words: str):
        """Object to a penalty, as the person who has to pay it.

        :param words: why
        :raise AccessError: the penalty is somebody else's
        :raise UserError: the words are missing, it is too late, or decided already
        """
        self._check_one()
        self.check_access("read")
        if not self._is_objector():
            raise AccessError(self.env._("Whoever has to pay a penalty may object."))
        self._check_comment(words)
        if not (words or "").strip():
            raise UserError(self.env._("Say why: who decides about it reads it."))
        self._lock()
        self._check_starts("object")
        if self.objected_at:
            raise UserError(
                self.env._(
                    "The objection was decided: %(result)s.", result=self._tell()
                )
            )
        if not self._is_in_time():
            raise UserError(
                self.env._(
                    "The time to object was over after %(day)s.",
                    day=self.date_objection,
                )
            )
        self.sudo()._object(words.strip())  # sudo: the person only reads it

    def _tell(self) -> str:
        labels = dict(self._fields["objection_result"]._description_selection(self.env))
        return labels.get(self.objection_result, "")

    def _object(self, words: str):
        decider = self._find_decider()
        self._transition(
            "object",
            {
                "objection": words,
                "objected_at": fields.Datetime.now(),
                "decider_id": decider.id,
            },
        )
        self._ask_decider()

    def _ask_decider(self):
        speaker = self.with_context(lang=self.decider_id.lang)
        self._plan_activity(
            DECIDE,
            user_id=self.decider_id.id,
            summary=speaker.env._("Decide about the objection"),
            note=self.objection,
            date_deadline=self.company_id._get_customer_today(),
        )

    def _find_decider(self):
        """Return the next superior of who approved it; never who proposed or pays it.

        Where nobody stands above, another general manager, a service manager, or at
        last who approved it.
        """
        Users = self.env["res.users"]
        company = self.company_id
        superiors = self.approver_id.with_company(company)._get_customer_superiors()
        others = Users._get_office_holders(GENERAL_MANAGER, company)
        line = [*superiors, *others, *self._get_service_managers()]
        here = Users._get_customer_colleagues(company)
        barred = self._get_involved_users() | self.approver_id
        fit = (user for user in line if user in here - barred)
        return next(fit, self.approver_id)

    def _is_decider(self) -> bool:
        # sudo: who decides now, where the one named has left
        penalty = self.sudo()
        decider = penalty.decider_id
        if not decider.active:
            decider = penalty._find_decider()
        return self.env.user == decider and not self._is_penalised(self.env.user)

    def action_decide_objection(
        self, result: str, comment: str, amount: float | None = None
    ):
        """Decide about an objection, as the next superior.

        :param result: kept, lowered or cancelled
        :param comment: why; the person reads it
        :param amount: what it is lowered to, in the company's currency
        :raise AccessError: somebody else decides it
        :raise UserError: the reason is missing, or the amount is not lower
        """
        self._check_one()
        self.check_access("read")
        if not isinstance(result, str) or result not in dict(RESULTS):
            raise UserError(self.env._("Keep, lower or cancel the penalty."))
        self._check_reason(comment)
        self._lock()
        self._check_starts("uphold")
        if not self._is_decider():
            raise AccessError(
                self.env._(
                    "%(who)s decides about this objection.",
                    who=self.sudo().decider_id.name,  # sudo: the name of a colleague
                )
            )
        vals = {}
        if result == "lowered":
            self._check_lower(amount)
            vals = {"amount": amount, "proposed_amount": self.amount}
        self.sudo()._decide(result, comment.strip(), vals)  # sudo: it is only read

    def _check_lower(self, amount):
        """Refuse what is not less, or less than the manager lets it be.

        :raise UserError: names the range
        """
        self._check_number(amount)
        if not amount < self.amount:
            raise UserError(self.env._("Lowered to how much? To less than it is now."))
        is_manager = self.env.user.has_group(GENERAL_MANAGER)
        if not is_manager and not self._get_claim(amount).is_within:
            raise UserError(self._describe_range())

    def _decide(self, result: str, comment: str, vals: dict):
        today = self.company_id._get_customer_today()
        self._transition(
            "cancel" if result == "cancelled" else "uphold",
            {
                **vals,
                "objection_result": result,
                "objection_reason": comment,
                "objection_decided_at": fields.Datetime.now(),
                "payable_from": today,
            },
        )
        if not self.is_flagged:
            self._unlink_activities_of_type(DECIDE)
        self._tell_result(comment)

    def _tell_result(self, comment: str):
        """Tell whoever objected, and who proposed it, what became of it."""
        speaker = self.with_context(lang=self.employee_id.user_id.lang)
        words = speaker.env._(
            "Your objection is decided: %(result)s. It is %(amount)s now. %(reason)s",
            result=speaker._tell(),
            amount=speaker._format(
                0 if self.objection_result == "cancelled" else self.amount
            ),
            reason=comment,
        )
        self._notify_person(words)
        self._tell_requester(
            self.env._("The objection is decided: %(result)s.", result=self._tell()),
            comment,
        )

    @api.model
    def _get_stamp_fields(self) -> set[str]:
        return super()._get_stamp_fields() | {
            "objection",
            "objected_at",
            "decider_id",
            "objection_result",
            "objection_reason",
            "objection_decided_at",
            "proposed_amount",
        }
