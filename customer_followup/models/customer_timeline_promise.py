from odoo import api, models
from odoo.tools import SQL


class CustomerTimeline(models.Model):
    """What customers were promised, and what became of it (VIS-8)."""

    _inherit = "customer.timeline"

    @api.model
    def _get_sources(self):
        return super()._get_sources() | {"promise": (12, "customer.promise")}

    def _select_promise(self, source) -> SQL:
        source.open()
        return source.select(
            kind=SQL("'visit'"),
            document=SQL("%s", self.env._("Promise")),
            title=self._shorten(source.column("description")),
            happened_at="create_date",
            company_id="company_id",
            user_id="user_id",
            state=source.words("state"),
            status=source.status("state", ("open",), ("dropped",)),
        )
