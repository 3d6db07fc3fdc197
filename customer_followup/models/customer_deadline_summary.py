from odoo import api, fields, models
from odoo.tools import SQL

MOMENTS = ("due_at", "warn_at", "ended_at")
SHOWN = ("id", "state", "is_open", "is_by_clock", *MOMENTS)


class CustomerDeadline(models.Model):
    """What a document shows of its deadlines."""

    _inherit = "customer.deadline"

    def _get_summary(self) -> dict:
        """Return the deadline as the badge on the document shows it; moments in UTC."""
        return {
            "id": self.id,
            "name": self.policy_id.name,
            "state": self.state,
            "is_open": self.is_open,
            "due_at": fields.Datetime.to_string(self.due_at),
            "warn_at": fields.Datetime.to_string(self.warn_at),
            "ended_at": fields.Datetime.to_string(self.ended_at),
            "is_by_clock": self.is_by_clock,
            "user": self.user_id.name,
        }

    @api.model
    def _get_next_summaries(self, documents) -> dict[int, list]:
        """Return of each document the open deadline that is due first, if there is one.

        By one query: a list shows hundreds of documents, each with several deadlines.
        """
        query = self._search(
            self._get_document_domain(documents) & self._get_open_domain(),
            order="res_id, due_at, id",
        )
        policies, users = self.env["customer.deadline.policy"], self.env["res.users"]
        policy = query.left_join(
            self._table, "policy_id", policies._table, "id", "policy_id"
        )
        user = query.left_join(self._table, "user_id", users._table, "id", "user_id")
        columns = {name: self._field_to_sql(self._table, name) for name in SHOWN}
        columns["name"] = policies._field_to_sql(policy, "name")
        columns["user"] = users._field_to_sql(user, "name", query)
        columns["res_id"] = self._field_to_sql(self._table, "res_id")
        rows = self.env.execute_query_dict(
            query.select(
                *(
                    SQL("%s AS %s", column, SQL.identifier(name))
                    for name, column in columns.items()
                )
            )
        )
        shown = {}
        for row in rows:
            for name in MOMENTS:
                row[name] = fields.Datetime.to_string(row[name])
            shown.setdefault(row.pop("res_id"), [row])
        return shown


class CustomerDeadlineMixin(models.AbstractModel):
    """What a list of documents shows of their deadlines."""

    _inherit = "customer.deadline.mixin"

    customer_deadline_next = fields.Json(
        "Next Deadline",
        compute="_compute_customer_deadline_next",
        groups="base.group_user",  # customers read their cases, too
        help="The first of those that are open, for lists.",
    )

    @api.depends(
        "customer_deadline_ids.state",
        "customer_deadline_ids.due_at",
        "customer_deadline_ids.is_open",
    )
    @api.depends_context("lang")
    def _compute_customer_deadline_next(self):
        # sudo: who reads a document also sees until when it has to be done
        shown = self.env["customer.deadline"].sudo()._get_next_summaries(self._origin)
        for document in self:
            document.customer_deadline_next = shown.get(document._origin.id, [])
