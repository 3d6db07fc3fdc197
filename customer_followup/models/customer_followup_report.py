from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

LONGEST_DAYS = 366
PLACE = ("kind", "company_id", "department_id", "frequency", "date_from", "date_to")
TRANSITIONS = {
    "review": (("draft",), "reviewed", None),
    "ask_back": (("reviewed",), "draft", None),
    "send": (("reviewed",), "sent", None),
}


class CustomerFollowupReport(models.Model):
    """What came of a department's visits in a month or a quarter 客户回访报告 (VPL-2).

    The job makes it after the period, or a supervisor by hand. Its figures are those of
    that day and stay so; the words are edited until a superior has reviewed it. It ends
    when it is sent to the department that reads it.
    """

    _name = "customer.followup.report"
    _description = "Return-Visit Report"
    _inherit = ["customer.transition.mixin", "mail.thread", "mail.activity.mixin"]
    _order = "date_to desc, date_from, department_id, id"
    _mail_post_access = "read"
    _check_company_auto = True
    _customer_transitions = TRANSITIONS

    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    department_id = fields.Many2one(
        "hr.department",
        check_company=True,
        index=True,
        ondelete="restrict",
        help="Whose contacts it is about; empty: those of people in no department.",
    )
    frequency = fields.Selection(
        [
            ("week", "Week"),
            ("month", "Month"),
            ("quarter", "Quarter"),
            ("other", "Other Days"),
        ],
        "Period",
        required=True,
        default="month",
    )
    date_from = fields.Date(
        "First Day",
        required=True,
        default=lambda self: self._get_default_period().first,
    )
    date_to = fields.Date(
        "Last Day", required=True, default=lambda self: self._get_default_period().last
    )
    state = fields.Selection(
        [("draft", "Draft"), ("reviewed", "Reviewed"), ("sent", "Sent")],
        "Status",
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
        group_expand=True,
    )
    summary = fields.Html(
        copy=False,
        help="The report in words. What is proposed follows from the figures.",
    )
    quote_ids = fields.Many2many(
        "customer.followup",
        "customer_followup_report_quote_rel",
        "report_id",
        "followup_id",
        string="Opinions and Suggestions",
        check_company=True,
        copy=False,
        help="The records whose words are quoted.",
    )
    user_id = fields.Many2one(
        "res.users",
        "Compiled By",
        readonly=True,
        copy=False,
        help="Who completes the report, or changed it last; somebody else reviews it.",
    )
    reviewed_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    reviewed_at = fields.Datetime("Reviewed On", readonly=True, copy=False)
    sent_at = fields.Datetime("Sent On", readonly=True, copy=False)
    sent_to = fields.Char(readonly=True, copy=False, help="Who was sent the report.")

    _department_period_uniq = models.UniqueIndex(
        "(company_id, kind, COALESCE(department_id, 0), date_from, date_to)",
        "There is a report of this department and period already.",
    )
    _customer_report_days = models.Constraint(
        f"CHECK (date_to >= date_from AND date_to - date_from < {LONGEST_DAYS})",
        "A report is about one day to one year.",
    )

    @api.depends("kind", "department_id", "frequency", "date_from", "date_to")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for report in self:
            report.display_name = (
                f"{report._get_subject()} · {report._get_period_name()}"
                if report.id
                else self.env._("New")
            )

    def _get_department_name(self) -> str:
        # sudo: the name of a department is no secret
        name = self.sudo().department_id.name
        return name or self.env._("Without a department")

    @api.model_create_multi
    def create(self, vals_list):
        birth = {"state": "draft", "user_id": False}
        reports = super().create(self._prepare_birth(vals_list, birth))
        reports._take_figures()
        for report, vals in zip(reports, vals_list, strict=True):
            report._complete(vals)
        return reports

    def write(self, vals):
        if not self._is_transition():
            self._check_stays(vals)
            if {"summary", "quote_ids"} & vals.keys():
                self._check_is_draft()
                self._note_compiler()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_only_draft(self):
        if closed := self.filtered(lambda r: r.state != "draft"):
            raise UserError(
                self.env._(
                    "%(report)s was reviewed and cannot be deleted.",
                    report=closed[0].display_name,
                )
            )

    @api.model
    def _get_stamp_fields(self) -> set[str]:
        stamps = {"user_id", "reviewed_by_id", "reviewed_at", "sent_at", "sent_to"}
        return super()._get_stamp_fields() | stamps

    def _check_stays(self, vals: dict):
        """Refuse to turn a report into one of another department or period.

        :raise UserError: says what to do instead
        """
        for report in self:
            place = report._convert_to_write({name: report[name] for name in PLACE})
            for name in PLACE:
                given = vals.get(name, place[name])
                if str(given or "") != str(place[name] or ""):
                    raise UserError(
                        self.env._(
                            "A report stays with its department and period. Make "
                            "another one for the other days, and delete this draft."
                        )
                    )

    def _check_is_draft(self):
        """Refuse to change what was reviewed.

        :raise UserError: says who can give it back
        """
        if closed := self.filtered(lambda r: r.state != "draft"):
            raise UserError(
                self.env._(
                    "%(report)s was reviewed and stays as it is. Whoever reviewed it "
                    "can ask it back, as long as it is not sent.",
                    report=closed[0].display_name,
                )
            )

    def _note_compiler(self):
        """Remember who wrote the report last: it is reviewed by somebody else."""
        if not self.env.su and any(r.user_id != self.env.user for r in self):
            self._in_transition().write({"user_id": self.env.uid})

    @api.model
    def _get_open_domain(self) -> Domain:
        """Return the reports that somebody still has to do something about."""
        return Domain("state", "!=", "sent")
