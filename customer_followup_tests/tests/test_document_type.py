"""Document types: which papers a manager asks for."""

from psycopg2.errors import CheckViolation, UniqueViolation

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .dossier_common import DossierCase

SHIPPED = {
    "information": [],
    "delivery": [],
    "licence": ["company"],
    "guarantee": ["company"],
    "contract": [],
    "safety": ["mining", "manufacturing", "building"],
    "land": ["manufacturing"],
    "invoicing": ["company"],
}


@tagged("post_install", "-at_install")
class TestDocumentType(DossierCase):
    def get_shipped(self, code):
        return self.env.ref(f"customer_followup.customer_document_type_{code}")

    def test_papers_of_the_first_cooperation_are_shipped(self):
        """DOS-2: all eight, required, for the kinds of customers that have them."""
        industries = {
            "mining": self.env.ref("base.res_partner_industry_B").id,
            "manufacturing": self.env.ref("base.res_partner_industry_C").id,
            "building": self.env.ref("base.res_partner_industry_F").id,
            "none": False,
        }
        for code, kinds in SHIPPED.items():
            document_type = self.get_shipped(code)
            self.assertTrue(document_type.required)
            for industry, industry_id in industries.items():
                for is_company in (False, True):
                    customer = self.create_customer(
                        "New", is_company=is_company, industry_id=industry_id
                    )
                    is_needed = (
                        not kinds
                        or industry in kinds
                        or (is_company and "company" in kinds)
                    )
                    with self.subTest(code, industry=industry, company=is_company):
                        found = customer.filtered_domain(
                            document_type._read_partner_domain()
                        )
                        self.assertEqual(bool(found), is_needed)

    def test_unusable_condition_is_refused(self):
        """DOS-2: with what is wrong, whatever was written."""
        for text in (
            "[('no_such_field', '=', 1)]",
            "[('id', '=', )",
            "hello",
            "{'a': 1}",
            "[('name', 'resembles', 'x')]",
            "[('id', '=', 'x')]",
            "[('category_id.no_such', '=', 1)]",
            "[" * 500,
            "__import__('os').system('true')",
        ):
            with (
                self.subTest(text[:40]),
                mute_logger("odoo.sql_db"),
                self.refused("cannot be used", ValidationError),
            ):
                self.licence.partner_domain = text

    def test_numbers_within_reason(self):
        """DOS-2: a weight of nothing would count for nothing."""
        for vals in (
            {"weight": 0},
            {"weight": -1},
            {"weight": 1001},
            {"validity_months": -1},
            {"validity_months": 1201},
            {"remind_days": -1},
            {"remind_days": 367},
        ):
            with (
                self.subTest(vals),
                mute_logger("odoo.sql_db"),
                self.assertRaises(CheckViolation),
                self.env.cr.savepoint(),
            ):
                self.licence.write(vals)
                self.licence.flush_recordset()
            self.licence.invalidate_recordset()

    def test_code_is_unique(self):
        """DOS-2: an import could not tell two of them apart."""
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(UniqueViolation),
            self.env.cr.savepoint(),
        ):
            self.licence.create({"name": "Again", "code": self.licence.code})
            self.env.flush_all()

    def test_only_managers_write_types(self):
        """DOS-2: a policy is not the specialist's to change."""
        for user in (self.specialist, self.supervisor, self.salesperson):
            with self.subTest(user.name), self.assertRaises(AccessError):
                self.licence.with_user(user).weight = 1
        self.licence.with_user(self.manager).weight = 31

    def test_documents_of_a_type_are_shown(self):
        """DOS-2: from the type to its documents."""
        self.file(self.licence)
        self.assertEqual(self.licence.document_count, 1)
        action = self.licence.with_user(self.manager).action_open_documents()
        found = self.env["customer.document"].search(action["domain"])
        self.assertEqual(found.type_id, self.licence)
