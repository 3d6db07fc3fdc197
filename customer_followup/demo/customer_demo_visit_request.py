from odoo import Command, api, models
from odoo.fields import Domain

PREPARATIONS = (
    {
        "is_signed": True,
        "reason": "夏季新配方试用 顺便感谢厂里一直以来的配合",
        "lines": (
            ("item", "新配方样品 500 克装", 6, 0),
            ("cost", "往返动车票", 1, 320),
            ("gift", "明前龙井茶礼盒", 1, 180),
        ),
    },
    {
        "is_signed": False,
        "reason": "现场核对加药量 需要带便携仪器",
        "lines": (
            ("item", "便携式浊度仪", 1, 0),
            ("cost", "出租车费", 1, 90),
        ),
    },
    {
        "is_signed": False,
        "reason": "年度框架合同签订前的答谢",
        "lines": (("entertainment", "合同签订后的工作餐", 1, None),),
    },
)
"""What the specialist asks for; without an amount it is above the ceiling."""
EXCESS = 300


class CustomerDemoCompany(models.AbstractModel):
    """What the specialist of the demo company needs for the next visits.

    One request with a gift is approved, one waits for the supervisor, and one is above
    the gift ceiling: the supervisor has signed it, and the general manager is next.
    """

    _inherit = "customer.demo.company"

    @api.model
    def _prepare_demo_visits(self):
        """Ask for what visits need, and let the supervisor sign two of three."""
        self = self._in_company()
        company = self._get_company()
        Request = self.env["customer.visit.request"]
        if Request.search_count([("company_id", "=", company.id)], limit=1):
            return
        visits = self._find_demo_visits(len(PREPARATIONS))
        for visit, preparation in zip(visits, PREPARATIONS, strict=False):
            self._prepare_demo_visit(visit, preparation)

    @api.model
    def _find_demo_visits(self, count: int):
        """Return open contacts of the specialist with graded customers with people."""
        specialist = self.env.ref("customer_followup.demo_specialist")
        followups = self.env["customer.followup"].search(
            Domain("company_id", "=", self._get_company().id)
            & Domain("user_id", "=", specialist.id)
            & Domain("state", "in", ("planned", "scheduled"))
            & Domain("partner_id.child_ids", "!=", False),
            order="partner_id, id",
        )
        graded = followups.filtered("partner_id.customer_grade_id.gift_ceiling")
        # who goes there needs more than who calls
        graded = graded.sorted(lambda visit: visit.method != "on_site")
        of_customers = graded.grouped("partner_id").values()
        return [contacts[0] for contacts in of_customers][:count]

    @api.model
    def _prepare_demo_visit(self, visit, preparation: dict):
        specialist = self.env.ref("customer_followup.demo_specialist")
        supervisor = self.env.ref("customer_followup.demo_supervisor")
        requests = self._as_user(self.env["customer.visit.request"], specialist)
        request = requests.create(
            {
                "followup_id": visit.id,
                "reason": preparation["reason"],
                "line_ids": [
                    Command.create(self._prepare_demo_line(visit, *line))
                    for line in preparation["lines"]
                ],
            }
        )
        request.action_submit()
        if preparation["is_signed"] or request.is_over_gift_ceiling:
            self._as_user(request, supervisor).action_approve("同意")

    @api.model
    def _prepare_demo_line(self, visit, kind, description, quantity, amount) -> dict:
        customer = visit.partner_id
        if amount is None:
            amount = customer.customer_gift_ceiling + EXCESS
        is_for_somebody = kind in ("gift", "entertainment")
        return {
            "kind": kind,
            "description": description,
            "quantity": quantity,
            "amount": amount,
            "recipient_id": is_for_somebody and customer.child_ids[:1].id,
        }
