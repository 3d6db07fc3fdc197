"""How the dialogs of the register are made, for the access matrix."""

from odoo import Command


class AccessRegisterRecords:
    """Dialogs of the user and of a colleague, in the company and in another one."""

    def get_customer_register_export_values(self, user):
        # without those not graded, as the test marks what is written by True
        vals = {"company_id": self.company.id, "has_ungraded": False}
        return self.open_by_scope(vals)

    def get_customer_grade_movement_values(self, user):
        vals = {"date_from": "2026-01-31", "date_to": "2026-02-28"}
        return self.open_by_scope({"company_id": self.company.id, **vals})

    def get_customer_grading_what_if_values(self, user):
        scheme = self.env["customer.grading.scheme"].create(
            {
                "name": "Tried",
                "company_id": self.company.id,
                "grade_ids": [
                    Command.create({"name": "A", "code": "A", "min_score": 0})
                ],
            }
        )
        vals = {"company_id": self.company.id, "scheme_id": scheme.id}
        return self.open_by_scope(vals)

    def open_by_scope(self, vals):
        elsewhere = {**vals, "company_id": self.elsewhere.id}
        return {"mine": vals, "theirs": vals, "elsewhere": elsewhere}
