from base64 import b64decode

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_datetime

from ..tools.fingerprint import get_fingerprint
from ..tools.picture import find_picture_problem
from .customer_followup_input import RECORD_FIELDS

# what the customer did not sign: what we do with the record
INTERNAL = {
    "answer",
    "case_department_id",
    "is_suggestion_pertinent",
    "is_technical",
    "is_visit_wanted",
}
SIGNED_FIELDS = (RECORD_FIELDS | {"purpose"}) - INTERNAL
SIGNATURE = ("signature", "signed_by")
CONTENT_FIELDS = (
    "name",
    "method",
    "purpose",
    "contacted_at",
    "duration_minutes",
    "result",
    "satisfaction",
    "customer_opinion",
    "suggestion",
)


class CustomerFollowup(models.Model):
    """What the customer signed stays as it was signed (FUP-8, VIS-9).

    A supervisor takes the signature back, which voids it, or reopens the record, which
    does so too; the log keeps who and when, with the picture.
    """

    _inherit = "customer.followup"

    signature_fingerprint = fields.Char(
        readonly=True, copy=False, help="Of what was signed."
    )

    @api.model_create_multi
    def create(self, vals_list):
        signed = []
        for vals in vals_list:
            self._check_picture(vals)
            signed.append({name: vals[name] for name in SIGNATURE if name in vals})
        followups = super().create(
            [
                {name: vals[name] for name in vals if name not in SIGNATURE}
                for vals in vals_list
            ]
        )
        for followup, vals in zip(followups, signed, strict=True):
            if vals:
                followup.write(vals)
        return followups

    def write(self, vals):
        is_voided = self._is_transition() and "state" not in vals
        if not self._is_transition():
            self._check_record_is_open(vals)
        if not is_voided:
            self._check_not_signed(vals)
        self._check_picture(vals)
        if vals.get("signature") and "promise_ids" in vals:
            # what comes with the signature was written before it
            super().write({"promise_ids": vals["promise_ids"]})
            vals = {name: vals[name] for name in vals if name != "promise_ids"}
        result = super().write(vals)
        if vals.get("signature"):
            self._stamp_signature()
        return result

    @api.model
    def _get_stamp_fields(self) -> set[str]:
        return super()._get_stamp_fields() | {"signature_fingerprint"}

    def _stamp_signature(self):
        for followup in self:
            # a contact that is signed has taken place
            moment = followup.contacted_at or fields.Datetime.now()
            if not followup.contacted_at:
                followup._in_transition().write({"contacted_at": moment})
            fingerprint = get_fingerprint(followup._get_signed_content())
            followup._in_transition().write({"signature_fingerprint": fingerprint})

    def _get_signed_content(self) -> dict:
        """Return what the customer sees and signs, in no language."""
        # sudo: what is signed is the same for everybody
        followup = self.sudo()
        reasons = followup.reason_ids.filtered(lambda r: r.state != "void")
        return {
            **{name: followup[name] for name in CONTENT_FIELDS},
            "customer": followup.partner_id.id,
            "contact": followup.contact_id.id,
            "reasons": [
                [
                    reason.rule_id.id,
                    reason.occasion_date,
                    reason.result or followup.result,
                ]
                for reason in reasons.sorted("id")
            ],
            "promises": [
                [promise.description, promise.date_deadline]
                for promise in followup.promise_ids.sorted("id")
            ],
        }

    def _check_not_signed(self, vals: dict):
        """Refuse to change what the customer signed.

        :raise UserError: says who can take the signature back
        """
        for followup in self.filtered("signature"):
            names = SIGNED_FIELDS & vals.keys()
            if not followup.signed_by:  # forgotten, and nothing that was read
                names -= {"signed_by"}
            if any(followup._differs(name, vals[name]) for name in names):
                followup._raise_signed()

    def _raise_signed(self):
        raise UserError(
            self.env._(
                "%(who)s has signed this record (%(name)s), and what is signed stays "
                "as it is. If it is wrong, ask your supervisor to take the signature "
                "back; the customer signs again then.",
                who=self.signed_by or self.partner_id.name,
                name=self.name,
            )
        )

    def _differs(self, name: str, value) -> bool:
        field = self._fields[name]
        try:
            given = field.convert_to_record(field.convert_to_cache(value, self), self)
        except (TypeError, ValueError):
            return True
        return (self[name] or False) != (given or False)

    def _check_may_write_results(self):
        result = super()._check_may_write_results()
        if self.signature:
            self._raise_signed()
        return result

    @api.model
    def _check_picture(self, vals: dict):
        """Refuse what is no drawn signature.

        :raise UserError: says what to do instead
        """
        value = vals.get("signature")
        if problem := value and self._find_signature_problem(value):
            raise UserError(problem)

    @api.model
    def _find_signature_problem(self, value) -> str:
        """Return what is wrong with a signature as a browser sends it; nothing else."""
        if not isinstance(value, str | bytes):
            value = b""
        try:
            data = b64decode(value, validate=True)
        except ValueError:
            data = b""
        return {
            "": "",
            "too_large": self.env._(
                "This picture is too large for a signature: it may have 1 MB. Draw "
                "the signature, or choose a smaller picture."
            ),
            "unknown": self.env._(
                "This is no picture of a signature: draw it, or choose a PNG or JPEG "
                "file."
            ),
            "empty": self.env._("The signature is empty: sign in the field first."),
        }[find_picture_problem(data)]

    def action_void_signature(self):
        """Take a signature back, so that the record can be corrected (FUP-8).

        :raise UserError: there is none, or the record is closed: reopen it
        """
        self._check_may("reopen")
        for followup in self:
            followup._check_record_is_open({"signature"})
            if not followup.signature:
                raise UserError(self.env._("Nobody has signed this record."))
        self._void_signatures()

    def action_reopen(self):
        self._check_may("reopen")
        result = super().action_reopen()
        self.filtered("signature")._void_signatures()
        return result

    def _void_signatures(self):
        for followup in self:
            picture = b64decode(followup.with_context(bin_size=False).signature)
            text = self.env._(
                "The signature of %(who)s of %(when)s is void: %(user)s took it back.",
                who=followup.signed_by or followup.partner_id.name,
                when=format_datetime(self.env, followup.signed_at),
                user=self.env.user.name,
            )
            followup._in_transition().write(
                {
                    "signature": False,
                    "signed_by": False,
                    "signature_fingerprint": False,
                    "is_signed_by_link": False,
                }
            )
            followup.message_post(
                body=text,
                attachments=[(f"{followup.name}-void.png", picture)],
            )
