"""One record of each kind that random customers are made of, as Odoo makes it."""

from odoo import Command

from ..benchmarks.pattern_rows import read_row
from .common import MONDAY

COST = 37.5


def make_patterns(case) -> dict[str, str]:
    """Return the rows to repeat, by kind.

    :param case: a test class that grades
    """
    case.goods.with_company(case.company).standard_price = COST
    customer = case.create_customer("Pattern")
    order = case.create_order(customer, MONDAY)
    invoice = _create_invoice(case, customer)
    product_line, text_line = invoice.invoice_line_ids.sorted("product_id")[::-1]
    debt = invoice.line_ids.filtered("date_maturity")
    entry = case.pay(100, MONDAY, invoice)
    credit = case.pay(100, MONDAY, customer=customer).line_ids.filtered("credit")
    followup = case.create_followup(customer).with_user(case.specialist)
    followup.action_record({"result": "well", "customer_opinion": "Well"})
    case.env.flush_all()
    patterns = {
        "customer": customer,
        "person": case.create_contact(customer),
        "sale": order,
        "invoice": invoice,
        "product_line": product_line,
        "text_line": text_line,
        "debt": debt,
        "credit": credit,
        "payment": (entry.line_ids + debt).matched_debit_ids,
        "transfer": order.picking_ids,
        "case": _create_case(case, customer),
        "contact": followup,
    }
    case.env.flush_all()
    return {kind: read_row(record) for kind, record in patterns.items()}


def _create_invoice(case, customer):
    lines = (
        {"product_id": case.goods.id, "price_unit": 100},
        {"name": "Bags", "price_unit": 10},
    )
    invoice = case.env["account.move"].create(
        {
            "move_type": "out_invoice",
            "partner_id": customer.id,
            "invoice_date": MONDAY,
            "invoice_line_ids": [
                Command.create({**line, "tax_ids": False}) for line in lines
            ],
        }
    )
    invoice.action_post()
    return invoice


def _create_case(case, customer):
    return case.env["helpdesk.ticket"].create(
        {
            "name": "Wet bags",
            "description": "Twelve of forty bags were wet.",
            "partner_id": customer.id,
            "company_id": case.company.id,
            "customer_case_type": "complaint",
        }
    )


def get_parameters(case, other) -> dict[str, int]:
    """Return the ids that differ between the random records.

    :param other: another company
    """
    env = case.env
    stage = "helpdesk_mgmt.helpdesk_ticket_stage"
    warehouse = env["stock.warehouse"].search([("company_id", "=", case.company.id)])
    return {
        "company": case.company.id,
        "other": other.id,
        "unit": env.ref("uom.product_uom_unit").id,
        "dozen": env.ref("uom.product_uom_dozen").id,
        "here": warehouse.lot_stock_id.id,
        "there": env.ref("stock.stock_location_customers").id,
        "rejected": env.ref(f"{stage}_rejected").id,
        "new": env.ref(f"{stage}_new").id,
    }
