import logging

from odoo import api, models
from odoo.fields import Domain

from ..tools.single_run import single_run

_logger = logging.getLogger(__name__)

CUSTOMERS_PER_BATCH = 1000


class ResPartner(models.Model):
    """The job that assigns new customers, and those whose specialist has left.

    Off as installed: the scheduled action is not active, and each company says for
    itself whether it takes part. It chooses as the dialog *Assign Customers* does, and
    finds what is left to do by what nobody looks after, so it may be killed at any
    moment.
    """

    _inherit = "res.partner"

    @api.model
    def _cron_assign_customers(self):
        """Assign what nobody looks after, in each company that wants it (ASG-1)."""
        with single_run(self.env.cr, "customer_followup.assign") as is_alone:
            if not is_alone:
                _logger.info("Another process is assigning customers")
                return
            # sudo: the job serves every company, and its user belongs to one
            companies = self.env["res.company"].sudo()
            for company in companies.search([("customer_assigns_daily", "=", True)]):
                if not self.sudo().with_company(company)._assign_daily(company):
                    cron = "customer_followup.ir_cron_assign_customers"
                    self.env.ref(cron)._trigger()
                    break

    @api.model
    def _assign_daily(self, company) -> bool:
        """Assign the customers of ``company``; return whether there is time left."""
        commit_progress = self.env["ir.cron"]._commit_progress
        unassigned = self._get_unassigned_domain(company)
        customers = self.search(unassigned, order="id")
        choices = {
            choice.customer_id: choice.specialist_id
            for choice in customers._choose_specialists(
                company, self.env["res.users"]._get_customer_assignees(company)
            )
            if choice.specialist_id
        }
        customers = customers.filtered(lambda c: c.id in choices)
        time_left = commit_progress(remaining=len(customers))
        for start in range(0, len(customers), CUSTOMERS_PER_BATCH):
            if not time_left:
                break
            batch = customers[start : start + CUSTOMERS_PER_BATCH]
            batch._assign_batch(unassigned, choices)
            time_left = commit_progress(len(batch))
        return bool(time_left)

    @api.model
    def _get_unassigned_domain(self, company) -> Domain:
        return self._get_new_customer_domain(
            company
        ) | self._get_orphaned_customer_domain(company)

    def _assign_batch(self, unassigned: Domain, specialist_ids: dict[int, int]):
        """Assign the customers that are still there to be assigned.

        A batch that fails is tried again in halves, and so on, until only those are
        left out that cannot be assigned.
        """
        try:
            with self.env.cr.savepoint():
                free = self.try_lock_for_update(allow_referencing=True)
                still = self.search(unassigned & Domain("id", "in", free.ids))
                still._assign_customers(specialist_ids)
        except Exception:
            if len(self) == 1:
                _logger.exception("Customer %s was not assigned", self.id)
                return
            middle = len(self) // 2
            self[:middle]._assign_batch(unassigned, specialist_ids)
            self[middle:]._assign_batch(unassigned, specialist_ids)
