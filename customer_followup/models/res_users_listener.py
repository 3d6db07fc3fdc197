from collections.abc import Callable
from datetime import UTC, date, datetime, time
from functools import cache
from zoneinfo import ZoneInfo

from odoo import models
from odoo.fields import Domain

NOON = time(12)


class ResUsers(models.Model):
    """Who hears what is meant for somebody, and when."""

    _inherit = "res.users"

    def _find_customer_listener(self, company, now: datetime, read: Callable):
        """Return who is told now what is meant for the user; nobody before work begins.

        Somebody absent is represented by the stand-in, or else by the superior.

        :param now: UTC
        :param read: see ``resource.calendar._get_working_time_reader``
        """
        passed = self.browse()
        user = self
        while user and user not in passed and user._is_customer_absent(company, now):
            passed |= user
            user = user._get_customer_representative(company, now)
        if not user or user in passed:
            supervisors = "customer_followup.group_supervisor"
            user = (
                self
                if self.active
                else self._get_office_holders(supervisors, company)[:1]
            )
        return user if user._is_customer_at_work(company, now, read) else user.browse()

    def _is_customer_absent(self, company, now: datetime) -> bool:
        """Has the user left, a stand-in, or a leave at this moment?"""
        return self in self._filter_customer_absent(company, now)

    def _filter_customer_absent(self, company, now: datetime):
        """Return those who have left, a stand-in, or a leave at this moment."""
        stand_ins = self.env["customer.approval.delegation"]._get_stand_ins(
            company, now
        )
        on_leave = self._filter_customer_on_leave(company, now)
        return self.filtered(
            lambda user: not user.active or user.id in stand_ins or user in on_leave
        )

    def _get_absence_reader(self, company) -> Callable[[date], set[int]]:
        """Return a function that says who of the users is absent on a day.

        At noon of the company. Each day is looked up once.
        """
        zone = ZoneInfo(company._get_customer_timezone())

        @cache
        def get_absent(day: date) -> set[int]:
            noon = datetime.combine(day, NOON, zone).astimezone(UTC)
            now = noon.replace(tzinfo=None)
            return set(self._filter_customer_absent(company, now).ids)

        return get_absent

    def _filter_customer_on_leave(self, company, now: datetime):
        # sudo: only whether a colleague is there
        users = self.with_company(company).sudo()
        leaves = self.env["resource.calendar.leaves"].sudo()
        covers_now = (
            Domain("resource_id", "in", users._get_customer_resource(company).ids)
            & Domain("time_type", "=", "leave")
            & Domain("date_from", "<=", now)
            & Domain("date_to", ">", now)
        )
        absent = leaves.search(covers_now).resource_id
        return users.filtered(lambda user: user.employee_id.resource_id & absent)

    def _get_customer_representative(self, company, now: datetime):
        """Return the stand-in of that day, or else the next superior."""
        Delegation = self.env["customer.approval.delegation"]
        stand_ins = Delegation._get_stand_ins(company, now)
        if delegates := sorted(stand_ins.get(self.id, ())):
            return self.browse(delegates[0])
        return self.with_company(company)._get_customer_superiors()[:1]

    def _queue_customer_digest(self, subject: str, body: str):
        """Queue one message for the user, in the name of nobody.

        In the queue, not at once: a process that is killed sends nothing twice (G9).
        """
        self.env["mail.thread"].with_context(
            mail_notify_force_send=False
        ).message_notify(
            partner_ids=self.partner_id.ids,
            subject=subject,
            body=body,
            author_id=self.env.ref("base.partner_root").id,
        )

    def _is_customer_at_work(self, company, now: datetime, read: Callable) -> bool:
        """Is it within the user's working hours? Always, where none are known."""
        resource = self._get_customer_resource(company)
        calendar = resource.calendar_id or company.resource_calendar_id
        working_time = read(calendar, company, resource)
        return not working_time.is_usable or working_time.is_working(now)

    def _get_customer_resource(self, company):
        """Return what the user's leaves and hours belong to; empty if not employed."""
        # sudo: working hours of colleagues
        return self.with_company(company).sudo().employee_id.resource_id
