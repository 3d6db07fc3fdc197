import logging
from datetime import timedelta

from psycopg2 import OperationalError

from odoo import Command, api, fields, models
from odoo.fields import Domain
from odoo.tools import plaintext2html

from ..policy.document_files import MIMETYPES, clean_file_name, get_kind
from ..policy.portal_case import LONGEST, clean_text, find_text_problems, read_id

_logger = logging.getLogger(__name__)
WEB = "helpdesk_mgmt.helpdesk_ticket_channel_web"
OFFERED = 40
"""Orders in the list, the newest, and what they are of; nobody looks through more."""
# what a case needs to be stored, whatever is broken in teams and settings (G14)
NEEDED = {
    "name",
    "description",
    "partner_id",
    "partner_name",
    "partner_email",
    "company_id",
    "customer_case_type",
    "customer_way_in",
    "customer_phone",
    "customer_wish",
}


class HelpdeskTicket(models.Model):
    """The form with which a customer registers a case in the portal (CMP-1)."""

    _inherit = "helpdesk.ticket"

    # What is offered ------------------------------------------------------------------

    @api.model
    def _get_portal_order_domain(self) -> Domain:
        """Return the orders of the user's company, and of nobody else."""
        customer = self.env.user.partner_id.commercial_partner_id
        return (
            Domain("partner_id.commercial_partner_id", "=", customer.id)
            & Domain("state", "=", "sale")
            & Domain("company_id", "=", self.env.company.id)
        )

    @api.model
    def _get_portal_objects(self) -> list[tuple[str, str]]:
        """Return what a case can be about: own orders, and products bought."""
        # sudo: the domain says which ones are the customer's own
        orders = (
            self.env["sale.order"]
            .sudo()
            .search(
                self._get_portal_order_domain(),
                order="date_order desc, id desc",
                limit=OFFERED,
            )
        )
        products = orders.order_line.product_id
        return [
            *((f"order-{order.id}", order.name) for order in orders),
            *((f"product-{p.id}", p.display_name) for p in products[:OFFERED]),
        ]

    @api.model
    def _is_portal_object(self, word: str, id_: int) -> bool:
        """Is it an own order, or a product that was bought?"""
        own = self._get_portal_order_domain()
        # sudo: see _get_portal_objects
        if word == "order":
            orders = self.env["sale.order"].sudo()
            return bool(orders.search_count(own & Domain("id", "=", id_), limit=1))
        bought = Domain("order_id", "any", own) & Domain("product_id", "=", id_)
        lines = self.env["sale.order.line"].sudo()
        return bool(lines.search_count(bought, limit=1))

    @api.model
    def _get_portal_teams(self):
        teams = self.env["helpdesk.ticket.team"]
        if not self.env.company.helpdesk_mgmt_portal_select_team:
            return teams
        return teams.search(self._get_offered_domain())

    @api.model
    def _get_portal_categories(self):
        categories = self.env["helpdesk.ticket.category"]
        if not self.env.company.helpdesk_mgmt_portal_select_category:
            return categories
        return categories.search(self._get_offered_domain())

    @api.model
    def _get_offered_domain(self) -> Domain:
        return Domain("show_in_portal", "=", True) & Domain(
            "company_id", "in", [False, self.env.company.id]
        )

    # What is handed in ----------------------------------------------------------------

    @api.model
    def _check_portal_form(self, form: dict, files: list) -> tuple[dict, dict]:
        """Read what a customer has typed.

        :param form: the fields of the form, as they came
        :param files: names and contents
        :return: the values of a case, and what is wrong by field
        """
        texts = {name: clean_text(form.get(name)) for name in LONGEST}
        problems = {
            name: self._explain_text_problem(name, problem)
            for name, problem in find_text_problems(texts).items()
        }
        vals = self._prepare_portal_vals(texts)
        for read in (self._read_kind, self._read_object, self._read_team):
            read(form, vals, problems)
        if problem := self.env.company._find_customer_file_problem(files):
            problems["attachment"] = problem
        return vals, problems

    def _explain_text_problem(self, name: str, problem: str) -> str:
        if problem == "long":
            return self.env._(
                "Please write at most %(count)s characters.", count=LONGEST[name]
            )
        return self.env._("Please fill this in.")

    @api.model
    def _prepare_portal_vals(self, texts: dict) -> dict:
        partner = self.env.user.partner_id
        channel = self.env.ref(WEB, raise_if_not_found=False)
        return {
            "name": " ".join(texts["subject"].split()),
            "description": plaintext2html(texts["description"]),
            "partner_id": partner.id,
            "partner_name": texts["complainant"] or partner.name,
            "partner_email": partner.email,
            "customer_phone": texts["phone"] or partner.phone,
            "customer_wish": texts["wish"],
            "customer_way_in": "portal",
            "channel_id": channel.id if channel else False,
            "company_id": self.env.company.id,
            "user_id": False,
        }

    @api.model
    def _read_kind(self, form: dict, vals: dict, problems: dict):
        # a form of another application has no kinds
        kind = form.get("kind", False)
        kinds = dict(
            self._fields["customer_case_type"]._description_selection(self.env)
        )
        if kind is not False and kind not in kinds:
            problems["kind"] = self.env._("Please choose what it is.")
        vals["customer_case_type"] = kind

    @api.model
    def _read_object(self, form: dict, vals: dict, problems: dict):
        """Take an own order or a product bought; anything else is not known."""
        about = form.get("about") or ""
        if not about:
            return
        word, _dash, number = about.partition("-")
        id_ = read_id(number)
        fields_ = {"order": "customer_order_id", "product": "customer_product_id"}
        if word in fields_ and id_ and self._is_portal_object(word, id_):
            vals[fields_[word]] = id_
        else:
            problems["about"] = self.env._("Please choose one of your orders.")

    @api.model
    def _read_team(self, form: dict, vals: dict, problems: dict):
        """Take a team and a category that are offered, or find the team."""
        company = self.env.company
        for name, offered, is_required in (
            (
                "team",
                self._get_portal_teams(),
                company.helpdesk_mgmt_portal_team_id_required,
            ),
            (
                "category",
                self._get_portal_categories(),
                company.helpdesk_mgmt_portal_category_id_required,
            ),
        ):
            if not (given := form.get(name) or ""):
                if offered and is_required:
                    problems[name] = self.env._("Please choose one.")
                continue
            found = offered._name and self.env[offered._name].search(
                self._get_offered_domain() & Domain("id", "=", read_id(given))
            )
            if found:
                vals[f"{name}_id"] = found.id
            else:
                problems[name] = self.env._("Please choose one of the list.")
        if "team_id" not in vals and vals["customer_case_type"] and not problems:
            # sudo: which team gets what is no customer's business
            team = company.sudo()._get_customer_case_team(vals["customer_case_type"])
            vals["team_id"] = team.id

    # What becomes of it ---------------------------------------------------------------

    @api.model
    def _is_portal_busy(self) -> bool:
        """Has the customer handed in as much as the company takes in an hour?"""
        most = self.env.company.customer_portal_hourly_limit
        if not most:
            return False
        customer = self.env.user.partner_id.commercial_partner_id
        since = fields.Datetime.now() - timedelta(hours=1)
        # sudo: those of colleagues count, too, wherever they have gone since
        count = self.sudo().search_count(
            [
                ("partner_id.commercial_partner_id", "=", customer.id),
                ("customer_way_in", "=", "portal"),
                ("create_date", ">=", since),
            ],
            limit=most,
        )
        return count >= most

    @api.model
    def _register_from_portal(self, vals: dict, files: list):
        """Store a case with its files, as the customer.

        :param vals: checked, see ``_check_portal_form``
        :param files: names and contents, checked
        """
        # sudo: customers make cases by this form alone
        cases = self.sudo()
        ticket = cases._store_in_any_case(cases.create, vals)
        ticket.message_subscribe(partner_ids=self.env.user.partner_id.ids)
        uploads = [ticket._prepare_portal_file(*file) for file in files]
        attachments = self.env["ir.attachment"].sudo().create(uploads)
        if attachments:
            ticket.customer_file_ids = [Command.link(file.id) for file in attachments]
        return ticket.with_env(self.env)

    def _prepare_portal_file(self, name: str, content: bytes) -> dict:
        name = clean_file_name(name)
        return {
            "name": name,
            "raw": content,
            "mimetype": MIMETYPES[get_kind(name)],
            "res_model": self._name,
            "res_id": self.id,
        }

    @api.model
    def _store_in_any_case(self, store, vals: dict):
        """Store a case whatever is broken in teams, calendars or policies (G14).

        What it does not need is left out then, and the log says why.

        :param store: makes the case of values, and returns it
        """
        try:
            with self.env.cr.savepoint():
                ticket = store(vals)
                self.env.flush_all()
                return ticket
        except OperationalError:  # somebody else saves: Odoo tries again
            raise
        except Exception:  # whatever a broken setting can raise
            _logger.exception("A case could not be stored as it should be.")
        bare = {name: vals[name] for name in vals.keys() & NEEDED}
        return store({**bare, "team_id": False, "user_id": False})
