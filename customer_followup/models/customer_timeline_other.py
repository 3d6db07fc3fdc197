from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL


class CustomerTimeline(models.Model):
    """Other matters: papers, waivers, credit requests, meetings, enquiries."""

    _inherit = "customer.timeline"

    @api.model
    def _get_sources(self):
        return super()._get_sources() | {
            "credit_request": (40, "customer.credit.request"),
            "meeting": (41, "calendar.event"),
            "enquiry": (42, "crm.lead"),
            "document": (43, "customer.document"),
            "waiver": (44, "customer.dossier.waiver"),
        }

    def _select_credit_request(self, source) -> SQL:
        return self._select_request(
            source,
            "other",
            self.env._("Credit Request"),
            amount="requested_limit",
            currency_id="currency_id",
        )

    def _select_waiver(self, source) -> SQL:
        return self._select_request(source, "other", self.env._("Waiver"))

    def _select_request(self, source, kind: str, document: str, **columns) -> SQL:
        """Return the entries of documents that are submitted and signed.

        :param kind: a value of the field
        :param document: what the document is called
        :param columns: see ``source.select``; an amount, where there is one
        """
        source.open()
        return source.select(
            kind=SQL("%s", kind),
            document=SQL("%s", document),
            name="name",
            title=self._shorten(source.column("reason")),
            happened_at=self._get_submission(source),
            company_id="company_id",
            user_id="requester_id",
            state=source.words("state"),
            status=source.status(
                "state", ("draft", "submitted"), ("refused", "cancelled")
            ),
            **columns,
        )

    def _select_document(self, source) -> SQL:
        source.open()
        paper = source.join("type_id", "customer.document.type")
        types = self.env["customer.document.type"].sudo()  # sudo: the name of a type
        return source.select(
            kind=SQL("'other'"),
            document=SQL("%s", self.env._("Paper")),
            name="number",
            title=types._field_to_sql(paper, "name", source.query),
            happened_at=self._get_submission(source),
            company_id="company_id",
            user_id=SQL(
                "COALESCE(%s, %s)",
                source.column("submitted_by_id"),
                source.column("create_uid"),
            ),
            state=source.words("state"),
            status=source.status("state", ("draft", "submitted"), ("rejected",)),
        )

    @api.model
    def _get_submission(self, source) -> SQL:
        """Return when something was handed in, or begun."""
        submitted, created = map(source.column, ("submitted_at", "create_date"))
        return SQL("COALESCE(%s, %s)", submitted, created)

    def _select_meeting(self, source) -> SQL:
        """Return one entry for each customer who takes part, however many come."""
        source.search(self._get_meeting_domain())
        attendee = source.query.join(
            "calendar_event", "id", "calendar_attendee", "event_id", "timeline_attendee"
        )
        contact = source.join_customer(attendee, "partner_id")
        source.query.add_where(self._is_first_of_customer(attendee, contact))
        return source.select(
            source_id=SQL.identifier(attendee, "id"),
            kind=SQL("'other'"),
            document=SQL("%s", self.env._("Meeting")),
            title="name",
            happened_at="start",
            user_id="user_id",
            status=SQL(
                "CASE WHEN NOT %s THEN 'cancelled' "
                "WHEN %s < (now() AT TIME ZONE 'UTC') THEN 'done' ELSE 'open' END",
                source.column("active"),
                source.column("stop"),
            ),
        )

    @api.model
    def _is_first_of_customer(self, attendee: str, contact: str) -> SQL:
        """Return the condition that leaves out colleagues, and all but one each."""
        attendees = self.env["calendar.attendee"]._fields
        partners = self.env["res.partner"]._fields
        return SQL(
            """
            %(contact)s.partner_share AND NOT EXISTS (
                SELECT 1 FROM calendar_attendee AS earlier
                  JOIN res_partner AS other ON other.id = earlier.partner_id
                 WHERE earlier.event_id = %(attendee)s.event_id
                   AND earlier.id < %(attendee)s.id
                   AND other.partner_share
                   AND other.commercial_partner_id = %(contact)s.commercial_partner_id)
            """,
            attendee=SQL.identifier(attendee),
            contact=SQL.identifier(contact),
            to_flush=[
                attendees["event_id"],
                attendees["partner_id"],
                partners["partner_share"],
                partners["commercial_partner_id"],
            ],
        )

    @api.model
    def _get_meeting_domain(self) -> Domain:
        """Return the meetings that are more to the user than *Busy*."""
        if self.env.su:
            return Domain.TRUE
        # sudo: whether others keep their calendars private
        settings = self.env["res.users.settings"].sudo()
        private = settings._search([("calendar_default_privacy", "=", "private")])
        return (
            Domain("privacy", "in", ("public", "confidential"))
            | Domain("user_id", "=", self.env.uid)
            | Domain("partner_ids", "in", self.env.user.partner_id.ids)
            | Domain("privacy", "=", False)
            & Domain("user_id", "not in", private.subselect("user_id"))
        )

    def _select_enquiry(self, source) -> SQL:
        source.open()
        stage = source.join("stage_id", "crm.stage")
        stages = self.env["crm.stage"].sudo()  # sudo: the name of a stage
        return source.select(
            kind=SQL("'other'"),
            document=source.words("type"),
            title="name",
            happened_at="create_date",
            company_id="company_id",
            user_id="user_id",
            state=stages._field_to_sql(stage, "name", source.query),
            status=source.status("won_status", ("pending",), ("lost",)),
        )
