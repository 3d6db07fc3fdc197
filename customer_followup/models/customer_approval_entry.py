from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools.permit import Permit, get_permit

APPEND_ONLY = """
    CREATE OR REPLACE FUNCTION customer_approval_entry_append_only()
    RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION 'The approval log is append-only: % is refused', TG_OP
              USING ERRCODE = 'insufficient_privilege';
    END $$;
    CREATE OR REPLACE TRIGGER customer_approval_entry_append_only
    BEFORE UPDATE OR DELETE OR TRUNCATE ON customer_approval_entry
    FOR EACH STATEMENT EXECUTE FUNCTION customer_approval_entry_append_only();
"""


class CustomerApprovalEntry(models.Model):
    """A line of the log: who decided what about which document, and when.

    The application writes it in the transaction of the decision itself. It never ends:
    nobody has the right to change or delete it, and PostgreSQL refuses both, even to
    the administrator of Odoo.
    """

    _name = "customer.approval.entry"
    _description = "Approval Log"
    _order = "id"
    _log_access = False
    _rec_name = "document"

    res_model = fields.Char("Document Model", required=True, readonly=True)
    res_id = fields.Many2oneReference(
        "Document ID", model_field="res_model", required=True, readonly=True
    )
    document = fields.Char(readonly=True, help="The document's name at that time.")
    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, ondelete="restrict"
    )
    step_id = fields.Many2one(
        "customer.approval.step", readonly=True, ondelete="restrict"
    )
    level = fields.Char(readonly=True, help="The level's name at that time.")
    action = fields.Selection(
        [
            ("submitted", "Submitted"),
            ("approved", "Signed"),
            ("refused", "Refused"),
            ("asked_back", "Asked Back"),
            ("cancelled", "Cancelled"),
            ("applied", "Applied"),
            ("reverted", "Reverted"),
            ("expired", "Expired"),
            ("conflict", "Conflict"),
            ("opening", "Opening Entry"),
            ("restored", "Restored"),
            ("migrated", "Migrated"),
        ],
        required=True,
        readonly=True,
    )
    user_id = fields.Many2one(
        "res.users", "Who", required=True, readonly=True, ondelete="restrict"
    )
    on_behalf_of_id = fields.Many2one("res.users", readonly=True, ondelete="restrict")
    comment = fields.Text(readonly=True)
    decided_at = fields.Datetime("When", required=True, readonly=True)
    value_hash = fields.Char(
        "Fingerprint",
        readonly=True,
        help="SHA-256 of the values that were submitted, decided or applied.",
    )
    # Read by the reconciliation in SQL, and by people in words as the terms; the
    # fingerprint is of exactly this.
    values = fields.Json(readonly=True)
    terms = fields.Char(
        "Limit / Term",
        compute="_compute_terms",
        help="The credit limit and payment term that were submitted or written.",
    )

    _by_document = models.Index("(res_model, res_id, company_id, id)")

    @api.depends("values", "company_id")
    @api.depends_context("lang")
    def _compute_terms(self):
        pairs = {entry: entry._get_logged_terms() for entry in self}
        ids = {term_id for _limit, term_id in pairs.values() if term_id}
        # sudo: the names of terms and the currency are no secret
        terms = self.env["account.payment.term"].sudo().browse(ids).exists()
        names = {term.id: term.name for term in terms}
        names[None] = self.env._("no payment term")
        for entry, (limit, term_id) in pairs.items():
            amount = entry.company_id.sudo().currency_id.format(limit or 0.0)
            name = names.get(term_id or None) or self.env._("deleted payment term")
            entry.terms = False if limit is None else f"{amount} / {name}"

    def _get_logged_terms(self) -> tuple:
        """Return limit and term id a request asked for, or else that were written."""
        values = self["values"] or {}
        if "requested_limit" in values:
            return values["requested_limit"], values["requested_term_id"]
        return values.get("credit_limit"), values.get("payment_term_id")

    def init(self):
        self.env.cr.execute(APPEND_ONLY)

    @api.model_create_multi
    def create(self, vals_list):
        permit = get_permit(self, "customer_transition")
        if not permit:
            raise self._get_refusal()
        permit.use(self)
        now = fields.Datetime.now()
        return super().create(
            [{"decided_at": now, "user_id": self.env.uid, **vals} for vals in vals_list]
        )

    @api.model
    def _append(self, record, action: str, company, **vals):
        """Add a line about ``record`` to the log.

        :param action: key of the selection
        :param vals: further fields
        """
        log = self.browse()
        permit = Permit(log)
        # sudo: nobody has the right to write the log; decisions do, when they are made
        entry = (
            log.sudo()
            .with_context(customer_transition=permit)
            .create(
                {
                    "res_model": record._name,
                    "res_id": record.id,
                    "document": record.display_name,
                    "company_id": company.id,
                    "action": action,
                    **vals,
                }
            )
        )
        if "approval_entry_ids" in record._fields:
            record.invalidate_recordset(["approval_entry_ids"])
        return entry

    # Nothing is left to call super for, and @api.ondelete can be told to be silent by
    # whoever sends the key of an uninstallation.
    # pylint: disable=method-required-super,no-raise-unlink
    def write(self, vals):
        raise self._get_refusal()

    def unlink(self):
        raise self._get_refusal()

    # pylint: enable=method-required-super,no-raise-unlink

    def _get_refusal(self) -> UserError:
        return UserError(
            self.env._(
                "The approval log is the evidence of who decided what. Decisions "
                "write it; nobody can add to it, change or delete it by hand."
            )
        )
