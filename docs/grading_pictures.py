"""The pictures of grading: the scheme, an assessment, the register, who moved.

Only looks at what the demo company has done; nothing there changes.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from take_pictures import Tour


def show_the_supervisor(tour: "Tour") -> None:
    """The supervisor reads the scheme, a proposal, the register and a customer."""
    browser = tour.browser
    tour.open("grading-schemes", ".o_data_row")
    browser.click(".o_data_row .o_data_cell[name=name]")
    browser.wait(".o_form_view [name=criterion_ids] .o_data_row")
    tour.picture("grade_scheme", 1040)
    tour.open("grade-proposals", ".o_group_header")
    browser.click(".o_group_header")
    browser.click(".o_data_row .o_data_cell[name=partner_id]")
    browser.wait(".o_form_view [name=line_ids] .o_data_row")
    tour.picture("grade_assessment", 960)
    tour.open("customer-register", ".o_group_header")
    browser.click(".o_group_header")
    browser.wait(".o_data_row")
    tour.picture("grade_register", 560)
    browser.click(".o_data_row .o_data_cell[name=display_name]")
    browser.click(".o_notebook a.nav-link[name=customer_grade]")
    browser.wait(".o_notebook canvas")
    tour.picture("grade_customer", 1120)
    tour.open("grade-movements", ".o_customer_grade_matrix")
    tour.picture("grade_movements", 620)
