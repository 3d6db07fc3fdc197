"""What the tests of documents' files share: a customer with papers, real uploads."""

import io

from reportlab.pdfgen import canvas

from odoo import Command, http

from .common import FollowupHttpCase

TEXT = "Licence 91330-BLUE"
MARK = TEXT.encode()
PNG = b"\x89PNG\r\n\x1a\nscan of a licence"
UPLOAD = "/web/binary/upload_attachment"


def make_pdf(text=TEXT):
    """Return a real PDF file of one page, in which the text can be found."""
    buffer = io.BytesIO()
    page = canvas.Canvas(buffer, pageCompression=0, invariant=1)
    page.drawString(100, 700, text)
    page.save()
    return buffer.getvalue()


class DocumentFileCase(FollowupHttpCase):
    """Blue Mill has a specialist and a salesperson, and needs a licence."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["customer.document.type"].search([]).active = False
        cls.licence = cls.create_type("Business Licence", keywords="licence, 营业执照")
        cls.contract = cls.create_type("Contract", keywords="contract, 合同")
        cls.salesperson = cls.create_user("seller", "sales_team.group_sale_salesman")
        cls.customer.user_id = cls.salesperson
        cls.colleagues = cls.create_customer("Green Mill", cls.colleague)

    @classmethod
    def create_type(cls, name, **vals):
        """Return a kind of paper that every customer of the company needs."""
        return cls.env["customer.document.type"].create(
            {"name": name, "company_id": cls.company.id, **vals}
        )

    @classmethod
    def create_file(cls, user=None, name="licence.pdf", raw=None, **vals):
        """Return a file that ``user`` has uploaded and that belongs to nothing yet."""
        files = cls.env["ir.attachment"].with_user(user or cls.specialist)
        return files.create({"name": name, "raw": raw or make_pdf(), **vals})

    @classmethod
    def create_document(cls, customer=None, user=None, file=None, **vals):
        """Return a draft with one file, filed by the specialist."""
        user = user or cls.specialist
        document = (
            cls.env["customer.document"]
            .with_user(user)
            .create(
                {
                    "partner_id": (customer or cls.customer).id,
                    "type_id": cls.licence.id,
                    "attachment_ids": [
                        Command.set((file or cls.create_file(user)).ids)
                    ],
                    **vals,
                }
            )
        )
        return document.sudo().with_env(cls.env)

    def login(self, user):
        """Let the next requests be made by ``user``; by nobody for the public."""
        if user is None:
            self.authenticate(None, None)
        elif self.session is None or self.session.uid != user.id:
            self.authenticate(user.login, user.login)

    def post(self, url, data=None, files=None, **kwargs):
        """Post a form the way the client does."""
        token = {"csrf_token": http.Request.csrf_token(self)}
        return self.url_open(url, data={**(data or {}), **token}, files=files, **kwargs)

    def upload(self, user, model, res_id, *files):
        """Upload files by the client's route; return the answer for each.

        :param files: names with contents
        """
        self.login(user)
        response = self.post(
            UPLOAD,
            {"model": model, "id": res_id},
            [("ufile", (name, content)) for name, content in files],
        )
        self.assertEqual(response.status_code, 200, response.text[-500:])
        return response.json()

    def call_jsonrpc(self, url, **params):
        """Call a route of the client that speaks JSON."""
        return self.url_open(url, json={"jsonrpc": "2.0", "params": params})

    def refuse_silently(self, answer):
        """Assert that a call was refused by a check and not by an accident."""
        name = answer.get("error", {}).get("data", {}).get("name")
        self.assertIn(
            name,
            (
                "odoo.exceptions.AccessError",
                "odoo.exceptions.MissingError",
                "odoo.exceptions.UserError",
                "odoo.exceptions.ValidationError",
            ),
            answer,
        )
