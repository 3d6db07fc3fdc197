"""Helpdesk's own ways still work: its tests, with this addon installed."""

from odoo.tests import tagged

from odoo.addons.helpdesk_mgmt.tests.test_helpdesk_category_hierarchy import (
    TestHelpdeskCategoryHierarchy as LibraryCategories,
)
from odoo.addons.helpdesk_mgmt.tests.test_helpdesk_fetchmail import (
    TestHelpdeskFetchmail as LibraryMail,
)
from odoo.addons.helpdesk_mgmt.tests.test_helpdesk_portal import (
    TestHelpdeskPortal as LibraryPortal,
)
from odoo.addons.helpdesk_mgmt.tests.test_helpdesk_ticket import (
    TestHelpdeskTicket as LibraryTicket,
)
from odoo.addons.helpdesk_mgmt.tests.test_helpdesk_ticket_team import (
    TestHelpdeskTicketTeam as LibraryTeam,
)
from odoo.addons.helpdesk_mgmt.tests.test_res_partner import (
    TestPartner as LibraryPartner,
)


@tagged("post_install", "-at_install")
class TestLibraryPortal(LibraryPortal):
    """CMP-1: registered, listed, opened and closed in the portal.

    As on a server whose first language is English, which these tests expect: on one
    with another first language Odoo leads to /en/… before anything else.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["ir.default"].set("res.partner", "lang", "en_US")
        cls.env["res.users"].search([("share", "=", True)]).lang = "en_US"
        cls.basic_user.lang = "en_US"


@tagged("post_install", "-at_install")
class TestLibraryMail(LibraryMail):
    """CMP-1: incoming mail."""


@tagged("post_install", "-at_install")
class TestLibraryTicket(LibraryTicket):
    """ISS-1: tickets, their numbers, stages and people."""


@tagged("post_install", "-at_install")
class TestLibraryTeam(LibraryTeam):
    """ISS-1: teams and their rights."""


@tagged("post_install", "-at_install")
class TestLibraryCategories(LibraryCategories):
    """ISS-1: categories."""


@tagged("post_install", "-at_install")
class TestLibraryPartner(LibraryPartner):
    """DOS-5: the tickets of a contact."""


# what pytest finds by name in this file are the classes above alone
del LibraryPortal, LibraryMail, LibraryTicket, LibraryTeam, LibraryCategories
del LibraryPartner
