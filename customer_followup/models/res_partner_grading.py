from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import SQL

from .res_partner_dossier import COLLEAGUES

GRADES = ("customer_grade_id", "customer_grade_score", "customer_grade_date")


class ResPartner(models.Model):
    """The grade of a customer, in each company its own (GRD-3).

    Written by applied assessments alone, for many customers at once by SQL.
    """

    _inherit = "res.partner"

    customer_grade_id = fields.Many2one(
        "customer.grade",
        "Grade",
        company_dependent=True,
        readonly=True,
        copy=False,
        groups=COLLEAGUES,
    )
    customer_grade_score = fields.Float(
        "Grade Score",
        digits=(5, 2),
        company_dependent=True,
        readonly=True,
        copy=False,
        aggregator="avg",
        groups=COLLEAGUES,
        help="0 to 100, from the last applied assessment.",
    )
    customer_grade_date = fields.Date(
        "Graded On",
        company_dependent=True,
        readonly=True,
        copy=False,
        groups=COLLEAGUES,
    )
    customer_wallet_share = fields.Float(
        "Share of Wallet (%)",
        digits=(5, 2),
        company_dependent=True,
        copy=False,
        groups=COLLEAGUES,
        help="How much of what the customer buys in our field it buys from us, as the "
        "specialist rates it. 0: not known.",
    )
    customer_strategic_value = fields.Selection(
        [
            ("1", "None"),
            ("2", "Low"),
            ("3", "Medium"),
            ("4", "High"),
            ("5", "Decisive"),
        ],
        "Strategic Value",
        company_dependent=True,
        copy=False,
        groups=COLLEAGUES,
        help="What the customer means for the company beyond its orders.",
    )
    customer_assessment_ids = fields.One2many(
        "customer.assessment", "partner_id", "Assessments", groups=COLLEAGUES
    )

    @api.constrains("customer_wallet_share")
    def _check_customer_wallet_share(self):
        # no constraint of the database: each company has a share of its own
        for partner in self:
            if not 0 <= partner.customer_wallet_share <= 100:
                raise ValidationError(
                    self.env._(
                        "The share of wallet of %(customer)s is between 0 and 100 "
                        "percent.",
                        customer=partner.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_no_grade(name for name in vals if vals[name])
        return super().create(vals_list)

    def write(self, vals):
        given = [name for name in GRADES if name in vals]
        self._check_no_grade(
            name
            for name in given
            if any(partner._is_changed(name, vals[name]) for partner in self.sudo())
        )
        return super().write(vals)

    def _is_changed(self, name: str, value) -> bool:
        # a merge writes what is there already once more, and so do some clients
        field = self._fields[name]
        return self[name] != field.convert_to_record(
            field.convert_to_cache(value, self), self
        )

    @api.model
    def _check_no_grade(self, names):
        """Refuse to write a grade by hand.

        :raise UserError: a field of the grade is among ``names``
        """
        if not set(GRADES).isdisjoint(names):
            raise UserError(
                self.env._(
                    "The grade of a customer follows from its assessment. Assess the "
                    "customer, and let a supervisor apply or decide it."
                )
            )

    @api.model
    def _write_grades(self, company, rows: list[dict]):
        """Write grades of one company (GRD-3).

        What is empty leaves no key behind: Odoo cannot read a null among numbers.

        :param rows: ``id`` of the customer, ``grade_id``, ``score`` and ``day``
        """
        if not rows:
            return
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                """
                UPDATE res_partner AS partner
                   SET customer_grade_id = jsonb_strip_nulls(
                           COALESCE(customer_grade_id, '{}')
                           || jsonb_build_object(%(company)s, new.grade_id)),
                       customer_grade_score = jsonb_strip_nulls(
                           COALESCE(customer_grade_score, '{}')
                           || jsonb_build_object(%(company)s, new.score)),
                       customer_grade_date = jsonb_strip_nulls(
                           COALESCE(customer_grade_date, '{}')
                           || jsonb_build_object(%(company)s, new.day))
                  FROM unnest(%(ids)s::int[], %(grades)s::int[], %(scores)s::float8[],
                              %(days)s::date[]) AS new(id, grade_id, score, day)
                 WHERE partner.id = new.id
                """,
                company=str(company.id),
                ids=[row["id"] for row in rows],
                grades=[row["grade_id"] for row in rows],
                scores=[row["score"] for row in rows],
                days=[row["day"] for row in rows],
            )
        )
        self.env.invalidate_all()

    @api.model
    def _move_grades_to_scheme(self, scheme) -> tuple[int, int]:
        """Let customers go on with the grade of the same code in another scheme.

        Who has a grade that the scheme has not is not graded until the next run.

        :return: how many have a grade now, and how many have lost theirs
        """
        self.env.flush_all()
        ((kept, lost),) = self.env.execute_query(
            SQL(
                """
                WITH moved AS (
                    UPDATE res_partner AS partner
                       SET customer_grade_id = jsonb_strip_nulls(
                               partner.customer_grade_id
                               || jsonb_build_object(%(company)s, new.id))
                      FROM customer_grade AS old
                      LEFT JOIN customer_grade AS new
                        ON new.scheme_id = %(scheme)s AND new.code = old.code
                     WHERE old.id = (partner.customer_grade_id->>%(company)s)::int
                       AND old.scheme_id != %(scheme)s
                 RETURNING new.id)
                SELECT count(id), count(*) - count(id) FROM moved
                """,
                company=str(scheme.company_id.id),
                scheme=scheme.id,
            )
        )
        self.env.invalidate_all()
        return kept, lost

    def _on_grades_changed(self, company):
        """Let customers be looked after as their new grade says (GRD-4)."""
        # sudo: the work of colleagues follows from a supervisor's decision; read by all
        # of them, in the company's language
        followups = self.env["customer.followup"].sudo().with_company(company)
        followups = followups.with_context(lang=company.partner_id.lang)
        followups._replan_by_grade(self.sudo().with_company(company))
