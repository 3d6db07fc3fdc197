from odoo import api, models
from odoo.tools import SQL

from .customer_followup import OPEN_STATES

LONGEST_TITLE = 200
"""Characters; the whole text is in the record."""


class CustomerTimeline(models.Model):
    """Visits, receptions, and what customers complained about or asked for."""

    _inherit = "customer.timeline"

    @api.model
    def _get_sources(self):
        return super()._get_sources() | {
            "followup": (10, "customer.followup"),
            "reception": (20, "customer.reception"),
            "case": (30, "helpdesk.ticket"),
        }

    def _select_followup(self, source) -> SQL:
        source.open()
        return source.select(
            kind=SQL("'visit'"),
            document=source.words("method"),
            name="name",
            title=SQL(
                "COALESCE(%s, %s)", source.words("result"), source.words("purpose")
            ),
            happened_at=SQL(
                "COALESCE(%s, %s)",
                source.column("contacted_at"),
                source.noon("date_planned"),
            ),
            company_id="company_id",
            user_id="user_id",
            state=source.words("state"),
            status=source.status("state", OPEN_STATES, ("cancelled",)),
        )

    def _select_reception(self, source) -> SQL:
        source.open()
        return source.select(
            kind=SQL("'reception'"),
            document=SQL("%s", self.env._("Reception")),
            name="visitor_name",
            title=self._shorten(source.column("reason")),
            happened_at="received_at",
            company_id="company_id",
            user_id="received_by_id",
        )

    def _select_case(self, source) -> SQL:
        source.open()
        stage = source.join("stage_id", "helpdesk.ticket.stage")
        # sudo: the name of a stage, which everybody sees on the case
        stages = self.env["helpdesk.ticket.stage"].sudo()
        closed = stages._field_to_sql(stage, "closed", source.query)
        return source.select(
            kind=SQL("'complaint'"),
            document=SQL(
                "COALESCE(%s, %s)",
                source.words("customer_case_type"),
                self.env._("Case"),
            ),
            name="number",
            title="name",
            happened_at=SQL(
                "COALESCE(%s, %s)",
                source.column("customer_registered_at"),
                source.column("create_date"),
            ),
            company_id="company_id",
            user_id="user_id",
            state=stages._field_to_sql(stage, "name", source.query),
            status=SQL("CASE WHEN %s THEN 'done' ELSE 'open' END", closed),
        )

    @api.model
    def _shorten(self, text: SQL) -> SQL:
        return SQL("left(%s, %s)", text, LONGEST_TITLE)
