import logging

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL, ormcache

from ..policy.completeness import Paper
from ..tools.conditions import get_condition_fields

_logger = logging.getLogger(__name__)

# what decides which customers need a paper, and how much it counts
COMPLETENESS_FIELDS = {"active", "company_id", "weight", "required", "partner_domain"}


class CustomerDocumentType(models.Model):
    """Which customers need which papers, for many customers at once."""

    _inherit = "customer.document.type"

    @api.model_create_multi
    def create(self, vals_list):
        types = super().create(vals_list)
        types._refresh_all_dossiers()
        return types

    def write(self, vals):
        result = super().write(vals)
        if COMPLETENESS_FIELDS & set(vals):
            self._refresh_all_dossiers()
        return result

    def unlink(self):
        result = super().unlink()
        self._refresh_all_dossiers()
        return result

    def _refresh_all_dossiers(self):
        self.env.registry.clear_cache()
        if self.pool.ready:  # an installation does it once, at its end
            self.env["res.partner"]._refresh_all_dossiers()

    @api.model
    def _get_active(self):
        """Return the types in use, in their order."""
        # sudo: dossiers need the same, whoever looks; "active" said here, as a
        # caller's context may ask for archived ones too
        return self.sudo().search([("active", "=", True)])

    @api.model
    @ormcache()
    def _get_customer_fields(self) -> frozenset[str]:
        """Return the fields of a customer that decide which papers are needed."""
        names = set()
        for document_type in self._get_active():
            domain = document_type._get_usable_domain() or Domain.TRUE
            names |= get_condition_fields(domain, self.env["res.partner"])
        return frozenset(names)

    def _get_usable_domain(self) -> Domain | None:
        """Return which customers need the paper; nothing when that cannot be told.

        A condition can become unusable after it was written, when a field it names
        belonged to an addon that was removed.
        """
        try:
            domain = self._read_partner_domain()
        except Exception:
            _logger.warning("Document type %s has no usable condition", self.id)
            return None
        if self.company_id:
            domain &= self._get_company_domain()
        return domain

    def _get_company_domain(self) -> Domain:
        """Return the customers whose dossier the company of the type keeps."""
        kept_by = Domain("customer_dossier_company_id", "=", self.company_id.id)
        unkept = Domain("customer_dossier_company_id", "=", False)
        return kept_by | unkept & Domain("company_id", "=", self.company_id.id)

    @api.model
    def _find_papers(self, partner_ids: list[int]) -> dict[int, list[Paper]]:
        """Return the papers that each customer needs, with one query."""
        papers = {partner_id: [] for partner_id in partner_ids}
        conditions = []
        types = self._get_active()
        for document_type in types:
            domain = document_type._get_usable_domain()
            if domain is not None:
                conditions.append((document_type, domain))
        needed = self._find_fitting(partner_ids, conditions)
        for document_type in types:
            paper = Paper(
                document_type.id, document_type.weight, document_type.required
            )
            for partner_id in needed.get(document_type.id, ()):
                papers[partner_id].append(paper)
        return papers

    @api.model
    def _find_fitting(self, partner_ids, conditions) -> dict[int, list[int]]:
        """Return the customers that fit each type's condition, by the type's id."""
        everybody = [t.id for t, domain in conditions if domain.is_true()]
        fitting = dict.fromkeys(everybody, partner_ids)
        # sudo: see _get_active; archived customers have dossiers, too
        Partner = self.env["res.partner"].sudo().with_context(active_test=False)
        queries = [
            SQL(
                "SELECT %s AS type_id, id FROM (%s) AS fitting",
                document_type.id,
                Partner._search(
                    domain & Domain("id", "in", partner_ids), order="id"
                ).select(),
            )
            for document_type, domain in conditions
            if not domain.is_true()
        ]
        if queries:
            rows = self.env.execute_query(SQL(" UNION ALL ").join(queries))
            for type_id, partner_id in rows:
                fitting.setdefault(type_id, []).append(partner_id)
        return fitting
