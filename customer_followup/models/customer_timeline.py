from functools import partial

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..tools.timeline_source import IDS_PER_RECORD, TimelineSource, select_nothing

KINDS = [
    ("transaction", "Transactions"),
    ("visit", "Visits"),
    ("reception", "Receptions"),
    ("complaint", "Complaints and Cases"),
    ("other", "Other"),
]


class CustomerTimeline(models.Model):
    """Everything that is known about customers, as one timeline (DOS-5).

    What it is: five classes of information, read from the records themselves. There is
    no copy, so nobody makes an entry, and it ends with its record.

    How it is used: search it like any model. Who asks sees the entries whose records
    he or she may read, and there is nothing else: the rights of every model, companies
    included, are in the query that stands where a table would be.

    How it works: one ``UNION ALL`` of sources. Who adds one adds it to
    ``_get_sources``, with a number of its own, and writes ``_select_<name>(source)``.
    """

    _name = "customer.timeline"
    _description = "Timeline Entry"
    _auto = False
    _order = "happened_at desc, id desc"
    _rec_names_search = ["name", "title"]

    kind = fields.Selection(KINDS, "Class", readonly=True)
    document = fields.Char(readonly=True, help="What the record is.")
    name = fields.Char("Number", readonly=True)
    title = fields.Char("About", readonly=True)
    happened_at = fields.Datetime("Date", readonly=True)
    partner_id = fields.Many2one("res.partner", "Customer", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    user_id = fields.Many2one("res.users", "Person", readonly=True)
    state = fields.Char("Status", readonly=True)
    status = fields.Selection(
        [("open", "Still Open"), ("done", "Closed"), ("cancelled", "Given Up")],
        "Finished",
        readonly=True,
    )
    amount = fields.Monetary(readonly=True, aggregator=False)
    currency_id = fields.Many2one("res.currency", readonly=True)
    res_model = fields.Char("Document Model", readonly=True)
    res_id = fields.Many2oneReference(
        "Document ID", model_field="res_model", readonly=True
    )
    # the row that the entry's id is made of
    source_id = fields.Integer("Source ID", readonly=True, aggregator=False)

    @property
    def _table_query(self) -> SQL:
        return SQL(" UNION ALL ").join([select_nothing(), *self._get_selects()])

    @api.model
    def _get_sources(self) -> dict[str, tuple[int, str]]:
        """Return number and model of each source, by the name of its method.

        The number makes the ids of its entries: it stays the same for ever, and is
        below 100. An addon of its own takes one from 60.
        """
        return {}

    def _get_selects(self):
        """Yield a query for each source whose records the user may read at all."""
        for name, (number, model_name) in self._get_sources().items():
            model = self.env[model_name]
            if model.has_access("read"):
                source = TimelineSource(number, model)
                yield getattr(self, f"_select_{name}")(source)

    @api.depends("document", "name", "title")
    def _compute_display_name(self):
        for entry in self:
            words = (entry.document, entry.name, entry.title)
            entry.display_name = " ".join(filter(None, words))

    @api.model
    def _search(self, domain, *args, **kwargs):
        return super()._search(self._narrow(Domain(domain)), *args, **kwargs)

    @api.model
    def _narrow(self, domain: Domain) -> Domain:
        """Add to each condition on ids the one that the sources have an index for."""

        def narrow(condition):
            if condition.field_expr != "id" or condition.operator not in ("=", "in"):
                return condition
            ids = condition.value
            ids = [ids] if condition.operator == "=" else ids
            if isinstance(ids, SQL) or not isinstance(ids, list | tuple | set):
                return condition
            source_ids = {id_ // IDS_PER_RECORD for id_ in ids if isinstance(id_, int)}
            return condition & Domain("source_id", "in", source_ids)

        return domain.map_conditions(narrow)

    @api.private
    def exists(self):
        # not like a table's: without an index on the id that would read everything
        found = self._search([("id", "in", self.ids)], bypass_access=True)
        return self & self.browse(found.get_result_ids())

    def _check_access(self, operation):
        """Refuse what no query would have found, also by an id that was guessed."""
        if (refused := super()._check_access(operation)) or not any(self._ids):
            return refused
        if forbidden := self - self.exists():
            error = self.env["ir.rule"]._make_access_error
            return forbidden, partial(error, operation, forbidden)
        return None

    def action_open_document(self):
        """Show the record that the entry is about; of several, the first."""
        entry = self.exists()[:1]
        return entry and {
            "type": "ir.actions.act_window",
            "res_model": entry.res_model,
            "res_id": entry.res_id,
            "views": [(False, "form")],
        }
