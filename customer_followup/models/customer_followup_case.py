from odoo import api, fields, models
from odoo.tools import plaintext2html

CASE_TYPE_OF_RESULT = {"problem": "issue", "complaint": "complaint"}
CHANNEL_OF_METHOD = {
    "phone": "helpdesk_mgmt.helpdesk_ticket_channel_phone",
    "email": "helpdesk_mgmt.helpdesk_ticket_channel_email",
}
# what was said by message is written; an empty way is left to the channel
WAY_OF_METHOD = {
    "on_site": "on_site",
    "phone": "phone",
    "email": "email",
    "message": "written",
    "letter": "written",
}


class CustomerFollowup(models.Model):
    """What a follow-up finds and somebody else has to solve."""

    _inherit = "customer.followup"

    case_department_id = fields.Many2one(
        "hr.department",
        "Department in Charge",
        check_company=True,
        help="Whose work the problem is about. Its team gets the case.",
    )
    ticket_ids = fields.One2many(
        "helpdesk.ticket", "customer_followup_id", "Cases", readonly=True
    )
    ticket_count = fields.Integer("Cases Opened", compute="_compute_ticket_count")
    open_ticket_ids = fields.Many2many(
        "helpdesk.ticket", string="Open Cases", compute="_compute_open_ticket_ids"
    )

    @api.depends("ticket_ids")
    def _compute_ticket_count(self):
        counts = self.env["helpdesk.ticket"]._read_group(
            [("customer_followup_id", "in", self.ids)],
            ["customer_followup_id"],
            ["__count"],
        )
        count_by_id = {followup.id: count for followup, count in counts}
        for followup in self:
            followup.ticket_count = count_by_id.get(followup.id, 0)

    @api.depends("partner_id", "company_id")
    def _compute_open_ticket_ids(self):
        for followup in self:
            followup.open_ticket_ids = self.env["helpdesk.ticket"].search(
                [
                    ("commercial_partner_id", "=", followup.partner_id.id),
                    ("company_id", "=", followup.company_id.id),
                    ("closed", "=", False),
                ]
            )

    def action_open_tickets(self):
        """Show the cases that this follow-up opened."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "customer_followup.helpdesk_ticket_action"
        )
        action["domain"] = [("customer_followup_id", "=", self.id)]
        action["context"] = {}
        if len(self.ticket_ids) == 1:
            action |= {"res_id": self.ticket_ids.id, "views": [(False, "form")]}
        return action

    def _open_case_if_needed(self):
        """Hand a problem or a complaint over to the team that solves it (ISS-3).

        A record that is corrected does not open the same case again; what becomes a
        complaint does open one.
        """
        case_type = CASE_TYPE_OF_RESULT.get(self.result)
        # sudo: a case counts even when it went where the specialist cannot see it
        existing = set(self.sudo().ticket_ids.mapped("customer_case_type"))
        if case_type and case_type not in existing:
            self._open_case(case_type, self.customer_opinion)

    def _open_case(self, case_type: str, words: str):
        """Open a case with what the customer said, and say so in the log."""
        ticket = self.env["helpdesk.ticket"].create(
            self._prepare_ticket_vals(case_type, words)
        )
        self.message_post(
            body=self.env._("Case %(number)s was opened.", number=ticket.number)
        )

    def _prepare_ticket_vals(self, case_type: str, words: str) -> dict:
        """Return the values of the case; an extension point for more fields."""
        contact = self.contact_id or self.partner_id
        team = self._get_case_team(case_type)
        channel = self.env.ref(
            CHANNEL_OF_METHOD.get(
                self.method, "helpdesk_mgmt.helpdesk_ticket_channel_other"
            ),
            raise_if_not_found=False,
        )
        first_line = words.strip().splitlines()[0]
        return {
            "name": first_line[:80],  # not the customer: every screen shows it beside
            "description": plaintext2html(words),
            "partner_id": contact.id,
            "partner_name": contact.name,
            "partner_email": contact.email,
            "company_id": self.company_id.id,
            "team_id": team.id,
            "user_id": team.user_id.id,
            "channel_id": channel.id if channel else False,
            "customer_way_in": WAY_OF_METHOD.get(self.method),
            "customer_phone": contact.phone or self.partner_id.phone,
            "customer_case_type": case_type,
            "customer_followup_id": self.id,
            "customer_department_id": self._get_case_department(team).id,
        }

    def _get_case_team(self, case_type: str):
        """Return the team that gets the case; empty when none is set up.

        A case without a team is stored all the same: the helpdesk lists it as
        unassigned, and a complaint must never be lost to a missing setting.
        """
        company = self.company_id
        if case_type == "complaint":
            return company._get_customer_complaint_team()
        of_department = self.env["helpdesk.ticket.team"].search(
            [
                ("customer_department_id", "=", self.case_department_id.id),
                ("customer_department_id", "!=", False),
                ("company_id", "in", [False, company.id]),
            ],
            limit=1,
        )
        return of_department or company._get_customer_issue_team()

    def _get_case_department(self, team):
        return self.case_department_id or team.customer_department_id
