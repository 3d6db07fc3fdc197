"""The pictures of a visit: plan, what it needs, briefing, script, report, analysis.

The specialist starts a script, which leaves it unfinished; all else is only looked at.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from take_pictures import Tour

PHONE_WIDTH = 390


def show_the_specialist(tour: "Tour") -> None:
    """The specialist has planned the month, and prepares and begins a visit."""
    browser = tour.browser
    tour.open("customer-visit-plans", ".o_data_row")
    browser.click(".o_data_row .o_data_cell[name=state]", "已批准")
    browser.wait(".o_form_view [name=line_ids] .o_data_row")
    tour.picture("visit_plan", 760)
    tour.open("customer-visit-requests", ".o_data_row")
    browser.click(".o_data_row .o_data_cell")
    browser.wait(".o_form_view [name=line_ids] .o_data_row")
    tour.picture("visit_request", 720)
    tour.open("customer-followup-today", ".o_data_row")
    browser.click(".o_data_row .o_data_cell[name=partner_id]")
    browser.wait(".o_field_widget[name=reason_summary]")
    browser.width = PHONE_WIDTH
    browser.set_height(844)
    browser.click("button[name=action_open_briefing]")
    browser.wait(".o_field_widget[name=briefing]")
    tour.picture("visit_briefing", 844)
    browser.width = tour.width
    browser.set_height(700)
    tour.open("customer-followup-today", ".o_data_row")
    browser.click(".o_data_row .o_data_cell[name=partner_id]")
    browser.click(".o_field_widget[name=contact_id] input")
    browser.click(".o-autocomplete--dropdown-item:nth-child(2) a")  # after the company
    browser.click(".nav-link[name=script]")
    browser.click("button[name=action_start_script]")
    browser.wait(".o_survey_form_content")
    tour.picture("visit_script", 560)


def show_the_supervisor(tour: "Tour") -> None:
    """The supervisor reads the report of the department, and the figures behind it."""
    browser = tour.browser
    tour.open("customer-visit-reports", ".o_data_row")
    browser.click(".o_data_row .o_data_cell")
    browser.wait(".o_form_view [name=charts] .o_customer_report_charts")
    tour.picture("visit_report", 1100)
    tour.open("customer-results", ".o_pivot")
    tour.picture("visit_analysis", 520)
