from odoo import api, fields, models
from odoo.fields import Domain


class CustomerApprovalStep(models.Model):
    """One level of one submitted document, and who can sign it.

    Made when the document is submitted, with what its route asked for then. Opens
    when the level before is signed; ends when it is signed or refused, or when the
    document goes back to its requester.
    """

    _name = "customer.approval.step"
    _description = "Approval Step"
    _inherit = ["customer.transition.mixin"]
    _customer_is_evidence = True
    _order = "res_model, res_id, round, sequence, id"
    _rec_name = "document"

    res_model = fields.Char("Document Model", required=True, readonly=True)
    res_id = fields.Many2oneReference(
        "Document ID", model_field="res_model", required=True, readonly=True
    )
    document = fields.Char(readonly=True)
    document_type = fields.Char(compute="_compute_document_type")
    company_id = fields.Many2one("res.company", required=True, readonly=True)
    requester_id = fields.Many2one("res.users", required=True, readonly=True)
    round = fields.Integer(
        readonly=True, help="How often the document had been submitted by then."
    )
    sequence = fields.Integer(readonly=True)
    level_id = fields.Many2one(
        "customer.approval.level", required=True, readonly=True, ondelete="restrict"
    )
    group_id = fields.Many2one("res.groups", "Office", readonly=True)
    user_ids = fields.Many2many(
        "res.users",
        "customer_approval_step_user_rel",
        string="People",
        readonly=True,
    )
    needs_all = fields.Boolean(readonly=True)
    signer_ids = fields.Many2many(
        "res.users",
        "customer_approval_step_signer_rel",
        string="Waiting For",
        readonly=True,
        help="Who can sign now, stand-ins included.",
    )
    state = fields.Selection(
        [
            ("waiting", "Waiting"),
            ("open", "To Sign"),
            ("approved", "Signed"),
            ("refused", "Refused"),
            ("returned", "Asked Back"),
            ("cancelled", "Cancelled"),
        ],
        "Status",
        default="waiting",
        required=True,
        readonly=True,
    )
    is_blocked = fields.Boolean("Nobody Can Sign", readonly=True)
    opened_at = fields.Datetime("Waiting Since", readonly=True)
    closed_at = fields.Datetime(readonly=True)
    reminded_at = fields.Datetime("Last Reminder", readonly=True)
    entry_ids = fields.One2many("customer.approval.entry", "step_id", readonly=True)

    _by_document = models.Index("(res_model, res_id, round)")
    _open = models.Index(
        "(company_id) WHERE state IN ('waiting', 'open')"
    )  # for To Sign, the reminders and who may sign after a change of office

    @api.depends("res_model")
    @api.depends_context("lang")
    def _compute_document_type(self):
        for step in self:
            # sudo: the name of a kind of document is no secret
            model = self.env["ir.model"].sudo()._get(step.res_model)
            step.document_type = model.name

    @api.model
    def _get_to_sign_domain(self) -> Domain:
        """Return the steps that the user can sign now."""
        return Domain("state", "=", "open") & Domain("signer_ids", "in", self.env.uid)

    @api.model
    def get_to_sign_count(self) -> int:
        """Return how many documents wait for the user's signature."""
        return self.search_count(self._get_to_sign_domain())

    def action_open_document(self):
        """Show the document that the step belongs to; of several, the first."""
        step = self.exists()[:1]
        return step and {
            "type": "ir.actions.act_window",
            "res_model": step.res_model,
            "res_id": step.res_id,
            "views": [(False, "form")],
        }

    def _get_document(self):
        return self.env[self.res_model].browse(self.res_id)
