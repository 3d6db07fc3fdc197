from odoo import api, fields, models


class CustomerAssignmentShare(models.TransientModel):
    """What one specialist has, and would have after an assignment.

    Made by the preview; ends with it.
    """

    _name = "customer.assignment.share"
    _description = "Share of a Specialist"
    _order = "user_id, id"

    assignment_id = fields.Many2one(
        "customer.assignment", required=True, index=True, ondelete="cascade"
    )
    user_id = fields.Many2one("res.users", "Specialist", required=True, readonly=True)
    is_absent = fields.Boolean("Absent", readonly=True)
    ability = fields.Integer("Ability (%)", readonly=True)
    capacity = fields.Float("Most Load", readonly=True)
    load_before = fields.Float(readonly=True)
    load_after = fields.Float(compute="_compute_load_after")
    strain_before = fields.Float(
        "For the Ability, Before",
        compute="_compute_load_after",
        help="The load as it is for somebody of this ability.",
    )
    strain_after = fields.Float(
        "For the Ability, After",
        compute="_compute_load_after",
        help="The load as it would be for somebody of this ability.",
    )
    new_count = fields.Integer("Customers Given", compute="_compute_load_after")

    @api.depends(
        "load_before",
        "assignment_id.line_ids.specialist_id",
        "assignment_id.line_ids.outcome",
    )
    def _compute_load_after(self):
        given, taken = (
            self._weigh_lines("specialist_id"),
            self._weigh_lines("former_id"),
        )
        for share in self:
            key = share.assignment_id._origin.id, share.user_id.id
            weight, share.new_count = given.get(key, (0, 0))
            share.load_after = share.load_before + weight - taken.get(key, (0, 0))[0]
            share.strain_before = share._get_strain(share.load_before)
            share.strain_after = share._get_strain(share.load_after)

    def _weigh_lines(self, name: str) -> dict[tuple[int, int], tuple[float, int]]:
        """Return weight and number of the customers on the move, by dialog and user.

        :param name: the field of the user
        """
        lines = self.env["customer.assignment.line"]
        groups = lines._read_group(
            [
                ("assignment_id", "in", self.assignment_id._origin.ids),
                ("specialist_id", "!=", False),
                (name, "!=", False),
                ("outcome", "!=", "skipped"),
            ],
            ["assignment_id", name],
            ["weight:sum", "__count"],
        )
        return {
            (assignment.id, user.id): (weight, count)
            for assignment, user, weight, count in groups
        }

    def _get_strain(self, load: float) -> float:
        return load * 100 / self.ability if self.ability else 0
