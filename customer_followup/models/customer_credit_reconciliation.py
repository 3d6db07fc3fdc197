from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..tools.each_record import for_each_record


class CustomerCreditReconciliation(models.Model):
    """One night's comparison of all limits and terms of a company with the log.

    The job makes one for each company; where it finds a difference the finance head
    gets an activity. It stays as the evidence that somebody looked.
    """

    _name = "customer.credit.reconciliation"
    _description = "Credit Reconciliation"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "id desc"
    _rec_name = "date"

    date = fields.Date(required=True, readonly=True)
    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, index=True, ondelete="cascade"
    )
    customer_count = fields.Integer("Customers Compared", readonly=True)
    difference_count = fields.Integer("Open Differences", readonly=True)
    new_count = fields.Integer("New", readonly=True)
    resolved_count = fields.Integer("Resolved", readonly=True)

    @api.model
    def _cron_reconcile(self):
        """Compare limits and terms with the log, company by company."""
        # whoever writes in the database itself does not tell this process
        self.env.registry.clear_cache()
        # sudo: all companies, by the service user
        companies = self.env["res.company"].sudo().search(Domain.TRUE)
        for_each_record(companies, self._reconcile)

    @api.model
    def _reconcile(self, company):
        """Compare the limits and terms of one company, and raise the alarm.

        :return: the reconciliation
        """
        # sudo: the customers of the whole company, whoever runs it
        Difference = self.env["customer.credit.difference"].sudo()
        found, count = self._find_differences(company)
        resolved = Difference._close_resolved(company, found)
        new_count = Difference._open_new(company, found)
        reconciliation = self.sudo().create(  # sudo: nobody writes the evidence
            {
                "date": company._get_customer_today(),
                "company_id": company.id,
                "customer_count": count,
                "difference_count": len(found),
                "new_count": new_count,
                "resolved_count": len(resolved),
            }
        )
        if new_count:
            reconciliation._raise_alarm()
        return reconciliation

    @api.model
    def _find_differences(self, company) -> tuple[dict[int, tuple], int]:
        """Return where limit or term is not what the log says, and how many were read.

        :return: partner id → (logged limit, found limit, logged term, found term);
            and the number of customers
        """
        self.env.flush_all()
        query = self._compare_terms(company)
        (count, *_rest), *differences = self.env.execute_query(query)
        return {row[0]: row[1:] for row in differences}, count

    @api.model
    def _compare_terms(self, company) -> SQL:
        """Return the query behind ``_find_differences``.

        One statement for all customers and their contacts: what the log says last
        about the customer, else about the company's default, against the columns as
        they are stored. A term that does not exist is none, as for Odoo; what is no
        number is never the approved limit.
        """
        default = company._get_customer_default_terms()
        stored = company._read_default_terms()
        return SQL(
            """
            WITH logged AS (
                SELECT DISTINCT ON (res_id) res_id,
                       (values->>'credit_limit')::float AS credit_limit,
                       (values->>'payment_term_id')::int AS term_id
                  FROM customer_approval_entry
                 WHERE res_model = 'res.partner' AND company_id = %(company)s
                 ORDER BY res_id, id DESC),
            stored AS (
                SELECT id, commercial_partner_id AS customer_id,
                       COALESCE(credit_limit->%(key)s,
                                to_jsonb(%(stored_limit)s::float)) AS credit_limit,
                       COALESCE(property_payment_term_id->%(key)s,
                                to_jsonb(%(stored_term)s::int)) AS term_id
                  FROM res_partner),
            compared AS (
                SELECT stored.id, stored.id = customer_id AS is_customer,
                       COALESCE(CASE WHEN logged.res_id IS NULL THEN %(default_limit)s
                                     ELSE logged.credit_limit END, 0) AS logged_limit,
                       CASE jsonb_typeof(stored.credit_limit)
                            WHEN 'number' THEN stored.credit_limit::float
                            ELSE 0 END AS found_limit,
                       jsonb_typeof(stored.credit_limit) NOT IN ('number', 'null')
                           AS is_garbage,
                       logged_term.id AS logged_term, found_term.id AS found_term
                  FROM stored
                  LEFT JOIN logged ON logged.res_id = customer_id
                  LEFT JOIN account_payment_term AS logged_term ON logged_term.id =
                       CASE WHEN logged.res_id IS NULL THEN %(default_term)s
                            ELSE logged.term_id END
                  LEFT JOIN account_payment_term AS found_term
                    ON found_term.id::text = stored.term_id->>0)
            SELECT count(*) FILTER (WHERE is_customer), NULL, NULL, NULL, NULL
              FROM compared
            UNION ALL
            SELECT id, logged_limit, found_limit, logged_term, found_term FROM compared
             WHERE logged_limit <> found_limit OR is_garbage
                OR logged_term IS DISTINCT FROM found_term
            """,
            company=company.id,
            key=str(company.id),
            default_limit=default["credit_limit"],
            default_term=default["payment_term_id"],
            stored_limit=stored["credit_limit"],
            stored_term=stored["payment_term_id"],
        )

    def _raise_alarm(self):
        """Give the finance head an activity; without one, the service manager."""
        for user in self._get_alarmed_users():
            speaker = self.with_context(lang=user.lang)
            self.activity_schedule(
                "customer_followup.mail_activity_type_conflict",
                user_id=user.id,
                summary=speaker.env._(
                    "%(count)s credit terms differ from what was approved",
                    count=self.new_count,
                ),
            )

    def _get_alarmed_users(self):
        Users = self.env["res.users"]
        for name in ("group_finance_head", "group_service_manager"):
            office = f"customer_followup.{name}"
            users = Users._get_office_holders(office, self.company_id)
            if users:
                break
        return users

    def action_open_differences(self):
        """Show the open differences of the company."""
        return self.env["ir.actions.act_window"]._for_xml_id(
            "customer_followup.customer_credit_difference_action"
        )
