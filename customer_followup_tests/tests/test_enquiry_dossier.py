"""An enquirer becomes a customer with a dossier, and no customer twice."""

from ast import literal_eval

from odoo.tests import tagged

from .common import FollowupCase
from .enquiry_common import EnquiryMixin


@tagged("post_install", "-at_install")
class TestEnquiryDossier(EnquiryMixin, FollowupCase):
    def open_dossier(self, lead, user=None):
        """Press Open Dossier; return what the button returns."""
        user = user or self.salesperson
        return lead.with_user(user).action_open_customer_dossier()

    def test_new_enquirer_becomes_company_and_contact(self):
        """INQ-2: with a dossier, and nothing sold yet."""
        lead = self.create_lead(customer_urgency="month")
        action = self.open_dossier(lead)
        customer = self.env["res.partner"].browse(action["res_id"])
        self.assertEqual(action["res_model"], "res.partner")
        self.assertRecordValues(
            customer,
            [
                {
                    "name": "Clear Pool",
                    "is_company": True,
                    "customer_rank": 0,
                    "customer_urgency": "month",
                    "customer_dossier_company_id": self.company.id,
                }
            ],
        )
        self.assertTrue(customer.customer_dossier_number)
        self.assertEqual(lead.customer_dossier_number, customer.customer_dossier_number)
        self.assertRecordValues(
            lead.partner_id, [{"name": "Ms Luo", "parent_id": customer.id}]
        )

    def test_dossier_is_opened_once(self):
        """INQ-2: pressed again, it shows the same customer."""
        lead = self.create_lead()
        first = self.open_dossier(lead)
        customer = lead.partner_id.commercial_partner_id
        number = customer.customer_dossier_number
        self.assertEqual(self.open_dossier(lead), first)
        self.assertEqual(customer.customer_dossier_number, number)

    def test_enquirer_is_among_the_customers(self):
        """INQ-2, ASG-1: whoever has a dossier is a customer one can assign."""
        self.open_dossier(self.create_lead())
        action = self.env.ref("customer_followup.res_partner_action")
        found = self.env["res.partner"].search(literal_eval(action.domain))
        self.assertIn("Clear Pool", found.mapped("name"))

    def test_known_customer_is_proposed(self):
        """INQ-2: by e-mail, by phone, by the name of the company; not by another's."""
        other = self.create_company("West River Chemicals")
        for vals in (
            {"email": "Luo@ClearPool.example.com"},
            {"phone": "+8612000000901"},
            {"name": "clear pool"},
        ):
            known = self.create_customer(
                **{"name": "Known", "country_id": self.env.ref("base.cn").id, **vals}
            )
            far = self.create_customer(
                **{"name": "Far", "company_id": other.id, **vals},
                specialist=self.env["res.users"],
            )
            lead = self.create_lead()
            action = self.open_dossier(lead)
            with self.subTest(vals):
                self.assertEqual(action["res_model"], "crm.lead.dossier")
                dialog = self.env["crm.lead.dossier"].browse(action["res_id"])
                self.assertEqual(dialog.candidate_ids, known)
                self.assertEqual(dialog.partner_id, known)
                self.assertFalse(lead.partner_id)
            (known + far).active = False

    def test_phone_that_tells_nobody_is_not_searched(self):
        """INQ-2, G7: an extension, words, blanks: neither everybody nor an error."""
        self.create_customer("Known", phone="123")
        for phone in ("123", "call back", "   ", "%", "+"):
            lead = self.create_lead(
                phone=phone, email_from=False, partner_name="Nobody Knows"
            )
            with self.subTest(phone):
                self.assertFalse(lead._find_customer_candidates())

    def test_known_customer_gets_the_dossier_and_the_contact(self):
        """INQ-2: the enquirer is a new person at a customer one has already."""
        known = self.create_customer("Clear Pool")
        lead = self.create_lead(customer_urgency="now")
        action = self.open_dossier(lead)
        dialog = self.env["crm.lead.dossier"].browse(action["res_id"])
        shown = dialog.with_user(self.salesperson).action_use()
        self.assertEqual(shown["res_id"], known.id)
        self.assertTrue(known.customer_dossier_number)
        self.assertEqual(known.customer_urgency, "now")
        self.assertEqual(lead.partner_id.parent_id, known)
        self.assertEqual(lead.partner_id.name, "Ms Luo")

    def test_known_contact_is_used_as_it_is(self):
        """INQ-2: the same e-mail is the same person; no second contact."""
        known = self.create_customer("Blue Pool")
        contact = self.create_contact(known, "Luo Jing")
        contact.email = "luo@clearpool.example.com"
        lead = self.create_lead(partner_name="Blue Pool")
        action = self.open_dossier(lead)
        self.env["crm.lead.dossier"].browse(action["res_id"]).action_use()
        self.assertEqual(lead.partner_id, contact)
        self.assertEqual(known.child_ids, contact)
        self.assertTrue(known.customer_dossier_number)

    def test_somebody_of_the_same_name_is_created(self):
        """INQ-2: it is none of those: a customer of its own."""
        known = self.create_customer("Clear Pool")
        lead = self.create_lead()
        action = self.open_dossier(lead)
        self.env["crm.lead.dossier"].browse(action["res_id"]).action_create_new()
        customer = lead.partner_id.commercial_partner_id
        self.assertNotEqual(customer, known)
        self.assertTrue(customer.customer_dossier_number)
        self.assertFalse(known.customer_dossier_number)

    def test_nobody_chosen_is_refused(self):
        """INQ-2: with the two ways out."""
        self.create_customer("Clear Pool")
        action = self.open_dossier(self.create_lead())
        dialog = self.env["crm.lead.dossier"].browse(action["res_id"])
        dialog.partner_id = False
        with self.refused("Choose the customer, or press Create a New One"):
            dialog.action_use()

    def test_enquirer_without_name_has_no_dossier(self):
        """INQ-1, INQ-2: the subject of a call is not a customer."""
        lead = self.create_lead(
            partner_name=False, contact_name=False, email_from=False
        )
        with self.refused("write who asks"):
            self.open_dossier(lead)
        self.assertFalse(lead.partner_id)

    def test_later_rating_reaches_the_dossier(self):
        """INQ-2: the urgency is that of the enquiry that was rated last."""
        lead = self.create_lead(customer_urgency="later")
        self.open_dossier(lead)
        customer = lead.partner_id.commercial_partner_id
        lead.with_user(self.salesperson).customer_urgency = "now"
        self.assertEqual(customer.customer_urgency, "now")
        self.create_lead(partner_id=customer.id, customer_urgency="quarter")
        self.assertEqual(customer.customer_urgency, "quarter")

    def test_rating_leaves_customers_without_dossier_alone(self):
        """INQ-2: installing and using the CRM as before changes no customer."""
        self.create_lead(partner_id=self.customer.id, customer_urgency="now")
        self.assertFalse(self.customer.customer_urgency)

    def test_specialist_opens_the_dossier_of_an_enquirer(self):
        """INQ-1, INQ-2: who is at the phone need not be a salesperson."""
        lead = self.create_lead(user=self.specialist)
        self.open_dossier(lead, self.specialist)
        self.assertTrue(lead.customer_dossier_number)
