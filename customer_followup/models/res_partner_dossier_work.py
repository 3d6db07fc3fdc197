import logging
from datetime import date

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain

from ..tools.bulk_update import bulk_update
from ..tools.each_record import for_each_record
from .res_partner_dossier_completeness import BATCH

_logger = logging.getLogger(__name__)

WORK = "customer_followup.mail_activity_type_dossier_%s"


class ResPartner(models.Model):
    """The work that a dossier gives: complete it, and keep it current (DOS-4)."""

    _inherit = "res.partner"

    customer_dossier_is_stale = fields.Boolean(
        "Dossier to Review",
        compute="_compute_customer_dossier_is_stale",
        search="_search_customer_dossier_is_stale",
        groups="base.group_user",
        help="Nobody has looked at the dossier for as many months as the settings of "
        "the company say.",
    )

    @api.depends("customer_dossier_reviewed_at", "customer_dossier_company_id")
    def _compute_customer_dossier_is_stale(self):
        for partner in self:
            limit = partner.sudo().customer_dossier_company_id._get_review_limit()
            looked_at = partner.customer_dossier_reviewed_at
            partner.customer_dossier_is_stale = bool(
                limit and partner.customer_dossier_number
            ) and (not looked_at or looked_at < limit)

    def _search_customer_dossier_is_stale(self, operator, value):
        if operator != "in":
            return NotImplemented
        stale = self._get_stale_domain()
        domains = {True: stale, False: ~stale}
        return Domain.OR(domains[bool(item)] for item in value)

    @api.model
    def _get_stale_domain(self, today: date | None = None) -> Domain:
        """Return the dossiers that nobody has looked at for too long.

        :param today: the day that is taken for today; each company's own if left out
        """
        domain = Domain.FALSE
        # sudo: each company's setting holds for the dossiers that it keeps
        for company in self.env["res.company"].sudo().search(Domain.TRUE):
            if limit := company._get_review_limit(today):
                domain |= Domain("customer_dossier_company_id", "=", company.id) & (
                    Domain("customer_dossier_reviewed_at", "<", limit)
                    | Domain("customer_dossier_reviewed_at", "=", False)
                )
        return domain & Domain("customer_dossier_number", "!=", False)

    def action_review_dossier(self):
        """Confirm that the dossier has been looked at and is current (DOS-4).

        :raise AccessError: the user may not file documents of the customer
        """
        self.check_access("read")
        customers = self.commercial_partner_id
        customers._check_may_file()
        customers._note_dossier_review()
        customers._end_dossier_work("review")

    def _check_may_file(self):
        """Refuse customers whose documents the user may not file.

        :raise AccessError: names who could
        """
        Document = self.env["customer.document"]
        if self.env.su:
            return
        Document.check_access("create")
        rules = self.env["ir.rule"]._compute_domain(Document._name, "create")
        for partner in self:
            document = Document.new({"partner_id": partner.id})
            # sudo: the rule looks at the customer, whom the user may not see
            if rules and not document.sudo().filtered_domain(rules):
                people = partner.sudo().customer_specialist_id | partner.sudo().user_id
                raise AccessError(
                    self.env._(
                        "You do not look after %(customer)s. Give the papers to "
                        "%(people)s.",
                        customer=partner.sudo().name,
                        people=", ".join(people.mapped("name"))
                        or self.env._("your supervisor"),
                    )
                )

    def _note_dossier_review(self):
        # sudo: whoever files a document need not be allowed to number dossiers
        for company, partners in (
            self.sudo().grouped(lambda p: p._get_dossier_company()).items()
        ):
            today = company._get_customer_today()
            partners.write({"customer_dossier_reviewed_at": today})

    def _plan_dossier_work(self, work: str):
        """Give whoever keeps the dossiers an activity.

        :param work: ``complete`` or ``review``
        """
        activity_type = self.env.ref(WORK % work)
        for partner in self:
            if owner := partner._get_dossier_owner():
                speaker = partner.with_context(lang=owner.lang)
                partner.activity_schedule(
                    WORK % work,
                    date_deadline=activity_type._get_date_deadline(),
                    user_id=owner.id,
                    summary=partner.customer_dossier_number,
                    note=speaker._get_dossier_note(),
                )

    def _get_dossier_owner(self):
        """Return who keeps the dossier: the specialist, or who stands in for nobody."""
        company = self._get_dossier_company()
        people = (
            self.customer_specialist_id,
            company.customer_followup_user_id,
            self.user_id,
        )
        return next((user for user in people if user.active), self.env["res.users"])

    def _get_dossier_note(self) -> str:
        names = self.customer_missing_type_ids.mapped("name")
        return self.env._("Missing: %(papers)s", papers=", ".join(names))

    def _end_dossier_work(self, work: str):
        # sudo: the activity may be a colleague's
        activities = self.sudo()._get_dossier_activities(work)
        activities.action_feedback()

    def _get_dossier_activities(self, *works: str):
        types = [self.env.ref(WORK % work).id for work in works]
        return self.env["mail.activity"].search(
            [
                ("res_model", "=", self._name),
                ("res_id", "in", self.ids),
                ("activity_type_id", "in", types),
                ("automated", "=", True),
            ]
        )

    def _hand_over_dossier_work(self):
        """Let the work follow the customers to their next specialists."""
        # sudo: the work of a colleague
        activities = self.sudo()._get_dossier_activities("complete", "review")
        by_customer = activities.grouped("res_id")
        rows = [
            {"id": activity.id, "user_id": owner.id, "user_tz": owner.tz or None}
            for partner in self.browse(by_customer).sudo()
            if (owner := partner._get_dossier_owner())
            for activity in by_customer[partner.id]
            if activity.user_id != owner
        ]
        bulk_update(activities, rows)

    @api.model
    def _cron_keep_dossiers(self, today: date | None = None):
        """Follow the calendar, and have old dossiers looked at (DOS-4).

        :param today: the day that is taken for today; each company's own if left out
        """
        # sudo: the dossiers of all companies
        partners = self.sudo()
        partners._refresh_expired_dossiers()
        stale = partners.search(partners._get_stale_domain(today))
        planned = set(stale._get_dossier_activities("review").mapped("res_id"))
        for_each_record(
            stale.filtered(lambda p: p.id not in planned),
            lambda partner: partner._plan_dossier_work("review"),
        )

    @api.model
    def _refresh_expired_dossiers(self):
        """Work out the dossiers whose papers or waivers have run out by now."""
        # a day more than UTC's, as the day of a company may be ahead
        tomorrow = fields.Date.today() + relativedelta(days=1)
        # sudo: the dossiers of all companies; archived customers have them, too
        partners = self.sudo().with_context(active_test=False)
        domain = Domain("customer_dossier_valid_until", "<", tomorrow)
        ids = partners.search(domain, order="id").ids
        for start in range(0, len(ids), BATCH):
            partners.browse(ids[start : start + BATCH])._refresh_dossiers()

    @api.model
    def _cron_check_dossiers(self):
        """Work out all dossiers anew, as a condition may ask for what others change.

        A country's name, a tag's colour: nobody tells the customers of it.
        """
        # sudo: the dossiers of all companies
        if changed := self.sudo()._refresh_all_dossiers():
            _logger.info("%s dossiers had changed without anybody's notice", changed)
