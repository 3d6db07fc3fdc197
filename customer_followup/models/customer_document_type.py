from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from ..tools.conditions import read_conditions

LARGEST_WEIGHT = 1000


class CustomerDocumentType(models.Model):
    """A kind of paper that belongs into a dossier (DOS-2).

    A service manager writes which customers need it, how much it counts and how long
    it is valid. It ends when it is archived: then no dossier needs it any more, and
    the papers of this kind stay where they are.
    """

    _name = "customer.document.type"
    _description = "Document Type"
    _inherit = ["mail.thread"]
    _order = "sequence, id"

    name = fields.Char("Paper", required=True, translate=True, tracking=True)
    code = fields.Char(
        copy=False,
        help="For imports, and for the file names that the type is recognised by.",
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True, tracking=True)
    company_id = fields.Many2one(
        "res.company",
        index=True,
        tracking=True,
        help="Empty: the paper is needed in every company.",
    )
    weight = fields.Integer(
        default=10,
        required=True,
        tracking=True,
        aggregator=False,
        help="How much the paper counts in the completeness of a dossier, compared "
        "with the other papers that the customer needs.",
    )
    required = fields.Boolean(
        default=True,
        tracking=True,
        help="Without it the dossier is incomplete. Papers that are not required are "
        "asked for, but do not count.",
    )
    partner_domain = fields.Char(
        "Customers",
        default="[]",
        tracking=True,
        help="The customers that need the paper. Empty: all of them.",
    )
    domain_error = fields.Text(
        "Not Usable",
        compute="_compute_domain_error",
        help="Why the condition cannot be used; until it is corrected, no customer "
        "needs the paper.",
    )
    validity_months = fields.Integer(
        "Valid for (Months)",
        tracking=True,
        aggregator=False,
        help="Proposed as the expiry of a new document, from its date of issue. 0: it "
        "does not expire.",
    )
    remind_days = fields.Integer(
        "Remind Before Expiry (Days)",
        default=30,
        tracking=True,
        aggregator=False,
        help="The specialist is asked to renew the document so many days before it "
        "expires. 0: on the last day.",
    )
    keywords = fields.Char(
        help="Words in the name of a file that tell this type, separated by commas.",
    )
    document_count = fields.Integer(
        "Documents", compute="_compute_document_count", compute_sudo=True
    )

    _weight_counts = models.Constraint(
        f"CHECK (weight BETWEEN 1 AND {LARGEST_WEIGHT})",
        f"A weight is a number from 1 to {LARGEST_WEIGHT}.",
    )
    _validity_within_reason = models.Constraint(
        "CHECK (validity_months BETWEEN 0 AND 1200)",
        "A paper is valid for 0 (for ever) to 1,200 months.",
    )
    _reminder_within_a_year = models.Constraint(
        "CHECK (remind_days BETWEEN 0 AND 366)",
        "People are reminded 0 to 366 days before a paper expires.",
    )
    _code_is_unique = models.UniqueIndex(
        "(code, COALESCE(company_id, 0)) WHERE code IS NOT NULL",
        "Another document type has this code already.",
    )  # an import could not tell them apart

    @api.depends("partner_domain")
    def _compute_domain_error(self):
        for document_type in self:
            try:
                document_type._read_partner_domain()
            except Exception as error:  # whatever a condition can raise
                document_type.domain_error = str(error)
            else:
                document_type.domain_error = False

    def _compute_document_count(self):
        groups = self.env["customer.document"]._read_group(
            [("type_id", "in", self.ids)], ["type_id"], ["__count"]
        )
        counts = {document_type.id: count for document_type, count in groups}
        for document_type in self:
            document_type.document_count = counts.get(document_type.id, 0)

    @api.constrains("partner_domain")
    def _check_partner_domain(self):
        for document_type in self:
            try:
                # sudo: the type is for customers its author may not see; the query is
                # run, as PostgreSQL finds what Odoo lets pass
                self.env["res.partner"].sudo().search(
                    document_type._read_partner_domain(), limit=1
                )
            except Exception as error:
                raise ValidationError(
                    self.env._(
                        "The condition of document type %(type)s cannot be used: "
                        "%(error)s. Correct it, or empty it to mean all customers.",
                        type=document_type.name,
                        error=error,
                    )
                ) from error

    @api.ondelete(at_uninstall=False)
    def _unlink_only_unused(self):
        # sudo: documents of all companies
        Document = self.env["customer.document"].sudo()
        if Document.search_count([("type_id", "in", self.ids)], limit=1):
            raise UserError(
                self.env._(
                    "There are documents of this type. Archive the type instead of "
                    "deleting it: they stay, and no dossier needs it any more."
                )
            )

    def _read_partner_domain(self) -> Domain:
        """Return which customers need the paper.

        :raise ValueError: the condition cannot be read or used
        """
        domain = read_conditions(self.partner_domain, self.env)
        # sudo: which customers a type is for does not depend on who asks
        self.env["res.partner"].sudo()._search(domain)
        return domain

    def action_open_documents(self):
        """Show the documents of this type."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "customer_followup.customer_document_action"
        )
        action["domain"] = [("type_id", "in", self.ids)]
        action["context"] = {"default_type_id": self[:1].id}
        return action
