from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain

from ..policy.assignment import Specialist

# what supervisors write about their specialists
WORK_FIELDS = frozenset(
    {"customer_ability", "customer_capacity", "customer_daily_capacity"}
)
SUPERVISORS = "customer_followup.group_supervisor"


class ResUsers(models.Model):
    """How much a specialist can look after, and how much it is now (ASG-1)."""

    _inherit = "res.users"

    customer_ability = fields.Integer(
        "Ability (%)",
        default=100,
        groups=SUPERVISORS,
        help="How much work the specialist can do, 100 % is what is normal. With 0 % "
        "no customers are assigned.",
    )
    customer_capacity = fields.Float(
        "Most Load",
        groups=SUPERVISORS,
        help="No customer is assigned beyond this load; 0 means no ceiling.",
    )
    customer_daily_capacity = fields.Integer(
        "Follow-ups a Day",
        default=20,
        groups=SUPERVISORS,
        help="So many new follow-ups are opened for the person on a working day; the "
        "others wait. 0 means no ceiling.",
    )
    customer_load = fields.Float(
        "Load", compute="_compute_customer_load", groups=SUPERVISORS
    )
    customer_strain = fields.Float(
        "Load for the Ability",
        compute="_compute_customer_load",
        groups=SUPERVISORS,
        help="The load as it is for somebody of this ability: what is made equal.",
    )
    customer_looked_after_count = fields.Integer(
        "Customers", compute="_compute_customer_load", groups=SUPERVISORS
    )
    customer_open_followup_count = fields.Integer(
        "Open Follow-ups", compute="_compute_customer_load", groups=SUPERVISORS
    )
    is_customer_absent = fields.Boolean(
        "Away", compute="_compute_customer_load", groups=SUPERVISORS
    )

    _customer_work_range = models.Constraint(
        """CHECK (customer_ability BETWEEN 0 AND 1000
              AND customer_capacity BETWEEN 0 AND 1000000
              AND customer_daily_capacity BETWEEN 0 AND 1000000)""",
        "The ability is between 0 and 1,000 %, the most load and the follow-ups a day "
        "between 0 and 1,000,000.",
    )

    @api.depends("customer_ability")
    @api.depends_context("company")
    def _compute_customer_load(self):
        company = self.env.company
        people = {s.id: s for s in self._get_specialists(company)}
        customers = self._count_customers(company)
        followups = self._count_open_followups(company)
        for user in self:
            person = people.get(user._origin.id) or Specialist(0)
            user.customer_load = person.load
            user.customer_strain = person.ability and person.get_strain(person.load)
            user.is_customer_absent = person.is_absent
            user.customer_looked_after_count = customers.get(person.id, 0)
            user.customer_open_followup_count = followups.get(person.id, 0)

    def write(self, vals):
        if vals and set(vals) <= WORK_FIELDS and not self.env.su:
            self._check_may_write_work()
            # sudo: supervisors write nothing else about a user
            return super(ResUsers, self.sudo()).write(vals)
        return super().write(vals)

    def _check_may_write_work(self):
        """Refuse to write ability and capacity to all but the supervisors.

        :raise AccessError: the user is no supervisor, or not of the same company
        """
        self.check_access("read")
        if not self.env.user.has_group(SUPERVISORS):
            raise AccessError(
                self.env._(
                    "The service supervisor says how much a specialist can do. Ask "
                    "your supervisor."
                )
            )

    @api.model
    def _get_customer_assignees(self, company):
        """Return who is given customers, unless somebody else is chosen.

        Superiors only when they are chosen: the group of supervisors is also one of
        specialists.
        """
        # sudo: who works for the company is no secret
        staff = self.sudo().search(self._get_customer_staff_domain(company), order="id")
        return staff - self._get_office_holders(SUPERVISORS, company)

    def _get_specialists(self, company, without=None) -> list[Specialist]:
        """Return the users as the policy of assignment sees them.

        :param without: customers that do not count for the load, as they are assigned
            anew
        """
        # sudo: abilities and loads, for whoever may assign
        users = self._origin.sudo()
        loads = self.env["res.partner"]._get_customer_loads(company, users, without)
        absent = users._filter_customer_absent(company, fields.Datetime.now())
        return [
            Specialist(
                user.id,
                user.customer_ability,
                user.customer_capacity,
                loads.get(user.id, 0.0),
                user in absent,
                frozenset(user.company_ids.ids),
            )
            for user in users
        ]

    def _count_customers(self, company) -> dict[int, int]:
        domain = Domain("customer_specialist_id", "in", self.ids) & self.env[
            "res.partner"
        ]._get_customer_domain(company)
        # sudo: only their number
        groups = (
            self.env["res.partner"]
            .sudo()
            ._read_group(domain, ["customer_specialist_id"], ["__count"])
        )
        return {user.id: count for user, count in groups}

    def _count_open_followups(self, company) -> dict[int, int]:
        # sudo: only their number
        Followup = self.env["customer.followup"].sudo()
        domain = (
            Followup._get_open_domain()
            & Domain("company_id", "=", company.id)
            & Domain("user_id", "in", self.ids)
        )
        groups = Followup._read_group(domain, ["user_id"], ["__count"])
        return {user.id: count for user, count in groups}
