from datetime import timedelta

from odoo import api, models
from odoo.fields import Domain

# The nightly job is played for these days before today: what it found then has been
# recorded, what it finds today waits for whoever logs in.
RUN_AGES_DAYS = (28, 14, 0)


class CustomerDemoCompany(models.AbstractModel):
    """The follow-ups of the demo company: found by the rules, made by the staff.

    ``customer_demo_followup.csv`` has one contact per row: the customer, how many
    days after it was planned it was made, and what came of it. What the rules found
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
        # sudo: the job runs like this, see customer.followup.rule
        Rule = self.env["customer.followup.rule"].with_user(service).sudo()
        Rule.search(Domain.TRUE)._note_run()
        Rule._find_due(company, day)
        while batch := Rule._take_due_batch():
            Rule._open_batch(company, day, batch)

    @api.model
    def _make_contacts(self, rows: list[dict]):
        """Make the contacts that are open and in the table."""
        row_by_customer = {self._get_customer(row["customer"]): row for row in rows}
        followups = self.env["customer.followup"].search(
            [("company_id", "=", self._get_company().id), ("is_open", "=", True)]
        )
        for followup in followups:
            if row := row_by_customer.get(followup.partner_id):
                self._make_contact(followup, row)

    @api.model
    def _make_contact(self, followup, row: dict):
        """Record or cancel a contact as its owner, and review it as the supervisor."""
        today = self._get_day(0)
        made_on = followup.date_planned + timedelta(days=row["after"])
        made_at = self._get_moment((today - made_on).days, 11)
        of_owner = self._as_user(followup, followup.user_id)
        if row["result"] == "cancel":
            of_owner.action_cancel(row["opinion"])
        else:
            of_owner.action_record(self._prepare_record(followup, row, made_at))
            if row["review"]:
                supervisor = self.env.ref("customer_followup.demo_supervisor")
                self._as_user(followup, supervisor).action_review(row["guidance"])
            self._work_on_case(followup.ticket_ids, row["case"])
        self._move_back(followup, made_at)

    @api.model
    def _as_user(self, record, user):
        """Return ``record`` in the hands of ``user``, with no rights but the user's."""
        return record.with_user(user).with_context(lang=user.lang)

    @api.model
    def _work_on_case(self, ticket, stage: str | None):
        """Let the person in charge move a case on."""
        if ticket and stage:
            of_owner = self._as_user(ticket, ticket.user_id)
            of_owner.stage_id = self.env.ref(
                f"helpdesk_mgmt.helpdesk_ticket_stage_{stage}"
            )

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
    def _move_back(self, followup, made_at):
        """Date what the steps stamped with this moment on the day of the contact."""
        recorded_at = made_at + timedelta(hours=1)
        if followup.recorded_at:
            followup._in_transition().recorded_at = recorded_at
        self._date_back(followup, recorded_at)
        for ticket in followup.ticket_ids:
            ticket.assigned_date = ticket.user_id and recorded_at
            ticket.closed_date = ticket.closed and recorded_at + timedelta(days=2)
            ticket.last_stage_update = ticket.closed_date or recorded_at
            self._date_back(ticket, recorded_at)
