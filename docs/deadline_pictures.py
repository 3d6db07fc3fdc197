"""The pictures of the deadlines: who has how much late, a case, a promise in words.

Only looks at what the demo company has done; nothing there changes.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from take_pictures import Tour

HANDED_OVER = "卸货软管接头不配"  # the department has two hours left
LATE = "硫酸罐车阀门渗漏"  # and everybody up to the service manager was told
PROMISE = "Issue decided"


def show_the_specialist(tour: "Tour") -> None:
    """The specialist finds what is to be done within some time."""
    tour.open("customer-deadlines-mine", ".o_data_row")
    tour.picture("deadline_mine", 400)


def show_the_supervisor(tour: "Tour") -> None:
    """The supervisor finds who is late, with what, who was told, and how often."""
    browser = tour.browser
    tour.open("customer-deadline-board", ".o_kanban_record")
    tour.picture("deadline_board", 690)
    browser.click(".o_kanban_record", HANDED_OVER)
    browser.wait(".o_customer_deadlines button")
    tour.picture("deadline_case", 420)
    tour.open("customer-deadline-board", ".o_kanban_record")
    browser.click(".o_kanban_record", LATE)
    browser.click(".o_customer_deadlines button")
    browser.click(".nav-link[name=notices]")
    tour.picture("deadline_told", 690)
    tour.open("customer-punctuality", ".o_pivot")
    tour.picture("deadline_punctuality", 680)


def show_the_policies(tour: "Tour") -> None:
    """The administrator reads a promise in words, in English."""
    browser = tour.browser
    tour.open("customer-deadline-policies", ".o_data_row")
    browser.click(".o_data_row .o_data_cell[name=name]", PROMISE)
    browser.wait(".o_field_widget[name=rung_ids] .o_data_row")
    tour.picture("deadline_policy_en", 960)
