from datetime import date

from odoo import api, fields, models

from ..tools.each_record import for_each_record


class CustomerHandover(models.Model):
    """What is given back, and the job that begins and ends handovers in time."""

    _inherit = "customer.handover"

    @api.model
    def _cron_follow_handovers(self, today: date | None = None):
        """Begin the handovers whose first day has come, and end those that are over.

        One whose stand-in has left is over, too.

        :param today: the day that is taken for today; each company's own if left out
        """
        # sudo: the handovers of all companies
        running = self.sudo().search([("state", "in", ("planned", "active"))])
        for_each_record(
            running.sorted("id"),
            lambda handover: handover.with_company(handover.company_id)._follow(today),
            lambda handover, error: handover._report(str(error)),
        )

    def _follow(self, today: date | None):
        today = today or self._get_today()
        if self.state == "planned":
            if self.date_from <= today:
                self._check_terms(today)
                self._start()
        elif self.date_until < today or not self._is_staff(self.to_user_id):
            self._end()

    def _report(self, problem: str):
        """Tell a supervisor, once, that a handover cannot go on as it was planned."""
        if self.problem == problem:
            return
        self._in_transition().write({"problem": problem})
        self.activity_schedule(
            "mail.mail_activity_data_todo",
            user_id=self._get_supervisor().id,
            summary=self.env._("Decide what becomes of the handover"),
            note=problem,
        )

    def _get_supervisor(self):
        """Return who entered the handover, or else a supervisor who is still here."""
        supervisors = self.env["res.users"]._get_office_holders(
            "customer_followup.group_supervisor", self.company_id
        )
        return self.create_uid & supervisors or supervisors[:1] or self.create_uid

    # The return -----------------------------------------------------------------------

    def _end(self):
        """Give back what is still with the stand-in, unless nobody is there for it."""
        self._end_delegation()
        stamp = {"ended_at": fields.Datetime.now()}
        if not self._is_staff(self.from_user_id):
            self._report(
                self.env._(
                    "%(user)s has left, so nothing was given back: it stays with "
                    "%(stand_in)s. Hand it over, or assign the customers anew.",
                    user=self.from_user_id.sudo().name,
                    stand_in=self.to_user_id.sudo().name,
                )
            )
            self._transition("finish", stamp)
            return
        self._give_back()
        self._transition("return", stamp)
        self._tell(
            self.from_user_id,
            self.env._(
                "Back from %(stand_in)s:\n%(summary)s",
                stand_in=self.to_user_id.sudo().name,
                summary=self._describe_lines(),
            ),
        )

    def _give_back(self):
        """Return the records that are still with the stand-in and not done.

        What somebody else has by now stays there, and what was done keeps its owner.
        """
        # sudo: the work of colleagues, which supervisors hand over but need not see
        Line = self.env["customer.handover.line"].sudo()
        moved = Line.with_context(active_test=False).search_fetch(
            [("handover_id", "=", self.id), ("outcome", "=", "moved")],
            ["kind", "res_model", "res_id"],
        )
        steps = {
            "customer": self._return_customers,
            "followup": self._return_followups,
            "case": self._return_cases,
        }
        for kind, lines in moved.grouped("kind").items():
            records = lines.env[lines[0].res_model].browse(lines.mapped("res_id"))
            lines._note_outcome(set(steps[kind](records.exists()).ids))
        self.invalidate_recordset(["line_ids", "moved_summary"])

    def _return_customers(self, customers):
        mine = customers.filtered(lambda c: c.customer_specialist_id == self.to_user_id)
        self._move_customers(mine, self.from_user_id)
        return mine

    def _return_followups(self, followups):
        mine = followups.filtered(
            lambda f: (
                f.user_id == self.to_user_id and f.state in ("planned", "scheduled")
            )
        )
        mine._hand_over(dict.fromkeys(mine.ids, self.from_user_id.id))
        return mine

    def _return_cases(self, cases):
        mine = cases.filtered(
            lambda c: c.user_id == self.to_user_id and not c.stage_id.closed
        )
        self._move_cases(mine, self.from_user_id)
        return mine
