from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from .customer_followup_plan_line import CHANGES, MADE, STATES


class CustomerFollowupPlanAnalysis(models.Model):
    """Plan against actual: a row for each visit, planned or made without a plan.

    Read from the visits of the plans and from the follow-ups of their owners; nobody
    writes it. All figures of a plan are sums over these rows, so that each can be
    opened as the rows it counts.
    """

    _name = "customer.followup.plan.analysis"
    _description = "Plan Against Actual"
    _auto = False
    _order = "date_planned, id"
    _depends = {
        "customer.followup.plan": ["state", "user_id", "company_id", "date_from"],
        "customer.followup.plan.line": [
            "plan_id",
            "partner_id",
            "followup_id",
            "date_planned",
            "change",
            "state",
        ],
        "customer.followup": ["state", "user_id", "company_id", "contacted_at"],
    }

    plan_id = fields.Many2one("customer.followup.plan", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    user_id = fields.Many2one("res.users", "Specialist", readonly=True)
    department_id = fields.Many2one("hr.department", readonly=True)
    partner_id = fields.Many2one("res.partner", "Customer", readonly=True)
    followup_id = fields.Many2one("customer.followup", "Follow-up", readonly=True)
    month = fields.Date(readonly=True)
    date_planned = fields.Date("Day", readonly=True)
    plan_state = fields.Selection(
        lambda self: self.env["customer.followup.plan"]._fields["state"].selection,
        "Plan Status",
        readonly=True,
    )
    change = fields.Selection(CHANGES, readonly=True)
    state = fields.Selection(
        [*STATES, ("unplanned", "Made Without Plan")], "Status", readonly=True
    )
    planned_count = fields.Integer("Planned", readonly=True)
    made_count = fields.Integer("Made", readonly=True)
    on_time_count = fields.Integer("Made on Time", readonly=True)
    moved_count = fields.Integer("Moved", readonly=True)
    added_count = fields.Integer("Added", readonly=True)
    dropped_count = fields.Integer("Dropped", readonly=True)
    unplanned_count = fields.Integer("Made Without Plan", readonly=True)

    @property
    def _table_query(self) -> SQL:
        return SQL(
            """
            SELECT rows.*,
                   (state NOT IN ('dropped', 'unplanned'))::int AS planned_count,
                   (state IN ('on_time', 'late'))::int AS made_count,
                   (state = 'on_time')::int AS on_time_count,
                   (change = 'moved')::int AS moved_count,
                   (change = 'added')::int AS added_count,
                   (state = 'dropped')::int AS dropped_count,
                   (state = 'unplanned')::int AS unplanned_count
              FROM (%s UNION ALL %s) AS rows
            """,
            self._select_visits(),
            self._select_unplanned(),
        )

    @api.model
    def _select_visits(self) -> SQL:
        return SQL(
            """
            SELECT 2 * line.id AS id, plan.id AS plan_id, plan.company_id,
                   plan.user_id, plan.department_id, line.partner_id,
                   line.followup_id, plan.date_from AS month, line.date_planned,
                   plan.state AS plan_state, line.change, line.state
              FROM customer_followup_plan_line AS line
              JOIN customer_followup_plan AS plan ON plan.id = line.plan_id
             WHERE plan.state NOT IN ('refused', 'cancelled')
            """
        )

    @api.model
    def _select_unplanned(self) -> SQL:
        """Select what the owner of an approved plan made in its month besides."""
        return SQL(
            """
            SELECT 2 * followup.id + 1, plan.id, plan.company_id,
                   plan.user_id, plan.department_id, followup.partner_id,
                   followup.id, plan.date_from,
                   (followup.contacted_at AT TIME ZONE 'UTC' AT TIME ZONE span.zone
                   )::date, plan.state, NULL, 'unplanned'
              FROM customer_followup_plan AS plan
              JOIN (%(spans)s) AS span ON span.company_id = plan.company_id
              JOIN customer_followup AS followup
                ON followup.user_id = plan.user_id
               AND followup.company_id = plan.company_id
               AND followup.contacted_at
                   >= plan.date_from::timestamp AT TIME ZONE span.zone
                      AT TIME ZONE 'UTC'
               AND followup.contacted_at
                   < (plan.date_to + 1)::timestamp AT TIME ZONE span.zone
                     AT TIME ZONE 'UTC'
             WHERE plan.state IN ('approved', 'done')
               AND followup.state = ANY(%(made)s)
               AND NOT EXISTS (
                   SELECT 1 FROM customer_followup_plan_line AS line
                    WHERE line.followup_id = followup.id AND line.plan_id = plan.id
                      AND NOT line.is_dropped)
            """,
            spans=self._select_zones(),
            made=list(MADE),
        )

    @api.model
    def _select_zones(self) -> SQL:
        """Select the time zone that each company's days are counted in."""
        # sudo: only the zones, of companies whose plans the rules leave to the reader
        companies = self.env["res.company"].sudo().search(Domain.TRUE)
        rows = [
            SQL("(%s, %s)", company.id, company._get_customer_timezone())
            for company in companies
        ]
        return SQL(
            "SELECT * FROM (VALUES %s) AS zones (company_id, zone)",
            SQL(", ").join(rows),
        )

    @api.depends("partner_id")
    def _compute_display_name(self):
        for row in self:
            row.display_name = row.partner_id.name or ""

    def action_open_followup(self):
        """Show the contact behind the row, or the plan while there is none."""
        row = self.exists()[:1]
        row.check_access("read")
        record = row.followup_id or row.plan_id
        record.check_access("read")
        return record and {
            "type": "ir.actions.act_window",
            "res_model": record._name,
            "res_id": record.id,
            "views": [(False, "form")],
        }


class CustomerFollowupPlan(models.Model):
    """The figures of a plan: what was planned, and what was made."""

    _inherit = "customer.followup.plan"

    analysis_ids = fields.One2many("customer.followup.plan.analysis", "plan_id")
    planned_count = fields.Integer("Planned", compute="_compute_figures")
    made_count = fields.Integer("Made", compute="_compute_figures")
    on_time_count = fields.Integer("On Time", compute="_compute_figures")
    moved_count = fields.Integer("Moved", compute="_compute_figures")
    added_count = fields.Integer("Added", compute="_compute_figures")
    dropped_count = fields.Integer("Dropped", compute="_compute_figures")
    unplanned_count = fields.Integer("Without Plan", compute="_compute_figures")

    @api.depends("line_ids.state", "line_ids.change")
    def _compute_figures(self):
        names = [
            "planned_count",
            "made_count",
            "on_time_count",
            "moved_count",
            "added_count",
            "dropped_count",
            "unplanned_count",
        ]
        rows = self.env["customer.followup.plan.analysis"]._read_group(
            [("plan_id", "in", self.ids)],
            ["plan_id"],
            [f"{name}:sum" for name in names],
        )
        figures = {plan.id: values for plan, *values in rows}
        for plan in self:
            values = figures.get(plan._origin.id, [0] * len(names))
            plan.update(dict(zip(names, values, strict=True)))
