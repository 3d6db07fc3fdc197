"""Who sees which entry: exactly whoever may read the record behind it (DOS-5, G5)."""

from odoo.tests import tagged

from .access_matrix import ROLES
from .common import FollowupHttpCase
from .timeline_common import TimelineMixin

TIMELINE = "customer.timeline"
EXTRA_ROLES = {
    "accountant": "account.group_account_invoice",
    "stock": "stock.group_stock_user",
    "sales_head": "sales_team.group_sale_salesman_all_leads",
    "finance_with_books": "customer_followup.group_finance_head,"
    "account.group_account_readonly",
}


@tagged("post_install", "-at_install")
class TestTimelineAccess(TimelineMixin, FollowupHttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.users = {
            role: cls.create_user(f"role_{role}", group)
            for role, group in (ROLES | EXTRA_ROLES).items()
            if role != "portal"
        }
        cls.elsewhere = cls.create_company("West River Chemicals")
        cls.colleague.company_ids |= cls.elsewhere
        cls.foreign = cls.create_customer("Colleague's", cls.colleague)
        cls.all_records = [
            *cls.create_everything(cls.foreign, owner=cls.colleague).values(),
            *cls.create_everything(cls.foreign, cls.elsewhere, cls.colleague).values(),
        ]
        cls.own_customers = {}
        for role in ("specialist", "salesperson", "employee"):
            user = cls.users[role]
            own = cls.create_customer(f"Of the {role}", user, user_id=user.id)
            cls.own_customers[role] = own
            cls.all_records += cls.create_everything(own, owner=user).values()
            cls.all_records += cls.create_everything(own, owner=cls.colleague).values()
        private = {"privacy": "private", "name": "Secret"}
        cls.secret = cls.create_meeting(cls.foreign, cls.colleague, **private)
        default = cls.create_meeting(cls.foreign, cls.colleague, privacy=False)
        cls.all_records += [cls.secret, default]
        cls.customers = cls.foreign.union(*cls.own_customers.values())

    def get_readable(self, user):
        """Return what a user may read, asked record by record."""
        readable = set()
        for record in self.all_records:
            record = record.with_user(user).with_context(
                allowed_company_ids=self.company.ids
            )
            if not record.has_access("read"):
                continue
            is_secret = (
                record._name == "calendar.event"
                and record._check_private_event_conditions()
            )
            if not is_secret:
                readable.add((record._name, record.id))
        return readable

    def ask(self, user, method, *args, **kwargs):
        """Return what the server answers about the timeline."""
        context = {"allowed_company_ids": self.company.ids, "lang": "en_US"}
        answer = self.call(user, TIMELINE, method, *args, **kwargs, context=context)
        self.env.invalidate_all()
        self.assertNotIn("error", answer, answer.get("error"))
        return answer["result"]

    def get_seen(self, rows):
        return {(row["res_model"], row["res_id"]) for row in rows}

    def test_every_role_sees_what_it_may_read_and_nothing_else(self):
        """G5: found, counted, grouped and listed: as many as may be read."""
        domain = [("partner_id", "in", self.customers.ids)]
        specification = {"res_model": {}, "res_id": {}, "title": {}}
        counts = set()
        for role, user in self.users.items():
            readable = self.get_readable(user)
            counts.add(len(readable))
            with self.subTest(role):
                rows = self.ask(user, "search_read", domain, ["res_model", "res_id"])
                self.assertEqual(self.get_seen(rows), readable)
                self.assertEqual(len(rows), len(readable))
                page = self.ask(
                    user, "web_search_read", domain, specification, limit=500
                )
                self.assertEqual(self.get_seen(page["records"]), readable)
                self.assertEqual(page["length"], len(readable))
                count = self.ask(user, "search_count", domain)
                self.assertEqual(count, len(readable))
                groups = self.ask(
                    user,
                    "formatted_read_group",
                    domain,
                    groupby=["kind"],
                    aggregates=["__count"],
                )
                total = sum(group["__count"] for group in groups)
                self.assertEqual(total, len(readable))
        self.assertGreater(len(counts), 4, "the roles differ")

    def test_guessed_ids_are_refused(self):
        """G5: ids are easily guessed: what is not readable answers like nothing."""
        domain = [("partner_id", "in", self.customers.ids)]
        everything = self.env[TIMELINE].search(domain)
        for role in ("specialist", "salesperson", "employee", "settings"):
            user = self.users[role]
            readable = self.get_readable(user)
            hidden = everything.filtered(
                lambda e, known=readable: (e.res_model, e.res_id) not in known
            )
            self.assertTrue(hidden, role)
            with self.subTest(role):
                self.assert_hidden(user, hidden)

    def assert_hidden(self, user, hidden):
        fields = ["title", "name", "amount", "partner_id"]
        found = self.ask(user, "search_count", [("id", "in", hidden.ids)])
        self.assertEqual(found, 0)
        rows = self.call(user, TIMELINE, "read", hidden.ids, fields).get("result")
        self.assertFalse(rows)
        rows = self.call(user, TIMELINE, "web_read", hidden.ids, {"title": {}})
        self.assertFalse(rows.get("result"))
        answer = self.call(user, TIMELINE, "export_data", hidden.ids, ["title"])
        exported = answer.get("result", {}).get("datas", [])
        self.assertFalse(any(any(row) for row in exported), exported)
        action = self.call(user, TIMELINE, "action_open_document", hidden.ids)
        self.assertFalse(action["result"])
        names = self.call(user, TIMELINE, "name_search", "Secret")
        self.assertEqual(names["result"], [])

    def test_name_of_a_readable_one_is_found(self):
        """G5: the same question of whoever may read it has an answer."""
        names = self.ask(self.colleague, "name_search", "Secret")
        self.assertEqual(len(names), 1)

    def test_record_in_the_cache_is_not_readable_by_its_id(self):
        """G5: what somebody with more rights has read before opens nothing."""
        entries = self.get_entries(self.foreign)
        titles = entries.mapped("title")
        self.assertTrue(any(titles))
        user = self.users["employee"]
        for entry in entries.filtered(lambda e: e.kind != "other"):
            self.assertFalse(entry.with_user(user).has_access("read"))
        readable = entries.with_user(self.supervisor)._filtered_access("read")
        self.assertTrue(readable)
        self.assertNotEqual(readable, entries)

    def test_conditions_of_other_models_tell_nothing(self):
        """G5: no condition finds out what an entry says that one may not see."""
        user = self.users["employee"]
        domain = [("partner_id", "=", self.foreign.id), ("title", "ilike", "Wet")]
        self.assertEqual(self.ask(user, "search_count", domain), 0)
        self.assertEqual(self.ask(self.supervisor, "search_count", domain), 1)

    def test_company_that_is_not_chosen_is_not_shown(self):
        """G5: of two companies one works in, the one that is switched on."""
        user = self.users["manager"]
        user.company_ids |= self.elsewhere
        domain = [("partner_id", "=", self.foreign.id), ("kind", "=", "reception")]
        for companies, count in (
            (self.company, 1),
            (self.elsewhere, 1),
            (self.company | self.elsewhere, 2),
        ):
            context = {"allowed_company_ids": companies.ids}
            answer = self.call(user, TIMELINE, "search_count", domain, context=context)
            self.assertEqual(answer["result"], count)

    def test_context_shows_no_more(self):
        """G5: no context key opens what is closed."""
        user = self.users["employee"]
        domain = [("partner_id", "=", self.foreign.id)]
        own = self.ask(user, "search_count", domain)
        for context in (
            {"su": True, "uid": 1, "user_id": 1},
            {"active_test": False, "bypass_access": True},
            {"allowed_company_ids": self.elsewhere.ids},
        ):
            answer = self.call(user, TIMELINE, "search_count", domain, context=context)
            self.assertLessEqual(answer.get("result", 0), own)

    def test_nobody_writes_entries(self):
        """G5: an entry is what its record says, and nobody's to change."""
        entry = self.get_entries(self.foreign)[0]
        for user in (self.manager, self.users["settings"]):
            for method, args in (
                ("create", [{"title": "Made up"}]),
                ("write", [entry.ids, {"title": "Made up"}]),
                ("unlink", [entry.ids]),
            ):
                with self.subTest(user=user.login, method=method):
                    answer = self.call(user, TIMELINE, method, *args)
                    self.assertEqual(
                        answer["error"]["data"]["name"],
                        "odoo.exceptions.AccessError",
                    )

    def test_hostile_ids_and_arguments_do_no_harm(self):
        """G7: ids beyond every number, and what is no id."""
        user = self.users["specialist"]
        for ids in ([10**30], [-1], [0], [2**63], [1, 1, 1]):
            with self.subTest(ids):
                found = self.ask(user, "search_count", [("id", "in", ids)])
                self.assertEqual(found, 0)
                rows = self.call(user, TIMELINE, "read", ids, ["title"])
                titles = [row["title"] for row in rows.get("result", [])]
                self.assertFalse(any(titles))
                action = self.call(user, TIMELINE, "action_open_document", ids)
                self.assertFalse(action.get("result"))
