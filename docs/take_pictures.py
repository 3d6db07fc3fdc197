#!/usr/bin/env python3
"""Take the pictures of the README anew: ``python3 docs/take_pictures.py``.

Builds the demo company in a database of its own, plays the main job in a browser and
writes ``docs/pictures/*.png``. Needs Chromium and, like ``script/server``, nothing
else; the picture of a printed form needs ``pdftoppm``. With an address as its argument
it uses an Odoo that runs already: ``python3 docs/take_pictures.py
http://127.0.0.1:8069``; the company there changes.
"""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import complaint_pictures
import credit_pictures
import deadline_pictures
import dossier_pictures
import engine_pictures
import grading_pictures
import visit_pictures
from chromium import Chromium

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
PORT = 8079
WIDTH = 1280
LARGEST_BYTES = 150_000
SERVER = (
    ROOT / "script" / "server",
    "--reset",
    "--database=customer_followup_pictures",
    f"--port={PORT}",
    "--lang=en_US",
)


class Tour:
    """Somebody who works with the demo company, and takes a picture now and then."""

    def __init__(self, address: str, login: str, home: str = ".o_main_navbar"):
        """Log in; ``home`` is what is seen then."""
        self.address = address
        self.login = login
        self.home = home
        self.width = WIDTH
        self.browser = Chromium(WIDTH, "Asia/Shanghai")

    def __enter__(self) -> "Tour":
        browser = self.browser.__enter__()
        browser.set_height(700)
        browser.goto(f"{self.address}/web/login", "input#login")
        browser.fill("input#login", self.login)
        browser.fill("input#password", self.login)
        browser.click(".oe_login_form button[type=submit]")
        browser.wait(self.home)
        return self

    def __exit__(self, *exception: object) -> None:
        self.browser.__exit__(*exception)

    def open(self, path: str, selector: str) -> None:
        """Open a page of the web client."""
        self.browser.goto(f"{self.address}/odoo/{path}", selector)

    def picture(self, name: str, height: int) -> None:
        """Write a picture, so many pixels high."""
        path = PICTURES / f"{name}.png"
        self.browser.set_height(height)
        self.browser.shoot(path)
        self.check_size(path)

    def check_size(self, path: Path) -> None:
        """Refuse a picture that makes the README slow to open."""
        size = path.stat().st_size
        sys.stdout.write(f"  {path.relative_to(ROOT)}: {size // 1000} kB\n")
        if size > LARGEST_BYTES:
            raise SystemExit(f"{path} is larger than {LARGEST_BYTES // 1000} kB.")


def main(argv: list[str]) -> None:
    """Take all pictures."""
    PICTURES.mkdir(exist_ok=True)
    if argv:
        take_all(argv[0].rstrip("/"))
        return
    with demo_company() as address:
        take_all(address)


@contextmanager
def demo_company() -> Iterator[str]:
    """Start the demo company and yield its address."""
    server = subprocess.Popen(SERVER, stdout=subprocess.PIPE, text=True)
    try:
        for line in server.stdout:
            sys.stdout.write(line)
            if f"127.0.0.1:{PORT}" in line:
                break
        else:
            raise SystemExit("script/server did not start; it says why above.")
        yield f"http://127.0.0.1:{PORT}"
    finally:
        server.terminate()
        server.wait()


def take_all(address: str) -> None:
    """Play the main job from the call to the review; show all the other parts."""
    with Tour(address, "demo_specialist") as tour:
        deadline_pictures.show_the_specialist(tour)
        complaint_pictures.show_the_specialist(tour)
        customer = make_the_call(tour)
        visit_pictures.show_the_specialist(tour)
    with Tour(address, "demo_supervisor") as tour:
        dossier_pictures.show_the_supervisor(tour)
        grading_pictures.show_the_supervisor(tour)
        visit_pictures.show_the_supervisor(tour)
        deadline_pictures.show_the_supervisor(tour)
        review_the_record(tour, customer)
    with Tour(address, "demo_service_manager") as tour:
        engine_pictures.show_the_manager(tour)
        complaint_pictures.show_the_manager(tour)
    with Tour(address, "admin") as tour:
        show_the_rules(tour)
        deadline_pictures.show_the_policies(tour)
        dossier_pictures.show_the_policies(tour)
    with Tour(address, "demo_salesperson") as tour:
        credit_pictures.show_the_salesperson(tour)
    with Tour(address, "demo_general_manager") as tour:
        credit_pictures.show_the_signer(tour)
    with Tour(address, "demo_finance_head") as tour:
        credit_pictures.show_the_finance_head(tour, PICTURES)
    with Tour(address, "demo_quality_head") as tour:
        complaint_pictures.show_the_quality_head(tour)
    with Tour(address, "demo_customer", home="header") as tour:
        complaint_pictures.show_the_customer(tour)


def make_the_call(tour: Tour) -> str:
    """The specialist finds a customer under Today, calls and records a problem.

    Returns the customer's name.
    """
    browser = tour.browser
    tour.open("customer-followup-today", ".o_data_row")
    tour.picture("today", 500)
    browser.click(".o_data_row:nth-child(2) .o_data_cell[name=partner_id]")
    browser.wait(".o_field_widget[name=reason_summary]")
    tour.picture("followup", 790)
    browser.click(".nav-link[name=preparation]")
    browser.scroll_to(".o_field_widget[name=date_deadline]")
    tour.picture("preparation", 700)
    browser.click(".nav-link[name=record]")
    record_a_problem(browser)
    browser.scroll_to(".o_field_widget[name=date_deadline]")
    tour.picture("record", 560)
    browser.click("button[name=action_record]")
    browser.wait("button[name=action_open_tickets]")
    browser.scroll_to(".o_field_widget[name=date_deadline]")
    tour.picture("recorded", 490)
    customer = browser.read(".o_field_widget[name=partner_id]")
    browser.click("button[name=action_open_tickets]")
    browser.wait(".o_field_widget[name=customer_case_type]")
    tour.picture("case", 700)
    tour.open("customer-cases", ".o_data_row")
    tour.picture("cases", 330)
    return customer


def record_a_problem(browser: Chromium) -> None:
    """Fill in the record of a call: who, how it went, whose work it is, the words."""
    browser.click(".o_field_widget[name=contact_id] input")
    browser.click(".o-autocomplete--dropdown-item:nth-child(2) a")  # after the company
    browser.click(".o_field_widget[name=result] .btn", "有问题")
    browser.click(".o_field_widget[name=satisfaction] .btn", "一般")
    browser.fill(".o_field_widget[name=case_department_id] input", "物流")
    browser.click(".o-autocomplete--dropdown-item a", "物流")
    browser.fill(
        ".o_field_widget[name=customer_opinion] textarea",
        "上批货有两桶外包装破损。希望下次装车前检查并加固。",
    )


def review_the_record(tour: Tour, customer: str) -> None:
    """The supervisor reads the record and accepts it with a word of guidance."""
    browser = tour.browser
    tour.open("customer-followups-to-review", ".o_list_view")
    browser.click(".o_data_row .o_data_cell[name=partner_id]", customer)
    browser.wait(".o_field_widget[name=reason_summary]")
    browser.click(".o_statusbar_buttons button", "审阅")
    browser.fill(
        ".modal .o_field_widget[name=comment] textarea",
        "处理得当。物流部回复后请再给客户回个电话。",
    )
    tour.picture("review", 460)


def show_the_rules(tour: Tour) -> None:
    """The administrator looks at the company and its rules, in English."""
    browser = tour.browser
    tour.open("customer-followups", ".o_data_row")
    tour.picture("followups_en", 500)
    tour.open("customer-followup-rules", ".o_data_row")
    browser.click(".o_data_row .o_data_cell[name=name]")
    browser.wait(".o_field_widget[name=trigger]")
    tour.picture("rule_en", 640)


if __name__ == "__main__":
    main(sys.argv[1:])
