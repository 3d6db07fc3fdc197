import json

from odoo import api, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import SQL

from ..policy.grading import Result, Scheme
from ..tools.bulk_insert import bulk_insert
from .customer_grading_facts import Facts

LARGEST_SELECTION = 1000
"""Customers graded while the user waits; more are graded by the job."""


class CustomerAssessment(models.Model):
    """How assessments are made: for one customer, for a selection, for all."""

    _inherit = "customer.assessment"

    @api.model
    def run(self, partners=None) -> int:
        """Grade customers of the current company by its approved scheme (GRD-2).

        Up to 1,000 customers are graded at once; for more, and for all, the run is
        left to the job, which begins within a minute.

        :param partners: customers or their ids; all of the company's if left out
        :return: id of the ``customer.grading.run``
        :raise AccessError: the user is no supervisor
        :raise UserError: there is no approved scheme, or they are no customers
        """
        if not self.env.su and not self.env.user.has_group(
            "customer_followup.group_supervisor"
        ):
            raise AccessError(
                self.env._("The service supervisor grades customers. Ask yours.")
            )
        ids = None if partners is None else self._read_customers(partners).ids
        if ids is not None and not ids:
            raise UserError(self.env._("Choose the customers to grade."))
        # sudo: runs are made by this method alone
        run = self.env["customer.grading.run"].sudo()._start(self.env.company, ids)
        if ids is not None and len(ids) <= LARGEST_SELECTION:
            run._work()
        else:
            self.env.ref("customer_followup.ir_cron_grade")._trigger()
        return run.id

    @api.model
    def _read_customers(self, partners):
        """Return the customers somebody named, as far as the company grades them.

        :raise UserError: they are no ids
        """
        ids = getattr(partners, "ids", partners)
        if not isinstance(ids, list) or not all(type(id_) is int for id_ in ids):
            raise UserError(self.env._("Name the customers by their ids."))
        Partner = self.env["res.partner"]
        return Partner.search(
            Partner._get_customer_domain(self.env.company) & Domain("id", "in", ids)
        )

    def _refresh_facts(self):
        """Measure the customers of drafts anew, and say what that comes to."""
        self._check_is_draft()
        for assessment in self:
            scheme = assessment._get_scheme(assessment.company_id)
            customer = Domain("id", "=", assessment.partner_id.id)
            batches = list(scheme._assess_batches(assessment.date, customer))
            if not batches:
                raise UserError(
                    self.env._(
                        "%(name)s is no customer yet: it has no dossier, and nothing "
                        "was invoiced.",
                        name=assessment.partner_id.name,
                    )
                )
            ((facts, result),) = batches[0]
            policy = scheme._get_policy()
            # sudo: the result of the facts, whoever asks for it
            assessment.sudo()._in_transition().write(
                {**self._prepare_result(policy, facts, result), "scheme_id": scheme.id}
            )
            # lines are no records of their own, so nothing tells them
            assessment.invalidate_recordset()
            assessment.line_ids.invalidate_model()

    @api.model
    def _store_batch(self, run, policy: Scheme, batch: list[tuple[Facts, Result]]):
        """Propose what a batch came to, in the place of what was proposed before."""
        self._replace_proposals(run, [facts.partner_id for facts, _result in batch])
        bulk_insert(
            self,
            [
                {
                    "partner_id": facts.partner_id,
                    **self._prepare_result(policy, facts, result),
                }
                for facts, result in batch
            ],
            {
                "company_id": run.company_id.id,
                "scheme_id": run.scheme_id.id,
                "run_id": run.id,
                "date": run.date,
                "state": "submitted",
            },
        )
        run.invalidate_recordset(["assessment_ids", "proposed_count", "small_count"])
        self.env["res.partner"].invalidate_model(["customer_assessment_ids"])

    @api.model
    def _replace_proposals(self, run, partner_ids: list[int]):
        """Cancel what an earlier run proposed and nobody has decided."""
        self.env.cr.execute(
            SQL(
                """
                UPDATE customer_assessment
                   SET state = 'cancelled', write_uid = %(uid)s, write_date = %(now)s
                 WHERE state = 'submitted' AND company_id = %(company)s
                   AND partner_id = ANY(%(partners)s)
                """,
                uid=self.env.uid,
                now=self.env.cr.now(),
                company=run.company_id.id,
                partners=partner_ids,
            )
        )

    @api.model
    def _prepare_result(self, policy: Scheme, facts: Facts, result: Result) -> dict:
        rank, current = policy.rank_by_grade, facts.current_grade_id
        steps = 0
        if result.grade_id is None:
            change = "none"
        elif current is None:
            change = "first"
        else:
            steps = rank[result.grade_id] - rank[current]
            change = "up" if steps > 0 else "down" if steps < 0 else "same"
        return {
            "score": result.score or 0.0,
            "outcome": result.outcome.value,
            "change": change,
            "grade_steps": steps,
            "current_grade_id": current,
            "proposed_grade_id": result.grade_id,
            "criteria": self._prepare_criteria(policy, facts, result),
        }

    @api.model
    def _prepare_criteria(self, policy: Scheme, facts: Facts, result: Result) -> str:
        criteria = []
        for criterion, value, points in zip(
            policy.criteria, facts.values, result.points, strict=True
        ):
            value = criterion.measure.default if value is None else value
            criteria.append(
                (
                    criterion.criterion_id,
                    value,
                    criterion.target,
                    criterion.get_gap(value),
                    points,
                )
            )
        return json.dumps(criteria)
