from odoo import fields, models


class CustomerFollowupReportAgreement(models.Model):
    """How often a department reports, where this was agreed on with who reads it.

    A service manager writes it down. The department's reports are made at these times
    and at no others, until the agreement is archived or deleted.
    """

    _name = "customer.followup.report.agreement"
    _description = "Agreed Time of Return-Visit Reports"
    _order = "department_id, frequency, id"
    _rec_name = "department_id"
    _check_company_auto = True

    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    department_id = fields.Many2one(
        "hr.department", required=True, check_company=True, ondelete="cascade"
    )
    frequency = fields.Selection(
        [
            ("week", "Every Week"),
            ("month", "Every Month"),
            ("quarter", "Every Quarter"),
        ],
        "Reports",
        required=True,
        default="week",
    )
    note = fields.Char("Agreed With", help="Who asked for it, and when.")

    _department_frequency_uniq = models.UniqueIndex(
        "(company_id, department_id, frequency) WHERE active",
        "This department reports at these times already.",
    )
