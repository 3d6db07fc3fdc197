"""Roles and personal facts of the people at a customer."""

from datetime import date

from odoo import Command
from odoo.exceptions import ValidationError
from odoo.tests import Form, new_test_user, tagged

from .common import FollowupCase, FollowupHttpCase

PERSONAL = (
    "customer_contact_role_ids",
    "customer_relationship",
    "customer_hobbies",
    "customer_birthday_calendar",
    "customer_birthday_month",
    "customer_birthday_day",
    "customer_birthday_year",
    "customer_birthday_key",
    "customer_birthday_next",
)


class ContactMixin:
    """A customer with a contact whose birthday the tests set."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contact = cls.create_contact(cls.customer)
        cls.owner = cls.env.ref("customer_followup.customer_contact_role_owner")
        cls.user_role = cls.env.ref("customer_followup.customer_contact_role_user")

    @classmethod
    def set_birthday(cls, calendar, month, day, year=False, contact=None):
        """Write a day of birth, all of it at once."""
        (contact or cls.contact).write(
            {
                "customer_birthday_calendar": calendar,
                "customer_birthday_month": month and str(month),
                "customer_birthday_day": day and str(day),
                "customer_birthday_year": year and str(year),
            }
        )


@tagged("post_install", "-at_install")
class TestContact(ContactMixin, FollowupCase):
    def find(self, *condition):
        """Return which of the contacts of the test meet a condition."""
        domain = [("parent_id", "=", self.customer.id), condition]
        return self.env["res.partner"].search(domain)

    def test_contact_has_several_roles(self):
        """DOS-7: who owns a small firm also uses the goods."""
        self.contact.customer_contact_role_ids = self.owner + self.user_role
        for role in self.owner + self.user_role:
            self.assertEqual(
                self.find("customer_contact_role_ids", "=", role.id), self.contact
            )

    def test_four_roles_are_shipped(self):
        """DOS-7: equipment or technical owner, administration, user, business owner."""
        shipped = self.env["customer.contact.role"].search([("company_id", "=", False)])
        self.assertLessEqual(
            {
                "Equipment or Technical Owner",
                "Administration",
                "User",
                "Business Owner",
            },
            set(shipped.mapped("name")),
        )

    def test_next_birthday_by_both_calendars(self):
        """DOS-7: solar and lunar, on the company's Monday."""
        self.set_birthday("solar", 6, 18, 1972)
        self.assertEqual(self.contact.customer_birthday_next, date(2026, 6, 18))
        self.set_birthday("lunar", 3, 12, 1979)
        self.assertEqual(self.contact.customer_birthday_next, date(2026, 4, 28))
        self.set_birthday("lunar_leap", 6, 5, 1987)
        self.assertEqual(self.contact.customer_birthday_next, date(2026, 7, 18))

    def test_next_birthday_without_a_day_is_empty(self):
        """DOS-7: nothing is known, nothing is shown."""
        self.assertFalse(self.contact.customer_birthday_next)
        self.set_birthday("solar", 6, 18)
        self.set_birthday(False, False, False)
        self.assertFalse(self.contact.customer_birthday_next)
        self.assertEqual(self.find("customer_birthday_next", "=", False), self.contact)

    def test_search_by_next_birthday_agrees_with_the_field(self):
        """DOS-7: every comparison finds those whose date meets it, and only those."""
        contacts = self.contact
        for number, facts in enumerate(
            [
                ("solar", 3, 2),
                ("solar", 3, 1),
                ("lunar", 1, 15),
                ("lunar", 2, 13),
                ("lunar_leap", 2, 14),
                ("solar", 4, 1),
                ("solar", 4, 2),
            ]
        ):
            contact = self.create_contact(self.customer, f"Contact {number}")
            self.set_birthday(*facts, contact=contact)
            contacts |= contact
        tomorrow, month = date(2026, 3, 3), date(2026, 4, 1)
        for name, value, expected in [
            ("<=", month, lambda day: day and day <= month),
            ("<", month, lambda day: day and day < month),
            (">", month, lambda day: day and day > month),
            (">=", tomorrow, lambda day: day and day >= tomorrow),
            ("=", tomorrow, lambda day: day == tomorrow),
            ("!=", tomorrow, lambda day: day != tomorrow),
            ("!=", False, bool),
            ("in", [tomorrow, False], lambda day: day in (tomorrow, False)),
        ]:
            with self.subTest(name, value=value):
                found = self.find("customer_birthday_next", name, value)
                self.assertEqual(
                    found.sorted(),
                    contacts.filtered(
                        lambda c, expected=expected: expected(c.customer_birthday_next)
                    ).sorted(),
                )
        self.assertTrue(self.find("customer_birthday_next", "<=", "today +30d"))

    def test_filter_of_the_next_30_days(self):
        """DOS-7: day 30 from today is found, day 31 is not."""
        last = self.create_contact(self.customer, "Day 30")
        self.set_birthday("solar", 4, 1, contact=last)
        self.set_birthday("solar", 4, 2)
        view = self.env.ref("customer_followup.res_partner_view_filter_contact")
        self.assertIn("'today +30d'", view.arch)
        found = self.find("customer_birthday_next", "<=", "today +30d")
        self.assertEqual(found, last)

    def test_days_that_cannot_be_are_refused(self):
        """DOS-7: the message names the mistake and the way out."""
        for facts, message in [
            (("solar", 2, 30), "Month 2 has no day 30.*lunar"),
            (("solar", 4, 31), "Month 4 has no day 31"),
            (("lunar", 1, 31), "at most 30 days, not 31.*solar"),
            (("solar", 2, 29, 1985), "no day 29 of month 2 in the year 1985"),
            (("lunar_leap", 4, 1, 2021), "no day 1 of month 4 in the year 2021"),
            (("lunar", 12, 30, 2025), "no day 30 of month 12 in the year 2025"),
            (("solar", 3, 3, 2026), "born in the future"),
            (("solar", 3, 1, 2027), "one from 1900 on"),
            (("solar", 3, False), "all three"),
            ((False, 3, 2), "all three"),
        ]:
            with (
                self.subTest(facts),
                self.refused(message, ValidationError),
                self.env.cr.savepoint(),
            ):
                self.set_birthday(*facts)
        self.assertFalse(self.contact.customer_birthday_key)

    def test_what_is_no_choice_is_refused(self):
        """DOS-7, G7: what a script or an import writes past the screen."""
        for facts, message in [
            (("solar", 13, 1), "months 1 to 12"),
            (("lunar", "0", 1), "months 1 to 12"),
            (("solar", "May", 1), "months 1 to 12"),
            (("solar", 1, "99999999999999999999"), "has no day"),
            (("lunar", 1, "-1"), "at most 30 days"),
            (("solar", 1, 1, "1899"), "one from 1900 on"),
            (("solar", 1, 1, "now"), "one from 1900 on"),
            (("lunar", 1, 1, "2101"), "one from 1900 on"),
            ((False, False, False, "9" * 5000), "one from 1900 on"),
        ]:
            with (
                self.subTest(facts),
                self.refused(message, ValidationError),
                self.env.cr.savepoint(),
            ):
                self.set_birthday(*facts)
        with self.assertRaises(ValueError):
            self.contact.customer_birthday_calendar = "maya"

    def test_born_today_is_no_future(self):
        """DOS-7: the youngest contact there can be."""
        self.set_birthday("solar", 3, 2, 2026)
        self.assertEqual(self.contact.customer_birthday_next, date(2026, 3, 2))

    def test_form_of_the_customer_writes_a_contact(self):
        """DOS-7: from the card on the customer, as a specialist."""
        customer = self.customer.with_user(self.specialist)
        with Form(customer) as form, form.child_ids.new() as card:
            card.name = "Mr Wu"
            card.customer_contact_role_ids.add(self.owner)
            card.customer_relationship = "5"
            card.customer_birthday_calendar = "lunar"
            card.customer_birthday_month = "8"
            card.customer_birthday_day = "15"
            card.customer_hobbies = "Fishing"
        created = self.customer.child_ids - self.contact
        self.assertRecordValues(
            created,
            [
                {
                    "customer_contact_role_ids": self.owner.ids,
                    "customer_relationship": "5",
                    "customer_birthday_next": date(2026, 9, 25),
                    "customer_hobbies": "Fishing",
                }
            ],
        )

    def test_personal_facts_leave_no_trace_in_the_chatter(self):
        """DOS-7: what was known of a person and is deleted is gone."""
        before = self.contact.message_ids
        self.set_birthday("solar", 6, 18)
        self.contact.customer_hobbies = "Fishing"
        self.env.flush_all()
        self.assertEqual(self.contact.message_ids, before)

    def test_list_makes_as_many_queries_for_one_as_for_eighty(self):
        """G17: the columns of the list of contacts."""
        contacts = (
            self.env["res.partner"]
            .create(
                [
                    {
                        "name": f"Contact {number}",
                        "parent_id": self.customer.id,
                        "customer_birthday_calendar": "lunar",
                        "customer_birthday_month": "8",
                        "customer_birthday_day": "15",
                        "customer_contact_role_ids": [Command.set(self.owner.ids)],
                    }
                    for number in range(80)
                ]
            )
            .with_user(self.specialist)
        )
        counts = []
        for size in (80, 1, 80):  # the first fills the caches that are filled once
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            contacts[:size].read(PERSONAL)
            counts.append(self.cr.sql_log_count - before)
        self.assertEqual(counts[1], counts[2], counts)


@tagged("post_install", "-at_install")
class TestContactAccess(ContactMixin, FollowupHttpCase):
    def test_portal_reads_no_personal_fact(self):
        """DOS-7, G6: not of oneself, not of a colleague, not by a search."""
        self.set_birthday("solar", 6, 18)
        portal = new_test_user(
            self.env, "test_contact_portal", "base.group_portal", lang="en_US"
        )
        portal.partner_id.parent_id = self.customer
        for name in PERSONAL:
            with self.subTest(name):
                answer = self.call(
                    portal, "res.partner", "read", self.contact.ids, [name]
                )
                self.assertIn("AccessError", answer["error"]["data"]["name"])
                found = self.call(
                    portal, "res.partner", "search_count", [(name, "!=", False)]
                )
                self.assertIn("AccessError", found["error"]["data"]["name"])
                written = self.call(
                    portal, "res.partner", "write", portal.partner_id.ids, {name: False}
                )
                self.assertIn("AccessError", written["error"]["data"]["name"])

    def test_who_may_write_contacts_writes_them(self):
        """DOS-7, G5: as Odoo has it: a specialist may, a plain employee may not."""
        employee = self.create_user("contact_employee", "base.group_user")
        for user, is_allowed in ((self.specialist, True), (employee, False)):
            answer = self.call(
                user,
                "res.partner",
                "write",
                self.contact.ids,
                {"customer_hobbies": user.name},
            )
            self.env.invalidate_all()
            written = self.contact.customer_hobbies == user.name
            self.assertEqual((bool(answer.get("result")), written), (is_allowed,) * 2)
