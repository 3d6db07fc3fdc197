"""How a record of each scope is made: cases, their steps and what they are about."""


class AccessCaseRecords:
    """What belongs to complaints, for who tries it."""

    def get_customer_case_step_values(self, user):
        case = self.env["helpdesk.ticket"].create(
            {
                "name": "Wet bags",
                "description": "Twelve of forty",
                "partner_id": self.create_customer("User's", user).id,
                "customer_case_type": "complaint",
                "user_id": user.id,
            }
        )
        vals = {"ticket_id": case.id, "action": "rule", "comment": "So it is"}
        return {"mine": vals, "theirs": vals}

    def get_stock_picking_values(self, user):
        companies = {"here": self.company, "elsewhere": self.elsewhere}
        return {
            scope: self.prepare_picking(company) for scope, company in companies.items()
        }

    def prepare_picking(self, company):
        warehouse = self.env["stock.warehouse"].search(
            [("company_id", "=", company.id)], limit=1
        )
        operation = warehouse.out_type_id
        return {
            "partner_id": self.customer.id,
            "picking_type_id": operation.id,
            "location_id": operation.default_location_src_id.id,
            "location_dest_id": operation.default_location_dest_id.id,
            "company_id": company.id,
        }
