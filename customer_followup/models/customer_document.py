from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

# what somebody else looked at when the document was verified
CONTENT_FIELDS = {
    "partner_id",
    "type_id",
    "number",
    "date_issue",
    "date_expiry",
    "attachment_ids",
}


class CustomerDocument(models.Model):
    """A paper of a customer: its data, its scans and where the original is.

    Whoever gets the paper files it; somebody else verifies or rejects it. It counts
    from then on until it expires. What was verified stays as it is: a renewal is a
    new document.
    """

    _name = "customer.document"
    _description = "Customer Document"
    _inherit = ["customer.transition.mixin", "mail.thread", "mail.activity.mixin"]
    _order = "date_expiry desc, id desc"
    _mail_post_access = "read"
    _customer_transitions = {
        "submit": (("draft",), "submitted", None),
        "withdraw": (("submitted", "rejected"), "draft", None),
        "verify": (("submitted",), "verified", "group_specialist"),
        "reject": (("submitted", "verified"), "rejected", "group_specialist"),
    }

    partner_id = fields.Many2one(
        "res.partner",
        "Customer",
        required=True,
        index=True,
        ondelete="restrict",
        domain=[("parent_id", "=", False)],
        tracking=True,
    )
    company_id = fields.Many2one(
        "res.company", compute="_compute_company_id", store=True, index=True
    )
    type_id = fields.Many2one(
        "customer.document.type",
        "Paper",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('company_id', 'in', [False, company_id])]",
        tracking=True,
    )
    number = fields.Char(copy=False, tracking=True, help="As printed on the paper.")
    date_issue = fields.Date("Issued On", copy=False, tracking=True)
    date_expiry = fields.Date(
        "Valid Until",
        compute="_compute_date_expiry",
        store=True,
        readonly=False,
        copy=False,
        tracking=True,
        help="The last day it is valid. Empty: it does not expire.",
    )
    attachment_ids = fields.Many2many(
        "ir.attachment",
        "customer_document_attachment_rel",
        "document_id",
        "attachment_id",
        "Files",
        copy=False,
        bypass_search_access=True,  # who reads a document reads its files
        help="Scans or photos.",
    )
    attachment_count = fields.Integer("Number of Files", compute="_compute_attachments")
    paper_location = fields.Char(
        tracking=True, help="Where the original is kept, e.g. Cabinet 3, folder 12."
    )
    note = fields.Text("Remarks")
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("submitted", "To Verify"),
            ("verified", "Verified"),
            ("rejected", "Rejected"),
        ],
        "Status",
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
        group_expand=True,
    )
    is_expired = fields.Boolean(
        "Expired", compute="_compute_is_expired", search="_search_is_expired"
    )
    editor_ids = fields.Many2many(
        "res.users",
        "customer_document_editor_rel",
        string="Filed By",
        readonly=True,
        copy=False,
        help="Whoever wrote or uploaded it; somebody else verifies it.",
    )
    submitted_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    submitted_at = fields.Datetime("Submitted On", readonly=True, copy=False)
    verified_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    verified_at = fields.Datetime("Verified On", readonly=True, copy=False)
    rejected_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    rejection_reason = fields.Text("Why Rejected", readonly=True, copy=False)
    reminded_at = fields.Datetime("Renewal Asked For On", readonly=True, copy=False)
    can_verify = fields.Boolean(compute="_compute_can_verify")

    _on_file = models.Index(
        "(partner_id, type_id) INCLUDE (date_expiry) WHERE state = 'verified'"
    )  # for the completeness of dossiers
    _to_renew = models.Index(
        "(date_expiry) WHERE state = 'verified' AND reminded_at IS NULL"
    )  # for the job that asks for renewals

    @api.depends("type_id", "number", "partner_id")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for document in self:
            name = " ".join(filter(None, [document.type_id.name, document.number]))
            customer = document.partner_id.name
            document.display_name = " · ".join(filter(None, [name, customer]))

    @api.depends("partner_id.customer_dossier_company_id", "partner_id.company_id")
    def _compute_company_id(self):
        for document in self:
            # sudo: the customer may have gone where the user cannot follow
            partner = document.partner_id.sudo()
            document.company_id = (
                partner.customer_dossier_company_id or partner.company_id
            )

    @api.depends("type_id", "date_issue")
    def _compute_date_expiry(self):
        for document in self:
            end = document.type_id._get_date_expiry(document.date_issue)
            document.date_expiry = end or document.date_expiry

    @api.depends("attachment_ids")
    def _compute_attachments(self):
        for document in self:
            document.attachment_count = len(document.attachment_ids)

    @api.depends("date_expiry", "company_id")
    def _compute_is_expired(self):
        for document in self:
            expiry = document.date_expiry
            document.is_expired = bool(expiry) and expiry < document._get_today()

    def _search_is_expired(self, operator, value):
        if operator != "in":
            return NotImplemented
        today = self.env.company._get_customer_today()
        expired = Domain("date_expiry", "<", today)
        domains = {True: expired, False: ~expired}
        return Domain.OR(domains[bool(item)] for item in value)

    @api.depends("state", "editor_ids", "submitted_by_id")
    @api.depends_context("uid")
    def _compute_can_verify(self):
        is_specialist = self.env.user.has_group("customer_followup.group_specialist")
        for document in self:
            document.can_verify = is_specialist and not document._is_own()

    @api.constrains("date_issue", "date_expiry")
    def _check_dates(self):
        for document in self:
            issue, expiry = document.date_issue, document.date_expiry
            if issue and issue > document._get_today():
                raise ValidationError(
                    self.env._(
                        "%(document)s cannot be issued on a day to come. Correct "
                        "Issued On.",
                        document=document.display_name,
                    )
                )
            if issue and expiry and expiry < issue:
                raise ValidationError(
                    self.env._(
                        "%(document)s cannot expire before it was issued. Correct "
                        "Issued On or Valid Until.",
                        document=document.display_name,
                    )
                )

    @api.constrains("partner_id", "type_id")
    def _check_type(self):
        for document in self:
            # sudo: a type that the user may not read
            of_company = document.sudo().type_id.company_id
            keeper = document.company_id
            if of_company and keeper and of_company != keeper:
                raise ValidationError(
                    self.env._(
                        "%(company)s, which keeps the dossier, does not ask for this "
                        "paper. Choose another one.",
                        company=keeper.name,
                    )
                )

    @api.constrains("partner_id")
    def _check_partner(self):
        for document in self:
            partner = document.partner_id
            if partner != partner.commercial_partner_id:
                raise ValidationError(
                    self.env._(
                        "%(contact)s is a contact of %(customer)s, whose dossier it "
                        "is. File the document there.",
                        contact=partner.name,
                        customer=partner.commercial_partner_id.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        birth = {
            "state": "draft",
            "editor_ids": [fields.Command.set(self.env.user.ids)],
        }
        documents = super().create(self._prepare_birth(vals_list, birth))
        documents._refresh_dossiers()
        return documents

    def write(self, vals):
        if not CONTENT_FIELDS.isdisjoint(vals) and not self._is_transition():
            self._check_is_draft()
            self._note_editor()
        before = self.partner_id
        result = super().write(vals)
        if not {"partner_id", "type_id", "state", "date_expiry"}.isdisjoint(vals):
            (before | self.partner_id)._refresh_dossiers(is_claimed=True)
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_submitted(self):
        if kept := self.filtered(lambda d: d.state != "draft" or d.submitted_at):
            raise UserError(
                self.env._(
                    "%(document)s was submitted once and stays. Only drafts that "
                    "nobody has looked at can be deleted.",
                    document=kept[0].display_name,
                )
            )

    @api.model
    def _get_stamp_fields(self) -> set[str]:
        return super()._get_stamp_fields() | {
            "editor_ids",
            "submitted_by_id",
            "submitted_at",
            "verified_by_id",
            "verified_at",
            "rejected_by_id",
            "rejection_reason",
            "reminded_at",
        }

    def _get_today(self):
        company = self.company_id or self.env.company
        return company._get_customer_today()

    def _refresh_dossiers(self):
        self.partner_id._refresh_dossiers(is_claimed=True)
