from datetime import date

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.fields import Domain

SEQUENCE = "customer.dossier"


class ResCompany(models.Model):
    """How a company keeps its dossiers, and what it does when one is incomplete."""

    _inherit = "res.company"

    customer_dossier_check = fields.Selection(
        [
            ("off", "Do nothing"),
            ("open", "Open a dossier"),
            ("warn", "Open a dossier and warn"),
            ("hold", "Open a dossier and put the order on hold"),
        ],
        string="Orders of Customers With an Incomplete Dossier",
        required=True,
        default="off",
        help="What happens when an order is confirmed and papers of the customer are "
        "missing.",
    )
    customer_dossier_credit_percent = fields.Integer(
        "Completeness Needed for More Credit (%)",
        help="A request for a higher limit is submitted only when the customer's "
        "dossier is as complete, or what is missing is waived. 0: always.",
    )
    customer_dossier_review_months = fields.Integer(
        "Review Dossiers After (Months)",
        help="A dossier that nobody has looked at for so long is reviewed. 0: never.",
    )
    customer_waiver_announce_days = fields.Integer(
        "Announce the End of Waivers (Days Before)", default=7
    )

    _customer_dossier_credit_percent_range = models.Constraint(
        "CHECK (customer_dossier_credit_percent BETWEEN 0 AND 100)",
        "The completeness of a dossier is a number from 0 to 100 percent.",
    )
    _customer_dossier_review_months_range = models.Constraint(
        "CHECK (customer_dossier_review_months BETWEEN 0 AND 120)",
        "Dossiers are reviewed after 0 (never) to 120 months.",
    )
    _customer_waiver_announce_days_range = models.Constraint(
        "CHECK (customer_waiver_announce_days BETWEEN 0 AND 366)",
        "The end of a waiver is announced at most a year before.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        companies = super().create(vals_list)
        companies._make_dossier_sequences()
        return companies

    @api.model
    def _make_all_dossier_sequences(self):
        """Give the companies that exist already their numbers, at the installation."""
        # sudo: companies of all users
        self.sudo().with_context(active_test=False).search(
            Domain.TRUE
        )._make_dossier_sequences()

    def _make_dossier_sequences(self):
        """Give each company a sequence of its own, made like the shipped one."""
        # sudo: whoever opens a company need not be allowed to write sequences
        Sequence = self.env["ir.sequence"].sudo().with_context(active_test=False)
        template = self.env.ref(
            "customer_followup.ir_sequence_customer_dossier", raise_if_not_found=False
        )
        known = Sequence.search([("code", "=", SEQUENCE)]).company_id
        if template:
            for company in self - known:
                template.sudo().copy(
                    {"name": template.name, "company_id": company.id, "code": SEQUENCE}
                )

    def _next_dossier_number(self) -> str:
        # sudo: numbering is not a right of the person who opens a dossier
        sequences = self.env["ir.sequence"].sudo().with_company(self)
        number = sequences.next_by_code(SEQUENCE)
        if not number:  # somebody deleted the sequence
            self._make_dossier_sequences()
            number = sequences.next_by_code(SEQUENCE)
        return number

    def _get_review_limit(self, today: date | None = None) -> date | None:
        """Return the day since which a dossier must have been looked at.

        :param today: the company's present day if left out
        """
        months = self.customer_dossier_review_months if self else 0
        if not months:
            return None
        return (today or self._get_customer_today()) - relativedelta(months=months)
