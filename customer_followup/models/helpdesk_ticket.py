from odoo import api, fields, models

CASE_TYPES = [
    ("issue", "Issue"),
    ("complaint", "Complaint"),
    ("suggestion", "Suggestion"),
    ("request", "Request"),
    ("repair", "Repair"),
    ("return", "Return or Exchange"),
]


class HelpdeskTicket(models.Model):
    _name = "helpdesk.ticket"
    _inherit = [
        "helpdesk.ticket",
        "customer.transition.mixin",
        "customer.deadline.mixin",
    ]

    _deadline_final_events = frozenset({"closed"})
    _deadline_owner_fields = frozenset(
        {"user_id", "team_id", "company_id", "partner_id", "customer_department_id"}
    )

    customer_case_type = fields.Selection(
        CASE_TYPES, string="Case Type", tracking=True, index="btree_not_null"
    )
    customer_followup_id = fields.Many2one(
        "customer.followup",
        string="Found in Follow-up",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        groups="base.group_user",
    )
    # for colleagues only, as customers read their cases, too
    customer_department_id = fields.Many2one(
        "hr.department",
        string="Department in Charge",
        tracking=True,
        groups="base.group_user",
    )

    @api.model
    def _get_deadline_events(self) -> dict[str, str]:
        return super()._get_deadline_events() | {
            "registered": self.env._("Case registered"),
            "validity_decided": self.env._("Validity decided"),
            "department_named": self.env._("Department named"),
            "decided": self.env._("Case decided"),
            "agreed": self.env._("Agreed with the department"),
            "handed_over": self.env._("Handed over to the department"),
            "contacted": self.env._("Customer contacted"),
            "planned": self.env._("Solution proposed"),
            "reported": self.env._("Reported to the general manager"),
            "carried_out": self.env._("Solution carried out"),
            "called_back": self.env._("Customer called back"),
            "handled_again": self.env._("Next round opened"),
            "closed": self.env._("Case closed"),
        }

    def _get_deadline_user(self):
        return self.user_id or self.team_id.user_id or self.customer_followup_id.user_id

    def _get_deadline_calendar(self):
        return self.team_id.customer_calendar_id

    def _get_deadline_department(self):
        # until the department has the case it is not its punctuality
        handed_over = self.customer_handed_over_at and self.customer_department_id
        return handed_over or super()._get_deadline_department()
