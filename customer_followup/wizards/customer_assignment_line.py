from collections.abc import Iterable
from string import Template

from odoo import api, fields, models
from odoo.fields import Domain

from ..policy.assignment import Choice
from ..tools.bulk_update import bulk_update


class CustomerAssignmentLine(models.TransientModel):
    """Who would look after one customer, and why.

    Made by the preview; a supervisor changes or deletes it; ends with the dialog.
    """

    _name = "customer.assignment.line"
    _description = "Proposed Specialist"

    assignment_id = fields.Many2one(
        "customer.assignment", required=True, index=True, ondelete="cascade"
    )
    partner_id = fields.Many2one(
        "res.partner", "Customer", required=True, readonly=True, ondelete="cascade"
    )
    former_id = fields.Many2one("res.users", "Until Now", readonly=True)
    specialist_id = fields.Many2one(
        "res.users",
        domain=lambda self: list(self.env["res.users"]._get_customer_staff_domain()),
    )
    proposed_id = fields.Many2one("res.users", "Proposed Specialist", readonly=True)
    weight = fields.Float("Load", readonly=True)
    reason = fields.Char("Why", readonly=True)
    is_by_hand = fields.Boolean("Chosen by Hand", compute="_compute_is_by_hand")
    outcome = fields.Selection(
        [
            ("open", "Not assigned yet"),
            ("assigned", "Assigned"),
            ("skipped", "Skipped"),
        ],
        default="open",
        readonly=True,
    )
    note = fields.Char("Why Skipped", readonly=True)

    @api.depends("specialist_id", "proposed_id")
    def _compute_is_by_hand(self):
        for line in self:
            line.is_by_hand = line.specialist_id != line.proposed_id

    # The preview ----------------------------------------------------------------------

    @api.model
    def _prepare_rows(self, customers, company, choices: Iterable[Choice]) -> list:
        """Return the rows of the lines, in the order the customers were assigned in."""
        # sudo: the names of colleagues are no secret
        names = {
            user.id: user.name
            for user in self.env["res.users"]
            .sudo()
            .search(self.env["res.users"]._get_customer_staff_domain())
        }
        weights = customers._get_customer_weights(company)
        former = {c.id: c.customer_specialist_id.id or None for c in customers}
        reasons = self._get_reasons()
        return [
            {
                "partner_id": choice.customer_id,
                "former_id": former[choice.customer_id],
                "specialist_id": choice.specialist_id,
                "proposed_id": choice.specialist_id,
                "weight": weights[choice.customer_id],
                "reason": Template(reasons[choice.reason]).safe_substitute(
                    strain=f"{choice.strain:.1f}",
                    next=names.get(choice.next_id, ""),
                    next_strain=f"{choice.next_strain:.1f}",
                ),
            }
            for choice in choices
        ]

    @api.model
    def _get_reasons(self) -> dict[str, str]:
        """Return the reasons of the policy in words, with places for what they name.

        Translated once, and not for each of ten thousand customers.
        """
        strain, next_, next_strain = "${strain}", "${next}", "${next_strain}"
        return {
            "lightest": self.env._(
                "Has the lowest load for the ability: %(strain)s. Next would be "
                "%(next)s with %(next_strain)s.",
                strain=strain,
                next=next_,
                next_strain=next_strain,
            ),
            "only": self.env._("The only one who has room; load until now: %s", strain),
            "none": self.env._("Nobody: none who takes part works for this company"),
            "absent": self.env._("Nobody: all who take part are absent"),
            "unable": self.env._("Nobody: who takes part has no ability for it"),
            "full": self.env._("Nobody: all who take part have as much as they can do"),
        }

    # Assigning ------------------------------------------------------------------------

    def _assign(self, company):
        """Assign the customers, and note on the lines what became of each."""
        named = self.filtered("specialist_id")
        outdated = named._find_outdated(company)
        valid = named.filtered(lambda line: line.id not in outdated)
        specialist_ids = {line.partner_id.id: line.specialist_id.id for line in valid}
        customers = valid.partner_id.with_company(company)
        customers._assign_customers(specialist_ids)
        bulk_update(
            self,
            [
                {"id": line.id, "outcome": "skipped", "note": note}
                if (note := outdated.get(line.id) or line._get_nobody_note())
                else {"id": line.id, "outcome": "assigned", "note": None}
                for line in self
            ],
        )

    def _get_nobody_note(self) -> str | None:
        return None if self.specialist_id else self.env._("No specialist was chosen.")

    def _find_outdated(self, company) -> dict[int, str]:
        """Return for which lines the preview is not right any more, and why.

        The customers are locked, so that the others stay as they are.
        """
        lines = self.sudo()  # of customers, too, that are elsewhere by now
        lines.fetch(["partner_id", "former_id", "specialist_id"])
        customers = self.env["res.partner"].browse(lines.partner_id.ids)
        here = customers.search(
            customers._get_customer_domain(company) & Domain("id", "in", customers.ids)
        )
        free = here.try_lock_for_update(allow_referencing=True)
        here_ids, free_ids = set(here.ids), set(free.ids)
        User = self.env["res.users"].sudo()  # who works here is no secret
        staff_ids = set(User.search(User._get_customer_staff_domain(company)).ids)
        now = {c.id: c.customer_specialist_id.id for c in lines.partner_id}
        reasons = self._get_outdated_reasons()

        def explain(line) -> str | None:
            if line.partner_id.id not in here_ids:
                return reasons["gone"]
            if line.partner_id.id not in free_ids:
                return reasons["busy"]
            if now[line.partner_id.id] != line.former_id.id:
                return reasons["assigned"]
            return None if line.specialist_id.id in staff_ids else reasons["left"]

        return {line.id: reason for line in lines if (reason := explain(line))}

    @api.model
    def _get_outdated_reasons(self) -> dict[str, str]:
        return {
            "gone": self.env._("The customer was archived, or is elsewhere by now."),
            "busy": self.env._("Somebody else is saving the customer right now."),
            "assigned": self.env._("Somebody has assigned the customer meanwhile."),
            "left": self.env._("The specialist has left."),
        }
