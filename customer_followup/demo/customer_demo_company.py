import csv
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from odoo import api, fields, models
from odoo.tools import SQL, file_open

from .customer_demo_clock import PlayedAt

# No message to anybody, and no line in a chatter that would be dated on the day of
# the installation.
QUIET = {
    "tracking_disable": True,
    "mail_auto_subscribe_no_notify": True,
    "skip_sms": True,
}
OPENING_STOCK = 400
OPENING_STOCK_AGE_DAYS = 180


class CustomerDemoCompany(models.AbstractModel):
    """What plain demo records cannot say about the demo company.

    What it is: the flows of the demo company. Its people, customers and products are
    records in this folder; what they did (ordered, paid, called, complained) are
    tables beside them, in days before the installation. The methods of this model play
    the tables by the buttons a user would press, and move nothing afterwards except
    dates.

    How it is used: only by ``<function>`` in the demo files, so that a database
    without demo data never runs a line of it. ``<function>`` needs a model, hence
    this one, without a table. All methods start with an underscore: nobody can call
    them over RPC. A second installation of the demo data changes nothing.

    How it works: every method starts from ``_in_company``. The day that all ages are
    counted from is the day the company was created.
    """

    _name = "customer.demo.company"
    _description = "Demo Company"

    @api.model
    def _get_company(self):
        return self.env.ref("customer_followup.demo_company")

    @api.model
    def _in_company(self):
        """Return this model working silently in the demo company."""
        context = {**QUIET, "allowed_company_ids": self._get_company().ids}
        return self.with_context(**context)

    @api.model
    def _get_day(self, days_ago: int) -> date:
        company = self._get_company()
        return company._get_customer_today(company.create_date) - timedelta(days_ago)

    @api.model
    def _get_moment(self, days_ago: int, hour: int, minute: int = 0) -> datetime:
        """Return ``hour`` o'clock of that day in the company as UTC, never the future.

        :param hour: hour of the company's clock
        """
        zone = ZoneInfo(self._get_company()._get_customer_timezone())
        moment = datetime.combine(self._get_day(days_ago), time(hour, minute), zone)
        return min(moment.astimezone(UTC).replace(tzinfo=None), fields.Datetime.now())

    @api.model
    def _read_table(self, name: str) -> list[dict]:
        """Return the rows of a demo table; numbers as ``int``, nothing as ``None``."""
        with file_open(f"customer_followup/demo/{name}.csv") as table:
            return [
                {
                    column: int(value)
                    if value.isdigit() and column != "customer"
                    else value or None
                    for column, value in row.items()
                }
                for row in csv.DictReader(table)
            ]

    @api.model
    def _get_customer(self, number: str):
        return self.env.ref(f"customer_followup.demo_customer_{number}")

    @api.model
    def _as_user(self, record, user, moment: datetime | None = None):
        """Return ``record`` in the hands of ``user``, with no rights but the user's.

        :param moment: UTC, that what the user does is dated on, as far as logs go
        """
        played_at = {"customer_demo_played_at": PlayedAt(moment)} if moment else {}
        return record.with_user(user).with_context(lang=user.lang, **played_at)

    @api.model
    def _date_back(self, records, moment: datetime):
        """Let ``records`` and what is said about them be of ``moment``."""
        records.flush_recordset()
        self.env.cr.execute(
            SQL(
                "UPDATE %s SET create_date = %s WHERE id IN %s",
                SQL.identifier(records._table),
                moment,
                records._ids,
            )
        )
        records.invalidate_recordset(["create_date"])
        records.message_ids.date = moment

    @api.model
    def _activate_languages(self):
        """Make Chinese available for the staff, and English for the administrator."""
        for code in ("zh_CN", "en_US"):
            self.env["res.lang"]._activate_and_install_lang(code)
        # Odoo loads a module's translations after its demo data: too late for the
        # activities, which keep the name their rule has on the day they are made.
        self.env["ir.module.module"]._load_module_terms(
            ["customer_followup"], ["zh_CN"]
        )

    @api.model
    def _load_accounting(self):
        """Give the company accounts, and a bank that books payments at once."""
        company = self._get_company()
        if company.chart_template:
            return
        # Not try_loading: it warns that modules installed later may add to the
        # accounts, which is no concern of the demo company.
        self.env["account.chart.template"]._load(
            self._choose_chart(), company, install_demo=False
        )
        company.currency_id = self.env.ref("base.CNY")  # generic accounts bring dollars
        banks = self.env["account.journal"].search(
            [("company_id", "=", company.id), ("type", "=", "bank")]
        )
        for bank in banks:
            lines = bank.inbound_payment_method_line_ids
            lines.payment_account_id = bank.default_account_id

    @api.model
    def _choose_chart(self) -> str:
        """Return the Chinese accounts where they are installed, else generic ones."""
        chinese = self.env["ir.module.module"]._get("l10n_cn")
        return "cn" if chinese.state == "installed" else "generic_coa"

    @api.model
    def _fill_stock(self):
        """Count the opening stock of every product in the warehouse."""
        self = self._in_company()
        company = self._get_company()
        products = self.env["product.product"].search(
            [("company_id", "=", company.id), ("is_storable", "=", True)]
        )
        location = self.env.ref("customer_followup.demo_warehouse").lot_stock_id
        Quant = self.env["stock.quant"].with_context(inventory_mode=True)
        if Quant.search_count([("product_id", "in", products.ids)], limit=1):
            return
        kilogram = self.env.ref("uom.product_uom_kgm")
        quants = Quant.create(
            [
                {
                    "product_id": product.id,
                    "location_id": location.id,
                    "inventory_quantity": OPENING_STOCK
                    * (100 if product.uom_id == kilogram else 1),
                }
                for product in products
            ]
        )
        quants.action_apply_inventory(self._get_moment(OPENING_STOCK_AGE_DAYS, 9))
