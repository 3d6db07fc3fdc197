from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

COLLEAGUES = "base.group_user"
# what follows from the documents alone
RESULTS = (
    "customer_dossier_completeness",
    "customer_dossier_state",
    "customer_dossier_valid_until",
    "customer_missing_type_ids",
)
# what opens a dossier and says who keeps it
HEADER = (
    "customer_dossier_number",
    "customer_dossier_date",
    "customer_dossier_company_id",
    "customer_dossier_reviewed_at",
)


class ResPartner(models.Model):
    """The dossier of a customer: number, completeness, and what is missing (DOS-1…4).

    It is on the commercial partner, as the papers are the company's and not its
    contacts'. The company that opened it keeps it, with a number of its own sequence.
    """

    _inherit = "res.partner"

    customer_dossier_number = fields.Char(
        "Dossier Number", copy=False, index="btree_not_null", groups=COLLEAGUES
    )
    customer_dossier_date = fields.Date(
        "Dossier Opened On", copy=False, groups=COLLEAGUES
    )
    customer_dossier_company_id = fields.Many2one(
        "res.company",
        "Dossier Kept By",
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        groups=COLLEAGUES,
    )
    customer_dossier_location = fields.Char(
        "Paper Dossier",
        copy=False,
        groups=COLLEAGUES,
        help="Where the paper dossier is kept, e.g. Cabinet 3, folder 12.",
    )
    customer_dossier_reviewed_at = fields.Date(
        "Dossier Last Looked At",
        readonly=True,
        copy=False,
        groups=COLLEAGUES,
        help="When somebody last filed a document or confirmed that all is current.",
    )
    customer_dossier_completeness = fields.Integer(
        "Completeness (%)",
        readonly=True,
        copy=False,
        aggregator="avg",
        groups=COLLEAGUES,
        help="The part of the required papers, by their weight, that is verified and "
        "valid.",
    )
    customer_dossier_state = fields.Selection(
        [
            ("none", "No Dossier"),
            ("incomplete", "Incomplete"),
            ("waived", "By Permission"),
            ("complete", "Complete"),
        ],
        "Dossier",
        default="none",
        readonly=True,
        copy=False,
        index=True,
        groups=COLLEAGUES,
        help="By permission: papers are missing, and the directors have signed that "
        "the customer is served all the same.",
    )
    customer_missing_type_ids = fields.Many2many(
        "customer.document.type",
        "customer_dossier_missing_rel",
        "partner_id",
        "type_id",
        "Missing Papers",
        readonly=True,
        copy=False,
        groups=COLLEAGUES,
    )
    customer_dossier_valid_until = fields.Date(
        readonly=True,
        copy=False,
        groups=COLLEAGUES,
        help="The last day the completeness holds if nobody does anything.",
    )
    customer_dossier_summary = fields.Text(
        "Missing in Words",
        compute="_compute_customer_dossier_summary",
        groups=COLLEAGUES,
    )
    customer_document_ids = fields.One2many(
        "customer.document", "partner_id", "Documents", groups=COLLEAGUES
    )

    _customer_dossier_number_unique = models.UniqueIndex(
        "(customer_dossier_number, customer_dossier_company_id) "
        "WHERE customer_dossier_number IS NOT NULL",
        "Another customer's dossier has this number already.",
    )  # the number is written on the paper dossier
    _customer_dossier_to_expire = models.Index(
        "(customer_dossier_valid_until) WHERE customer_dossier_valid_until IS NOT NULL"
    )  # for the job that follows the calendar

    @api.depends("customer_missing_type_ids", "customer_document_ids.state")
    @api.depends_context("lang")
    def _compute_customer_dossier_summary(self):
        statuses = self._get_missing_statuses()
        for partner in self:
            # sudo: what is missing is known to whoever sees the customer
            missing = partner.sudo().customer_missing_type_ids
            partner.customer_dossier_summary = "\n".join(
                partner._describe_missing(kind, statuses) for kind in missing
            )

    @api.model
    def _get_dossier_domain(self) -> Domain:
        """Return who has a dossier, or should have one: the customers."""
        return (
            Domain("customer_rank", ">", 0)
            | Domain("customer_dossier_number", "!=", False)
            | Domain("customer_document_ids", "!=", False)
        )

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            # a new user comes with the defaults of its contact
            self._check_no_dossier_result(
                name for name in vals if vals[name] not in (False, None, 0, "none")
            )
            self._check_may_head_dossier(name for name in vals if vals[name])
        partners = super().create(vals_list)
        for partner, vals in zip(partners, vals_list, strict=True):
            if vals.get("customer_dossier_number"):  # imported with its number
                partner._complete_dossier_header()
        customers = partners.filtered(
            lambda p: p.customer_rank or p.customer_dossier_number
        )
        customers._refresh_dossiers()
        return partners

    def write(self, vals):
        changed = self._get_changed_dossier_fields(vals)
        self._check_no_dossier_result(changed)
        self._check_may_head_dossier(changed)
        result = super().write(vals)
        if vals.get("customer_dossier_number"):
            self._complete_dossier_header()
        if {"parent_id", "is_company"} & set(vals):
            self._move_documents()
        types = self.env["customer.document.type"]
        if (self._get_dossier_fields() | types._get_customer_fields()) & set(vals):
            self._refresh_dossiers()
        return result

    @api.model
    def _get_dossier_fields(self) -> set[str]:
        """Return what decides, besides the conditions of types, what is needed."""
        return {
            "company_id",
            "customer_dossier_company_id",
            "customer_dossier_number",
            "customer_rank",
            "parent_id",
        }

    def _get_changed_dossier_fields(self, vals: dict) -> list[str]:
        """Return the guarded fields that would change.

        A merge writes what is there already once more, and so do some clients.
        """
        guarded = [name for name in (*RESULTS, *HEADER) if name in vals]
        return [
            name
            for name in guarded
            if any(
                partner[name]
                != self._fields[name].convert_to_record(
                    self._fields[name].convert_to_cache(vals[name], partner), partner
                )
                for partner in self.sudo()  # sudo: only whether it is the same
            )
        ]

    @api.model
    def _check_no_dossier_result(self, names):
        """Refuse to write by hand what follows from the documents.

        :raise UserError: such a field is among ``names``
        """
        if not set(RESULTS).isdisjoint(names):
            raise UserError(
                self.env._(
                    "How complete a dossier is follows from its documents. File the "
                    "missing papers, or ask for a waiver."
                )
            )

    @api.model
    def _check_may_head_dossier(self, names):
        """Let supervisors alone number dossiers by hand, as when importing them.

        :raise AccessError: the user is none
        """
        if set(HEADER).isdisjoint(names) or self.env.su:
            return
        if not self.env.user.has_group("customer_followup.group_supervisor"):
            raise AccessError(
                self.env._(
                    "A dossier gets its number when it is opened: use Open Dossier. "
                    "Only supervisors correct numbers by hand."
                )
            )

    def _complete_dossier_header(self):
        """Give dossiers that were numbered by hand a company and a date."""
        for partner in self:
            company = partner._get_dossier_company()
            missing = {
                "customer_dossier_company_id": company.id,
                "customer_dossier_date": company._get_customer_today(),
            }
            vals = {name: value for name, value in missing.items() if not partner[name]}
            if vals:
                partner.write(vals)

    def _get_dossier_company(self):
        """Return the company that keeps the dossier, or would keep it."""
        return self.customer_dossier_company_id or self.company_id or self.env.company

    def _move_documents(self):
        """Let the papers of who became somebody's contact belong to the customer."""
        # sudo: the documents of a customer whom the user may write
        for partner in self.sudo().with_context(active_test=False):
            customer = partner.commercial_partner_id
            if partner != customer and partner.customer_document_ids:
                documents = partner.customer_document_ids
                documents._in_transition().write({"partner_id": customer.id})

    def _describe_missing(self, document_type, statuses: dict) -> str:
        """Return why a paper does not count, in words.

        :param statuses: see ``_get_missing_statuses``
        """
        state, expiry = statuses.get((self._origin.id, document_type.id), (None, None))
        texts = {
            "submitted": lambda: self.env._(
                "%(paper)s: waits to be verified", paper=document_type.name
            ),
            "verified": lambda: self.env._(
                "%(paper)s: expired on %(day)s", paper=document_type.name, day=expiry
            ),
            "rejected": lambda: self.env._(
                "%(paper)s: was rejected", paper=document_type.name
            ),
            "draft": lambda: self.env._(
                "%(paper)s: is a draft", paper=document_type.name
            ),
        }
        text = texts.get(state)
        return text() if text else document_type.name

    def _get_missing_statuses(self) -> dict[tuple[int, int], tuple]:
        """Return how far the best document of each missing paper is.

        :return: state and expiry by ids of customer and type
        """
        order = ("submitted", "verified", "rejected", "draft")
        # sudo: as in _compute_customer_dossier_summary
        partners = self._origin.sudo()
        documents = (
            self.env["customer.document"]
            .sudo()
            .search_fetch(
                [
                    ("partner_id", "in", partners.ids),
                    ("type_id", "in", partners.customer_missing_type_ids.ids),
                ],
                ["partner_id", "type_id", "state", "date_expiry"],
                order="date_expiry, id",
            )
        )
        documents = documents.sorted(lambda d: -order.index(d.state))
        return {
            (d.partner_id.id, d.type_id.id): (d.state, d.date_expiry) for d in documents
        }
