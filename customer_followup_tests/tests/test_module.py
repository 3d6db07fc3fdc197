"""What every part of the addon has to have, whoever adds it."""

from collections import Counter
from contextlib import contextmanager

from lxml import etree

from odoo.tests import tagged
from odoo.tools import file_open

from odoo.addons.customer_followup.models.customer_followup_action import TRANSITIONS

from .access_matrix import OFFICES, OUR_ROLES, ROLES
from .common import FollowupCase

MODULE = "customer_followup"
DIALOGS = {
    "customer_assessment_decide_action",
    "customer_assessment_ask_back_action",
    "customer_assessment_refuse_action",
    "customer_assessment_cancel_action",
    "customer_case_step_rule_action",
    "customer_case_step_reopen_action",
    "customer_case_step_close_action",
    "customer_case_step_cancel_action",
    "customer_case_step_sign_action",
    "customer_case_step_carry_out_action",
    "customer_case_step_satisfied_action",
    "customer_case_step_unsatisfied_action",
    "customer_case_summary_action",
    "customer_complaint_improvement_step_finish_action",
    "customer_complaint_improvement_step_verify_action",
    "customer_complaint_improvement_step_give_back_action",
    "customer_complaint_improvement_step_cancel_action",
    "customer_complaint_penalty_step_object_action",
    "customer_complaint_penalty_step_decide_action",
    "customer_complaint_penalty_step_keep_action",
    "customer_document_rejection_action",
    "customer_followup_go_live_action",
    "customer_followup_step_postpone_action",
    "customer_followup_step_schedule_action",
    "customer_followup_step_inconvenient_action",
    "customer_followup_step_review_action",
    "customer_followup_step_cancel_action",
    "customer_followup_step_ask_back_action",
    "customer_followup_step_link_action",
    "customer_promise_step_keep_action",
    "customer_promise_step_drop_action",
    "customer_assignment_action",
    "customer_assignment_marked_action",
    "customer_approval_approve_action",
    "customer_approval_refuse_action",
    "customer_approval_ask_back_action",
    "customer_approval_cancel_action",
    "res_config_settings_action",
    "customer_register_export_action",
    "customer_grade_movement_action",
    "customer_grading_what_if_action",
    "customer_archive_export_action",
    "customer_archive_export_entries_action",
}


@tagged("post_install", "-at_install")
class TestModule(FollowupCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.users = {
            role: cls.create_user(f"role_{role}", ROLES[role]) for role in OUR_ROLES
        }
        cls.users["administrator"] = cls.create_user(
            "administrator", "group_service_manager,base.group_system"
        )
        # reads what none of our roles does: deliveries
        cls.warehouse = cls.create_user("warehouse", "stock.group_stock_user")
        cls.create_followup()
        cls.create_rule("order_lapse")

    def get_shipped(self, model):
        """Return the records of a model that the addon defines, archived ones too."""
        data = self.env["ir.model.data"].search(
            [("module", "=", MODULE), ("model", "=", model)]
        )
        records = self.env[model].browse(data.mapped("res_id"))
        self.assertTrue(records, model)
        return records

    def get_own_models(self):
        """Return the models that the addon defines and stores records of."""
        return [
            model
            for model in self.env.values()
            if model._original_module == MODULE and not model._abstract
        ]

    # Views, menus and actions ---------------------------------------------------------

    def test_every_view_opens_for_whoever_may_read(self):
        """G5: each view of the addon is built for each role that may read its model."""
        for view in self.get_shipped("ir.ui.view").filtered("model"):
            readers = [
                user
                for user in (*self.users.values(), self.warehouse)
                if self.env[view.model].with_user(user).has_access("read")
            ]
            self.assertTrue(readers, view.xml_id)
            for user in readers:
                with self.explained(f"{view.xml_id} for {user.login}"):
                    self.open_view(self.env[view.model].with_user(user), view)

    @contextmanager
    def explained(self, what):
        """Say what failed, when the block fails."""
        try:
            yield
        except Exception as error:
            raise AssertionError(what) from error

    def open_view(self, model, view):
        """Build a view for a user and read what it shows, as the client does."""
        root = view
        while root.mode == "extension":
            root = root.inherit_id
        result = model.get_view(root.id, view.type)
        if view.type == "search":
            return
        arch = etree.fromstring(result["arch"])
        names = {
            node.get("name")
            for node in arch.iter("field")
            if not any(parent.tag == "field" for parent in node.iterancestors())
        }
        model.web_search_read([], {name: {} for name in names}, limit=2)

    def test_no_search_offers_the_same_twice(self):
        """G5: a filter is there once, however many views add to a search."""
        searches = self.get_shipped("ir.ui.view").filtered(
            lambda view: view.type == "search" and view.mode == "primary"
        )
        for view in searches:
            model = self.env[view.model].with_user(self.users["administrator"])
            arch = etree.fromstring(model.get_view(view.id, "search")["arch"])
            names = Counter(node.get("name") for node in arch.iter("filter"))
            with self.subTest(view.xml_id):
                self.assertEqual([n for n, count in names.items() if count > 1], [])

    def test_every_menu_opens_for_whoever_sees_it(self):
        """G5: nobody is offered a menu whose action they may not open."""
        menus = self.get_shipped("ir.ui.menu")
        for role, user in self.users.items():
            visible = menus.with_user(user)._filter_visible_menus()
            followups = self.env.ref(f"{MODULE}.customer_followup_open_menu")
            self.assertIn(followups, visible)
            for menu in visible.filtered("action"):
                with self.explained(f"{menu.complete_name} for {role}"):
                    self.open_action(user, menu.action)

    def open_action(self, user, action):
        """Load an action, its views and its first page, as the client does."""
        env = self.env(user=user.id)
        values = env[action._name]._for_xml_id(
            action.sudo().get_external_id()[action.id]
        )
        model = env[values["res_model"]]
        views = [(id_, kind) for id_, kind in values["views"]]
        views.append(
            (values["search_view_id"] and values["search_view_id"][0], "search")
        )
        opened = model.get_views(views)["views"]
        self.assertEqual(set(opened), {kind for _id, kind in views})

    def test_configuration_is_for_managers(self):
        """G5: who does not write policies does not see where they are written."""
        menu = self.env.ref(f"{MODULE}.customer_followup_configuration_menu")
        for role, user in self.users.items():
            with self.subTest(role):
                self.assertEqual(
                    bool(menu.with_user(user)._filter_visible_menus()),
                    role in ("manager", "administrator"),
                )

    def test_today_offers_everybody_their_own_screens(self):
        """VIS-4: contacts for who makes them, the board for who watches over others."""
        today = self.env.ref(f"{MODULE}.customer_followup_today_menu")
        self.assertFalse(today.action)
        for role, user in self.users.items():
            children = today.child_id.with_user(user)._filter_visible_menus()
            offered = [
                name.split(".")[1] for name in children.get_external_id().values()
            ]
            expected = {"customer_deadline_mine_menu"}
            if role not in OFFICES:
                expected.add("customer_followup_contacts_menu")
            if role != "specialist":
                expected.add("customer_deadline_board_menu")
            with self.subTest(role):
                self.assertEqual(set(offered), expected)
                self.assertTrue(today.with_user(user)._filter_visible_menus())

    def test_every_empty_list_says_what_to_do(self):
        """VIS-4: an action without records helps whoever opens it."""
        for action in self.get_shipped("ir.actions.act_window"):
            if action.xml_id.partition(".")[2] not in DIALOGS:
                with self.subTest(action.xml_id):
                    self.assertIn("o_view_nocontent", action.help or "")

    def test_every_action_has_an_address_of_its_own(self):
        """VIS-4: a screen can be bookmarked, and no two share an address."""
        actions = self.get_shipped("ir.actions.act_window").filtered(
            lambda action: action.target != "new"
        )
        self.assertEqual(len(set(actions.mapped("path"))), len(actions))
        self.assertTrue(all(actions.mapped("path")))

    # Models ---------------------------------------------------------------------------

    def test_every_model_has_rights(self):
        """G5: somebody may use each model, and nobody without a group."""
        for model in self.get_own_models():
            with self.subTest(model._name):
                access = self.env["ir.model.access"].search(
                    [("model_id.model", "=", model._name)]
                )
                self.assertTrue(access)
                self.assertTrue(all(entry.group_id for entry in access))

    def test_every_model_has_a_company_rule(self):
        """G5: a company's records are for its people, a dialog for who opened it."""
        for model in self.get_own_models():
            field = "create_uid" if model._transient else "company_id"
            with self.subTest(model._name):
                rules = self.env["ir.rule"].search(
                    [("model_id.model", "=", model._name), ("groups", "=", False)]
                )
                self.assertIn(field, "".join(rules.mapped("domain_force")))

    def test_every_model_is_described(self):
        """G5: a record has a name in messages, and a purpose in its docstring."""
        for model in self.get_own_models():
            with self.subTest(model._name):
                self.assertNotEqual(model._description, model._name)
                self.assertTrue(
                    [
                        cls
                        for cls in type(model).mro()
                        if cls.__module__.startswith(f"odoo.addons.{MODULE}.")
                        and cls.__doc__
                    ]
                )

    def test_promises_are_shipped_archived(self):
        """G14: installing starts no clock; a manager chooses what is promised."""
        path = f"{MODULE}/data/customer_deadline_policy_data.xml"
        with file_open(path, "rb") as file:
            data = etree.parse(file).getroot()
        self.assertEqual(data.get("noupdate"), "1")
        promises = data.findall("record[@model='customer.deadline.policy']")
        self.assertTrue(promises)
        for promise in promises:
            with self.subTest(promise.get("id")):
                active = promise.find("field[@name='active']")
                self.assertEqual(active.get("eval"), "False")

    # States ---------------------------------------------------------------------------

    def test_state_table_has_no_dead_end(self):
        """VIS-6: every state can be reached, and every state can be left."""
        states = set(dict(self.env["customer.followup"]._fields["state"].selection))
        edges = {
            (source, target)
            for sources, target, _group in TRANSITIONS.values()
            for source in sources
        }
        reached, frontier = set(), {"planned"}
        while frontier:
            reached |= frontier
            frontier = {t for s, t in edges if s in frontier} - reached
        self.assertEqual(reached, states)
        self.assertEqual({source for source, _target in edges}, states)

    def test_state_table_names_steps_and_groups_that_exist(self):
        """VIS-6: each step is a button, each group a group."""
        for step, (_sources, _target, group) in TRANSITIONS.items():
            with self.subTest(step):
                self.assertTrue(
                    callable(getattr(self.env["customer.followup"], f"action_{step}"))
                )
                self.assertTrue(self.env.ref(f"{MODULE}.{group}"))
