from odoo import api, fields, models
from odoo.exceptions import ValidationError

MINUTES_PER_DAY = 24 * 60


class CustomerFollowup(models.Model):
    """How long a contact took, and how important the customer was then (VIS-9)."""

    _inherit = "customer.followup"

    duration_minutes = fields.Integer("Duration (Minutes)", default=0, copy=False)
    grade_code = fields.Char(
        "Grade",
        readonly=True,
        copy=False,
        help="The customer's grade when the contact was recorded: records are found by "
        "it when the customer has another grade since.",
    )

    _archive_by_grade = models.Index(
        "(company_id, grade_code) WHERE state = 'reviewed'"
    )  # for the archive: accepted records by class of customer

    @api.constrains("duration_minutes")
    def _check_duration(self):
        for followup in self:
            if not 0 <= followup.duration_minutes <= MINUTES_PER_DAY:
                raise ValidationError(
                    self.env._(
                        "A contact takes 0 to %(most)s minutes. Correct the Duration.",
                        most=MINUTES_PER_DAY,
                    )
                )

    @api.model
    def _get_stamp_fields(self) -> set[str]:
        return super()._get_stamp_fields() | {"grade_code"}

    def _transition(self, action: str, vals: dict | None = None):
        if action != "record":
            return super()._transition(action, vals)
        for followup in self:
            stamps = {**(vals or {}), "grade_code": followup._get_grade_code()}
            super(CustomerFollowup, followup)._transition(action, stamps)
        return None

    def _get_grade_code(self) -> str | bool:
        # sudo: whoever records a contact need not see the grade
        customer = self.sudo().with_company(self.company_id).partner_id
        return customer.customer_grade_id.code
