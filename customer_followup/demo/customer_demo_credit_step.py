from datetime import datetime, timedelta

from odoo import api, fields, models


class CustomerDemoCompany(models.AbstractModel):
    """The steps of the credit story: what somebody pressed on which day.

    Played one after the other, each with the rights of whoever did it. The log takes
    its date while it is written; everything else is dated back afterwards.
    """

    _inherit = "customer.demo.company"

    @api.model
    def _play_step(self, step: dict, row: dict | None):
        """Let somebody press a button, and date what came of it on that day.

        :param step: row of the steps
        :param row: the customer's row of the requests
        """
        self = self._play_at(step["days"], step["hour"])
        moment = self._get_moment(step["days"], step["hour"])
        user = self.env.ref(f"customer_followup.{step['who']}")
        Message = self.env["mail.message"]
        last_message = Message.search([], order="id desc", limit=1)
        began = fields.Datetime.now()
        if step["action"] == "submit":
            self._create_request(step, row, user)
        request = self._get_request(step)
        planned = request.activity_ids
        getattr(self, f"_play_{step['action']}", self._press)(step, user)
        for records in (request, request.approval_step_ids, request.snapshot_ids):
            self._move_stamps(records, began, moment)
        (request.activity_ids - planned).date_deadline = self._get_day(step["days"])
        said = Message.search([("id", ">", last_message.id)])
        said.date = moment
        said.notification_ids.is_read = True

    @api.model
    def _get_request(self, step: dict):
        customer = self._get_customer(step["customer"])
        return self.env["customer.credit.request"].search(
            [("partner_id", "=", customer.id)]
        )

    @api.model
    def _get_quotation(self, customer):
        return self.env["sale.order"].search(
            [("partner_id", "=", customer.id), ("state", "=", "sent")]
        )

    @api.model
    def _create_request(self, step: dict, row: dict, user):
        """Fill in a request as its requester would."""
        customer, first_day = (
            self._get_customer(step["customer"]),
            self._get_day(step["days"]),
        )
        request = self._as_user(self.env["customer.credit.request"], user).create(
            {
                "partner_id": customer.id,
                "sale_order_id": row["order"] and self._get_quotation(customer).id,
                "requested_limit": row["limit"],
                "requested_term_id": self._get_term(row["term"]).id,
                "date_from": first_day,
                "date_until": row["lasts"] and first_day + timedelta(row["lasts"]),
                "reason": row["reason"],
            }
        )
        self._date_back(request, self._get_moment(step["days"], step["hour"]))

    @api.model
    def _press(self, step: dict, user):
        """Press the button of a request that the step names."""
        request = self._as_user(self._get_request(step), user)
        words = [step["comment"]] if step["comment"] else []
        getattr(request, f"action_{step['action']}")(*words)

    @api.model
    def _play_confirm(self, step: dict, user):
        """Confirm the customer's quotation, which is held."""
        order = self._get_quotation(self._get_customer(step["customer"]))
        self._as_user(order, user).action_confirm()
        held_at = self._get_moment(step["days"], step["hour"])
        order._write_credit_stamps({"customer_credit_held_at": held_at})

    @api.model
    def _play_follow(self, step: dict, user):
        """Do what the nightly job does for one request, without its commits."""
        # sudo: the job runs like this, see customer.credit.request
        self._get_request(step).with_user(user).sudo()._follow_terms(None)

    @api.model
    def _move_stamps(self, records, began: datetime, moment: datetime):
        """Date on ``moment`` what records were stamped with since ``began``."""
        for record in records:
            stamps = {
                name: moment
                for name in record._get_stamp_fields()
                if record._fields[name].type == "datetime"
                and record[name]
                and record[name] >= began
            }
            if stamps:
                record._in_transition().write(stamps)
