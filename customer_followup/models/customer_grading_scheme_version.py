from odoo import api, models
from odoo.exceptions import UserError

SHIPPED = "customer_followup.customer_grading_scheme_trading"


class CustomerGradingScheme(models.Model):
    """Where the next scheme comes from: the one that holds, or the shipped one."""

    _inherit = "customer.grading.scheme"

    @api.model_create_multi
    def create(self, vals_list):
        schemes = super().create(vals_list)
        for scheme in schemes:
            scheme._in_transition().version = scheme._get_next_version()
        return schemes

    def _get_next_version(self) -> int:
        # sudo: versions are counted for the company, whoever may see them
        others = self.sudo().search_fetch(
            [("company_id", "=", self.company_id.id), ("id", "!=", self.id)],
            ["version"],
        )
        return max(others.mapped("version"), default=0) + 1

    def action_new_version(self):
        """Make a draft with the same content, to be changed and signed (GRD-1).

        :return: the action that opens it
        :raise AccessError: the user is no supervisor
        :raise UserError: the scheme has not been decided yet
        """
        self.ensure_one()
        self.check_access("read")
        if self.state in ("draft", "submitted"):
            raise UserError(
                self.env._(
                    "%(name)s has not been decided yet: change it while it is a draft, "
                    "or let the service manager ask it back.",
                    name=self.display_name,
                )
            )
        version = self.copy({"company_id": self.company_id.id})
        version._in_transition().previous_id = self
        return version._get_records_action()

    def action_start_from_shipped(self):
        """Make a draft for the current company from the scheme that is shipped (GRD-1).

        :return: the action that opens it
        :raise AccessError: the user is no supervisor
        :raise UserError: the shipped scheme is not there, or another company has made
            it its own
        """
        self.browse().check_access("create")
        shipped = self.env.ref(SHIPPED, raise_if_not_found=False)
        if not shipped:
            raise UserError(
                self.env._(
                    "The shipped scheme was deleted. Press New and write a scheme of "
                    "your own; an update of the addon brings the shipped one back."
                )
            )
        # sudo: as it is shipped it is nobody's secret, whichever company it is in
        shipped = shipped.sudo()
        if not shipped._is_as_shipped() and not shipped.sudo(False).has_access("read"):
            raise UserError(
                self.env._(
                    "%(company)s has changed the shipped scheme and uses it. Ask a "
                    "supervisor who works for both companies, or press New.",
                    company=shipped.company_id.name,
                )
            )
        scheme = shipped.copy({"company_id": self.env.company.id}).sudo(False)
        return scheme._get_records_action()

    def _is_as_shipped(self) -> bool:
        return not self.approval_round and not self.approval_editor_ids
