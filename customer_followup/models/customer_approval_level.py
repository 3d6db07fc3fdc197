from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError


class CustomerApprovalLevel(models.Model):
    """One signature, or one group of signatures, on a route.

    Belongs to its route and ends with it; a level somebody has signed at stays.
    """

    _name = "customer.approval.level"
    _description = "Approval Level"
    _order = "sequence, id"

    route_id = fields.Many2one(
        "customer.approval.route", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="route_id.company_id", store=True)
    sequence = fields.Integer(default=10)
    name = fields.Char("Level", required=True, translate=True)
    signer_type = fields.Selection(
        [
            ("group", "An office"),
            ("users", "Named people"),
            ("superiors", "The requester's superiors"),
            ("department", "The requester's department head"),
        ],
        "Signed By",
        default="group",
        required=True,
    )
    group_id = fields.Many2one(
        "res.groups", "Office", ondelete="restrict", help="Whoever holds this office."
    )
    user_ids = fields.Many2many(
        "res.users", string="People", domain=[("share", "=", False)]
    )
    required = fields.Selection(
        [("one", "One of them"), ("all", "All of them")],
        "Needed",
        default="one",
        required=True,
    )

    @api.constrains("signer_type", "group_id", "user_ids")
    def _check_names_somebody(self):
        for level in self:
            names_nobody = {
                "group": not level.group_id,
                "users": not level.user_ids,
                "superiors": False,
                "department": False,
            }
            if names_nobody[level.signer_type]:
                raise ValidationError(
                    self.env._(
                        "Who signs at level %(level)s? Choose an office or people.",
                        level=level.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        levels = super().create(vals_list)
        # nobody chose what an installation ships
        if self.pool.ready:
            for level in levels:
                level._log_on_route(level.route_id, {}, level._get_terms())
        return levels

    def write(self, vals):
        left = self.route_id if "route_id" in vals else self.route_id.browse()
        before = {level: (level.route_id, level._get_terms()) for level in self}
        result = super().write(vals)
        # not onto a route that one may not write
        self.check_access("write")
        left._check_has_levels()
        for level, (route, terms) in before.items():
            if level.route_id == route:
                level._log_on_route(route, terms, level._get_terms())
            else:
                level._log_on_route(route, terms, {})
                level._log_on_route(level.route_id, {}, level._get_terms())
        return result

    def unlink(self):
        routes = self.route_id
        before = [(level.route_id, level._get_terms()) for level in self]
        result = super().unlink()
        routes.exists()._check_has_levels()
        for route, terms in before:
            if route.exists():
                self._log_on_route(route, terms, {})
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_only_unused(self):
        # sudo: steps of all companies
        Step = self.env["customer.approval.step"].sudo()
        if Step.search_count([("level_id", "in", self.ids)], limit=1):
            raise UserError(
                self.env._(
                    "Documents were signed at this level, so it cannot be deleted. "
                    "Archive the route and make a new one."
                )
            )

    def _get_description(self) -> str:
        """Return the level as a part of the route in words."""
        if self.required == "all":
            return self.env._("%(level)s (all of them)", level=self.name or "")
        return self.name or ""

    def _get_terms(self) -> dict[str, str]:
        """Return in words what the level asks for, by the name of the field."""
        # sudo: the names of colleagues and offices are no secret
        level = self.sudo()
        labels = {
            name: dict(self._fields[name]._description_selection(self.env))
            for name in ("signer_type", "required")
        }
        people = {
            "group": level.group_id.name,
            "users": ", ".join(level.user_ids.mapped("name")),
        }
        return {
            "name": self.name,
            "signer_type": people.get(self.signer_type)
            or labels["signer_type"][self.signer_type],
            "required": labels["required"][self.required],
            "sequence": str(self.sequence),
        }

    def _log_on_route(self, route, before: dict, after: dict):
        """Note on the route what became of a level; who did it is the note's author.

        :param before: its terms, as ``_get_terms`` returns them; empty: it is new
        :param after: its terms; empty: it is gone
        """
        if before == after:
            return
        values = {
            "level": (before or after)["name"],
            "changes": self._describe_changes(before, after),
        }
        if not before:
            text = self.env._("Level %(level)s added: %(changes)s", **values)
        elif not after:
            text = self.env._("Level %(level)s removed: %(changes)s", **values)
        else:
            text = self.env._("Level %(level)s changed: %(changes)s", **values)
        route._message_log(body=text)

    def _describe_changes(self, before: dict, after: dict) -> str:
        """Return the terms that differ, each with its old and its new words."""
        return "; ".join(
            self.env._(
                "%(field)s: %(old)s → %(new)s",
                field=self._fields[name]._description_string(self.env),
                old=before.get(name) or "-",
                new=after.get(name) or "-",
            )
            for name in before | after
            if before.get(name) != after.get(name)
        )

    def _prepare_step_vals(self, document) -> dict:
        """Return what a document keeps of the level, whatever becomes of the level."""
        requester = document._get_approval_person().with_company(document.company_id)
        people = {
            "group": lambda: self.user_ids.browse(),
            "users": lambda: self.user_ids,
            "superiors": requester._get_customer_superiors,
            "department": requester._get_customer_department_head,
        }[self.signer_type]
        return {
            "level_id": self.id,
            "sequence": self.sequence,
            "group_id": self.group_id.id if self.signer_type == "group" else False,
            "user_ids": people().ids,
            "needs_all": self.required == "all",
        }
