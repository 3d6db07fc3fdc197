from datetime import datetime, timedelta

from odoo import api, fields, models
from odoo.fields import Domain

# The nightly job is played for these days before today: what it found then has been
# recorded, what it finds today waits for whoever logs in.
RUN_AGES_DAYS = (28, 14, 0)
JOB_HOUR = 2


class CustomerDemoCompany(models.AbstractModel):
    """The follow-ups of the demo company: found by the rules, made by the staff.

    ``customer_demo_followup.csv`` has one contact per row: the customer, how many
    days ``after`` it was planned it was made, how many hours the record had to
    ``wait``, and what came of it; ``contacted`` is how many hours later the department
    in charge of a case spoke to the customer. With the result ``later`` the contact
    was made so many hours ago, and the record is still missing. What the rules found
    in the past and no row mentions is still open.
    """

    _inherit = "customer.demo.company"

    @api.model
    def _look_after_customers(self):
        """Play the rules of past nights, the contacts, and the rules of today."""
        self = self._in_company()
        company = self._get_company()
        Followup = self.env["customer.followup"]
        if Followup.search_count([("company_id", "=", company.id)], limit=1):
            return
        self._load_terms()
        rows = self._read_table("customer_demo_followup")
        for age in RUN_AGES_DAYS:
            self._run_rules(age)
            if age:
                self._make_contacts(rows)
        self._make_contacts_without_record(rows)

    @api.model
    def _load_terms(self):
        """Load the Chinese terms of the addon, which Odoo does after the demo data.

        What the job and the staff leave behind (activities, messages) is written in
        the language of its reader and stays in it.
        """
        addon = self.env["ir.module.module"]._get("customer_followup")
        addon._update_translations(["zh_CN"])

    @api.model
    def _run_rules(self, age: int):
        """Do what the nightly job does, without its commits.

        The job itself commits after each batch, and an installation that fails later
        must leave nothing behind.

        :param age: days before today
        """
        company, day = self._get_company(), self._get_day(age)
        service = self.env.ref("customer_followup.user_service")
        env = self._play_at(age, JOB_HOUR).env
        # sudo: the job runs like this, see customer.followup.rule
        Rule = env["customer.followup.rule"].with_user(service).sudo()
        Rule.search(Domain.TRUE)._note_run()
        for _progress in Rule._work(company, day):
            pass

    @api.model
    def _make_contacts(self, rows: list[dict]):
        """Make the contacts that are open and in the table."""
        row_by_customer = {self._get_customer(row["customer"]): row for row in rows}
        followups = self.env["customer.followup"].search(
            [("company_id", "=", self._get_company().id), ("is_open", "=", True)]
        )
        for followup in followups:
            row = row_by_customer.get(followup.partner_id)
            if row and row["result"] != "later":
                self._make_contact(followup, row)

    @api.model
    def _make_contact(self, followup, row: dict):
        """Record or cancel a contact as its owner, and review it as the supervisor."""
        today = self._get_day(0)
        made_on = followup.date_planned + timedelta(days=row["after"])
        made_at = self._get_moment((today - made_on).days, 11)
        recorded_at = made_at + timedelta(hours=row["wait"] or 1)
        of_owner = self._as_user(followup, followup.user_id, recorded_at)
        if row["result"] == "cancel":
            of_owner.action_cancel(row["opinion"])
        else:
            of_owner.action_record(self._prepare_record(followup, row, made_at))
            if row["review"]:
                supervisor = self.env.ref("customer_followup.demo_supervisor")
                self._as_user(followup, supervisor).action_review(row["guidance"])
        self._move_back(followup, recorded_at)
        for ticket in followup.ticket_ids:
            self._work_on_case(ticket, row, recorded_at)

    @api.model
    def _work_on_case(self, ticket, row: dict, opened_at: datetime):
        """Let the person in charge contact the customer, and move the case on."""
        self._date_steps(ticket, opened_at)
        contacted_at = opened_at + timedelta(hours=row["contacted"])
        of_owner = self._as_user(ticket, ticket.user_id, contacted_at)
        of_owner.action_customer_contact()
        self._date_steps(ticket, contacted_at)
        if row["case"]:
            moved_at = max(contacted_at, opened_at + timedelta(days=2))
            of_owner = self._as_user(ticket, ticket.user_id, moved_at)
            of_owner.stage_id = self.env.ref(
                f"helpdesk_mgmt.helpdesk_ticket_stage_{row['case']}"
            )
            ticket.last_stage_update = moved_at
            ticket.closed_date = ticket.closed and moved_at

    @api.model
    def _make_contacts_without_record(self, rows: list[dict]):
        """Make the contacts whose record is still to be written."""
        for row in rows:
            if row["result"] == "later":
                made_at = fields.Datetime.now() - timedelta(hours=row["wait"])
                followup = self.env["customer.followup"].search(
                    [
                        ("partner_id", "=", self._get_customer(row["customer"]).id),
                        ("state", "=", "planned"),
                    ]
                )
                self._as_user(followup, followup.user_id, made_at).action_contact()
                self._date_back(followup, made_at)

    @api.model
    def _prepare_record(self, followup, row: dict, made_at) -> dict:
        contact = followup.partner_id.child_ids[:1] or followup.partner_id
        record = {
            "contact_id": contact.id,
            "contacted_at": made_at,
            "result": row["result"],
            "customer_opinion": row["opinion"],
        }
        if row["satisfaction"]:
            record["satisfaction"] = str(row["satisfaction"])
        if row["department"]:
            department = f"customer_followup.demo_department_{row['department']}"
            record["case_department_id"] = self.env.ref(department).id
        return record

    @api.model
    def _move_back(self, followup, recorded_at: datetime):
        """Date what the steps stamped with this moment on the moment of the record."""
        if followup.recorded_at:
            followup._in_transition().recorded_at = recorded_at
        self._date_back(followup, recorded_at)
        for ticket in followup.ticket_ids:
            ticket.assigned_date = ticket.user_id and recorded_at
            ticket.last_stage_update = recorded_at
            self._date_back(ticket, recorded_at)
