"""A case's steps are noted by its buttons, by who may write it (G5, ISS-1)."""

from odoo.tests import tagged

from .deadline_access_common import PAST, STAMPS, STEPS, DeadlineAccessCase

CASE = "helpdesk.ticket"
BUTTONS = {
    "decided": "action_customer_decide",
    "agreed": "action_customer_agree",
    "handed_over": "action_customer_hand_over",
    "contacted": "action_customer_contact",
}
# what only colleagues see of a case that customers may read
INTERNAL = [*STAMPS, "customer_deadline_ids", "customer_deadline_summary"]


@tagged("post_install", "-at_install")
class TestDeadlineAccessCase(DeadlineAccessCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # as if it came from outside, where nobody chose a department
        (cls.case | cls.foreign | cls.far).sudo().write(
            {"customer_department_id": cls.department.id}
        )
        cls.case_ids = cls.case.ids
        cls.new = cls.get_case_values(cls.customer)

    # Stamps ---------------------------------------------------------------------------

    def test_stamps_cannot_be_written(self):
        """ISS-1: when a case was decided nobody types in, with no context."""
        for user, context in self.get_attempts():
            for stamp in STAMPS:
                for value in (PAST, False):
                    vals = {stamp: value}
                    self.assert_refused(
                        user, CASE, "write", self.case_ids, vals, context=context
                    )

    def test_stamps_cannot_be_created_or_copied(self):
        """ISS-1: no case is born with steps that nobody took."""
        for user, context in self.get_attempts():
            for stamp in STAMPS:
                vals = {**self.new, stamp: PAST}
                self.assert_refused(user, CASE, "create", [vals], context=context)
                self.assert_refused(
                    user, CASE, "copy", self.case_ids, {stamp: PAST}, context=context
                )
        copy = self.call(self.specialist, CASE, "copy", self.case_ids)["result"]
        copied = self.env[CASE].browse(copy)
        self.assertNotEqual(copied.customer_decided_at, PAST)
        self.assertFalse(copied.customer_agreed_at)

    def test_stamps_cannot_be_imported(self):
        """ISS-1: the import of a file is no way around."""
        for stamp in STAMPS:
            columns = ["name", "description", "partner_id/.id", stamp]
            row = ["Wet bags", "Twelve", str(self.customer.id), PAST]
            answer = self.try_to(self.manager, CASE, "load", columns, [row])
            self.assertFalse(answer["result"]["ids"], stamp)

    def test_defaults_leave_the_stamps_empty(self):
        """ISS-1: neither a context nor a user's default takes a step."""
        self.env["ir.default"].set(CASE, "customer_agreed_at", PAST)
        context = {f"default_{stamp}": PAST for stamp in STAMPS}
        answer = self.call(self.specialist, CASE, "create", [self.new], context=context)
        case = self.env[CASE].browse(answer["result"])
        self.assertTrue(case.exists())
        self.assertEqual([case[stamp] for stamp in STAMPS], [False] * 4)
        self.assertEqual(case.customer_deadline_ids.state, "running")

    # Buttons --------------------------------------------------------------------------

    def test_buttons_refuse_cases_of_others(self):
        """G5: an id that is not one's own, with every button, by every role."""
        attempts = [
            (self.specialist, self.foreign),
            (self.office, self.foreign),
            (self.employee, self.foreign),
            (self.portal, self.foreign),
            (self.specialist, self.far),
            (self.supervisor, self.far),
            (self.manager, self.far),
        ]
        contexts = [{}, {"customer_transition": 1}]
        for user, case in attempts:
            for button in BUTTONS.values():
                for context in [
                    *contexts,
                    {"allowed_company_ids": case.company_id.ids},
                ]:
                    self.assert_hidden(user, CASE, button, case.ids, context=context)
                mixed = self.case_ids + case.ids
                self.assert_hidden(user, CASE, button, mixed)

    def test_case_of_another_company_answers_like_a_missing_one(self):
        """G5: whether a case exists elsewhere is not told."""
        missing = [self.env[CASE].search([], order="id desc", limit=1).id + 1000]
        for button in BUTTONS.values():
            for ids in (self.far.ids, missing):
                self.assert_hidden(self.supervisor, CASE, button, ids)

    def test_own_buttons_note_the_step(self):
        """ISS-1: the same calls by the owner go through, in the answer and the row."""
        for user, step in zip(
            (self.specialist, self.supervisor, self.manager),
            ("agreed", "handed_over", "contacted"),
            strict=True,
        ):
            case = self.create_case(self.customer, self.specialist)
            case.customer_department_id = self.department
            answer = self.call(user, CASE, BUTTONS[step], case.ids)
            self.assertNotIn("error", answer)
            self.env.invalidate_all()
            taken = [bool(case[stamp]) for stamp in STAMPS]
            place = STEPS.index(step)
            self.assertEqual(taken, [True] * (place + 1) + [False] * (3 - place))

    def test_step_is_taken_once(self):
        """ISS-1: a second click moves no moment."""
        case = self.create_case(self.customer, self.specialist)
        button = BUTTONS["decided"]
        self.assertNotIn("error", self.call(self.specialist, CASE, button, case.ids))
        for user in self.specialist | self.manager:
            self.assert_refused(user, CASE, button, case.ids)

    # Who registers, who deletes -------------------------------------------------------

    def test_whoever_registers_a_case_starts_its_clock(self):
        """CMP-1, G14: also for a customer whose clocks one may not read."""
        hotline = self.env["helpdesk.ticket.team"].create(
            {"name": "Hotline", "user_ids": self.specialist.ids}
        )
        others = self.get_case_values(self.foreign.partner_id)
        theirs = {**others, "team_id": hotline.id, "user_id": False}
        for vals in (others, theirs):
            answer = self.call(self.specialist, CASE, "create", [vals])
            self.assertNotIn("error", answer)
            clock = self.env[CASE].browse(answer["result"]).customer_deadline_ids
            self.assertEqual(clock.state, "running")
            self.assertEqual(clock.event_ids.user_id, self.specialist)
        self.assertFalse(clock.user_id)
        self.assert_hidden(
            self.specialist, "customer.deadline", "read", clock.ids, ["due_at"]
        )

    def test_case_that_is_entered_closed_has_no_clock_that_runs(self):
        """ISS-1: what is registered afterwards is late for nobody."""
        stages = self.env["helpdesk.ticket.stage"]
        done = stages.search([("closed", "=", True)], limit=1)
        vals = {**self.new, "stage_id": done.id}
        answer = self.call(self.specialist, CASE, "create", [vals])
        case = self.env[CASE].browse(answer["result"])
        self.assertTrue(case.closed)
        self.watch(hours=30)
        self.assertFalse(case.customer_deadline_ids.filtered("is_open"))
        self.assertNotIn("missed", case.customer_deadline_ids.mapped("state"))

    def test_refused_deletion_stops_no_clock(self):
        """G5: who may not delete a case does not end its clocks by trying."""
        for user in self.specialist | self.supervisor | self.office | self.portal:
            self.assert_refused(user, CASE, "unlink", self.case_ids)
        self.assert_hidden(self.manager, CASE, "unlink", self.far.ids)

    def test_deleted_case_leaves_its_clocks_as_evidence(self):
        """G5: what was missed stays missed; what was not is not needed any more."""
        missed = self.create_case(self.customer, self.specialist)
        self.watch(hours=2)
        running = self.create_case(self.customer, self.specialist)
        cases = missed | running
        clocks = missed.customer_deadline_ids | running.customer_deadline_ids
        self.assertEqual(clocks.mapped("state"), ["missed", "running"])
        names = clocks.mapped("res_name")
        answer = self.call(self.manager, CASE, "unlink", cases.ids)
        self.assertNotIn("error", answer)
        self.env.invalidate_all()
        self.assertFalse(cases.exists())
        self.assertEqual(clocks.mapped("state"), ["missed", "cancelled"])
        self.assertFalse(any(clocks.mapped("is_open")))
        self.assertEqual(clocks.mapped("res_name"), names)
        for clock in clocks:
            last = clock.event_ids.sorted("id")[-1]
            self.assertEqual((last.kind, last.user_id), ("cancelled", self.manager))
        kept = self.call(self.specialist, "customer.deadline", "read", clocks.ids)
        self.assertEqual(len(kept["result"]), 2)

    # Customers ------------------------------------------------------------------------

    def test_customers_see_no_clock_on_their_case(self):
        """G6: a customer reads the own case, and nothing of who is late with it."""
        case = self.create_case(self.portal.partner_id, self.specialist)
        own = self.try_to(self.portal, CASE, "read", case.ids, ["name"])
        self.assertEqual(own["result"][0]["name"], case.name)
        for field in INTERNAL:
            self.assert_refused(self.portal, CASE, "read", case.ids, [field])
        shown = self.try_to(self.portal, CASE, "fields_get")["result"]
        self.assertTrue(shown.keys().isdisjoint(INTERNAL))
        for domain in (
            [("customer_deadline_ids.state", "=", "missed")],
            [("customer_decided_at", "!=", False)],
        ):
            self.assert_refused(self.portal, CASE, "search_count", domain)
        for model in ("", ".event", ".notice", ".policy", ".rung"):
            name = f"customer.deadline{model}"
            self.assert_refused(self.portal, name, "search_read", [])
        for button in BUTTONS.values():
            self.assert_refused(self.portal, CASE, button, case.ids)
