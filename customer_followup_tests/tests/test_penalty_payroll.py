"""Penalties on their way to payroll (CMP-10, G16)."""

from io import BytesIO

from freezegun import freeze_time
from openpyxl import load_workbook

from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import TEN_O_CLOCK
from .penalty_common import PENALTY, PenaltyHttpCase

DUE = "2026-03-10 02:00:00"


@tagged("post_install", "-at_install")
class TestPenaltyPayroll(PenaltyHttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.officer = cls.create_user(
            "officer", "hr.group_hr_user,base.group_allow_export"
        )
        with freeze_time(TEN_O_CLOCK):
            cls.penalty = cls.impose(reason="=1+1")

    def get_due(self, user):
        """Return what the filter of the list shows on that day."""
        views = self.env[PENALTY].get_views([(False, "search")])
        arch = views["views"]["search"]["arch"]
        self.assertIn("'payable_from', '&lt;=', 'today'", arch)
        domain = [
            ("state", "=", "approved"),
            ("payable_from", "<=", "today"),
            ("date_passed_on", "=", False),
            ("is_flagged", "=", False),
        ]
        return self.as_user(self.env[PENALTY], user).search(domain)

    def test_penalty_is_passed_on_once_the_time_is_over(self):
        """CMP-10: not a day before, not twice, and by nobody else."""
        with freeze_time("2026-03-09 15:59:00"):
            self.assertFalse(self.get_due(self.officer))
            with self.refused("may still object"):
                self.as_user(self.penalty, self.officer).action_pass_on()
        with freeze_time(DUE):
            self.assertEqual(self.get_due(self.officer), self.penalty)
            with self.refused("passed on by the officers", Exception):
                self.as_user(self.penalty, self.wu).action_pass_on()
            self.penalty._in_transition().is_flagged = True
            with self.refused("is in doubt"):
                self.as_user(self.penalty, self.officer).action_pass_on()
            self.penalty._in_transition().is_flagged = False
            self.as_user(self.penalty, self.officer).action_pass_on()
            self.assertFalse(self.get_due(self.officer))
            with self.refused("passed on already"):
                self.as_user(self.penalty, self.manager).action_pass_on()
        self.assertEqual(str(self.penalty.date_passed_on), "2026-03-10")
        self.assertEqual(self.penalty.passed_on_by_id, self.officer)

    def test_list_is_exported_without_formulas(self):
        """G16: what somebody wrote stays a text."""
        self.authenticate(self.officer.login, self.officer.login)
        action = self.call(self.officer, PENALTY, "action_export", self.penalty.ids)[
            "result"
        ]
        file = self.url_open(action["url"])
        sheet = load_workbook(BytesIO(file.content)).active
        rows = list(sheet.iter_rows(values_only=True))
        self.assertEqual(rows[0][0], "Person")
        self.assertEqual((rows[1][0], rows[1][4], rows[1][6]), ("Wu", 500, "'=1+1"))
        self.assertNotIn("f", {cell.data_type for row in sheet for cell in row})

    def test_file_is_for_nobody_else(self):
        """G5, G7: whatever the address says."""
        url = "/customer_followup/penalties?ids="
        numbers = str(self.penalty.id)
        for user in (self.wu, self.qian, self.supervisor, self.outsider):
            self.authenticate(user.login, user.login)
            self.assertEqual(self.url_open(url + numbers).status_code, 404, user.login)
        self.authenticate(self.officer.login, self.officer.login)
        wrong = ("", "x", "-1", "0", str(2**31), "9" * 6000, "1;2", "%00", "²")
        for given in wrong:
            self.assertEqual(self.url_open(url + given).status_code, 404, given)
        self.officer.group_ids -= self.env.ref("base.group_allow_export")
        with mute_logger("odoo.http"):
            self.assertEqual(self.url_open(url + numbers).status_code, 403)
