from odoo import api, fields, models
from odoo.fields import Domain

from ..tools.conditions import read_conditions

METHODS = [
    ("phone", "Phone"),
    ("message", "Message"),
    ("email", "E-mail"),
    ("letter", "Letter"),
    ("on_site", "On-site Visit"),
]
PURPOSES = [
    ("usage", "Usage and Instruction"),
    ("relationship", "Relationship"),
    ("dossier", "Dossier and Presence"),
    ("care", "Customer Care"),
    ("business", "Business Volume"),
    ("payment", "Settle Payments"),
    ("market", "Market and Competitors"),
    ("new_product", "New Product"),
    ("new_customer", "New Customer"),
]

DAY_TRIGGERS = ("occasion", "birthday")
"""Nobody is congratulated when the day is over: what waits until then has ended."""


class CustomerFollowupRule(models.Model):
    """When customers are contacted, how, by whom and until when.

    A service manager writes it; the nightly job turns what it asks for into
    follow-ups while it is active, and it ends when it is archived. What it asks for
    is its *trigger*: see ``_get_due_query``.
    """

    _name = "customer.followup.rule"
    _description = "Follow-up Rule"
    _inherit = ["mail.thread"]
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True, tracking=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(
        default=True,
        readonly=True,  # or the menu of actions switches a rule without asking
        tracking=True,
        help="Only active rules make follow-ups. The rules that come with the "
        "application are archived until a manager switches them on.",
    )
    company_id = fields.Many2one(
        "res.company",
        index=True,
        tracking=True,
        help="Empty: the rule holds in every company.",
    )
    trigger = fields.Selection(
        [
            ("order_lapse", "No order for some time"),
            ("sale_completed", "Sale completed"),
            ("grade_cadence", "As often as the grade says"),
            ("grade_onsite", "On site as often as the grade says"),
        ],
        required=True,
        tracking=True,
        help="The fact that makes a contact due.",
    )
    delay_days = fields.Integer(
        "Days",
        tracking=True,
        help="No order for some time: more than this many days without an order. "
        "Sale completed: sales of the last so many days. As often as the grade says: "
        "the interval of customers without a grade, 0 for none.",
    )
    repeat_days = fields.Integer(
        "Again Every (Days)",
        tracking=True,
        help="As long as the fact lasts, another contact is due after so many days. "
        "0: one contact.",
    )
    deadline_days = fields.Integer(
        "Contact Within (Days)",
        default=7,
        tracking=True,
        help="Calendar days until the contact has to be made. A deadline on a day "
        "off moves to the next working day.",
    )
    deadline_from = fields.Selection(
        [
            ("registration", "The day it was found"),
            ("occasion", "The occasion itself"),
        ],
        string="Counted From",
        default="registration",
        required=True,
        tracking=True,
    )
    partner_domain = fields.Char(
        "Customers", default="[]", tracking=True, help="Empty: all customers."
    )
    grade_ids = fields.Many2many(
        "customer.grade",
        string="Only Grades",
        help="Only customers of these grades, whichever scheme they come from. Empty: "
        "of all grades, and without one.",
    )
    grade_line_ids = fields.One2many(
        "customer.followup.rule.grade", "rule_id", "Other Values by Grade", copy=True
    )
    tolerance_amount = fields.Float(
        "Tolerated Amount",
        digits="Product Price",
        tracking=True,
        help="What a customer may owe without being contacted, in the company's "
        "currency.",
    )
    merge_window_days = fields.Integer(
        "Joins Contacts Within (Days)",
        default=7,
        tracking=True,
        help="A contact that is planned at most so many days apart serves this rule "
        "as well. 0: only one on the same day.",
    )
    method = fields.Selection(METHODS, default="phone", required=True, tracking=True)
    purpose = fields.Selection(
        PURPOSES, default="relationship", required=True, tracking=True
    )
    content = fields.Text(
        "Talking Points",
        translate=True,
        help="What to talk about. Shown on every follow-up of this rule.",
    )
    assign_to = fields.Selection(
        [
            ("specialist", "The customer's specialist"),
            ("salesperson", "The customer's salesperson"),
            ("superior", "The superior of the customer's specialist"),
            ("team", "A team, in turns"),
            ("user", "Always the same person"),
        ],
        default="specialist",
        required=True,
        tracking=True,
    )
    team_user_ids = fields.Many2many(
        "res.users",
        string="Team",
        domain=lambda self: list(self.env["res.users"]._get_customer_staff_domain()),
        help="Who takes turns.",
    )
    user_id = fields.Many2one(
        "res.users",
        "If There Is Nobody",
        domain=lambda self: list(self.env["res.users"]._get_customer_staff_domain()),
        tracking=True,
        help="Makes the contact when the customer has no specialist and no "
        "salesperson who works with follow-ups. Empty: the person in the settings.",
    )
    activity_type_id = fields.Many2one(
        "mail.activity.type",
        "Activity",
        domain=[("res_model", "in", [False, "customer.followup"])],
        default=lambda self: self.env.ref(
            "customer_followup.mail_activity_type_followup", raise_if_not_found=False
        ),
        ondelete="restrict",
    )
    description = fields.Text("In Words", compute="_compute_description")
    last_run_at = fields.Datetime("Last Run", readonly=True, copy=False)
    last_success_at = fields.Datetime("Last Success", readonly=True, copy=False)
    last_found_count = fields.Integer(
        "Found in the Last Run", readonly=True, copy=False
    )

    _days_within_ten_years = models.Constraint(
        """CHECK (delay_days BETWEEN 0 AND 3650 AND deadline_days BETWEEN 0 AND 3650
              AND repeat_days BETWEEN 0 AND 3650
              AND merge_window_days BETWEEN 0 AND 3650)""",
        "A rule looks at 0 to 3650 days, neither fewer nor more. Correct Days, Again "
        "Every, Contact Within and Joins Contacts Within.",
    )
    _tolerance_is_an_amount = models.Constraint(
        "CHECK (tolerance_amount BETWEEN 0 AND 1000000000000)",
        "The tolerated amount is 0 or more.",
    )

    def _get_partner_query(self):
        """Return the customers the rule is about, as a query.

        :raise ValueError: the domain cannot be read or names an unknown field
        """
        self.ensure_one()
        domain = read_conditions(self.partner_domain, self.env)
        # sudo: a rule holds for customers its author may not see
        return self.env["res.partner"].sudo()._search(domain)

    @api.model
    def _get_company_domain(self, company) -> Domain:
        return Domain("company_id", "in", [False, company.id])
