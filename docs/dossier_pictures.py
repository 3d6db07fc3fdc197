"""The pictures of the dossiers: what is missing, what is verified, a held order.

Only looks at what the demo company has done; nothing there changes.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from take_pictures import Tour

INCOMPLETE = "青岚雅居家居有限公司"  # opened yesterday: three days for the papers
BUSY = "青岚映彩涂料有限公司"  # orders, visits, cases and papers


def show_the_supervisor(tour: "Tour") -> None:
    """The supervisor finds who lacks papers, verifies some, reads a waiver."""
    browser = tour.browser
    tour.open("customer-documents-to-verify", ".o_data_row")
    tour.picture("dossier_to_verify", 420)
    tour.open("dossier-waivers", ".o_data_row")
    browser.click(".o_data_row .o_data_cell[name=name]")
    browser.wait(".o_form_view [name=type_ids] .o_tag")
    tour.picture("dossier_waiver", 800)
    tour.open("followed-customers", ".o_data_row")
    browser.click(".o_data_row .o_data_cell[name=display_name]", INCOMPLETE)
    browser.click(".o_notebook a.nav-link[name=customer_dossier]")
    browser.wait("[name=customer_dossier_completeness]")
    tour.picture("dossier_customer", 1060)
    tour.open("followed-customers", ".o_data_row")
    browser.click(".o_data_row .o_data_cell[name=display_name]", BUSY)
    browser.wait(".o_form_view .o-form-buttonbox")
    browser.click(".o-form-buttonbox .o_button_more")
    browser.click("button[name=action_open_customer_timeline]")
    browser.wait(".o_list_view .o_data_row [name=kind]")
    tour.picture("dossier_timeline", 520)
    tour.open("specialists", ".o_data_row")
    tour.picture("dossier_specialists", 420)


def show_the_policies(tour: "Tour") -> None:
    """The administrator reads which papers are asked for, in English."""
    tour.open("customer-document-types", ".o_data_row")
    tour.picture("dossier_types_en", 520)
