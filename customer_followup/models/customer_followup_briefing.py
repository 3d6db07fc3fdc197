from odoo import api, fields, models
from odoo.tools import format_date

from ..tools.briefing import Line, Section, join, shorten

VISITS = 5


class CustomerFollowup(models.Model):
    """The customer's file on one page, to read before the contact (VIS-4).

    How it works: every section is read by a method ``_brief_<name>`` with the rights of
    the reader, with a fixed number of queries. It returns its lines, or ``None`` where
    the reader may see nothing of the kind. Who adds a section names it in
    ``_get_briefing_sections``.
    """

    _inherit = "customer.followup"

    briefing = fields.Html(compute="_compute_briefing", sanitize=False)

    @api.depends_context("uid", "lang", "allowed_company_ids")
    @api.depends("partner_id", "content", "date_planned", "method", "purpose")
    def _compute_briefing(self):
        for followup in self:
            followup.briefing = followup.id and self.env["ir.qweb"]._render(
                "customer_followup.customer_followup_briefing",
                {"sections": followup._get_briefing()},
            )

    def action_open_briefing(self):
        """Show what there is to know before the contact (VIS-4)."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "customer_followup.customer_followup_briefing_action"
        )
        return action | {"res_id": self.id}

    def _get_briefing(self) -> list[Section]:
        """Return what is known about the customer, as far as the reader may see it.

        :raise AccessError: the reader may not see the follow-up
        """
        self.ensure_one()
        # a report reads its documents with sudo, a reader does not
        reader = self.with_user(self.env.user).with_company(self.company_id)
        reader.check_access("read")
        sections = []
        for name, title in reader._get_briefing_sections().items():
            lines = getattr(reader, f"_brief_{name}")()
            if lines is not None:
                sections.append(Section(name, title, lines))
        return sections

    @api.model
    def _get_briefing_sections(self) -> dict[str, str]:
        """Return the titles of the sections by name, in their order."""
        return {
            "purpose": self.env._("What It Is About"),
            "basics": self.env._("Customer"),
            "contacts": self.env._("Contacts"),
            "promises": self.env._("Open Promises"),
            "tickets": self.env._("Open Cases"),
            "needs": self.env._("Special Needs and Notes"),
            "orders": self.env._("Last Orders"),
            "missed": self.env._("Not Bought Any More"),
            "documents": self.env._("Papers Missing or Running Out"),
            "visits": self.env._("Last Contacts"),
        }

    @api.model
    def _can_brief(self, model: str) -> bool:
        return model in self.env and self.env[model].has_access("read")

    @api.model
    def _brief_field(self, record, name: str) -> str:
        """Return a field in words; nothing where the reader may not read it."""
        field = record._fields[name]
        if not record._has_field_access(field, "read") or not record[name]:
            return ""
        if field.type == "selection":
            return dict(field._description_selection(self.env))[record[name]]
        if field.type == "many2one":
            return record[name].display_name or ""
        if field.type == "date":
            return format_date(self.env, record[name])
        return str(record[name])

    def _brief_day(self, moment) -> str:
        """Return the company's day of a moment."""
        day = moment and self.company_id._get_customer_today(moment)
        return format_date(self.env, day) if day else ""

    def _brief_purpose(self) -> list[Line]:
        """Return why, how and when, and what to talk about."""
        # the meeting of somebody else may be private, its time is not
        when = self.meeting_id and self.sudo().meeting_id._get_agreed_words()
        lines = [
            Line(
                join(
                    self._brief_field(self, "method"),
                    self._brief_field(self, "purpose"),
                ),
                detail=join(self.contact_hours_note),
                value=when or format_date(self.env, self.date_planned),
            ),
            Line(self.env._("Why"), detail=self.reason_summary),
        ]
        for title, text in (
            (self.env._("Talking Points"), self.talking_points),
            (self.env._("Preparation"), self.content),
        ):
            if text and text.strip():
                lines.append(Line(title, detail=text.strip()))
        return lines

    def _brief_promises(self) -> list[Line] | None:
        """Return what was promised to the customer and not kept yet (VIS-8)."""
        if not self._can_brief("customer.promise"):
            return None
        promises = self.env["customer.promise"].search(
            [("partner_id", "=", self.partner_id.id), ("state", "=", "open")],
            order="date_deadline, id",
        )
        today = self.company_id._get_customer_today()
        return [
            Line(
                shorten(promise.description),
                detail=join(promise.user_id.name),
                value=format_date(self.env, promise.date_deadline),
                is_urgent=bool(promise.date_deadline) and promise.date_deadline < today,
            )
            for promise in promises
        ]

    def _brief_tickets(self) -> list[Line] | None:
        if not self._can_brief("helpdesk.ticket"):
            return None
        return [
            Line(
                ticket.name,
                detail=join(
                    ticket.number,
                    self._brief_field(ticket, "customer_case_type"),
                    ticket.team_id.name,
                ),
                value=ticket.stage_id.name,
                is_urgent=ticket.customer_case_type == "complaint",
            )
            for ticket in self.open_ticket_ids
        ]

    def _brief_visits(self) -> list[Line]:
        """Return the last contacts, with what came of them."""
        visits = self.search(
            [
                ("partner_id", "=", self.partner_id.id),
                ("state", "in", ["recorded", "reviewed"]),
                ("id", "!=", self.id),
            ],
            order="contacted_at desc, id desc",
            limit=VISITS,
        )
        return [
            Line(
                join(
                    self._brief_day(visit.contacted_at),
                    self._brief_field(visit, "method"),
                    visit.user_id.name,
                ),
                detail=shorten(visit.customer_opinion),
                value=join(
                    self._brief_field(visit, "result"),
                    self._brief_field(visit, "satisfaction"),
                ),
                is_urgent=visit.result in ("problem", "complaint"),
            )
            for visit in visits
        ]
