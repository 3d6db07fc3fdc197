from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..tools.bulk_insert import bulk_insert

LARGEST_ID = 2**31 - 1  # of PostgreSQL; a context may hold any number


class CustomerAssignment(models.TransientModel):
    """Shares customers out among specialists (ASG-1, DOS-6).

    A supervisor opens it, looks at the preview, changes or drops single lines, and
    assigns. Before that nothing is written on any customer.
    """

    _name = "customer.assignment"
    _description = "Assignment of Customers"

    company_id = fields.Many2one(
        "res.company",
        required=True,
        default=lambda self: self.env.company,
        domain=lambda self: [("id", "in", self.env.companies.ids)],
    )
    scope = fields.Selection(
        [
            ("unassigned", "New, and whose specialist has left"),
            ("new", "New: nobody looks after them"),
            ("orphaned", "Whose specialist has left"),
            ("selected", "Those marked in the list"),
        ],
        "Customers",
        required=True,
        default=lambda self: "selected" if self._get_marked_ids() else "unassigned",
    )
    partner_ids = fields.Many2many(
        "res.partner",
        string="Marked Customers",
        default=lambda self: self._get_marked_ids(),
    )
    marked_count = fields.Integer("Marked", compute="_compute_marked_count")
    specialist_ids = fields.Many2many(
        "res.users",
        string="Specialists",
        compute="_compute_specialist_ids",
        store=True,
        readonly=False,
        domain=lambda self: list(self.env["res.users"]._get_customer_staff_domain()),
        help="Who takes part. Superiors do when they are chosen here.",
    )
    state = fields.Selection(
        [("choose", "Choose"), ("preview", "Preview"), ("done", "Assigned")],
        default="choose",
        required=True,
        readonly=True,
    )
    line_ids = fields.One2many("customer.assignment.line", "assignment_id", "Customers")
    share_ids = fields.One2many(
        "customer.assignment.share", "assignment_id", "Specialists", readonly=True
    )
    line_count = fields.Integer("Customers", compute="_compute_counts")
    left_count = fields.Integer("Without a Specialist", compute="_compute_counts")
    assigned_count = fields.Integer("Assigned", compute="_compute_counts")
    skipped_count = fields.Integer("Skipped", compute="_compute_counts")

    @api.model
    def _get_marked_ids(self) -> list[int]:
        context = self.env.context
        is_partner = context.get("active_model") == "res.partner"
        ids = context.get("active_ids") if is_partner else None
        if not isinstance(ids, list):
            return []
        possible = [id_ for id_ in ids if type(id_) is int and 0 < id_ <= LARGEST_ID]
        return self.env["res.partner"].browse(possible).exists().ids

    @api.depends_context("lang")
    def _compute_display_name(self):
        for assignment in self:
            assignment.display_name = self.env._("Assign Customers")

    @api.depends("partner_ids")
    def _compute_marked_count(self):
        for assignment in self:
            assignment.marked_count = len(assignment.partner_ids)

    @api.depends("company_id")
    def _compute_specialist_ids(self):
        for assignment in self:
            assignment.specialist_ids = (
                self.env["res.users"]._get_customer_assignees(assignment.company_id).ids
            )

    @api.depends("state", "line_ids.specialist_id")
    def _compute_counts(self):
        for assignment in self:
            of_lines = Domain("assignment_id", "=", assignment._origin.id)
            groups = assignment.line_ids._read_group(
                of_lines, ["outcome"], ["__count", "specialist_id:count"]
            )
            outcomes = {outcome: count for outcome, count, _named in groups}
            assignment.line_count = sum(outcomes.values())
            named = sum(named for _outcome, _count, named in groups)
            assignment.left_count = assignment.line_count - named
            assignment.assigned_count = outcomes.get("assigned", 0)
            assignment.skipped_count = outcomes.get("skipped", 0)

    def action_preview(self):
        """Show who would look after whom, and why (ASG-1).

        :raise UserError: nobody takes part
        :raise AccessError: the user is no supervisor
        """
        self.ensure_one()
        self.check_access("write")
        self._check_not_done()
        if not self.specialist_ids:
            raise UserError(
                self.env._(
                    "Choose at least one specialist. Whoever holds the office Service "
                    "Specialist in this company can be chosen."
                )
            )
        customers = self._find_customers()
        choices = customers._choose_specialists(self.company_id, self.specialist_ids)
        self.line_ids.unlink()
        self.share_ids.unlink()
        bulk_insert(
            self.env["customer.assignment.line"],
            self.line_ids._prepare_rows(customers, self.company_id, choices),
            {"assignment_id": self.id, "outcome": "open"},
        )
        self.share_ids.create(self._prepare_share_vals())
        self.state = "preview"
        self.env.invalidate_all()

    def _check_not_done(self):
        if self.state == "done":
            raise UserError(
                self.env._(
                    "These customers are assigned. Open Assign Customers again for "
                    "others."
                )
            )

    def _find_customers(self):
        """Return the customers in question, those the user may write."""
        Partner = self.env["res.partner"]
        domain = {
            "unassigned": Partner._get_unassigned_domain,
            "new": Partner._get_new_customer_domain,
            "orphaned": Partner._get_orphaned_customer_domain,
            "selected": Partner._get_customer_domain,
        }[self.scope](self.company_id)
        if self.scope == "selected":
            domain &= Domain("id", "in", self.partner_ids.ids)
        return Partner.search_fetch(
            domain, ["name", "company_id", "customer_specialist_id"], order="id"
        )

    def _prepare_share_vals(self) -> list[dict]:
        specialists = self.specialist_ids._get_specialists(self.company_id)
        return [
            {
                "assignment_id": self.id,
                "user_id": specialist.id,
                "ability": specialist.ability,
                "capacity": specialist.capacity,
                "load_before": specialist.load,
                "is_absent": specialist.is_absent,
            }
            for specialist in specialists
        ]

    def action_assign(self):
        """Assign the customers of the preview, those for whom it is still right.

        What has changed since the preview is asked again; who is left out, and why, is
        on the lines.

        :raise UserError: there is no preview, or it is assigned already
        :raise AccessError: the user is no supervisor
        """
        self.ensure_one()
        self.check_access("write")
        self._check_not_done()
        if self.state != "preview":
            raise UserError(self.env._("Look at the preview first, then assign."))
        self.line_ids._assign(self.company_id)
        self.state = "done"
        self.env.invalidate_all()
