from odoo import api, fields, models
from odoo.tools import SQL

from ..policy.backlog import count_backlog_days
from .res_users_assignment import SUPERVISORS


class ResUsers(models.Model):
    """How much waits for a person, and how many days it takes (FUP-11)."""

    _inherit = "res.users"

    customer_waiting_count = fields.Integer(
        "Waiting Follow-ups", compute="_compute_customer_backlog", groups=SUPERVISORS
    )
    customer_backlog_days = fields.Integer(
        "Backlog (Days)",
        compute="_compute_customer_backlog",
        groups=SUPERVISORS,
        help="The working days it takes until what waits is opened, if as many are "
        "opened a day as the capacity says and nothing else comes.",
    )

    @api.depends("customer_daily_capacity")
    @api.depends_context("company")
    def _compute_customer_backlog(self):
        backlog = self._get_customer_backlog(self.env.company)
        for user in self:
            count, days = backlog.get(user._origin.id, (0, 0))
            user.customer_waiting_count = count
            user.customer_backlog_days = days

    @api.model
    def _get_customer_backlog(self, company) -> dict[int | None, tuple[int, int]]:
        """Return how many customers wait for each user, or nobody, and the days.

        :return: id of the user, ``None`` for nobody → customers, working days
        """
        self.env["customer.followup.reason"].flush_model()
        rows = dict(
            self.env.execute_query(
                SQL(
                    """
                    SELECT user_id, count(DISTINCT partner_id)
                      FROM customer_followup_reason
                     WHERE company_id = %s AND state = 'waiting'
                     GROUP BY user_id
                    """,
                    company.id,
                )
            )
        )
        ceilings = self._get_customer_ceilings(company, rows)
        return {
            id_: (count, count_backlog_days(count, ceilings[id_]))
            for id_, count in rows.items()
        }

    @api.model
    def _get_customer_ceilings(self, company, user_ids) -> dict[int | None, int]:
        """Return how many follow-ups a day are opened for each user, or nobody."""
        # sudo: capacities of colleagues
        users = self.sudo().browse([id_ for id_ in user_ids if id_])
        ceilings = {user.id: user.customer_daily_capacity for user in users}
        return ceilings | {None: company.customer_unassigned_capacity}


class CustomerFollowupReason(models.Model):
    """What waits, as the list shows it."""

    _inherit = "customer.followup.reason"

    @api.model
    def action_take_next(self, marked_ids: list[int] | None = None) -> dict:
        """Open what waits for the user next, as the button of *Today* does.

        :param marked_ids: what the button of a list sends; it means nothing here
        :return: the action that shows it, or a message that nothing waits
        """
        return self.env["customer.followup"].action_take_next()

    @api.model
    def get_list_banner(self) -> list[dict]:
        """Return how much waits and how long it takes, for who reads the list.

        :return: ``level`` and ``text`` of each line
        :raise AccessError: the user may not read reasons
        """
        self.check_access("read")
        # sudo: one's own numbers; those of all for who sees all
        User = self.env["res.users"].sudo()
        backlog = User._get_customer_backlog(self.env.company)
        if not self.env.user.has_group(SUPERVISORS):
            backlog = {self.env.uid: backlog.get(self.env.uid, (0, 0))}
        count = sum(count for count, _days in backlog.values())
        days = max((days for _count, days in backlog.values()), default=0)
        if not count:
            return []
        text = self.env._(
            "Customers who wait for their turn: %(count)s. Working days that the "
            "backlog takes at the present capacities: %(days)s.",
            count=count,
            days=days,
        )
        return [{"level": "info", "text": text}]
