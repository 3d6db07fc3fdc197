from datetime import datetime, timedelta

from odoo import api, models

WATCHED_AGES_DAYS = range(15, 0, -1)
WATCHED_HOURS = (9, 11, 14, 16)
SPOKEN_BEFORE = timedelta(minutes=15)
"""Of a call to the customer, before it is recorded."""
NEXT_WEEK_DAYS = 7
ANSWER = "customer_followup.mail_message_subtype_case_answer"
CAUSE = "customer_followup.customer_complaint_cause_"


class CustomerDemoCompany(models.AbstractModel):
    """The complaints of the demo company that are handled in rounds, and a repair.

    ``customer_demo_complaint.csv`` has one case per row, and
    ``customer_demo_complaint_step.csv`` who did what about it, as the tables of cases.
    One customer was satisfied by the second round; a second round waits for the
    quality head, and a first one for the general manager; one complaint was not
    justified, and its customer has to be called.
    """

    _inherit = "customer.demo.company"

    @api.model
    def _handle_complaints(self):
        """Play the complaints, and what the job that watches deadlines told of them."""
        self = self._in_company()
        rows = self._read_table("customer_demo_complaint")
        cases = {row["case"]: row for row in rows}
        if self._find_case(rows[0]["name"]):
            return
        for step in self._read_table("customer_demo_complaint_step"):
            self._play_complaint_step(step, cases[step["case"]])
        for age in WATCHED_AGES_DAYS:
            for hour in WATCHED_HOURS:
                self._watch_deadlines(self._get_moment(age, hour))

    @api.model
    def _play_complaint_step(self, step: dict, row: dict):
        """Let somebody press a button, and date what came of it.

        :param step: row of the steps
        :param row: the row of its case
        """
        moment = self._get_step_moment(step)
        # sudo: what everybody was told is dated back, too
        Message = self.env["mail.message"].sudo()
        last_message = Message.search([], order="id desc", limit=1)
        ticket = self._find_case(row["name"])
        user = ticket._find_staff_caller()
        if step["who"] != "caller":
            user = self.env.ref(f"customer_followup.{step['who']}")
        act = getattr(self, f"_complaint_{step['action']}")
        act(self._as_user(ticket, user, moment), step, row)
        ticket = ticket or self._find_case(row["name"])
        self._date_complaint(ticket, moment)
        said = Message.search([("id", ">", last_message.id)])
        said.date = moment
        said.notification_ids.is_read = True

    @api.model
    def _date_complaint(self, ticket, moment: datetime):
        """Date on ``moment`` what was made and stamped since it was built."""
        built_at = self.env.cr.now().replace(microsecond=0)
        self._date_steps(ticket, moment)
        rounds = ticket.customer_round_ids
        for records in (rounds, rounds.approval_step_ids, ticket.customer_callback_ids):
            self._move_stamps(records, built_at, moment)
        for records in (rounds, ticket.customer_callback_ids, ticket):
            if fresh := records.filtered(lambda r: r.create_date >= built_at):
                self._date_back(fresh, moment)

    # One method for each action of the table -----------------------------------------

    @api.model
    def _complaint_register(self, ticket, step: dict, row: dict):
        customer = self._get_customer(row["customer"])
        contact = customer.child_ids[:1] or customer
        product = row["product"] and self.env.ref(
            f"customer_followup.demo_product_{row['product']}"
        )
        team = self.env.ref(
            "customer_followup.helpdesk_ticket_team_complaint"
            if row["type"] == "complaint"
            else f"customer_followup.demo_team_{row['department']}"
        )
        today = self._get_day(step["days"])
        months_left = row["warranty"] and today + timedelta(days=row["warranty"])
        ticket.create(
            {
                "name": row["name"],
                "description": row["description"],
                "partner_id": contact.id,
                "partner_name": contact.name,
                "partner_email": contact.email,
                "customer_phone": contact.phone,
                "customer_case_type": row["type"],
                "customer_way_in": step["words"],
                "customer_wish": row["wish"],
                "customer_product_id": product and product.id,
                "customer_lot": row["lot"],
                "customer_part": row["part"],
                "customer_quantity": row["quantity"] or 0,
                "customer_warranty_date": months_left,
                "team_id": team.id,
                "user_id": team.user_id.id,
                "company_id": self._get_company().id,
            }
        )

    @api.model
    def _complaint_name(self, ticket, step: dict, row: dict):
        department = self.env.ref(
            f"customer_followup.demo_department_{row['department']}"
        )
        ticket.write(
            {
                "customer_department_id": department.id,
                "customer_responsible_id": department.manager_id.id,
            }
        )

    @api.model
    def _complaint_rule(self, ticket, step: dict, row: dict):
        ticket.action_set_validity(step["words"], step["more"])

    @api.model
    def _complaint_contact(self, ticket, step: dict, row: dict):
        ticket.action_customer_contact()

    @api.model
    def _complaint_propose(self, ticket, step: dict, row: dict):
        attempt = ticket._get_open_round()
        attempt.write(
            {
                "cause_id": self.env.ref(f"{CAUSE}{step['cause']}").id,
                "cause": step["words"],
                "solution": step["more"],
                "cost": step["cost"],
            }
        )
        attempt.action_submit()

    @api.model
    def _complaint_sign(self, ticket, step: dict, row: dict):
        ticket._get_open_round().action_approve()

    @api.model
    def _complaint_report(self, ticket, step: dict, row: dict):
        ticket.action_report()

    @api.model
    def _complaint_sign_report(self, ticket, step: dict, row: dict):
        ticket.action_sign_report(step["words"])

    @api.model
    def _complaint_carry_out(self, ticket, step: dict, row: dict):
        ticket._get_open_round().action_carry_out(step["words"])

    @api.model
    def _complaint_satisfied(self, ticket, step: dict, row: dict):
        self._record_call_back(ticket, step, result="well", satisfaction="5")

    @api.model
    def _complaint_unsatisfied(self, ticket, step: dict, row: dict):
        self._record_call_back(ticket, step, result="complaint", satisfaction="2")

    @api.model
    def _record_call_back(self, ticket, step: dict, **vals):
        call = ticket.customer_callback_ids.filtered("is_open")
        call.action_record(
            {
                "contact_id": ticket.partner_id.id,
                "contacted_at": self._get_step_moment(step) - SPOKEN_BEFORE,
                "customer_opinion": step["words"],
                **vals,
            }
        )

    @api.model
    def _complaint_answer(self, ticket, step: dict, row: dict):
        """Answer the customer, to whom no mail goes from the demo company."""
        message = ticket.with_context(mail_notify_force_send=False).message_post(
            body=step["words"],
            partner_ids=ticket.partner_id.ids,
            subtype_id=self.env.ref(ANSWER).id,
        )
        message = message.sudo()  # sudo: the queue of mails is nobody's
        message.mail_ids.unlink()
        message.notification_ids.write({"notification_status": "sent"})

    # What follows from it ------------------------------------------------------------

    @api.model
    def _complaint_summarise(self, ticket, step: dict, row: dict):
        ticket.action_write_summary(step["words"], step["more"], False)

    @api.model
    def _complaint_improve(self, ticket, step: dict, row: dict):
        """Give the improvement to the head of the department, for next week."""
        improvement = ticket.env["customer.complaint.improvement"].create(
            {
                "name": step["words"],
                "description": step["more"],
                "ticket_id": ticket.id,
                "kind": "prevention",
                # sudo: which user somebody is
                "user_id": ticket.sudo().customer_responsible_id.user_id.id,
                "date_deadline": self._get_day(-NEXT_WEEK_DAYS),
            }
        )
        self._date_back(improvement, self._get_step_moment(step))

    @api.model
    def _complaint_penalise(self, ticket, step: dict, row: dict):
        penalty = ticket.env["customer.complaint.penalty"].create(
            {
                "ticket_id": ticket.id,
                # sudo: employees are hidden from who proposes
                "employee_id": ticket.sudo().customer_responsible_id.id,
                "amount": step["cost"],
                "reason": step["words"],
            }
        )
        penalty.action_submit()
        self._date_back(penalty, self._get_step_moment(step))

    @api.model
    def _complaint_sign_penalty(self, ticket, step: dict, row: dict):
        """Sign it so late that the person may still object."""
        penalties = ticket.env["customer.complaint.penalty"]
        penalties.search([("ticket_id", "=", ticket.id)]).action_approve()
