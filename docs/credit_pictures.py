"""The pictures of the credit part: who asks for more credit, who signs, what is held.

Only looks at what the demo company has done; nothing there changes.
"""

import base64
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from take_pictures import Tour

CUSTOMERS = "action-account.res_partner_action_customer"
NEARLY_USED = "青岚映彩涂料有限公司"  # with an order on hold, and a request for it
SIGNED = "青岚恒泰橡塑制品厂"  # by all three, one of them by a stand-in
DOTS_PER_INCH = 80

# The open request as a PDF file, in base64; printed as the client prints it.
FETCH_FORM = """
fetch(
    "/report/pdf/customer_followup.customer_credit_request_report_document/"
    + location.pathname.match(/[0-9]+/g).pop()
    + '?context={"lang":"zh_CN","tz":"Asia/Shanghai"}'
).then((answer) => answer.bytes()).then(
    (bytes) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""))
)"""


def show_the_salesperson(tour: "Tour") -> None:
    """The salesperson finds an order on hold, and what is left of the credit."""
    browser = tour.browser
    browser.click(".o_navbar_apps_menu button")
    browser.click(".o_app", "客户关系管理")
    tour.open("orders-on-hold", ".o_data_row")
    browser.click(".o_data_row .o_data_cell", NEARLY_USED)
    browser.wait(".o_field_widget[name=customer_credit_headroom]")
    tour.picture("credit_held_order", 640)
    tour.open(CUSTOMERS, ".o_data_row")
    browser.click(".o_data_row .o_data_cell", NEARLY_USED)
    browser.click(".nav-link[name=sales_purchases]")
    browser.wait("button[name=action_request_credit_change]")
    tour.picture("credit_customer", 760)


def show_the_signer(tour: "Tour") -> None:
    """The general manager finds what waits for the last signature."""
    tour.open("to-sign", ".o_data_row")
    tour.picture("credit_to_sign", 220)
    tour.browser.click(".o_data_row .o_data_cell[name=document]")
    tour.browser.wait(".o_field_widget[name=approval_progress]")
    tour.picture("credit_request", 700)
    tour.browser.scroll_to(".o_notebook")
    tour.picture("credit_figures", 690)


def show_the_finance_head(tour: "Tour", pictures: "Path") -> None:
    """The finance head looks at orders on hold, the log, and prints a request."""
    tour.open("orders-on-hold", ".o_data_row")
    tour.picture("credit_orders_on_hold", 240)
    tour.open("approval-log", ".o_data_row")
    tour.picture("credit_log", 640)
    tour.open("credit-requests", ".o_data_row")
    tour.browser.click(".o_data_row .o_data_cell", SIGNED)
    tour.browser.wait(".o_field_widget[name=approval_progress]")
    print_the_form(tour, pictures / "credit_form.png")


def print_the_form(tour: "Tour", path: "Path") -> None:
    """Write the first page of the open request's PDF as a picture."""
    if not shutil.which("pdftoppm"):
        sys.stdout.write(f"  {path.name} is left out: pdftoppm is missing.\n")
        return
    subprocess.run(
        [
            *("pdftoppm", "-png", "-singlefile", "-gray"),
            *("-r", str(DOTS_PER_INCH), "-", path.with_suffix("")),
        ],
        input=base64.b64decode(tour.browser.run(FETCH_FORM)),
        check=True,
    )
    tour.check_size(path)
