from base64 import b64decode
from datetime import date

from odoo import api, fields, models
from odoo.exceptions import UserError

LARGEST_ID = 2**31 - 1
RECORD_FIELDS = frozenset(
    {
        "method",
        "contact_id",
        "contacted_at",
        "duration_minutes",
        "result",
        "satisfaction",
        "customer_opinion",
        "answer",
        "case_department_id",
        "is_technical",
        "is_visit_wanted",
        "suggestion",
        "is_suggestion_pertinent",
        "signature",
        "signed_by",
    }
)


class CustomerFollowup(models.Model):
    """What a step is given, checked before anything is done with it.

    A form cannot send a wrong date or a number for a text, but scripts can: they get
    a message and no server error.
    """

    _inherit = "customer.followup"

    @api.model
    def _read_day(self, day: date | str) -> date:
        """Return the day of an attempt to come.

        :raise UserError: the day is missing or before today
        """
        self._check_input({"date_planned": day})
        day = fields.Date.to_date(day)
        if not day or day < fields.Date.context_today(self):
            raise UserError(
                self.env._("Choose today or a later day for the next attempt.")
            )
        return day

    @api.model
    def _read_record(self, vals: dict | None) -> dict:
        """Return what is to be recorded, if a record can hold it.

        :raise UserError: a field cannot be recorded, or not with this value
        """
        vals = vals or {}
        unknown = set(vals) - RECORD_FIELDS if isinstance(vals, dict) else {"vals"}
        if unknown:
            raise UserError(
                self.env._(
                    "%(fields)s cannot be recorded. Use only: %(allowed)s.",
                    fields=", ".join(sorted(unknown)),
                    allowed=", ".join(sorted(RECORD_FIELDS)),
                )
            )
        self._check_input(vals)
        return vals

    def _get_record(self) -> dict:
        return {name: self[name] for name in RECORD_FIELDS}

    @api.model
    def _check_record(self, record: dict):
        """Refuse an incomplete record with the message that says what to add."""
        result = record.get("result")
        if not result:
            raise UserError(
                self.env._(
                    "How did it go? Choose a Result before you record. If nobody "
                    "could be reached, use Not Reached."
                )
            )
        needs_text = result in ("problem", "complaint", "declined")
        if needs_text and not (record.get("customer_opinion") or "").strip():
            raise UserError(
                self.env._(
                    "Write what the customer said: whoever takes over the case knows "
                    "only that."
                )
            )
        if fields.Datetime.to_datetime(record["contacted_at"]) > fields.Datetime.now():
            raise UserError(
                self.env._("A contact cannot be recorded before it took place.")
            )

    @api.model
    def _check_input(self, vals: dict):
        """Refuse what the fields named in ``vals`` cannot hold.

        :raise UserError: names the field
        """
        for name, value in vals.items():
            field = self._fields[name]
            if value not in (None, False) and not self._is_storable(field, value):
                raise UserError(
                    self.env._(
                        "%(field)s cannot hold this value. Send it the way you read "
                        "it from another follow-up.",
                        field=field._description_string(self.env),
                    )
                )

    @api.model
    def _is_storable(self, field, value) -> bool:
        if field.type == "many2one":
            return type(value) is int and 0 < value <= LARGEST_ID
        if field.type in ("char", "text"):
            return self._is_text(value)
        if field.type == "binary":
            return self._is_file(value)
        try:
            field.convert_to_cache(value, self)
        except (TypeError, ValueError):
            return False
        return True

    @api.model
    def _is_file(self, value) -> bool:
        """Is it what a browser sends of a file?"""
        if not isinstance(value, str | bytes):
            return False
        try:
            return bool(b64decode(value, validate=True))
        except ValueError:
            return False
