"""The pictures of complaints: register, round, signatures, report, analysis.

Only looks at what the demo company has done; nothing there changes.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from take_pictures import Tour

UNIT = "检验报告的单位写错"  # the customer was satisfied by the second round
DOSING = "加药泵调试后用量仍超一成"  # waits for the general manager
PROPOSED = "已提出"


def show_the_specialist(tour: "Tour") -> None:
    """The specialist finds the complaints, and what became of one."""
    browser = tour.browser
    tour.open("customer-complaints", ".o_data_row")
    tour.picture("complaint_register", 420)
    browser.click(".o_data_row .o_data_cell[name=name]", UNIT)
    browser.click(".nav-link[name=customer_complaint]")
    browser.wait(".o_field_widget[name=customer_round_ids] .o_data_row")
    browser.scroll_to(".nav-link[name=customer_complaint]")
    tour.picture("complaint_case", 640)


def show_the_quality_head(tour: "Tour") -> None:
    """The quality head reads cause and solution before signing."""
    browser = tour.browser
    tour.open("customer-complaint-rounds", ".o_data_row")
    browser.click(".o_data_row .o_data_cell[name=state]", PROPOSED)
    browser.wait(".o_field_widget[name=solution]")
    tour.picture("complaint_round", 760)


def show_the_manager(tour: "Tour") -> None:
    """The manager sees what complaints come from."""
    tour.open("customer-complaint-analysis", ".o_pivot")
    tour.picture("complaint_analysis", 520)


def show_the_customer(tour: "Tour") -> None:
    """The customer reads in the portal where the own complaint stands."""
    browser = tour.browser
    browser.goto(f"{tour.address}/my/tickets", ".list-group")
    browser.click(".list-group a", DOSING)
    browser.wait("#discussion")
    tour.picture("complaint_portal", 760)
