from collections import Counter, defaultdict
from datetime import date

from odoo import api, fields, models

from ..policy.planning import Contact, Duty
from ..tools.bulk_update import bulk_update

OPEN = ("planned", "scheduled")


class CustomerFollowupPlan(models.Model):
    """What the approval leads to: the visits of the plan are planned (VPL-1).

    Once, in the transaction of the last signature. A visit takes the follow-up it was
    made from, or one that was opened since; else what waits for the customer is opened
    by the engine; else a follow-up of its own, which duties that come later join.
    """

    _inherit = "customer.followup.plan"

    def _on_approved(self):
        result = super()._on_approved()
        self._check_fully_signed()
        company = self.company_id
        # sudo: the effect of the signatures, and nobody's right
        plan = self.sudo().with_company(company)
        plan = plan.with_context(lang=company.partner_id.lang)
        plan._plan_visits(self._get_today())
        return result

    def _plan_visits(self, today: date):
        """Give each visit its follow-up, on the day of the plan.

        :param today: no visit is planned for a day before
        """
        visits = self.line_ids.filtered(lambda line: not line.is_dropped)
        opened = visits._take_open_followups()
        rest = visits - opened
        rest -= rest._open_waiting(today)
        moved = (visits - rest)._move_followups(today)
        rest._open_followups(today)
        self._message_log(
            body=self.env._(
                "Planned: %(count)s visits. %(new)s of them are new, and %(moved)s "
                "were moved to another day.",
                count=len(visits),
                new=len(visits - opened),
                moved=moved,
            )
        )


class CustomerFollowupPlanLine(models.Model):
    """Visits that get their follow-ups, many at once."""

    _inherit = "customer.followup.plan.line"

    def _take_open_followups(self, newer_than: int | None = None):
        """Keep the follow-ups that are still open, and take those opened since.

        :param newer_than: id of a follow-up; those after it are taken whatever they
            are planned for
        :return: the visits that have one
        """
        kept = self.filtered(lambda line: line.followup_id.state in OPEN)
        free = defaultdict(list)
        for followup in (self - kept)._find_candidates():
            free[followup.partner_id].append(followup)
        taken = {}
        for line in self - kept:
            for followup in free[line.partner_id]:
                if line._fits(followup, newer_than):
                    taken[line.id] = followup.id
                    free[line.partner_id].remove(followup)
                    break
        self._link(taken)
        return kept | self.browse(taken)

    def _find_candidates(self):
        """Return the open follow-ups of these customers that no visit has yet."""
        plan = self.plan_id
        return self.env["customer.followup"].search(
            [
                ("company_id", "in", plan.company_id.ids),
                ("partner_id", "in", self.partner_id.ids),
                ("user_id", "in", plan.user_id.ids),
                ("state", "in", OPEN),
                ("id", "not in", plan.line_ids.followup_id.ids),
            ],
            order="date_planned, id",
        )

    def _fits(self, followup, newer_than: int | None) -> bool:
        """Is an open follow-up this visit? What is planned before the month is not."""
        plan = self.plan_id
        return (
            plan.date_from <= followup.date_planned <= plan.date_to
            or (newer_than is not None and followup.id > newer_than)
            # it waited when the plan was drafted, and was opened since
            or (
                self.source == "waiting" and self.rule_id in followup.reason_ids.rule_id
            )
        )

    def _open_waiting(self, today: date):
        """Let the engine open what waits for these customers.

        :return: the visits that have a follow-up now
        """
        plan, Followup = self.plan_id, self.env["customer.followup"]
        if not self:
            return self
        last = Followup.search([], order="id desc", limit=1).id
        places = Counter(line.partner_id.id for line in self)
        room = Counter({plan.user_id.id: len(self)})
        Followup._open_customers(plan.company_id, today, dict(places), room)
        return self._take_open_followups(newer_than=last)

    def _move_followups(self, today: date) -> int:
        """Give the follow-ups the days of the plan; return how many change theirs."""
        label = self.env._("visit plan")
        rows, comments = [], {}
        for line in self:
            followup, day = line.followup_id, max(line.date_planned, today)
            if followup.date_planned == day:
                continue
            if followup.state == "scheduled":
                # the customer has agreed to another day, and is asked anew
                followup.action_postpone(day, label)
            else:
                comments[followup.id] = line.comment or label
                rows.append(
                    {
                        "id": followup.id,
                        "method": followup.method,
                        "date_planned": day,
                        # a promise stays, whenever it is planned to be kept
                        "date_deadline": followup.date_deadline,
                    }
                )
        self.env["customer.followup"]._move(rows, comments, "a visit plan")
        return len(rows)

    def _open_followups(self, today: date):
        """Open a follow-up for each of these visits, with one activity each."""
        if not self:
            return
        Followup = self.env["customer.followup"]
        plans = [(line.partner_id, line._get_contact(today)) for line in self]
        facts = {line.id: line._get_opening() for line in self}
        rows = Followup._insert_followups(plans, facts, today)
        Followup._insert_activities(rows, plans)
        ids = {
            line.id: row["id"] for line, row in zip(self, rows, strict=True)
        }  # in the same order
        self._link(ids)
        self.partner_id._refresh_next_followups()
        self.env.invalidate_all()

    def _get_contact(self, today: date) -> Contact:
        """Return the visit as the engine opens contacts."""
        day = max(self.date_planned, today)
        deadline = max(self.date_deadline or day, day)
        duty = Duty(self.id, self.rule_id.id, day, self.method, day, deadline)
        return Contact(None, self.method, day, deadline, (duty,))

    def _get_opening(self) -> dict:
        return {
            "rule_id": self.rule_id.id,
            "user_id": self.user_id.id,
            "instead_of_id": None,
            "purpose": self.purpose,
        }

    def _link(self, followup_ids: dict[int, int]):
        """Write the follow-ups of visits, and what has become of the visits.

        :param followup_ids: by the id of the visit
        """
        bulk_update(
            self,
            [
                {"id": id_, "followup_id": followup_id}
                for id_, followup_id in followup_ids.items()
            ],
        )
        linked = self.browse(followup_ids)
        self.env["customer.followup"].invalidate_model(["plan_line_ids"])
        self.env.add_to_compute(self._fields["state"], linked)


class CustomerFollowup(models.Model):
    """A contact that is made because it is in somebody's visit plan."""

    _inherit = "customer.followup"

    plan_line_ids = fields.One2many(
        "customer.followup.plan.line", "followup_id", "Visit Plans", readonly=True
    )

    @api.depends("plan_line_ids")
    @api.depends_context("lang")
    def _compute_reason_summary(self):
        result = super()._compute_reason_summary()
        # sudo: the plan of a colleague, of which only the month is said
        for followup, known in zip(self, self.sudo(), strict=True):
            if lines := known.plan_line_ids:
                month = lines[-1].plan_id._format_month()
                text = self.env._("Visit plan %(month)s.", month=month)
                reasons = known.reason_ids.mapped("description")
                followup.reason_summary = "\n".join([text, *reasons])
        return result

    @api.model
    def _prepare_plan_vals(self, customer, contact: Contact, reasons: dict) -> dict:
        vals = super()._prepare_plan_vals(customer, contact, reasons)
        opening = reasons[contact.duties[0].reason_id]
        if "purpose" in opening:  # by a visit plan
            vals["purpose"] = opening["purpose"]
            # it takes the room of the day it is planned for, and not of today
            vals["opened_for"] = contact.planned
        return vals

    @api.model
    def _prepare_rule_activity_vals(self, rule_id: int | None, lang: str) -> dict:
        vals = super()._prepare_rule_activity_vals(rule_id, lang)
        if not rule_id:
            speaker = self.with_context(lang=lang)
            vals["summary"] = speaker.env._("Visit of the plan")
        return vals
