from odoo import api, models
from odoo.exceptions import AccessError

OPENERS = (
    "customer_followup.group_specialist",
    "customer_followup.group_office",
    "sales_team.group_sale_salesman",
)


class ResPartner(models.Model):
    """Opening a dossier, and the promise to complete it in time (DOS-1)."""

    _name = "res.partner"
    _inherit = ["res.partner", "customer.deadline.mixin"]

    _deadline_owner_fields = frozenset(
        {"customer_specialist_id", "company_id", "customer_dossier_company_id"}
    )

    @api.model
    def _get_deadline_events(self) -> dict[str, str]:
        return super()._get_deadline_events() | {
            "dossier_opened": self.env._("Dossier opened"),
            "dossier_complete": self.env._("Dossier complete"),
        }

    def _get_deadline_user(self):
        return self.customer_specialist_id

    def _get_deadline_partner(self):
        return self.commercial_partner_id

    def _get_deadline_company(self):
        return self._get_dossier_company()

    def action_open_dossier(self):
        """Open the dossiers of customers that have none (DOS-1, INQ-2).

        Of contacts, the dossier of their company is opened.

        :raise AccessError: the user has nothing to do with customers
        """
        self.check_access("read")
        if not self.env.su and not any(map(self.env.user.has_group, OPENERS)):
            raise AccessError(
                self.env._(
                    "Dossiers are opened by sales and service staff. Ask one of them."
                )
            )
        # sudo: salespeople open dossiers without the right to number them
        self.sudo()._open_dossiers()

    def _open_dossiers(self):
        """Give customers without a dossier one, and its specialist the work."""
        customers = self.commercial_partner_id
        new = customers.filtered(lambda p: not p.customer_dossier_number)
        for partner in new:
            company = partner._get_dossier_company()
            today = company._get_customer_today()
            partner.write(
                {
                    "customer_dossier_number": company._next_dossier_number(),
                    "customer_dossier_company_id": company.id,
                    "customer_dossier_date": today,
                    "customer_dossier_reviewed_at": today,
                }
            )
        incomplete = new.filtered(lambda p: p.customer_dossier_state == "incomplete")
        incomplete._deadline_event("dossier_opened")
        incomplete._plan_dossier_work("complete")
        return new

    def _follow_completed_dossiers(self):
        """End the clocks and the work of dossiers that have become complete."""
        self._deadline_event("dossier_complete")
        self._end_dossier_work("complete")

    def action_open_documents(self):
        """Show the documents of the customer."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "customer_followup.customer_document_action"
        )
        action["domain"] = [("partner_id", "=", self.commercial_partner_id.id)]
        action["context"] = {"default_partner_id": self.commercial_partner_id.id}
        return action

    def action_request_waiver(self):
        """Ask for the permission to trade without the missing papers (DOS-3)."""
        self.ensure_one()
        self.check_access("read")
        return self.commercial_partner_id._get_waiver_action()

    def _get_waiver_action(self, order=None) -> dict:
        """Return the form of a new waiver for the customer.

        :param order: the order that waits for it
        """
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Ask for a Waiver"),
            "res_model": "customer.dossier.waiver",
            "views": [(False, "form")],
            "context": {
                "default_partner_id": self.id,
                "default_company_id": self._get_dossier_company().id,
                "default_sale_order_id": order and order.id,
            },
        }
