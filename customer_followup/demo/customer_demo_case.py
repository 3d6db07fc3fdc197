from datetime import datetime, timedelta

from odoo import api, fields, models

DAYS_OFF = (5, 6)  # of a week: nobody registered a case on them
# The job that watches deadlines is played for these hours of the last four weeks.
WATCHED_AGES_DAYS = range(28, 0, -1)
WATCHED_HOURS = (9, 11, 14, 16)


class CustomerDemoCompany(models.AbstractModel):
    """The cases of the demo company, and who was told of their deadlines.

    ``customer_demo_case.csv`` has one case per row, that a customer called about;
    ``owner`` is who keeps its promises, the head of the team if empty. Who did what
    about it is in ``customer_demo_case_step.csv``, one step per row in the order of
    time: ``days`` before the installation at ``time``, or so many ``minutes`` before.
    """

    _inherit = "customer.demo.company"

    @api.model
    def _work_on_cases(self):
        """Play the cases, and what the job that watches deadlines told of them."""
        self = self._in_company()
        if self._find_case("%"):
            return
        cases = {row["case"]: row for row in self._read_table("customer_demo_case")}
        for step in self._read_table("customer_demo_case_step"):
            self._play_case_step(step, cases[step["case"]])
        for age in WATCHED_AGES_DAYS:
            for hour in WATCHED_HOURS:
                self._watch_deadlines(self._get_moment(age, hour))

    @api.model
    def _find_case(self, name: str):
        return self.env["helpdesk.ticket"].search(
            [
                ("company_id", "=", self._get_company().id),
                ("customer_followup_id", "=", False),
                ("name", "=like", name),
            ]
        )

    @api.model
    def _play_case_step(self, step: dict, row: dict):
        """Let somebody press a button of a case, and date what came of it.

        :param step: row of the steps
        :param row: the row of its case
        """
        moment = self._get_step_moment(step)
        user = self.env.ref(f"customer_followup.{step['who']}")
        if step["action"] == "register":
            self._register_case(row, user, moment)
            return
        ticket = self._find_case(row["name"])
        of_user = self._as_user(ticket, user, moment)
        getattr(self, f"_case_{step['action']}")(of_user, step)
        self._date_steps(ticket, moment)

    @api.model
    def _get_step_moment(self, step: dict) -> datetime:
        """Return when a step was taken, on a working day, as UTC."""
        if step["minutes"]:
            return fields.Datetime.now() - timedelta(minutes=step["minutes"])
        days = step["days"]
        while self._get_day(days).weekday() in DAYS_OFF:
            days += 1
        hour, minute = map(int, step["time"].split(":"))
        return self._get_moment(days, hour, minute)

    @api.model
    def _register_case(self, row: dict, user, moment: datetime):
        """Write down what a customer called about."""
        customer = self._get_customer(row["customer"])
        contact = customer.child_ids[:1] or customer
        team = self.env.ref(f"customer_followup.helpdesk_ticket_team_{row['type']}")
        owner = row["owner"] and self.env.ref(f"customer_followup.{row['owner']}")
        ticket = self._as_user(self.env["helpdesk.ticket"], user, moment).create(
            {
                "name": row["name"],
                "description": row["description"],
                "partner_id": contact.id,
                "partner_name": contact.name,
                "partner_email": contact.email,
                "customer_case_type": row["type"],
                "team_id": team.id,
                "user_id": (owner and owner.id) or team.user_id.id,
                "company_id": self._get_company().id,
                "channel_id": self.env.ref(
                    "helpdesk_mgmt.helpdesk_ticket_channel_phone"
                ).id,
            }
        )
        ticket = ticket.with_env(self.env)
        ticket.assigned_date = ticket.last_stage_update = moment
        self._date_back(ticket, moment)

    # One method for each action of the table -----------------------------------------

    @api.model
    def _case_name(self, ticket, step: dict):
        department = f"customer_followup.demo_department_{step['department']}"
        ticket.customer_department_id = self.env.ref(department)

    @api.model
    def _case_decide(self, ticket, step: dict):
        ticket.action_customer_decide()

    @api.model
    def _case_agree(self, ticket, step: dict):
        ticket.action_customer_agree()

    @api.model
    def _case_hand_over(self, ticket, step: dict):
        ticket.action_customer_hand_over()

    @api.model
    def _case_contact(self, ticket, step: dict):
        ticket.action_customer_contact()

    @api.model
    def _case_await(self, ticket, step: dict):
        ticket.stage_id = self.env.ref("helpdesk_mgmt.helpdesk_ticket_stage_awaiting")

    @api.model
    def _case_close(self, ticket, step: dict):
        ticket.stage_id = self.env.ref("helpdesk_mgmt.helpdesk_ticket_stage_done")

    @api.model
    def _date_steps(self, ticket, moment: datetime):
        """Date on ``moment`` what a case was stamped with since it was built."""
        built_at = self.env.cr.now()
        moments = {
            name
            for name in ticket._get_stamp_fields()
            if ticket._fields[name].type == "datetime"
        }
        names = {*moments, "last_stage_update", "closed_date"}
        stamps = {
            name: moment for name in names if ticket[name] and ticket[name] >= built_at
        }
        if stamps:
            ticket._in_transition().write(stamps)

    @api.model
    def _watch_deadlines(self, now: datetime):
        """Do what the job does with the company's deadlines, without its commits.

        :param now: the moment it is played for, UTC
        """
        service = self.env.ref("customer_followup.user_service")
        # sudo: the job runs like this, see customer.deadline
        Deadline = self.env["customer.deadline"].with_user(service).sudo()
        of_company = [("company_id", "=", self._get_company().id)]
        missed = Deadline.search(
            [*of_company, ("state", "=", "running"), ("due_at", "<", now)]
        )
        missed._note_missed(now)
        Deadline.search([*of_company, ("next_rung_at", "<=", now)])._raise_notices(now)
        self._tell_notices(Deadline.env["customer.deadline.notice"], now)

    @api.model
    def _tell_notices(self, Notice, now: datetime):
        """Tell who was at work, in a message that has been read."""
        Message = self.env["mail.message"].sudo()
        last_message = Message.search([], order="id desc", limit=1)
        company = self._get_company()
        for user_id, notices in Notice._find_listeners(now).items():
            of_company = notices.filtered(lambda n: n.company_id == company)
            of_company._tell_user(self.env["res.users"].browse(user_id), now)
        said = Message.search([("id", ">", last_message.id)])
        said.date = now
        said.notification_ids.is_read = True
