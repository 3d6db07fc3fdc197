"""What the tests of the portal share: customers with an account, and the form."""

from odoo import Command
from odoo.http import Request

from .case_common import CASE, CaseHttpCase

PDF = b"%PDF-1.4 a photo of the bags"


class PortalCase(CaseHttpCase):
    """Ms Lin and Mr Gu of Blue Mill, Ms Ma of Green Mill, and one of another company.

    Blue Mill has bought soda ash, Green Mill as well.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # so that no address leads to /en/… first
        cls.env["ir.default"].set("res.partner", "lang", "en_US")
        cls.company.helpdesk_mgmt_ticket_auto_assign = False
        cls.team = cls.create_team("Quality")
        cls.company.customer_complaint_team_id = cls.team
        cls.green = cls.create_customer("Green Mill")
        cls.lin = cls.create_portal_user("lin", cls.contact)
        cls.gu = cls.create_portal_user("gu", cls.create_contact(cls.customer, "Gu"))
        cls.ma = cls.create_portal_user("ma", cls.create_contact(cls.green, "Ma"))
        cls.other_company = cls.create_company("West River Chemicals")
        cls.far = cls.create_portal_user(
            "far", cls.create_contact(cls.create_customer("Far")), cls.other_company
        )
        cls.order = cls.create_order(cls.customer, cls.get_today())
        cls.foreign_order = cls.create_order(cls.green, cls.get_today(), cls.service)

    @classmethod
    def get_today(cls):
        return cls.company._get_customer_today()

    @classmethod
    def create_team(cls, name, **vals):
        return cls.env["helpdesk.ticket.team"].create(
            {"name": name, "company_id": cls.company.id, **vals}
        )

    @classmethod
    def create_portal_user(cls, login, partner, company=None):
        company = company or cls.company
        partner.email = f"{login}@portal.example.com"
        return (
            cls.env["res.users"]
            .with_context(no_reset_password=True)
            .create(
                {
                    "login": f"portal_{login}",
                    "password": f"portal_{login}",
                    "partner_id": partner.id,
                    "company_id": company.id,
                    "company_ids": [Command.set(company.ids)],
                    "group_ids": [Command.set(cls.env.ref("base.group_portal").ids)],
                    "lang": "en_US",
                }
            )
        )

    def login(self, user):
        if self.session is None or self.session.uid != (user.id if user else None):
            self.authenticate(user and user.login, user and user.login)

    def get(self, user, path, **kwargs):
        self.login(user)
        return self.url_open(path, allow_redirects=False, **kwargs)

    def post(self, user, path, data=None, files=None, **kwargs):
        """Send a form as ``user``, with the token of the session."""
        self.login(user)
        data = {"csrf_token": Request.csrf_token(self), **(data or {})}
        kwargs.setdefault("allow_redirects", False)
        response = self.url_open(path, data=data, files=files, **kwargs)
        self.env.invalidate_all()
        return response

    def submit(self, user=None, files=None, **form):
        """Register a case; what is None is left out of the form."""
        form = {
            "kind": "complaint",
            "subject": "Wet bags",
            "description": "Twelve of forty bags were wet.\nSee the photo.",
            **form,
        }
        form = {name: value for name, value in form.items() if value is not None}
        uploads = [("attachment", file) for file in files or []]
        return self.post(user or self.lin, "/submitted/ticket", form, uploads or None)

    def find_new(self, known):
        return self.env[CASE].search([("id", "not in", known.ids)])
