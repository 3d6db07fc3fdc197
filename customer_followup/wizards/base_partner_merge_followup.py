from odoo import models
from odoo.tools import SQL


class BasePartnerMerge(models.TransientModel):
    """Merging customers: nobody is contacted twice for one duty, and none is lost."""

    _inherit = "base.partner.merge.automatic.wizard"

    def _update_foreign_keys(self, src_partners, dst_partner):
        merged = src_partners | dst_partner
        self._take_duplicate_duties_back(merged, dst_partner)
        self._keep_one_failure(merged)
        result = super()._update_foreign_keys(src_partners, dst_partner)
        self.env.invalidate_all()  # they came over in SQL
        # sudo: whoever merges contacts need not see the work of colleagues
        target = dst_partner.sudo()
        moved = target.with_context(active_test=False).customer_followup_ids
        self.env.add_to_compute(moved._fields["planned_at"], moved)
        (src_partners.sudo() | target)._refresh_next_followups()
        target._hand_over_waiting()
        return result

    def _take_duplicate_duties_back(self, merged, dst_partner):
        """Keep one of the duties that would be the same, or Odoo's UPDATE fails.

        What was done comes first, then what is planned; the others are taken back and
        stay with their contacts, which go on.
        """
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                """
                UPDATE customer_followup_reason AS reason
                   SET state = 'void'
                  FROM (SELECT id, row_number() OVER (
                                   PARTITION BY rule_id, company_id, occasion_date
                                   ORDER BY array_position(%(order)s, state::text),
                                            partner_id != %(target)s, id) AS place
                          FROM customer_followup_reason
                         WHERE partner_id = ANY(%(merged)s) AND state != 'void'
                       ) AS ranked
                 WHERE ranked.id = reason.id AND ranked.place > 1
                """,
                order=["done", "planned", "waiting", "over"],
                target=dst_partner.id,
                merged=merged.ids,
            )
        )

    def _keep_one_failure(self, merged):
        """Keep, of each rule, the failure that is tried again last."""
        self.env.cr.execute(
            SQL(
                """
                DELETE FROM customer_followup_failure AS failure
                 USING customer_followup_failure AS other
                 WHERE failure.partner_id = ANY(%(merged)s)
                   AND other.partner_id = ANY(%(merged)s)
                   AND (failure.rule_id, failure.company_id)
                       = (other.rule_id, other.company_id)
                   AND (failure.retry_at, failure.id) < (other.retry_at, other.id)
                """,
                merged=merged.ids,
            )
        )
