from odoo import Command, api, fields, models
from odoo.tools import SQL

SCHEME_AGE_DAYS = 33
SIGNATURE_AGE_DAYS = 32
RUN_AGES_DAYS = (31, 0)
"""When the customers were graded: by the first run after the approval, and again."""
BANDS = {
    "revenue": {0: 0, 20000: 20, 40000: 40, 70000: 60, 100000: 80, 150000: 100},
    "order_count": {0: 0, 1: 40, 2: 70, 3: 100},
    "margin": {-100: 0, 0: 20, 12: 40, 14: 60, 17: 80, 20: 100},
}
TARGETS = {"revenue": 100000, "order_count": 3, "margin": 17}
GRADES = {"KEY": 88, "A": 80, "B": 70, "C": 50, "D": 0}
LEFT_PROPOSED = ("16", "40")
"""Customers whose proposal the supervisor has not decided yet."""
DECIDED_OTHERWISE = ("30", "A", "去年只有一个大项目 下季度订单还没有定 先按A级维护")


class CustomerDemoCompany(models.AbstractModel):
    """How the demo company grades its customers.

    The supervisor starts from the shipped scheme and the service manager signs it; a
    month ago and today all customers were graded by it. ``customer_demo_grading.csv``
    says what the specialists rate by hand.
    """

    _inherit = "customer.demo.company"

    @api.model
    def _grade_customers(self):
        """Write the scheme, rate, grade, and apply nearly all of it."""
        self = self._in_company()
        company = self._get_company()
        if self.env["customer.grading.scheme"]._find_approved(company):
            return
        self._approve_demo_scheme()
        self._rate_customers()
        for days_ago in RUN_AGES_DAYS:
            self._play_at(days_ago, 8)._run_demo_grading(days_ago)
        company._plan_next_grading(self._get_day(0))

    @api.model
    def _approve_demo_scheme(self):
        """Let the supervisor adapt the shipped scheme, and the manager sign it."""
        supervisor = self.env.ref("customer_followup.demo_supervisor")
        manager = self.env.ref("customer_followup.demo_service_manager")
        moment = self._get_moment(SCHEME_AGE_DAYS, 9)
        schemes = self._as_user(self.env["customer.grading.scheme"], supervisor, moment)
        scheme = schemes.browse(schemes.action_start_from_shipped()["res_id"])
        # the company trades since four months, and its customers are as new
        scheme.min_tenure_months = 1
        for criterion in scheme.criterion_ids:
            self._adapt_criterion(criterion)
        for grade in scheme.grade_ids:
            grade.min_score = GRADES[grade.code]
        self._date_back(scheme.sudo(), moment)
        self._play_decision(scheme, "action_submit", SCHEME_AGE_DAYS)
        signed = self._as_user(
            scheme, manager, self._get_moment(SIGNATURE_AGE_DAYS, 10)
        )
        self._play_decision(
            signed, "action_approve", SIGNATURE_AGE_DAYS, "同意 每季度回看一次"
        )

    @api.model
    def _play_decision(self, scheme, action: str, days_ago: int, *args):
        """Press a button of the scheme, and date what came of it on that day."""
        began, moment = fields.Datetime.now(), self._get_moment(days_ago, 10)
        planned, said = scheme.activity_ids, scheme.message_ids
        getattr(scheme, action)(*args)
        for records in (scheme.sudo(), scheme.sudo().approval_step_ids):
            self._move_stamps(records, began, moment)
        (scheme.activity_ids - planned).date_deadline = moment
        (scheme.sudo().message_ids - said).date = moment

    @api.model
    def _adapt_criterion(self, criterion):
        if target := TARGETS.get(criterion.measure):
            criterion.target = target
        if bands := BANDS.get(criterion.measure):
            criterion.band_ids = [
                Command.clear(),
                *(
                    Command.create({"from_value": value, "score": points})
                    for value, points in bands.items()
                ),
            ]

    @api.model
    def _rate_customers(self):
        for row in self._read_table("customer_demo_grading"):
            self._get_customer(row["customer"]).write(
                {
                    "customer_strategic_value": str(row["strategic_value"]),
                    "customer_wallet_share": row["wallet_share"] or 0,
                }
            )

    @api.model
    def _run_demo_grading(self, days_ago: int):
        """Grade all customers on a day, and apply it."""
        supervisor = self.env.ref("customer_followup.demo_supervisor")
        Message = self.env["mail.message"]
        last_message = Message.search([], order="id desc", limit=1)
        assessments = self._as_user(
            self.env["customer.assessment"], supervisor, self._get_moment(days_ago, 8)
        )
        customers = self.env["res.partner"].search(
            self.env["res.partner"]._get_customer_domain(self._get_company())
        )
        run = self.env["customer.grading.run"].browse(assessments.run(customers.ids))
        proposed = assessments.search([("run_id", "=", run.id)])
        if days_ago:
            proposed._apply()
        else:
            self._decide_proposals(proposed)
        moment = self._get_moment(days_ago, 9)
        self._date_back_grading(run, moment)
        Message.search([("id", ">", last_message.id)]).date = moment

    @api.model
    def _decide_proposals(self, proposed):
        """Decide one otherwise, leave two, and apply the rest."""
        number, code, reason = DECIDED_OTHERWISE
        otherwise = proposed.filtered(
            lambda a: a.partner_id == self._get_customer(number)
        )
        grade = otherwise.scheme_id.grade_ids.filtered(lambda g: g.code == code)
        otherwise.action_decide(grade.id, reason)
        left = [self._get_customer(number).id for number in LEFT_PROPOSED]
        rest = proposed.filtered(lambda a: a.partner_id.id not in left) - otherwise
        rest.action_approve_small()
        for assessment in rest.filtered(lambda a: a.state == "submitted"):
            assessment.action_approve()

    @api.model
    def _date_back_grading(self, run, moment):
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                """
                UPDATE customer_assessment SET applied_at = %(moment)s
                 WHERE run_id = %(run)s AND state = 'applied';
                UPDATE customer_grading_run
                   SET create_date = %(moment)s, finished_at = %(moment)s
                 WHERE id = %(run)s;
                """,
                moment=moment,
                run=run.id,
            )
        )
        self.env.invalidate_all()
