import json
from collections import Counter
from datetime import date, timedelta

from odoo import api, fields, models
from odoo.tools import SQL

from ..tools.bulk_update import bulk_update

CUSTOMERS_PER_BATCH = 2500
NO_CEILING = 10**9


class CustomerFollowup(models.Model):
    """Who is next: what waits, ranked, as far as there is room for it (FUP-11).

    A person gets as many new contacts a working day as the capacity says; the others
    wait for their turn by deadline, grade and money at risk. What joins a contact that
    is planned already takes no room.
    """

    _inherit = "customer.followup"

    @api.model
    def _find_next(self, company, today: date) -> Counter:
        """Put who is next into a temporary table.

        :return: how many contacts each user, or nobody, can still get today
        """
        self._give_waiting_to_others(company, today)
        room = self._get_room(company, today)
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                """
                DROP TABLE IF EXISTS pg_temp.customer_followup_next;
                CREATE TEMPORARY TABLE customer_followup_next AS
                WITH %(waiting)s
                SELECT row_number() OVER (ORDER BY %(rank)s)::int AS place,
                       partner_id, contacts_left
                  FROM (SELECT waiting.*, row_number() OVER (
                                   PARTITION BY user_id, contacts_left > 0
                                   ORDER BY %(rank)s) AS place
                          FROM waiting) AS waiting
                  LEFT JOIN json_each_text(%(room)s::json) AS room
                    ON room.key = COALESCE(user_id, 0)::text
                 WHERE is_joining
                    OR contacts_left > 0 AND place <= COALESCE(room.value::int, 0);
                CREATE INDEX ON customer_followup_next (place);
                ANALYZE customer_followup_next;
                """,
                waiting=self._get_waiting_table(company, today),
                rank=SQL("date_deadline, grade_rank, money_at_risk DESC, partner_id"),
                room=json.dumps({id_ or 0: count for id_, count in room.items()}),
            )
        )
        return room

    @api.model
    def _get_waiting_table(self, company, today: date) -> SQL:
        """Return the customers with waiting reasons, each by its strictest one.

        Without those that failed a moment ago.
        """
        return SQL(
            """
            waiting AS (
                SELECT DISTINCT ON (reason.partner_id)
                       reason.partner_id, reason.user_id, reason.date_deadline,
                       reason.grade_rank, reason.money_at_risk,
                       EXISTS (SELECT 1 FROM customer_followup AS open
                                WHERE open.partner_id = reason.partner_id
                                  AND open.company_id = reason.company_id
                                  AND open.state IN ('planned', 'scheduled')
                       ) AS is_joining,
                       %(contacts_left)s AS contacts_left
                  FROM customer_followup_reason AS reason
                 WHERE reason.company_id = %(company)s AND reason.state = 'waiting'
                   AND %(may_be_tried)s
                 ORDER BY reason.partner_id, reason.date_deadline, reason.id)
            """,
            company=company.id,
            may_be_tried=self._get_may_be_tried(),
            contacts_left=self._get_contacts_left(company, today),
        )

    @api.model
    def _get_may_be_tried(self) -> SQL:
        """Return whether a ``reason`` has not failed a moment ago."""
        return SQL(
            """
            NOT EXISTS (
                SELECT 1 FROM customer_followup_failure AS failure
                 WHERE failure.partner_id = reason.partner_id
                   AND failure.company_id = reason.company_id
                   AND failure.rule_id = reason.rule_id
                   AND failure.retry_at > %s)
            """,
            self.env.cr.now(),
        )

    @api.model
    def _get_contacts_left(self, company, today: date) -> SQL:
        """Return how often a reason's customer may still be contacted (FUP-12)."""
        if not company.customer_contact_ceiling:
            return SQL("%s", NO_CEILING)
        first = today - timedelta(days=company.customer_contact_ceiling_days)
        since, _end = company._get_customer_span(first, today)
        return SQL(
            """
            %s - (SELECT count(*) FROM customer_followup AS made
                   WHERE made.partner_id = reason.partner_id
                     AND made.company_id = reason.company_id
                     AND (made.state IN ('planned', 'scheduled')
                          OR made.state != 'cancelled' AND made.contacted_at >= %s))
            """,
            company.customer_contact_ceiling,
            since,
        )

    @api.model
    def _get_room(self, company, today: date) -> Counter:
        """Return how many contacts each user, or nobody, can still get today.

        A day off counts with the working day after it.
        """
        staff = self.env["res.users"]._get_customer_staff(company)
        day = self._get_work_day(company, today)
        # sudo: numbers of colleagues
        opened = self.sudo()._read_group(
            [("opened_for", "=", day), ("company_id", "=", company.id)],
            ["user_id"],
            ["__count"],
        )
        taken = Counter({user.id: count for user, count in opened})
        ceilings = {user.id: user.customer_daily_capacity for user in staff}
        ceilings[False] = company.customer_unassigned_capacity
        return Counter(
            {
                id_: max(ceiling - taken[id_], 0) if ceiling else NO_CEILING
                for id_, ceiling in ceilings.items()
            }
        )

    @api.model
    def _get_work_day(self, company, today: date) -> date:
        """Return the first working day from ``today`` on."""
        is_working_day = company._get_working_day_check(
            today, today + timedelta(days=30)
        )
        days = (today + timedelta(days=shift) for shift in range(31))
        return next(filter(is_working_day, days), today)

    @api.model
    def _count_next(self) -> int:
        self.env.cr.execute("SELECT count(*) FROM customer_followup_next")
        return self.env.cr.fetchone()[0]

    @api.model
    def _take_next_batch(self) -> dict[int, int]:
        """Return the next customers in their order, and take them off the list.

        :return: id → how many contacts may still be opened for the customer
        """
        rows = self.env.execute_query(
            SQL(
                """
                DELETE FROM customer_followup_next WHERE place IN (
                    SELECT place FROM customer_followup_next ORDER BY place LIMIT %s)
                RETURNING place, partner_id, contacts_left
                """,
                CUSTOMERS_PER_BATCH,
            )
        )
        return {partner_id: left for _place, partner_id, left in sorted(rows)}

    @api.model
    def action_take_next(self, marked_ids: list[int] | None = None) -> dict:
        """Open what waits for the user next, whatever the capacity (FUP-11).

        :param marked_ids: what the button of a list sends; it means nothing here
        :return: the action that shows it, or a message that nothing waits
        """
        self.check_access("create")
        company, user = self.env.company, self.env.user
        # sudo: a follow-up that a rule asks for, and only of the user's own
        opener = self.sudo()
        today = company._get_customer_today()
        for partner_id in opener._find_next_of(company, today, user):
            if opener._take_customer(company, today, partner_id):
                followup = self.search(
                    [("partner_id", "=", partner_id), ("user_id", "=", user.id)],
                    order="id desc",
                    limit=1,
                )
                return followup._get_records_action()
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "info",
                "message": self.env._("Nothing is waiting for you."),
            },
        }

    @api.model
    def _take_customer(self, company, today: date, partner_id: int) -> int:
        """Open what waits for a customer; one that fails is noted, and none opened."""
        room = Counter({self.env.user.id: 1})
        return self._open_batch(company, today, {partner_id: 1}, room)

    @api.model
    def _find_next_of(self, company, today: date, user) -> list[int]:
        """Return the customers that wait for a user, the next ones first."""
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                """
                WITH %s
                SELECT partner_id FROM waiting
                 WHERE user_id = %s AND contacts_left > 0
                 ORDER BY date_deadline, grade_rank, money_at_risk DESC, partner_id
                 LIMIT 20
                """,
                self._get_waiting_table(company, today),
                user.id,
            )
        )
        return [partner_id for (partner_id,) in rows]

    @api.model
    def _give_waiting_to_others(self, company, today: date):
        """Find somebody else for what waits for who has left, or is away too long."""
        staff = self.env["res.users"]._get_customer_staff(company)
        absent = staff._filter_customer_absent(company, fields.Datetime.now())
        reasons = self.env["customer.followup.reason"].sudo()
        waiting = [("company_id", "=", company.id), ("state", "=", "waiting")]
        orphaned = reasons.search(
            [
                *waiting,
                "|",
                "&",
                ("user_id", "!=", False),
                ("user_id", "not in", staff.ids),
                "&",
                ("user_id", "in", absent.ids),
                ("date_deadline", "<=", today),
            ]
        )
        orphaned._choose_owners(company, today)


class CustomerFollowupReason(models.Model):
    _inherit = "customer.followup.reason"

    def _choose_owners(self, company, today: date):
        """Choose anew who will make the contacts that are waiting."""
        if not self:
            return
        Rule = self.env["customer.followup.rule"].sudo().with_company(company)
        choose = Rule._get_owner_chooser(company)
        rows = []
        for reason in self.sudo():
            rule = Rule.browse(reason.rule_id.id)
            day = max(reason.date_planned, today)
            user_id, instead_of_id = choose(rule, reason.partner_id, day)
            rows.append(
                {"id": reason.id, "user_id": user_id, "instead_of_id": instead_of_id}
            )
        bulk_update(self, rows)
