"""What a visit needs: asked for beforehand, signed by the superior (VIS-7)."""

from odoo import Command
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged

from .visit_request_common import MODEL, VisitRequestCase


@tagged("post_install", "-at_install")
class TestVisitRequest(VisitRequestCase):
    def test_superior_signs(self):
        """VIS-7: either superior, and nobody else; not who asks."""
        for superior in (self.supervisor, self.manager):
            request = self.create_visit_request(("cost", 80))
            for user in (self.colleague, self.general, self.specialist):
                with self.subTest(user.name), self.assertRaises(AccessError):
                    self.as_user(request, user).action_approve()
            self.sign(request, superior)
            self.assertEqual(request.state, "approved")
            self.assertEqual(request.date_approved.isoformat(), "2026-03-02")
        self.assertEqual(
            self.get_log(request),
            [("submitted", self.specialist), ("approved", self.manager)],
        )

    def test_whoever_makes_the_visit_asks(self):
        """VIS-7: not for the visit of a colleague, nor by moving a request there."""
        theirs = self.create_followup(user=self.colleague)
        for user in (self.specialist, self.supervisor):
            with self.subTest(user.name), self.refused("whoever makes", AccessError):
                self.create_visit_request(visit=theirs, user=user, submit=False)
        draft = self.create_visit_request(submit=False)
        with self.refused("whoever makes", AccessError):
            self.as_user(draft, self.specialist).followup_id = theirs
        # it was given to a colleague meanwhile, who goes on with it
        self.visit.user_id = self.colleague
        with self.refused("whoever makes", AccessError):
            self.as_user(draft, self.specialist).action_submit()
        self.as_user(draft, self.colleague).action_submit()
        self.assertEqual(draft.requester_id, self.colleague)

    def test_incomplete_requests_are_refused(self):
        """VIS-7: with the way out."""
        own = self.env[MODEL].with_user(self.specialist)
        empty = own.create({"followup_id": self.visit.id})
        with self.refused("Write down what is needed"):
            empty.action_submit()
        for kind, recipient in (("cost", None), ("gift", self.lin)):
            request = self.create_visit_request((kind, 0, recipient), submit=False)
            with self.subTest(kind), self.refused("What does .* cost"):
                self.as_user(request, self.specialist).action_submit()
        self.assertEqual(self.create_visit_request(("item",)).state, "submitted")

    def test_gifts_have_a_recipient_at_the_customer(self):
        """VIS-7: a person, and no company, nor somebody of another customer."""
        stranger = self.create_contact(self.create_customer("Red Mill"), "Ms An")
        for kind in ("gift", "entertainment"):
            with self.subTest(kind), self.refused("Who gets", ValidationError):
                self.create_visit_request((kind, 50))
        for person in (stranger, self.customer):
            with self.refused("is no person of Blue Mill", ValidationError):
                self.create_visit_request(("gift", 50, person))

    def test_totals_follow_the_lines(self):
        """VIS-7: by kind, and together."""
        request = self.create_visit_request(
            ("item", 30),
            ("cost", 100),
            ("cost", 20.5),
            ("gift", 200, self.lin),
            ("entertainment", 150, self.wu),
            submit=False,
        )
        amounts = ("item", "cost", "gift", "entertainment", "total")
        self.assertEqual(
            [request[f"amount_{name}"] for name in amounts],
            [30, 120.5, 200, 150, 500.5],
        )
        request.line_ids[0].unlink()
        request.line_ids.filtered(lambda line: line.kind == "gift").amount = 10
        self.assertEqual(request.amount_item, 0)
        self.assertEqual(request.amount_total, 280.5)

    def test_goods_fill_the_description(self):
        """VIS-7: which can be written otherwise."""
        request = self.create_visit_request(("item",), submit=False)
        request.line_ids.product_id = self.goods
        self.assertEqual(request.line_ids.description, "Soda Ash, 25 kg")
        request.line_ids.description = "A small bag of it"
        self.assertEqual(request.line_ids.description, "A small bag of it")

    def test_what_was_submitted_stays(self):
        """VIS-7: neither the request nor its lines, however it is tried."""
        request = self.create_visit_request()
        other = self.create_visit_request(("cost", 5), submit=False)
        line = request.line_ids
        attempts = (
            lambda: request.write({"reason": "Other"}),
            lambda: request.write({"line_ids": [Command.clear()]}),
            lambda: request.write(
                {"spent_line_ids": [Command.update(line.id, {"amount": 1})]}
            ),
            lambda: line.write({"amount": 1}),
            lambda: line.write({"recipient_id": self.wu.id}),
            lambda: line.write({"request_id": other.id}),
            lambda: other.line_ids.write({"request_id": request.id}),
            line.unlink,
            lambda: line.create(
                {"request_id": request.id, **self.prepare_line("cost", 5)}
            ),
        )
        for state in ("submitted", "approved"):
            for number, attempt in enumerate(attempts):
                with (
                    self.subTest(state, number=number),
                    self.refused("cannot change"),
                    self.env.cr.savepoint(),
                ):
                    attempt()
            if state == "submitted":
                self.sign(request, self.supervisor)
        self.assertEqual(request.amount_total, 200)

    def test_line_that_was_forged_is_not_signed(self):
        """G2: the signature covers what is in the lines."""
        request = self.create_visit_request()
        self.env.cr.execute(
            "UPDATE customer_visit_request_line SET amount = 400 WHERE request_id = %s",
            [request.id],
        )
        self.env.invalidate_all()
        with self.refused("not what was submitted"):
            self.sign(request, self.supervisor)

    def test_asked_back_request_is_corrected(self):
        """VIS-7: and submitted again."""
        request = self.create_visit_request()
        self.as_user(request, self.supervisor).action_ask_back("Less, please")
        self.as_user(request, self.specialist).line_ids.amount = 100
        self.as_user(request, self.specialist).action_submit()
        self.sign(request, self.supervisor)
        self.assertEqual(request.amount_total, 100)

    def test_visit_that_is_over_needs_nothing(self):
        """VIS-7: refused in words, at the submission and at the signature."""
        waiting = self.create_visit_request(("cost", 5))
        draft = self.create_visit_request(("cost", 5), submit=False)
        self.visit.with_user(self.specialist).action_contact()
        with self.refused("is Contacted already"):
            self.as_user(draft, self.specialist).action_submit()
        with self.refused("is Contacted already"):
            self.sign(waiting, self.supervisor)
        self.as_user(waiting, self.supervisor).action_refuse("Too late")
        self.assertEqual(waiting.state, "refused")

    def test_cancelled_visit_needs_nothing(self):
        """VIS-7: what was asked for it is given up, with a note."""
        requests = [
            self.create_visit_request(("cost", 5), submit=False),
            self.create_visit_request(("cost", 5)),
            self.create_visit_request(is_signed=True),
        ]
        refused = self.create_visit_request(("cost", 5))
        self.as_user(refused, self.supervisor).action_refuse("No")
        self.visit.with_user(self.specialist).action_cancel("They have moved")
        self.assertEqual({request.state for request in requests}, {"cancelled"})
        self.assertEqual(refused.state, "refused")
        self.assertFalse(requests[1].activity_ids)
        self.assertEqual(self.get_log(requests[1])[-1][0], "cancelled")
        with self.refused("is Cancelled already"):
            self.create_visit_request(("cost", 5))

    def test_request_keeps_its_visit_from_being_deleted(self):
        """VIS-7: what was asked for belongs to the log."""
        self.create_visit_request(submit=False)
        with self.refused("Cancel it instead"):
            self.visit.with_user(self.supervisor).unlink()

    def test_garbage_is_answered(self):
        """G7: neither numbers that are none, nor texts that are none."""
        for amount in (float("nan"), float("inf"), "much", True, [1], 1e300):
            with self.subTest(amount), self.refused("Amount cannot hold"):
                self.create_visit_request(("cost", amount))
        for amount in (-1, 2e12):
            with self.subTest(amount), self.refused("from 0 to", ValidationError):
                self.create_visit_request(("cost", amount))
        with self.refused("has to be a text"):
            self.create_visit_request(reason=["x"])
        line = self.create_visit_request(submit=False).line_ids
        for name in ("description", "kind", "recipient_id", "product_id"):
            with self.subTest(name), self.refused("cannot hold"):
                line.write({name: {"a": 1}})

    def test_approved_request_is_given_back_before_the_visit(self):
        """VIS-7: by who makes it or a supervisor; not after it."""
        request = self.create_visit_request(is_signed=True)
        with self.assertRaises(AccessError):
            self.as_user(request, self.colleague).action_cancel("Out of spite")
        self.as_user(request, self.specialist).action_cancel()
        self.assertEqual(request.state, "cancelled")
        request = self.create_visit_request(is_signed=True)
        self.visit.with_user(self.specialist).action_record({"result": "well"})
        with self.refused("has taken effect"):
            self.as_user(request, self.specialist).action_cancel()
