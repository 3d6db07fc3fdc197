from odoo import Command, api, models

OPENED_DAYS_AGO = 150
NEW_CUSTOMERS = {"37": 1}
"""Customers whose dossier was opened later: so many days before the installation."""
STALE_CUSTOMERS = {"39": 420}
SCAN = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


class CustomerDemoCompany(models.AbstractModel):
    """The dossiers of the demo company's customers, and what is missing in some.

    Everybody has all papers, except for the rows of ``customer_demo_dossier.csv``:
    ``issued`` and ``expires`` are days before and after the installation.
    """

    _inherit = "customer.demo.company"

    @api.model
    def _keep_dossiers(self):
        """File and verify the papers, open the dossiers, and permit one exception."""
        self = self._in_company()
        company = self._get_company()
        Document = self.env["customer.document"]
        if Document.search_count([("company_id", "=", company.id)], limit=1):
            return
        customers = self.env["res.partner"].search(
            [
                ("company_id", "=", company.id),
                ("parent_id", "=", False),
                ("customer_rank", ">", 0),
            ],
            order="id",
        )
        rows = self._read_table("customer_demo_dossier")
        exceptions = {
            (self._get_customer(row["customer"]), row["type"]): row for row in rows
        }
        self._file_papers(customers, exceptions)
        self._open_demo_dossiers(customers)
        self._waive_papers(self._get_customer("34"))

    @api.model
    def _file_papers(self, customers, exceptions):
        """File what each customer needs, and let the supervisor verify most of it."""
        types = self.env["customer.document.type"]._get_active()
        needed = types._find_papers(customers.ids)
        rows = []
        for customer in customers:
            for paper in needed[customer.id]:
                document_type = types.browse(paper.type_id)
                row = exceptions.get((customer, document_type.code), {})
                if row.get("state") != "missing":
                    rows.append((customer, document_type, row))
        specialist = self.env.ref("customer_followup.demo_specialist")
        documents = self._as_user(self.env["customer.document"], specialist).sudo()
        filed = documents.create(
            [
                self._prepare_document_vals(number, *row)
                for number, row in enumerate(rows, start=1)
            ]
        )
        states = {
            document: row[2].get("state") or "verified"
            for document, row in zip(filed, rows, strict=True)
        }
        filed.filtered(lambda d: states[d] != "draft").action_submit()
        supervisor = self.env.ref("customer_followup.demo_supervisor")
        submitted = self._as_user(filed, supervisor)
        submitted.filtered(lambda d: states[d] == "verified").action_verify()
        submitted.filtered(lambda d: states[d] == "rejected").action_reject(
            "扫描件看不清公章"
        )

    @api.model
    def _prepare_document_vals(self, number: int, customer, document_type, row) -> dict:
        issued = int(row.get("issued") or 100 + number % 60)
        vals = {
            "partner_id": customer.id,
            "type_id": document_type.id,
            "number": f"{(document_type.code or 'DOC')[:3].upper()}-{number:04d}",
            "date_issue": self._get_day(issued),
            "paper_location": f"档案柜 {number % 4 + 1} 第 {number % 30 + 1} 册",
        }
        if row.get("expires"):
            vals["date_expiry"] = self._get_day(-int(row["expires"]))
        if row:  # whoever looks at the exceptions wants to see a file
            scan = SCAN + f"% {number}".encode()  # no two papers are the same file
            file = {"name": f"{document_type.name}.pdf", "raw": scan}
            vals["attachment_ids"] = [Command.create(file)]
        return vals

    @api.model
    def _open_demo_dossiers(self, customers):
        for customer in customers:
            number = customer.get_external_id()[customer.id][-2:]
            days_ago = NEW_CUSTOMERS.get(number, OPENED_DAYS_AGO)
            days_ago = STALE_CUSTOMERS.get(number, days_ago)
            played = self._play_at(days_ago, 9)
            played.env["res.partner"].browse(customer.id)._open_dossiers()

    @api.model
    def _waive_papers(self, customer):
        """Let a salesperson ask for a waiver, and the marketing director sign it."""
        salesperson = self.env.ref("customer_followup.demo_salesperson")
        director = self.env.ref("customer_followup.demo_marketing_director")
        waivers = self._as_user(self.env["customer.dossier.waiver"], salesperson)
        waiver = waivers.create(
            {
                "partner_id": customer.id,
                "reason": "担保书和开票资料在客户总部盖章 月底前寄到",
                "date_until": self._get_day(-21),
            }
        )
        waiver.action_submit()
        self._as_user(waiver, director).action_approve("同意")
