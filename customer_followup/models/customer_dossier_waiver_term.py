from datetime import date, timedelta

from odoo import api, fields, models

from ..tools.each_record import for_each_record


class CustomerDossierWaiver(models.Model):
    """What a signed waiver permits, and how that ends (DOS-3)."""

    _inherit = "customer.dossier.waiver"

    def _on_approved(self):
        result = super()._on_approved()
        self.partner_id._refresh_dossiers(is_claimed=True)
        self._tell_people(
            self.env._(
                "Approved: trade is permitted until %(day)s.", day=self.date_until
            )
        )
        if self.sale_order_id._is_quotation():
            self.sale_order_id._post_staff_note(
                self.env._(
                    "%(waiver)s is approved. Confirm the order again.",
                    waiver=self.name,
                )
            )
        return result

    def action_cancel(self, comment: str | None = None):
        """Withdraw a waiver, or take back what was permitted (DOS-3).

        :param comment: why; needed from anybody but its requester
        :raise AccessError: the user is neither its requester, nor a supervisor, nor
            may sign waivers
        :raise UserError: the reason is missing, or the waiver is over
        """
        result = super().action_cancel(comment)
        self.partner_id._refresh_dossiers(is_claimed=True)
        return result

    def _is_cancellable(self) -> bool:
        return self.state == "approved" or super()._is_cancellable()

    def _is_canceller(self) -> bool:
        signs = self.env.user.has_group("customer_followup.group_waiver_signer")
        return (signs and self.state == "approved") or super()._is_canceller()

    @api.model
    def _cron_follow_waivers(self, today: date | None = None):
        """Announce the end of waivers, and end those whose last day has passed.

        :param today: the day that is taken for today; each company's own if left out
        """
        # sudo: the waivers of all companies
        approved = self.sudo().search([("state", "=", "approved")])
        for_each_record(approved, lambda waiver: waiver._follow_term(today))

    def _follow_term(self, today: date | None):
        company = self.company_id
        today = today or company._get_customer_today()
        announce = timedelta(days=company.customer_waiver_announce_days)
        if self.date_until < today:
            self._expire()
        elif not self.announced_at and self.date_until - announce <= today:
            self._announce_end()

    def _announce_end(self):
        self._in_transition().announced_at = fields.Datetime.now()
        if missing := self._get_still_missing():
            self._tell_people(
                self.env._(
                    "The permission ends on %(day)s. Still missing: %(papers)s.",
                    day=self.date_until,
                    papers=missing,
                )
            )

    def _expire(self):
        """Let the papers be due again, and say so."""
        self._transition("expire")
        self._log_decision("expired")
        self.partner_id._refresh_dossiers(is_claimed=True)
        if missing := self._get_still_missing():
            self._tell_people(
                self.env._(
                    "The permission has ended on %(day)s. Missing again: %(papers)s.",
                    day=self.date_until,
                    papers=missing,
                )
            )
            self.partner_id._plan_dossier_work("complete")

    def _get_still_missing(self) -> str:
        """Return in words what nobody may do without when the waiver is over.

        Not the papers that are there, nor those that another waiver permits longer.
        """
        partner = self.partner_id
        waived = partner._find_waived_papers().get(partner.id, {})
        missing = self.type_ids & partner.customer_missing_type_ids
        due = missing.filtered(lambda t: waived.get(t.id, date.min) <= self.date_until)
        return ", ".join(due.mapped("name"))

    def _tell_people(self, text: str):
        """Tell who asked, who looks after the customer, and who sells there."""
        partner = self.partner_id
        people = self.requester_id | partner.customer_specialist_id | partner.user_id
        self.message_post(
            body=text,
            partner_ids=people.filtered("active").partner_id.ids,
            subtype_xmlid="mail.mt_comment",
        )
