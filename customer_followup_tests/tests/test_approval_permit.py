from odoo.tests import tagged

from odoo.addons.customer_followup.tools.permit import Permit, get_permit

from .credit_common import CreditCase


@tagged("post_install", "-at_install")
class TestApprovalPermit(CreditCase):
    def hook(self, model, after):
        """Let ``after`` run like an automation rule: when a record was written."""
        records_class = self.env.registry[model]
        write = records_class.write

        def write_and_react(records, vals):
            result = write(records, vals)
            after(records, vals)
            return result

        self.patch(records_class, "write", write_and_react)

    def test_what_follows_a_submission_cannot_approve(self):
        """G2: an automation rule inherits the context, but not the permission."""
        waiting = self.create_request(self.create_customer("Red Mill"), submit=True)
        seen = []

        def approve_the_other(records, vals):
            if vals.get("state") == "submitted" and not seen:
                seen.append(True)
                with self.refused("signatures alone"):
                    other = waiting.sudo().with_env(records.env)
                    other.write({"state": "approved"})
                with self.refused("signatures alone"):
                    records.sudo().write({"state": "approved"})

        self.hook("customer.credit.request", approve_the_other)
        request = self.create_request(submit=True)
        self.assertTrue(seen)
        self.assertEqual((request.state, waiting.state), ("submitted", "submitted"))

    def test_what_follows_an_applied_request_cannot_change_terms(self):
        """G1: not of another customer, of another company, nor to another limit."""
        other = self.create_customer("Red Mill")
        company = self.create_company("West River Chemicals")
        request = self.create_request(submit=True)
        seen = []

        def give_more(records, vals):
            if "credit_limit" in vals and not seen:
                seen.append(True)
                for customer, limit in (
                    (other.with_env(records.env), 777.0),
                    (other.with_env(records.env), vals["credit_limit"]),
                    (records, 777.0),
                    (records.with_company(company), vals["credit_limit"]),
                ):
                    with self.refused("approved credit request"):
                        customer.write({**vals, "credit_limit": limit})

        self.hook("res.partner", give_more)
        self.sign(request)
        self.assertTrue(seen)
        self.assertEqual(self.get_terms()[0], 50000.0)
        self.assertEqual(self.get_terms(other)[0], 0.0)
        self.assertEqual(self.get_terms(company=company)[0], 0.0)

    def test_what_is_not_signed_is_not_applied(self):
        """G1: a request that only says it is approved changes nothing."""
        request = self.create_request(submit=True)
        self.sign(request, self.marketing, self.finance)
        self.env.cr.execute(
            "UPDATE customer_credit_request SET state = 'approved' WHERE id = %s",
            request.ids,
        )
        request.invalidate_recordset()
        request._follow_terms(None)
        self.assertEqual(self.get_terms()[0], 0.0)
        self.assertFalse(request.applied_at)
        self.assertIn("signed", request.conflict)

    def test_a_permit_is_for_these_records_once(self):
        """G1: for its own records and facts, for each of them one time."""
        first, second = self.create_customer("First"), self.create_customer("Second")
        permit = Permit(first | second, "limit 5")
        both = (first | second).with_context(key=permit)
        self.assertTrue(get_permit(both, "key", "limit 5"))
        self.assertFalse(get_permit(both, "key", "limit 6"))
        self.assertFalse(get_permit(both | self.customer, "key", "limit 5"))
        self.assertFalse(get_permit(both.browse(), "key", "limit 5"))
        permit.use(first)
        self.assertFalse(get_permit(both, "key", "limit 5"))
        self.assertTrue(get_permit(second.with_env(both.env), "key", "limit 5"))
