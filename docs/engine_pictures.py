"""The pictures of the follow-up engine: preview, going live, waiting, the monitor.

Only looks at what the demo company has done; nothing there changes.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from take_pictures import Tour


def show_the_manager(tour: "Tour") -> None:
    """The service manager looks ahead, at who gets how much, and at the runs."""
    browser = tour.browser
    tour.open("customer-followup-rules", ".o_data_row")
    browser.click(".o_data_row .o_data_cell[name=name]")
    browser.wait(".o_form_view button[name=action_preview]")
    browser.click("button[name=action_preview]")
    browser.wait(".o_form_view [name=line_ids] .o_data_row")
    tour.picture("engine_preview", 620)
    tour.open("customer-followup-go-live", ".o_form_view .o_data_row")
    tour.picture("engine_go_live", 640)
    tour.open("customer-followups-waiting", ".o_data_row")
    tour.picture("engine_waiting", 520)
    tour.open("customer-followup-monitor", ".o_data_row")
    tour.picture("engine_monitor", 520)
