from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain


class ResPartner(models.Model):
    _inherit = "res.partner"

    customer_specialist_id = fields.Many2one(
        "res.users",
        string="Service Specialist",
        domain=lambda self: list(self.env["res.users"]._get_customer_staff_domain()),
        index="btree_not_null",
        tracking=True,
        help="Looks after the customer: gets the follow-ups, calls and visits.",
    )
    customer_followup_ids = fields.One2many(
        "customer.followup", "partner_id", string="Follow-ups"
    )
    customer_followup_count = fields.Integer(
        "Open Follow-ups", compute="_compute_customer_followup_count"
    )

    @api.depends("customer_followup_ids.state")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_customer_followup_count(self):
        Followup = self.env["customer.followup"]
        self.customer_followup_count = 0
        if not Followup.has_access("read"):
            return
        counts = Followup._read_group(
            Followup._get_open_domain()
            & Domain("partner_id", "in", self.commercial_partner_id.ids),
            ["partner_id"],
            ["__count"],
        )
        count_by_customer = {customer.id: count for customer, count in counts}
        for partner in self:
            customer = partner.commercial_partner_id
            partner.customer_followup_count = count_by_customer.get(customer.id, 0)

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            if vals.get("customer_specialist_id") not in (None, False, self.env.uid):
                self._check_may_assign()
        partners = super().create(vals_list)
        if not self.env.su:  # data of an installation assigns nobody anew
            partners.filtered("customer_specialist_id")._plan_talks()
        return partners

    def write(self, vals):
        reassigned = self.browse()
        if "customer_specialist_id" in vals:
            specialist_id = vals["customer_specialist_id"]
            reassigned = self.filtered(
                lambda p: p.customer_specialist_id.id != specialist_id
            )
            if reassigned:
                self._check_may_assign()
                reassigned._hand_over_followups(specialist_id)
        result = super().write(vals)
        reassigned._hand_over_waiting()
        reassigned._hand_over_dossier_work()
        reassigned._plan_talks()
        if "active" in vals and not vals["active"]:
            self._cancel_followups()
        return result

    def _check_may_assign(self):
        """Refuse to give customers to specialists, who see what they are given.

        :raise AccessError: the user is no supervisor
        """
        if not self.env.su and not self.env.user.has_group(
            "customer_followup.group_supervisor"
        ):
            raise AccessError(
                self.env._(
                    "The service supervisor decides who looks after a customer. Ask "
                    "your supervisor to assign the customer."
                )
            )

    def _hand_over_followups(self, specialist_id: int | bool):
        """Give the next specialist what the one before has not done yet."""
        if specialist_id:
            followups = self._get_followups_of_specialist()
            followups.write({"user_id": specialist_id})

    def _hand_over_waiting(self):
        """Choose anew who makes the contacts with these customers that wait."""
        for company, reasons in self._find_waiting().grouped("company_id").items():
            reasons._choose_owners(company, company._get_customer_today())

    def _find_waiting(self):
        # sudo: the work of colleagues, in every company
        return (
            self.env["customer.followup.reason"]
            .sudo()
            .search([("partner_id", "in", self.ids), ("state", "=", "waiting")])
        )

    def _cancel_followups(self):
        """Give up the open contacts with customers that are archived.

        Their duties are taken back, so that the rules find them again when the
        customer is restored.
        """
        # sudo: whoever archives a customer need not be allowed to do follow-ups
        Followup = self.env["customer.followup"].sudo()
        open_ones = Followup._get_open_domain() & Domain("partner_id", "in", self.ids)
        followups = Followup.search(open_ones)
        unmade = followups.filtered(lambda f: f.state != "contacted").reason_ids
        open_duties = unmade.filtered(lambda r: r.state == "planned")
        (self._find_waiting() | open_duties)._write_state("void")
        if followups:
            followups.action_cancel(self.env._("The customer was archived."))

    def action_open_customer_followups(self):
        """Show all follow-ups of the customer."""
        self.ensure_one()
        customer = self.commercial_partner_id
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "customer_followup.customer_followup_all_action"
        )
        action["domain"] = [("partner_id", "=", customer.id)]
        action["context"] = {"default_partner_id": customer.id}
        return action
