from odoo import api, fields, models

from .customer_followup_rule import DAY_TRIGGERS
from .customer_followup_rule_grade import GRADE_TRIGGERS

# what a trigger reads of the rule, where it is not the days alone
TRIGGER_FIELDS = {
    "order_lapse": {"delay_days", "repeat_days"},
    "sale_completed": {"delay_days", "repeat_days"},
    "sales_idle": {"delay_days", "tolerance_amount"},
    "weekly_contact": {"repeat_days"},
    "overdue_payment": {"delay_days", "repeat_days", "tolerance_amount"},
    "occasion": set(),
    "wish_arrived": set(),
}
OTHERWISE = {"delay_days"}
INTERVAL_TRIGGERS = (*GRADE_TRIGGERS, "regular", "never_contacted")
"""The deadline is the end of the interval, and the days of the rule come before it."""


class CustomerFollowupRule(models.Model):
    """What the screens of a rule show: the fields it uses, and what came of it."""

    _inherit = "customer.followup.rule"

    used_fields = fields.Char(
        compute="_compute_used_fields", help="What the trigger reads of the rule."
    )
    customer_domain = fields.Char(
        compute="_compute_customer_domain", help="Whom rules can be about."
    )
    waiting_count = fields.Integer("Waiting", compute="_compute_counts")
    open_count = fields.Integer("Open", compute="_compute_counts")
    failure_count = fields.Integer("Left Out", compute="_compute_counts")

    @api.depends("trigger")
    def _compute_used_fields(self):
        for rule in self:
            rule.used_fields = ",".join(sorted(rule._get_used_fields()))

    @api.depends_context("company")
    def _compute_customer_domain(self):
        customers = self.env["res.partner"]._get_customer_domain(self.env.company)
        self.customer_domain = str(list(customers))

    @api.depends(
        "grade_ids",
        "grade_line_ids.grade_id",
        "grade_line_ids.delay_days",
        "grade_line_ids.repeat_days",
        "grade_line_ids.deadline_days",
        "grade_line_ids.method",
    )
    def _compute_description(self):
        return super()._compute_description()

    @api.depends_context("allowed_company_ids")
    def _compute_counts(self):
        counts = {
            "waiting_count": self._count_by_rule(
                "customer.followup.reason", [("state", "=", "waiting")]
            ),
            "open_count": self._count_by_rule(
                "customer.followup.reason",
                [("state", "=", "planned"), ("followup_id.is_open", "=", True)],
            ),
            # specialists do not see who was left out
            "failure_count": self._count_by_rule("customer.followup.failure", [])
            if self.env["customer.followup.failure"].has_access("read")
            else {},
        }
        for rule in self:
            for name, by_rule in counts.items():
                rule[name] = by_rule.get(rule._origin, 0)

    def _count_by_rule(self, model: str, domain: list) -> dict:
        """Return how many customers of each rule the user sees."""
        domain = [*domain, ("rule_id", "in", self._origin.ids)]
        groups = self.env[model]._read_group(
            domain, ["rule_id"], ["partner_id:count_distinct"]
        )
        return dict(groups)

    def _get_used_fields(self) -> set[str]:
        """Return which fields matter for the trigger; the form shows no others.

        Who adds a trigger that reads more than the days says so here.
        """
        used = set(TRIGGER_FIELDS.get(self.trigger, OTHERWISE))
        # a trigger with dates of its own says from when the deadline is counted
        if not hasattr(self, f"_get_dates_{self.trigger}"):
            used.add("deadline_from")
        if self.trigger not in DAY_TRIGGERS:
            used.add("deadline_days")
        return used

    # The sentence ---------------------------------------------------------------------

    def _get_description(self) -> str:
        words = [super()._get_description(), self._describe_grades()]
        words += [self._describe_grade_line(line) for line in self.grade_line_ids]
        return " ".join(filter(None, words))

    def _format_days(self, days: int) -> str:
        if days == 1:
            return self.env._("1 day")
        return self.env._("%(n)s days", n=days)

    def _describe_grades(self) -> str:
        if not self.grade_ids:
            return ""
        names = dict.fromkeys(self.grade_ids.mapped("name"))
        return self.env._("Only grades: %(grades)s.", grades=", ".join(names))

    def _describe_grade_line(self, line) -> str:
        """Return what holds for one grade; a number where the trigger reads it.

        Without days, a grade's own ones hold where a rule asks for these.
        """
        used = self._get_used_fields()
        methods = dict(line._fields["method"]._description_selection(self.env))
        words = []
        if "delay_days" in used and (
            line.delay_days or self.trigger not in GRADE_TRIGGERS
        ):
            words.append(self._format_days(line.delay_days))
        if "repeat_days" in used and line.repeat_days:
            again = self._format_days(line.repeat_days)
            words.append(self.env._("again every %(days)s", days=again))
        within = self._format_days(line.deadline_days)
        if self.trigger in INTERVAL_TRIGGERS:
            words.append(self.env._("planned %(days)s ahead", days=within))
        elif "deadline_days" in used:
            words.append(self.env._("within %(days)s", days=within))
        words.append(methods.get(line.method, ""))
        return self.env._(
            "For grade %(grade)s: %(words)s.",
            grade=line.grade_id.name or "",
            words=", ".join(filter(None, words)),
        )

    # The buttons ----------------------------------------------------------------------

    def action_open_waiting(self):
        """Show who waits because of the rule.

        :return: an action
        """
        return self._open_of_rule("customer_followup_waiting_action", "rule_id")

    def action_open_followups(self):
        """Show the open follow-ups that the rule asked for.

        :return: an action
        """
        asked = [("rule_id", "in", self.ids), ("state", "=", "planned")]
        action = self._open_of_rule("customer_followup_action", "rule_id")
        domain = [("reason_ids", "any", asked), ("is_open", "=", True)]
        return action | {"domain": domain}

    def action_open_failures(self):
        """Show the customers that the rule could not be applied to.

        :return: an action
        """
        return self._open_of_rule("customer_followup_failure_action", "rule_id")

    def _open_of_rule(self, name: str, path: str) -> dict:
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            f"customer_followup.{name}"
        )
        domain = [(path, "in", self.ids)]
        if name == "customer_followup_waiting_action":
            domain.append(("state", "=", "waiting"))
        return action | {"domain": domain, "path": False}

    def action_preview(self):
        """Show who would be due by the rule in the next 30 days.

        :return: the action that shows the preview
        :raise UserError: see ``get_preview``
        :raise AccessError: the user is no supervisor
        """
        return self._open_preview("action_open")

    def action_open_switch(self):
        """Say what happens if the rule is switched on, and ask.

        :return: the dialog that asks
        :raise UserError: see ``get_preview``
        :raise AccessError: the user is no supervisor
        """
        return self._open_preview("action_open_switch")

    def _open_preview(self, action: str) -> dict:
        self._check_may_preview()
        preview = self.env["customer.followup.rule.preview"].create(
            {"rule_id": self.id}
        )
        return getattr(preview, action)()
