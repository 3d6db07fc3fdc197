from odoo import api, models


class CustomerDemoCompany(models.AbstractModel):
    """Who came to the demo company.

    ``customer_demo_reception.csv`` has one visitor per row, ``days`` before the
    installation.
    """

    _inherit = "customer.demo.company"

    @api.model
    def _receive_visitors(self):
        """Write down who came, as whoever received the visitor."""
        self = self._in_company()
        company = self._get_company()
        Reception = self.env["customer.reception"]
        if Reception.search_count([("company_id", "=", company.id)], limit=1):
            return
        for row in self._read_table("customer_demo_reception"):
            user = self.env.ref(f"customer_followup.{row['who']}")
            moment = self._get_moment(row["days"], row["hour"], row["minute"])
            reception = self._as_user(Reception, user, moment).create(
                {
                    "partner_id": self._get_customer(row["customer"]).id,
                    "visitor_name": row["visitor"],
                    "reason": row["reason"],
                    "note": row["note"],
                    "received_at": moment,
                    "company_id": company.id,
                }
            )
            reception.flush_recordset()
