"""Who exports the archive, over HTTP, and what is in it for whom (G5)."""

from io import BytesIO
from zipfile import ZipFile

from odoo.tests import new_test_user, tagged

from .archive_common import ArchiveMixin
from .common import FollowupHttpCase

EXPORT = "customer.archive.export"


@tagged("post_install", "-at_install")
class TestArchiveAccess(ArchiveMixin, FollowupHttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.exporter = cls.create_user(
            "exporter", "group_specialist,base.group_allow_export"
        )
        cls.own = cls.create_customer("Own", cls.exporter)
        cls.foreign = cls.create_customer("Foreign", cls.colleague)
        for customer in (cls.own, cls.foreign):
            reception = cls.create_reception(customer, received_by_id=cls.colleague.id)
            cls.create_file(reception, f"{customer.name}.pdf", b"scan")

    def open_dialog(self, user, customers, **vals):
        """Return the id of a dialog that a user opens over RPC."""
        vals = {"partner_ids": [[6, 0, customers.ids]], **vals}
        return self.call(user, EXPORT, "create", [vals])

    def download(self, user, export_id):
        """Return the answer of the server."""
        if self.session is None or self.session.uid != user.id:
            self.authenticate(user.login, user.login)
        return self.url_open(f"/customer_followup/archive/{export_id}")

    def test_download_over_http(self):
        """DOS-9: the button's address gives the file, under its own name."""
        (export_id,) = self.open_dialog(self.supervisor, self.own)["result"]
        action = self.call(self.supervisor, EXPORT, "action_export", [export_id])
        self.assertEqual(
            action["result"]["url"], f"/customer_followup/archive/{export_id}"
        )
        response = self.download(self.supervisor, export_id)
        self.assertEqual(response.status_code, 200)
        self.assertEqual(response.headers["Content-Type"], "application/zip")
        self.assertIn("attachment", response.headers["Content-Disposition"])
        with ZipFile(BytesIO(response.content)) as archive:
            self.assertEqual(set(archive.namelist()), {"Own/Own.pdf", "Own/index.xlsx"})

    def test_archive_holds_what_the_user_may_read(self):
        """G5: of a colleague's customer neither a line nor a file."""
        customers = self.own | self.foreign
        (export_id,) = self.open_dialog(self.exporter, customers)["result"]
        response = self.download(self.exporter, export_id)
        with ZipFile(BytesIO(response.content)) as archive:
            files = {name: archive.read(name) for name in archive.namelist()}
        self.assertIn("Own/Own.pdf", files)
        self.assertNotIn("Foreign/Foreign.pdf", files)
        self.assertEqual(self.read_index(files, "Foreign"), [])
        self.assertEqual(len(self.read_index(files, "Own")), 1)

    def test_dialog_of_somebody_else_is_not_found(self):
        """G5: an id that is guessed answers like one that does not exist."""
        (export_id,) = self.open_dialog(self.supervisor, self.foreign)["result"]
        for number in (export_id, 999_999_999):
            response = self.download(self.exporter, number)
            self.assertEqual(response.status_code, 404)
        answer = self.call(self.exporter, EXPORT, "action_export", [export_id])
        self.assertIn("error", answer)

    def test_who_may_not_export_gets_nothing(self):
        """G5: the right to export data is asked for, in dialog and download."""
        (export_id,) = self.open_dialog(self.supervisor, self.own)["result"]
        for group in ("group_specialist", "base.group_user", "base.group_portal"):
            user = new_test_user(
                self.env, f"no_{group}", self.get_xml_id(group), company_id=1
            )
            with self.subTest(group):
                self.assertIn("error", self.open_dialog(user, self.own))
                response = self.download(user, export_id)
                self.assertIn(response.status_code, (403, 404))
                self.assertNotIn(b"PK", response.content[:2])

    def get_xml_id(self, group):
        return group if "." in group else f"customer_followup.{group}"

    def test_right_that_is_taken_away_ends_the_download(self):
        """G5: what counts is the right at the moment of the download."""
        (export_id,) = self.open_dialog(self.exporter, self.own)["result"]
        self.exporter.group_ids -= self.env.ref("base.group_allow_export")
        response = self.download(self.exporter, export_id)
        self.assertIn(response.status_code, (403, 404))

    def test_nobody_without_login_gets_a_file(self):
        """G5: without a session there is only the way to the login."""
        (export_id,) = self.open_dialog(self.supervisor, self.own)["result"]
        self.authenticate(None, None)
        response = self.url_open(
            f"/customer_followup/archive/{export_id}", allow_redirects=False
        )
        self.assertIn(response.status_code, (302, 303))
        self.assertIn("/web/login", response.headers["Location"])

    def test_other_company_stays_closed(self):
        """G5: neither a chosen company nor the customer opens another company."""
        elsewhere = self.create_company("West River Chemicals")
        self.create_reception(
            self.own, company_id=elsewhere.id, received_by_id=self.colleague.id
        )
        companies = [[6, 0, [elsewhere.id]]]
        answer = self.open_dialog(self.exporter, self.own, company_ids=companies)
        if "error" in answer:
            return
        response = self.download(self.exporter, answer["result"][0])
        self.assertNotEqual(response.status_code, 500)
        self.assertNotIn(b"PK", response.content[:2])
