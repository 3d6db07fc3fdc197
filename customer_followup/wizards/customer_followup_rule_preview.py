from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools.export_right import check_may_export

RESULTS = {
    "line_ids",
    "load",
    "counted_days",
    "duty_count",
    "customer_count",
    "due_now_count",
    "first_day_count",
    "backlog_days",
}


class CustomerFollowupRulePreview(models.TransientModel):
    """Who would be due by a rule, and how much that is for each person (FUP-11).

    A supervisor opens it from a rule, the service manager from the page Go Live as
    well. No follow-up is made; from here the rule can be switched on.
    """

    _name = "customer.followup.rule.preview"
    _description = "Preview of a Follow-up Rule"
    _rec_name = "rule_id"

    rule_id = fields.Many2one(
        "customer.followup.rule", required=True, ondelete="cascade"
    )
    go_live_id = fields.Many2one("customer.followup.go.live", ondelete="cascade")
    company_id = fields.Many2one(
        "res.company",
        required=True,
        readonly=True,
        default=lambda self: self.env.company,
        ondelete="cascade",
    )
    is_in_use = fields.Boolean("In Use", related="rule_id.active")
    description = fields.Text(related="rule_id.description")
    days = fields.Integer("For the Next (Days)", default=30, required=True)
    counted_days = fields.Integer(readonly=True)
    duty_count = fields.Integer("Contacts Due", readonly=True)
    customer_count = fields.Integer("Customers", readonly=True)
    due_now_count = fields.Integer("Due Now", readonly=True)
    first_day_count = fields.Integer("Opened on the First Day", readonly=True)
    backlog_days = fields.Integer("Backlog (Days)", readonly=True)
    load = fields.Json("Load by Person", readonly=True)
    load_table = fields.Html("Who Gets How Much", compute="_compute_load_table")
    passed_over = fields.Text(compute="_compute_passed_over")
    line_ids = fields.One2many(
        "customer.followup.rule.preview.line", "preview_id", readonly=True
    )
    hidden_count = fields.Integer("Not Shown", compute="_compute_hidden_count")

    @api.depends("duty_count", "line_ids")
    def _compute_hidden_count(self):
        for preview in self:
            preview.hidden_count = preview.duty_count - len(preview.line_ids)

    @api.depends("line_ids", "rule_id.assign_to")
    @api.depends_context("lang")
    def _compute_passed_over(self):
        """Say which salespeople the rule would go to, if they made follow-ups."""
        for preview in self:
            staff = self.env["res.users"]._get_customer_staff(preview.company_id)
            people = self.env["res.users"]
            if preview.rule_id.assign_to == "salesperson":
                # sudo: the names of colleagues are no secret
                people = preview.line_ids.partner_id.sudo().user_id - staff
            preview.passed_over = bool(people) and self.env._(
                "No follow-ups are made by: %(people)s. Their customers go to "
                "others instead. Who is to make some needs the role Service "
                "Specialist.",
                people=", ".join(people.mapped("name")),
            )

    @api.depends("load")
    @api.depends_context("lang")
    def _compute_load_table(self):
        for preview in self:
            preview.load_table = preview.load and self.env["ir.qweb"]._render(
                "customer_followup.customer_followup_load",
                {"rows": preview._name_load(preview.load)},
            )

    @api.model
    def _name_load(self, load: list[dict]) -> list[dict]:
        # sudo: the names of colleagues are no secret
        users = self.env["res.users"].sudo().browse([row["user_id"] for row in load])
        names = {user.id: user.name for user in users.exists()}
        nobody = self.env._("Nobody")
        return [{**row, "name": names.get(row["user_id"], nobody)} for row in load]

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._without_results(vals) for vals in vals_list])

    def write(self, vals):
        return super().write(self._without_results(vals, "rule_id", "company_id"))

    @api.model
    def _without_results(self, vals: dict, *others: str) -> dict:
        """Return what may be written by hand: what is counted follows from the rule."""
        if self.env.su:
            return vals
        counted = RESULTS.union(others)
        return {name: value for name, value in vals.items() if name not in counted}

    def action_preview(self):
        """Find who would be due in the days that are chosen.

        :raise UserError: not so many days, or the rule cannot be used
        :raise AccessError: the dialog is somebody else's, or the user no supervisor
        """
        self._check_may_use()
        days = self.rule_id._read_preview_days(self.days)
        self._take_preview(days)

    def action_export(self):
        """Download all that would be due, as a spreadsheet.

        :raise AccessError: the user may not export data, or not use this dialog
        """
        self._check_may_use()
        check_may_export(self.env)
        return {
            "type": "ir.actions.act_url",
            "url": f"/customer_followup/preview/{self.id}",
            "target": "new",
        }

    def action_open_switch(self):
        """Say what happens if the rule is switched on, and ask.

        :return: the dialog that asks
        """
        self._check_may_use()
        self._take_preview(1)
        return self._get_records_action(
            name=self.env._("Switch On %(rule)s?", rule=self.rule_id.name),
            target="new",
            views=[
                (
                    self.env.ref(
                        "customer_followup.customer_followup_rule_preview_view_form"
                        "_switch"
                    ).id,
                    "form",
                )
            ],
        )

    def action_switch_on(self):
        """Let the next nightly run open what the rule asks for.

        :raise AccessError: the user is no service manager
        """
        self._check_may_use()
        self.rule_id.active = True
        return {"type": "ir.actions.act_window_close"}

    def action_open(self):
        """Show the preview on a page of its own.

        :return: an action
        """
        self._check_may_use()
        if not self.counted_days:
            self._take_preview(self.rule_id._read_preview_days(self.days))
        return self._get_records_action(name=self.rule_id.name)

    def _check_may_use(self):
        self.ensure_one()
        self.check_access("write")
        if self.company_id != self.env.company:
            raise UserError(
                self.env._(
                    "This preview is of %(company)s. Choose that company at the top "
                    "of the screen, or preview the rule anew.",
                    company=self.company_id.name,
                )
            )
        self.rule_id._check_may_preview()
