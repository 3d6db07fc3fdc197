from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from ..tools.conditions import read_conditions


class CustomerApprovalRoute(models.Model):
    """Who signs a kind of document, in which order and under which condition.

    A service manager writes it. A document takes the first active route that fits
    when it is submitted, and keeps what that route asked for then; a route ends when
    it is archived.
    """

    _name = "customer.approval.route"
    _description = "Approval Route"
    _inherit = ["mail.thread"]
    # at the same place a condition goes first, else what fits all would hide it
    _order = "sequence, has_condition desc, id"

    name = fields.Char(required=True, translate=True, tracking=True)
    sequence = fields.Integer(default=10, tracking=True)
    active = fields.Boolean(default=True, tracking=True)
    model_id = fields.Many2one(
        "ir.model",
        "Document",
        required=True,
        ondelete="cascade",
        default=lambda self: self._get_default_model(),
        domain=lambda self: self._get_model_domain(),
        tracking=True,
    )
    model = fields.Char(related="model_id.model", store=True, index=True)
    company_id = fields.Many2one(
        "res.company",
        index=True,
        tracking=True,
        help="Empty: the route holds in every company.",
    )
    domain = fields.Char(
        "Condition",
        default="[]",
        tracking=True,
        help="The documents this route is for, by amount, customer or any other "
        "field. Empty: all of them.",
    )
    has_condition = fields.Boolean(compute="_compute_has_condition", store=True)
    hidden_reason = fields.Text("Never Taken", compute="_compute_hidden_reason")
    reminder_days = fields.Integer(
        "Remind After (Days)",
        default=2,
        tracking=True,
        help="Whoever holds a document up is reminded every so many days. 0: never.",
    )
    level_ids = fields.One2many(
        "customer.approval.level", "route_id", string="Levels", copy=True
    )
    description = fields.Text("In Words", compute="_compute_description")

    _reminder_within_a_year = models.Constraint(
        "CHECK (reminder_days BETWEEN 0 AND 365)",
        "Reminders come after 0 to 365 days. Correct Remind After.",
    )

    @api.depends("level_ids.name", "level_ids.required", "level_ids.sequence")
    @api.depends_context("lang")
    def _compute_description(self):
        for route in self:
            route.description = " → ".join(
                level._get_description() for level in route.level_ids
            )

    @api.depends("domain")
    def _compute_has_condition(self):
        for route in self:
            # what is no list is refused by the check
            route.has_condition = "".join((route.domain or "").split()) not in (
                "",
                "[]",
            )

    @api.depends("sequence", "active", "has_condition", "model", "company_id")
    def _compute_hidden_reason(self):
        for route in self:
            earlier = route._find_hiding_route()
            route.hidden_reason = bool(earlier) and self.env._(
                "This route is never taken: %(earlier)s comes before it and fits every "
                "document. Move this route above it in the list, or give "
                "%(earlier)s a condition.",
                earlier=earlier.name,
            )

    @api.constrains("domain", "model_id")
    def _check_domain(self):
        for route in self:
            try:
                # sudo: a route holds for documents its author may not see
                self.env[route.model].sudo()._search(
                    read_conditions(route.domain, self.env)
                )
            except Exception as error:
                raise ValidationError(
                    self.env._(
                        "The condition of route %(route)s cannot be used: %(error)s. "
                        "Correct it, or empty it to mean all documents.",
                        route=route.name,
                        error=error,
                    )
                ) from error

    @api.constrains("active", "level_ids")
    def _check_has_levels(self):
        for route in self.filtered("active"):
            if not route.level_ids:
                raise ValidationError(
                    self.env._(
                        "Route %(route)s has no level: say who signs first. Nothing "
                        "is approved without a signature.",
                        route=route.name,
                    )
                )

    @api.ondelete(at_uninstall=False)
    def _unlink_only_unused(self):
        # sudo: steps of all companies
        Step = self.env["customer.approval.step"].sudo()
        if Step.search_count([("level_id.route_id", "in", self.ids)], limit=1):
            raise UserError(
                self.env._(
                    "Documents were signed along this route. Archive it instead of "
                    "deleting it."
                )
            )

    @api.model
    def _get_model_domain(self) -> list:
        models_ = self.env["customer.approval.mixin"]._get_document_models()
        return [("model", "in", models_)]

    @api.model
    def _get_default_model(self):
        """Return the first kind of signed documents.

        The only one so far, and service managers may not read Odoo's list of models.
        """
        # sudo: see above
        Model = self.env["ir.model"].sudo()
        return Model.search(self._get_model_domain(), order="id", limit=1)

    def _find_hiding_route(self):
        """Return the route that fits whatever this one does, and comes first."""
        if not self.active:
            return self.browse()
        rivals = self.search(
            Domain("model", "=", self.model)
            & Domain("company_id", "in", [False, self.company_id.id])
            & Domain("active", "=", True)
            & Domain("has_condition", "=", False)
            & Domain("id", "!=", self._origin.id)
        )
        return rivals.filtered(lambda rival: rival._get_place() < self._get_place())[:1]

    def _get_place(self) -> tuple:
        """Return what the order of routes compares; a new one comes last."""
        return self.sequence, not self.has_condition, self._origin.id or float("inf")

    @api.model
    def _find_for(self, document):
        """Return the first route that fits a document; none if no route does."""
        # sudo: whoever submits a document need not be allowed to read routes, nor
        # to see all that their conditions ask about
        routes = self.sudo().search(
            [
                ("model", "=", document._name),
                ("company_id", "in", [False, document.company_id.id]),
                # said here, as a caller's context may ask for archived ones too
                ("active", "=", True),
            ]
        )
        document = document.sudo()
        return next(
            (
                route
                for route in routes
                if document.filtered_domain(read_conditions(route.domain, self.env))
            ),
            routes.browse(),
        )
