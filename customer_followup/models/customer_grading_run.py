from odoo import api, fields, models


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
    partner_ids = fields.Json(help="Ids of the customers; empty: all of the company's.")
    user_id = fields.Many2one("res.users", "Asked For By")
    customer_count = fields.Integer("Customers", aggregator=False)
    done_count = fields.Integer("Assessed", aggregator=False)
    failed_count = fields.Integer("Left Out", aggregator=False)
    error = fields.Text()
    finished_at = fields.Datetime("Finished On")
    assessment_ids = fields.One2many("customer.assessment", "run_id", "Assessments")

    _open = models.Index("(id) WHERE state IN ('waiting', 'running')")  # for the job

    @api.depends("date", "scheme_id")
    def _compute_display_name(self):
        for run in self:
            run.display_name = self.env._("Grading of %(day)s", day=run.date)
