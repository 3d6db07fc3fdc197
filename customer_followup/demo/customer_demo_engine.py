from odoo import api, fields, models
from odoo.fields import Command

FAMILIAR = ("01", "02", "05")
"""Customers whom the salesperson calls every week."""
WISHES = (("03", "titanium_dioxide", 10), ("07", "ethyl_acetate", 5000))
"""Customer, product and quantity: one that is there, and one that is not."""
WAYBILLS = "SF20260{:07d}"
BIRTHDAY = ("01_2", 2)
"""A contact, and in how many days it has its birthday."""
CAPACITY = 12
WON_BACK = ("25", "sulphuric_acid:20")
"""Who said on the phone what is needed, and has ordered since."""
LEFT_OFF = "customer_followup.customer_followup_rule_never_contacted"
"""The rule that is left to be switched on: nobody is due by it in a young company."""


class CustomerDemoCompany(models.AbstractModel):
    """The day on which the demo company switches the remaining rules on.

    Its past was played with the first rules; what the others find is from today. The
    capacity of a day is smaller than what is due, so that something waits.
    """

    _inherit = "customer.demo.company"

    @api.model
    def _switch_rules_on(self):
        """Write down what the rules ask for, switch them on, and run them once."""
        self = self._in_company()
        company = self._get_company()
        rules = self.env["customer.followup.rule"].with_context(active_test=False)
        archived = rules.search([("active", "=", False), ("company_id", "=", False)])
        archived -= self.env.ref(LEFT_OFF)
        if not archived:
            return
        self._write_down_facts()
        self._win_back()
        specialists = self.env["res.users"]
        for login in ("demo_specialist", "demo_specialist2"):
            specialists |= self.env.ref(f"customer_followup.{login}")
        specialists.customer_daily_capacity = CAPACITY
        company.write({"customer_contact_ceiling": 8})
        archived.write({"active": True, "company_id": company.id})
        self._run_rules(0)

    @api.model
    def _win_back(self):
        """Let a customer order yesterday that was called because it did not."""
        number, line = WON_BACK
        customer = self._get_customer(number)
        ordered_at = self._get_moment(1, 10)
        order = self.env["sale.order"].create(
            {
                "partner_id": customer.id,
                "user_id": customer.user_id.id,
                "order_line": [Command.create(self._prepare_line(line))],
            }
        )
        order.action_confirm()
        order.date_order = ordered_at
        self._date_back(order, ordered_at)

    @api.model
    def _write_down_facts(self):
        """Note familiar customers, wishes, waybills and a birthday."""
        for number in FAMILIAR:
            self._get_customer(number).customer_is_familiar = True
        for number, product, quantity in WISHES:
            self.env["customer.wish"].create(
                {
                    "partner_id": self._get_customer(number).id,
                    "product_id": self.env.ref(
                        f"customer_followup.demo_product_{product}"
                    ).id,
                    "quantity": quantity,
                    "date_wished": self._get_day(3),
                    "company_id": self._get_company().id,
                }
            )
        shipped = self.env["stock.picking"].search(
            [
                ("company_id", "=", self._get_company().id),
                ("picking_type_code", "=", "outgoing"),
                ("state", "=", "done"),
            ]
        )
        for picking in shipped:
            picking.customer_waybill_number = WAYBILLS.format(picking.id)
        name, days = BIRTHDAY
        day = fields.Date.add(self._get_day(0), days=days)
        self.env.ref(f"customer_followup.demo_contact_{name}").write(
            {
                "customer_birthday_calendar": "solar",
                "customer_birthday_month": str(day.month),
                "customer_birthday_day": str(day.day),
                "customer_birthday_year": False,
            }
        )
