from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

# action: (states it starts from, state it leads to, None: the action asks the levels)
APPROVAL_TRANSITIONS = {
    "submit": (("draft",), "submitted", None),
    "sign": (("submitted",), "submitted", None),
    "approve": (("submitted",), "approved", None),
    "refuse": (("submitted",), "refused", None),
    "ask_back": (("submitted",), "draft", None),
    "cancel": (("draft", "submitted"), "cancelled", None),
}


class CustomerApprovalMixin(models.AbstractModel):
    """A document that is signed, level by level, before it has an effect.

    What it is: the states, the submission, the signatures and the log that all
    signed documents share, in the files ``customer_approval_mixin*``.

    How it is used: inherit it, have a ``company_id``, name in ``_get_signed_fields``
    what a signature covers, and let ``_on_approved`` make the effect. The routes
    (records) say who signs. ``_check_signable`` refuses what has become wrong since
    the submission.

    How it works: a submission freezes the signed fields, keeps their fingerprint in
    the log and makes a ``customer.approval.step`` for each level of the route. Every
    decision locks the document, checks everything again and changes the document's
    row, so that of two decisions at the same moment one has to begin again.
    """

    _name = "customer.approval.mixin"
    _description = "Signed Document"
    _inherit = ["customer.transition.mixin", "mail.thread", "mail.activity.mixin"]
    _customer_transitions = APPROVAL_TRANSITIONS

    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("submitted", "Waiting for Signatures"),
            ("approved", "Approved"),
            ("refused", "Refused"),
            ("cancelled", "Cancelled"),
        ],
        "Status",
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
        group_expand=True,  # columns in this order, and not by the alphabet
    )
    requester_id = fields.Many2one(
        "res.users",
        "Requested By",
        default=lambda self: self.env.user,
        required=True,
        readonly=True,
        copy=False,
        index=True,
    )
    submitted_at = fields.Datetime("Submitted On", readonly=True, copy=False)
    approval_round = fields.Integer(readonly=True, copy=False)
    # counts, because two decisions at the same moment must change the same row
    approval_decision_count = fields.Integer(readonly=True, copy=False)
    approval_editor_ids = fields.Many2many(
        "res.users",
        string="Changed By",
        readonly=True,
        copy=False,
        help="Whoever wrote what is signed; they cannot sign it.",
    )
    approval_step_ids = fields.One2many(
        "customer.approval.step",
        "res_id",
        string="Signatures",
        domain=lambda self: [("res_model", "=", self._name)],
        readonly=True,
    )
    approval_entry_ids = fields.One2many(
        "customer.approval.entry",
        "res_id",
        string="Log",
        domain=lambda self: [("res_model", "=", self._name)],
        readonly=True,
    )
    approval_progress = fields.Json(compute="_compute_approval_progress")
    approval_waiting_for = fields.Char(
        "Waiting For",
        compute="_compute_approval_progress",
        help="Who holds the document up.",
    )
    approval_waiting_since = fields.Datetime(
        "Waiting Since", compute="_compute_approval_progress"
    )
    approval_is_blocked = fields.Boolean(compute="_compute_approval_progress")
    approval_can_sign = fields.Boolean(compute="_compute_approval_can")
    approval_can_cancel = fields.Boolean(compute="_compute_approval_can")

    @api.depends("approval_step_ids.state", "approval_step_ids.signer_ids")
    @api.depends_context("lang")
    def _compute_approval_progress(self):
        for document in self:
            # sudo: who reads the document also sees who has signed it
            steps = document.sudo()._get_steps()
            current = steps.filtered(lambda s: s.state == "open")
            document.approval_progress = [step._get_progress() for step in steps]
            document.approval_waiting_for = ", ".join(current.signer_ids.mapped("name"))
            document.approval_waiting_since = current.opened_at
            document.approval_is_blocked = any(steps.mapped("is_blocked"))

    @api.depends("approval_step_ids.state", "approval_step_ids.signer_ids")
    @api.depends_context("uid")
    def _compute_approval_can(self):
        for document in self:
            # sudo: only whether the user is among the signers
            step = document.sudo()._get_open_step()
            document.approval_can_sign = self.env.user in step.signer_ids
            document.approval_can_cancel = (
                document._is_cancellable() and document._is_canceller()
            )

    @api.model_create_multi
    def create(self, vals_list):
        birth = {"state": "draft", "requester_id": self.env.uid}
        return super().create(self._prepare_birth(vals_list, birth))

    def write(self, vals):
        signed = set(vals) & self._get_signed_fields()
        if signed and not self._is_transition():
            self._check_is_draft()
            self._note_editor()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_only_unsubmitted(self):
        if self.filtered(lambda d: d.state != "draft" or d.approval_round):
            raise UserError(
                self.env._(
                    "A document that was submitted once belongs to the log. Cancel it "
                    "instead of deleting it."
                )
            )

    @api.model
    def _get_document_models(self) -> list[str]:
        """Return the models whose documents are signed."""
        return sorted(
            name
            for name in self.env.registry.descendants([self._name], "_inherit")
            if not self.env[name]._abstract
        )

    @api.model
    def _get_signed_fields(self) -> set[str]:
        """Return the fields that a signature covers; frozen from the submission on."""
        return set()

    @api.model
    def _get_stamp_fields(self) -> set[str]:
        return super()._get_stamp_fields() | {
            "requester_id",
            "submitted_at",
            "approval_round",
            "approval_decision_count",
            "approval_editor_ids",
            "approval_step_ids",
            "approval_entry_ids",
        }

    def _get_stamp_refusal(self) -> str:
        return self.env._(
            "Who signed what and when follows from the signatures alone: use the "
            "buttons Submit, Sign, Refuse, Ask Back or Cancel."
        )

    def _check_is_draft(self):
        if closed := self.filtered(lambda d: d.state != "draft"):
            raise UserError(
                self.env._(
                    "%(name)s has been submitted, and what is signed cannot change. "
                    "Let an approver ask it back, or cancel it and request anew.",
                    name=closed[0].display_name,
                )
            )

    def _note_editor(self):
        """Remember who wrote what is signed."""
        if self.env.uid != SUPERUSER_ID:
            editors = {"approval_editor_ids": [fields.Command.link(self.env.uid)]}
            self._in_transition().write(editors)

    # What a document may add ----------------------------------------------------------

    def _get_approval_person(self):
        """Return whose superiors sign, where a level asks for superiors."""
        return self.requester_id

    def _check_submittable(self):
        """Refuse to submit what is incomplete.

        :raise UserError: names what is missing
        """

    def _check_signable(self):
        """Refuse to sign what has become wrong since it was submitted.

        :raise UserError: names what changed and the way out
        """

    def _on_submitted(self):
        """Freeze what the signers are shown."""

    def _on_decision(self, step):
        """Note what the signer of ``step`` was shown."""

    def _on_approved(self):
        """Make the effect; runs once, in the transaction of the last signature."""

    def _get_open_domain(self) -> Domain:
        return Domain("state", "in", ("draft", "submitted"))
