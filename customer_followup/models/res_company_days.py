from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from odoo import models
from odoo.tools import SQL


class ResCompany(models.Model):
    """The calendar days of a company, for queries about stored moments."""

    _inherit = "res.company"

    def _get_customer_day(self, moment: SQL) -> SQL:
        """Return the company's calendar day of a stored UTC ``moment``."""
        return SQL(
            "(%s AT TIME ZONE 'UTC' AT TIME ZONE %s)::date",
            moment,
            self._get_customer_timezone(),
        )

    def _get_customer_span(self, first: date, last: date) -> tuple[datetime, datetime]:
        """Return when ``first`` begins and when ``last`` is over.

        To compare stored moments with, as an index knows moments and no days.

        :return: in UTC without time zone; the second is the next day's already
        """
        zone = ZoneInfo(self._get_customer_timezone())
        begin, end = (
            datetime.combine(day, time.min, zone).astimezone(UTC).replace(tzinfo=None)
            for day in (first, last + timedelta(days=1))
        )
        return begin, end
