from odoo import api, fields, models
from odoo.fields import Command


class CustomerFollowupGoLive(models.TransientModel):
    """Leads a company that already works through switching the rules on.

    The service manager opens it: rules, capacities, customers without a specialist.
    Nothing is done before a button is pressed.
    """

    _name = "customer.followup.go.live"
    _description = "Go Live with Follow-up Rules"

    company_id = fields.Many2one(
        "res.company",
        required=True,
        readonly=True,
        default=lambda self: self.env.company,
        ondelete="cascade",
    )
    days = fields.Integer("Preview of the Next (Days)", default=30, required=True)
    preview_ids = fields.One2many(
        "customer.followup.rule.preview",
        "go_live_id",
        "Rules",
        default=lambda self: self._get_default_previews(),
    )
    user_ids = fields.Many2many(
        "res.users",
        string="Staff",
        default=lambda self: self._get_staff(),
    )
    is_counted = fields.Boolean(readonly=True)
    unassigned_customer_count = fields.Integer(
        "Customers Without a Specialist", compute="_compute_unassigned_customer_count"
    )
    unassigned_capacity = fields.Integer(
        related="company_id.customer_unassigned_capacity"
    )
    job_problem = fields.Char(compute="_compute_job_problem")

    @api.depends_context("lang")
    def _compute_display_name(self):
        self.display_name = self.env._("Go Live")

    @api.model
    def _get_default_previews(self) -> list:
        Rule = self.env["customer.followup.rule"].with_context(active_test=False)
        rules = Rule.search(Rule._get_company_domain(self.env.company))
        return [Command.create({"rule_id": rule.id}) for rule in rules]

    @api.model
    def _get_staff(self):
        User = self.env["res.users"]
        return User.search(User._get_customer_staff_domain(self.env.company))

    @api.depends("company_id")
    def _compute_unassigned_customer_count(self):
        Partner = self.env["res.partner"]
        for page in self:
            domain = Partner._get_new_customer_domain(page.company_id)
            page.unassigned_customer_count = Partner.search_count(domain)

    @api.depends_context("lang")
    def _compute_job_problem(self):
        for page in self:
            page.job_problem = self.env["customer.followup.run"]._get_job_problem(
                page.company_id, fields.Datetime.now()
            )

    @api.model_create_multi
    def create(self, vals_list):
        pages = super().create(vals_list)
        for page in pages:
            page.preview_ids.days = page.days
        return pages

    def write(self, vals):
        result = super().write(vals)
        if "days" in vals:
            for page in self:
                page.preview_ids.days = page.days
        return result

    def action_count(self):
        """Count who is due now by each rule that is not in use yet.

        :raise AccessError: the page is somebody else's
        """
        self.ensure_one()
        self.check_access("write")
        for preview in self.preview_ids:
            preview._check_may_use()
            # sudo: the numbers are what was counted, and nobody's to write
            preview.sudo().due_now_count = preview.rule_id._count_due_now(
                self.company_id
            )
        self.sudo().is_counted = True
