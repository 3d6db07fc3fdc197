"""A customer of whom there is one record of every kind, and how entries are read."""

from datetime import datetime

from odoo import Command

from .common import MONDAY

TEN = datetime(2026, 3, 2, 2)


class TimelineMixin:
    """Makes records of every source of the timeline."""

    @classmethod
    def create_everything(cls, customer, company=None, owner=None):
        """Return a record of every source, by the name of the source.

        :param owner: who made, sold, received or has it
        """
        company = company or cls.company
        owner = owner or cls.specialist
        order = cls.create_order(customer, MONDAY, company=company)
        order.user_id = owner
        cls.deliver(order, MONDAY)
        invoice = cls.create_invoice(order)
        common = {"partner_id": customer.id, "company_id": company.id}
        followup = cls.create_followup(customer, owner, company_id=company.id)
        return {
            "order": order,
            "delivery": order.picking_ids,
            "invoice": invoice,
            "payment": cls.create_payment(customer, company),
            "followup": followup,
            "visit_request": cls.env["customer.visit.request"]
            .with_user(owner)
            .sudo()
            .create({"followup_id": followup.id, "reason": "Samples to carry"}),
            "reception": cls.create_reception(
                customer, company_id=company.id, received_by_id=owner.id
            ),
            "case": cls.env["helpdesk.ticket"].create(
                {
                    **common,
                    "name": "Wet bags",
                    "description": "Twelve of forty",
                    "customer_case_type": "complaint",
                    "user_id": owner.id,
                }
            ),
            "credit_request": cls.env["customer.credit.request"]
            .with_user(owner)
            .sudo()
            .create({**common, "requested_limit": 50000.0, "reason": "Grows"}),
            "document": cls.create_document(customer, owner),
            "waiver": cls.env["customer.dossier.waiver"]
            .with_user(owner)
            .sudo()
            .create({**common, "reason": "The office reissues it"}),
            "meeting": cls.create_meeting(customer, owner),
            "assessment": cls.create_assessment(customer, company, owner),
            "promise": cls.env["customer.promise"].create(
                {**common, "description": "Send a sample", "user_id": owner.id}
            ),
            "enquiry": cls.env["crm.lead"].create(
                {**common, "name": "Wants brine", "user_id": owner.id}
            ),
        }

    @classmethod
    def create_reception(cls, customer=None, **vals):
        """Return a reception of Mr. Wang on Monday at ten."""
        return cls.env["customer.reception"].create(
            {
                "partner_id": (customer or cls.customer).id,
                "visitor_name": "Mr. Wang",
                "reason": "Collects samples",
                "received_at": TEN,
                "received_by_id": cls.specialist.id,
                "company_id": cls.company.id,
                **vals,
            }
        )

    @classmethod
    def create_document(cls, customer, owner=None, **vals):
        """Return a paper of a customer that waits to be verified."""
        kinds = cls.env["customer.document.type"]
        kind = kinds.search([("name", "=", "Licence")]) or kinds.create(
            {"name": "Licence", "code": "t_licence"}
        )
        documents = cls.env["customer.document"].with_user(owner or cls.specialist)
        document = documents.sudo().create(
            {
                "partner_id": customer.id,
                "type_id": kind.id,
                "number": "L-1",
                "paper_location": "Cabinet 3",
                **vals,
            }
        )
        document.action_submit()
        return document.with_env(cls.env)

    @classmethod
    def create_assessment(cls, customer, company, owner):
        """Return an assessment that has given a customer its first grade."""
        schemes = cls.env["customer.grading.scheme"].with_company(company)
        scheme = schemes._find_approved(company)
        if not scheme:
            scheme = schemes.create(
                {
                    "name": "Test Scheme",
                    "company_id": company.id,
                    "grade_ids": [
                        Command.create({"name": "A", "code": "A", "min_score": 0})
                    ],
                }
            )
            scheme._in_transition().state = "approved"
        assessments = cls.env["customer.assessment"].with_user(owner).sudo()
        assessment = assessments.create(
            {"partner_id": customer.id, "company_id": company.id}
        )
        assessment._in_transition().write(
            {
                "state": "applied",
                "decided_grade_id": scheme.grade_ids.id,
                "applied_by_id": owner.id,
                "applied_at": TEN,
            }
        )
        return assessment.with_env(cls.env)

    @classmethod
    def create_meeting(cls, *partners_and_owner, **vals):
        """Return a meeting of the partners; the last of them is the user's."""
        *partners, owner = partners_and_owner
        attendees = [partner.id for partner in (*partners, owner.partner_id)]
        return cls.env["calendar.event"].create(
            {
                "name": "Talk about prices",
                "start": TEN,
                "stop": datetime(2026, 3, 2, 3),
                "user_id": owner.id,
                "partner_ids": [Command.set(attendees)],
                **vals,
            }
        )

    @classmethod
    def create_invoice(cls, order):
        """Return the posted invoice of an order."""
        cls.load_accounts(order.company_id)
        order = order.with_company(order.company_id)
        for line in order.order_line:
            line.qty_delivered = line.product_uom_qty
        invoice = order._create_invoices()
        invoice.invoice_date = MONDAY
        invoice.action_post()
        return invoice

    @classmethod
    def create_payment(cls, customer, company, amount=100.0):
        """Return what a customer paid on Monday."""
        cls.load_accounts(company)
        payment = cls.env["account.payment"].with_company(company)
        payment = payment.create(
            {
                "partner_id": customer.id,
                "partner_type": "customer",
                "payment_type": "inbound",
                "amount": amount,
                "date": MONDAY,
            }
        )
        payment.action_post()
        return payment

    @classmethod
    def load_accounts(cls, company):
        """Give a company its books, once."""
        if not company.chart_template:
            cls.env["account.chart.template"].try_loading(
                "generic_coa", company, install_demo=False
            )

    @classmethod
    def get_entries(cls, customer=None, user=None):
        """Return the timeline of a customer as a user sees it, the latest first."""
        Timeline = cls.env["customer.timeline"]
        if user:
            Timeline = Timeline.with_user(user)
        customer = customer or cls.customer
        return Timeline.search([("partner_id", "=", customer.id)])
