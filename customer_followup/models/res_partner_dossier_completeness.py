from collections import defaultdict
from datetime import date

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..policy.completeness import FOREVER, Completeness, assess_dossier
from ..tools.bulk_update import bulk_update

BATCH = 5000
"""Customers whose dossiers are worked out together, so that memory stays constant."""


class ResPartner(models.Model):
    """How complete dossiers are, worked out for many customers at once (DOS-2).

    Written by SQL and never computed by the ORM: the conditions of document types may
    ask for any field, and a changed type concerns every customer.
    """

    _inherit = "res.partner"

    def _increase_rank(self, field, n=1):
        # sudo: whoever posts the first invoice need not see the rank
        new = self.sudo().filtered(lambda p: not p[field])
        result = super()._increase_rank(field, n)
        if field == "customer_rank":
            new._refresh_dossiers()
        return result

    @api.model
    def _refresh_all_dossiers(self) -> int:
        """Work out all dossiers anew; return how many had changed."""
        changed, last_id = 0, 0
        while batch := self._find_dossier_batch(last_id):
            changed += len(self.browse(batch)._refresh_dossiers())
            last_id = batch[-1]
            self.env.invalidate_all()  # memory stays that of one batch
        return changed

    @api.model
    def _find_dossier_batch(self, last_id: int) -> list[int]:
        """Return the next customers, archived ones included, by id."""
        # sudo: dossiers do not depend on who looks
        partners = self.sudo().with_context(active_test=False)
        domain = self._get_dossier_domain() & Domain("id", ">", last_id)
        return partners.search(domain, order="id", limit=BATCH).ids

    def _refresh_dossiers(self, is_claimed: bool = False):
        """Work out how complete the dossiers are, and write what has changed.

        :param is_claimed: whether the rows are written in any case, so that of two
            documents verified at the same moment one has to begin again
        :return: the customers whose dossier has changed
        """
        if not self:
            return self
        self.env.flush_all()
        # sudo: the result is the same whoever files a document
        stored = self.sudo()._read_dossiers()
        results = self.browse(stored)._assess_dossiers(stored)
        changed = [
            partner_id
            for partner_id, row in results.items()
            if is_claimed or row != stored[partner_id]["result"]
        ]
        self._write_dossiers({id_: results[id_] for id_ in changed}, stored)
        moved = self.browse(
            id_ for id_ in changed if results[id_] != stored[id_]["result"]
        )
        completed = self.browse(
            id_
            for id_ in moved.ids
            if results[id_][1] == "complete" != stored[id_]["result"][1]
        )
        if completed:
            completed._follow_completed_dossiers()
        return moved

    def _read_dossiers(self) -> dict[int, dict]:
        """Return what is stored about the dossiers, by the customers' ids."""
        rows = self.env.execute_query_dict(
            SQL(
                """
                SELECT p.id, p.customer_dossier_number IS NOT NULL AS is_open,
                       COALESCE(p.customer_dossier_company_id, p.company_id) AS company,
                       p.commercial_partner_id = p.id AND (
                           p.customer_rank > 0
                           OR p.customer_dossier_number IS NOT NULL
                           OR EXISTS (SELECT FROM customer_document AS d
                                       WHERE d.partner_id = p.id)
                       ) AS is_customer,
                       COALESCE(p.customer_dossier_completeness, 0) AS percent,
                       COALESCE(p.customer_dossier_state, 'none') AS state,
                       p.customer_dossier_valid_until AS valid_until,
                       ARRAY(SELECT m.type_id FROM customer_dossier_missing_rel AS m
                              WHERE m.partner_id = p.id ORDER BY m.type_id) AS missing
                  FROM res_partner AS p
                 WHERE p.id = ANY(%s)
                """,
                self.ids,
            )
        )
        return {
            row["id"]: row
            | {
                "result": (
                    row["percent"],
                    row["state"],
                    row["valid_until"],
                    tuple(row["missing"]),
                )
            }
            for row in rows
        }

    def _assess_dossiers(self, stored: dict[int, dict]) -> dict[int, tuple]:
        """Return percentage, state, last valid day and missing types by customer."""
        customers = self.browse(id_ for id_ in self.ids if stored[id_]["is_customer"])
        papers = self.env["customer.document.type"]._find_papers(customers.ids)
        on_file = customers._find_papers_on_file()
        waived = customers._find_waived_papers()
        today = self._get_dossier_days({row["company"] for row in stored.values()})
        results = dict.fromkeys(self.ids, (0, "none", None, ()))
        for id_ in customers.ids:
            results[id_] = self._to_dossier_row(
                assess_dossier(
                    papers[id_],
                    on_file.get(id_, {}),
                    waived.get(id_, {}),
                    today[stored[id_]["company"]],
                ),
                stored[id_]["is_open"],
            )
        return results

    @api.model
    def _to_dossier_row(self, completeness: Completeness, is_open: bool) -> tuple:
        state = "incomplete"
        if not is_open:
            state = "none"
        elif completeness.is_complete:
            state = "complete"
        elif completeness.is_waived:
            state = "waived"
        end = completeness.valid_until
        return (
            completeness.percent,
            state,
            None if end == FOREVER else end,
            tuple(sorted(completeness.missing)),
        )

    @api.model
    def _get_dossier_days(self, company_ids: set) -> dict[int | None, date]:
        """Return the present day of each company; of the current one for none."""
        companies = self.env["res.company"].sudo()  # sudo: the days of all companies
        return {
            id_: companies.browse(id_ or self.env.company.id)._get_customer_today()
            for id_ in company_ids
        }

    def _find_papers_on_file(self) -> dict[int, dict[int, date]]:
        """Return until when which verified papers are valid, by customer and type."""
        return self._find_days(
            SQL(
                """
                SELECT partner_id, type_id,
                       CASE WHEN bool_or(date_expiry IS NULL) THEN NULL
                            ELSE MAX(date_expiry) END
                  FROM customer_document
                 WHERE state = 'verified' AND partner_id = ANY(%s)
                 GROUP BY partner_id, type_id
                """,
                self.ids,
            )
        )

    def _find_waived_papers(self) -> dict[int, dict[int, date]]:
        """Return until when which papers may be missing, by customer and type."""
        return self._find_days(
            SQL(
                """
                SELECT waiver.partner_id, rel.type_id, MAX(waiver.date_until)
                  FROM customer_dossier_waiver AS waiver
                  JOIN customer_dossier_waiver_type_rel AS rel
                    ON rel.waiver_id = waiver.id
                 WHERE waiver.state = 'approved' AND waiver.partner_id = ANY(%s)
                 GROUP BY waiver.partner_id, rel.type_id
                """,
                self.ids,
            )
        )

    @api.model
    def _find_days(self, query: SQL) -> dict[int, dict[int, date]]:
        days = defaultdict(dict)
        for partner_id, type_id, day in self.env.execute_query(query):
            days[partner_id][type_id] = day or FOREVER
        return days

    @api.model
    def _write_dossiers(self, results: dict[int, tuple], stored: dict[int, dict]):
        bulk_update(
            self,
            [
                {
                    "id": id_,
                    "customer_dossier_completeness": percent,
                    "customer_dossier_state": state,
                    "customer_dossier_valid_until": valid_until,
                }
                for id_, (percent, state, valid_until, _missing) in results.items()
            ],
        )
        before = {(i, t) for i in results for t in stored[i]["missing"]}
        after = {(i, t) for i, row in results.items() for t in row[3]}
        self._write_missing_papers("DELETE", before - after)
        self._write_missing_papers("INSERT", after - before)

    @api.model
    def _write_missing_papers(self, action: str, pairs: set[tuple[int, int]]):
        if not pairs:
            return
        partner_ids, type_ids = zip(*sorted(pairs), strict=True)
        rows = SQL("unnest(%s, %s)", list(partner_ids), list(type_ids))
        queries = {
            "INSERT": SQL(
                """
                INSERT INTO customer_dossier_missing_rel (partner_id, type_id)
                SELECT * FROM %s ON CONFLICT DO NOTHING
                """,
                rows,
            ),
            "DELETE": SQL(
                """
                DELETE FROM customer_dossier_missing_rel AS old
                 USING %s AS gone(partner_id, type_id)
                 WHERE (old.partner_id, old.type_id)
                     = (gone.partner_id, gone.type_id)
                """,
                rows,
            ),
        }
        self.env.cr.execute(queries[action])
        self.browse(partner_ids).invalidate_recordset(["customer_missing_type_ids"])
