from odoo import api, fields, models
from odoo.fields import Domain


class CustomerGradingRun(models.Model):
    """One grading of many customers: how far it is, and what it came to.

    A supervisor asks for it, or the job once a month. It ends when every customer has
    its assessment, when the scheme is replaced meanwhile, or when it cannot go on.
    """

    _name = "customer.grading.run"
    _description = "Grading Run"
    _inherit = ["customer.transition.mixin"]
    _order = "id desc"
    _customer_is_evidence = True
    _customer_transitions = {
        "finish": (("waiting", "running"), "done", None),
        "supersede": (("waiting", "running"), "superseded", None),
        "fail": (("waiting", "running"), "failed", None),
    }

    company_id = fields.Many2one(
        "res.company", required=True, index=True, ondelete="cascade"
    )
    scheme_id = fields.Many2one(
        "customer.grading.scheme", required=True, ondelete="restrict"
    )
    date = fields.Date(required=True)
    state = fields.Selection(
        [
            ("waiting", "Waiting"),
            ("running", "Running"),
            ("done", "Done"),
            ("superseded", "Scheme Replaced"),
            ("failed", "Failed"),
        ],
        "Status",
        default="waiting",
        required=True,
    )
    # the ids; empty: all customers of the company
    partner_ids = fields.Json("Customers to Grade")
    user_id = fields.Many2one("res.users", "Asked For By")
    customer_count = fields.Integer("Customers", aggregator=False)
    done_count = fields.Integer("Assessed", aggregator=False)
    failed_count = fields.Integer("Failed", aggregator=False)
    skipped_count = fields.Integer(
        "Assessed by Hand",
        aggregator=False,
        help="Somebody has a draft of their assessment, which is not touched.",
    )
    error = fields.Text("What Went Wrong")
    apply_user_id = fields.Many2one(
        "res.users",
        "Applied By",
        help="For whom the job applies the small changes.",
    )
    finished_at = fields.Datetime("Finished On")
    assessment_ids = fields.One2many("customer.assessment", "run_id", "Assessments")
    progress = fields.Float(compute="_compute_progress")
    proposed_count = fields.Integer("To Decide", compute="_compute_proposed_count")
    small_count = fields.Integer(
        "Small Changes",
        compute="_compute_proposed_count",
        help="First grades, unchanged ones and those that move by one grade.",
    )

    _open = models.Index("(id) WHERE state IN ('waiting', 'running')")  # for the job

    @api.depends("date", "scheme_id")
    def _compute_display_name(self):
        for run in self:
            run.display_name = self.env._("Grading of %(day)s", day=run.date)

    @api.depends("done_count", "failed_count", "skipped_count", "customer_count")
    def _compute_progress(self):
        for run in self:
            done = run.done_count + run.failed_count + run.skipped_count
            run.progress = 100.0 * done / (run.customer_count or 1)

    @api.depends("assessment_ids.state")
    def _compute_proposed_count(self):
        Assessment = self.env["customer.assessment"]
        of_runs = Domain("run_id", "in", self.ids) & Domain("state", "=", "submitted")
        counts = dict(Assessment._read_group(of_runs, ["run_id"], ["__count"]))
        small = of_runs & Assessment._get_small_domain()
        small_counts = dict(Assessment._read_group(small, ["run_id"], ["__count"]))
        for run in self:
            run.proposed_count = counts.get(run, 0)
            run.small_count = small_counts.get(run, 0)

    @api.model
    def action_start(self, marked_ids: list[int] | None = None) -> dict:
        """Grade all customers of the current company (GRD-2).

        :param marked_ids: what the button of a list sends; it means nothing here
        :return: the action that shows the run
        :raise AccessError: the user is no supervisor
        :raise UserError: there is no approved scheme
        """
        run_id = self.env["customer.assessment"].run()
        return self.browse(run_id)._get_records_action()

    def action_open_proposals(self):
        """Show what the run proposes and nobody has decided.

        :return: an action
        """
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "customer_followup.customer_assessment_proposed_action"
        )
        action["domain"] = [("run_id", "=", self.id), ("state", "=", "submitted")]
        return action
