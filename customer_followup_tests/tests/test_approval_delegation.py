"""Stand-ins: dated, with both names, and never a way around the other rules."""

from datetime import date, timedelta

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .approval_common import ApprovalCase
from .common import MONDAY, SHANGHAI

DAY = timedelta(days=1)


class DelegationCase(ApprovalCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.stand_in, cls.second = (
            cls.create_user(name, "group_quality_head")
            for name in ("stand_in", "second")
        )

    def delegate(self, absent, stand_in, start=MONDAY, end=MONDAY, user=None, **vals):
        """Let ``stand_in`` sign for ``absent``, entered by ``absent`` or ``user``."""
        delegations = self.env["customer.approval.delegation"]
        return self.as_user(delegations, user or absent).create(
            {
                "user_id": absent.id,
                "delegate_id": stand_in.id,
                "company_id": self.company.id,
                "date_from": start,
                "date_to": end,
                **vals,
            }
        )


@tagged("post_install", "-at_install")
class TestApprovalDelegation(DelegationCase):
    def test_stand_in_signs_with_both_names(self):
        """CRD-1: the log and the line of steps name the absent one too."""
        self.delegate(self.marketing, self.stand_in)
        request = self.create_request(submit=True)
        self.assertEqual(
            request._get_open_step().signer_ids, self.marketing | self.stand_in
        )
        self.assertEqual(self.count_to_sign(self.stand_in), 1)
        self.sign(request, self.stand_in)
        entry = request.approval_entry_ids[-1]
        self.assertEqual(
            (entry.user_id, entry.on_behalf_of_id), (self.stand_in, self.marketing)
        )
        shown = request.approval_progress[0]["signatures"][0]
        self.assertEqual(shown["on_behalf_of"], self.marketing.name)
        self.sign(request, self.finance, self.general)
        self.assertEqual(request.state, "approved")

    def test_first_and_last_day_are_those_of_the_company(self):
        """CRD-1: from midnight to midnight where the company works, not in UTC."""
        self.company.resource_calendar_id.tz = SHANGHAI  # UTC+8
        self.delegate(self.marketing, self.stand_in, MONDAY, MONDAY + DAY)
        request = self.create_request(submit=True)
        for moment, may_sign in (
            ("2026-03-01 15:59:59", False),
            ("2026-03-01 16:00:00", True),
            ("2026-03-03 15:59:59", True),
            ("2026-03-03 16:00:00", False),
        ):
            with self.subTest(moment), freeze_time(moment):
                request._get_steps()._refresh_signers()
                signers = request._get_open_step().signer_ids
                self.assertEqual(self.stand_in in signers, may_sign)
                if not may_sign:
                    self.assert_cannot_sign(request, self.stand_in, "waits at level")
        with freeze_time("2026-03-03 15:59:59"):
            self.sign(request, self.stand_in)

    def test_job_asks_who_stands_in_from_today_on(self):
        """CRD-1: nobody has to open the document for the days to count."""
        self.delegate(self.marketing, self.stand_in, MONDAY + DAY, MONDAY + DAY)
        request = self.create_request(submit=True)
        self.assertEqual(self.count_to_sign(self.stand_in), 0)
        for days, count in ((1, 1), (2, 0)):
            with freeze_time(MONDAY + days * DAY + timedelta(hours=3)):
                request._get_open_step()._refresh_running()
                self.assertEqual(self.count_to_sign(self.stand_in), count)

    def test_stand_in_who_is_involved_cannot_sign(self):
        """G2: the requester signs for nobody."""
        self.delegate(self.marketing, self.salesperson)
        request = self.create_request(submit=True)
        self.assert_cannot_sign(request, self.salesperson, "yourself")
        self.sign(request)

    def test_stand_in_of_somebody_involved_cannot_sign(self):
        """G2: who asked for it cannot have it signed in the own name."""
        self.delegate(self.marketing, self.stand_in)
        request = self.create_request(user=self.marketing, submit=True)
        self.assert_cannot_sign(request, self.stand_in, "stand in for somebody")
        self.assertTrue(request.approval_is_blocked)

    def test_stand_in_who_has_signed_cannot_sign_again(self):
        """G2: nobody signs twice, for oneself and for somebody else."""
        self.delegate(self.finance, self.marketing)
        request = self.create_request(submit=True)
        self.sign(request, self.marketing)
        self.assert_cannot_sign(request, self.marketing, "nobody signs twice")
        self.sign(request, self.finance, self.general)

    def test_absent_one_who_was_signed_for_cannot_sign_elsewhere(self):
        """G2: both names are spent by the signature of a stand-in."""
        office = self.env.ref("customer_followup.group_finance_head")
        office.user_ids += self.marketing
        self.delegate(self.marketing, self.stand_in)
        request = self.create_request(submit=True)
        self.sign(request, self.stand_in)
        self.assert_cannot_sign(request, self.marketing, "nobody signs twice")
        self.assert_cannot_sign(request, self.stand_in, "nobody signs twice")
        self.sign(request, self.finance, self.general)
        names = request.approval_entry_ids.filtered(lambda e: e.action == "approved")
        self.assertEqual(
            len(names.user_id | names.on_behalf_of_id), 4, "all different people"
        )

    def test_one_stand_in_for_two_signs_once(self):
        """G2: whoever stands in for two offices signs for one of them."""
        self.delegate(self.marketing, self.stand_in)
        self.delegate(self.finance, self.stand_in)
        request = self.create_request(submit=True)
        self.assertFalse(request.approval_is_blocked)
        self.sign(request, self.stand_in)
        self.assert_cannot_sign(request, self.stand_in, "nobody signs twice")
        self.sign(request, self.finance, self.general)

    def test_two_absences_and_two_stand_ins(self):
        """CRD-1: either of them signs, whoever comes first."""
        self.delegate(self.marketing, self.stand_in)
        self.delegate(self.marketing, self.second)
        request = self.create_request(submit=True)
        self.sign(request, self.second)
        self.assertEqual(self.count_to_sign(self.stand_in), 0)

    def test_stand_in_of_a_stand_in_is_nobody_s(self):
        """CRD-1: a chain is not followed; whoever is absent names who signs."""
        self.delegate(self.marketing, self.stand_in)
        self.delegate(self.stand_in, self.second)
        request = self.create_request(submit=True)
        self.assert_cannot_sign(request, self.second, "waits at level")

    def test_stand_in_who_left_or_works_elsewhere_does_not_count(self):
        """G3: a stand-in who cannot open the document does not hide a dead end."""
        elsewhere = self.create_company("West River Chemicals")
        far = self.create_user("far", "base.group_user", elsewhere)
        self.delegate(self.marketing, far)
        self.delegate(self.marketing, self.stand_in)
        self.stand_in.active = False
        self.marketing.active = False
        self.settle()
        request = self.create_request(submit=True)
        self.assertFalse(request._get_open_step().signer_ids)
        self.assertTrue(request.approval_is_blocked)

    def test_stand_in_of_another_company_does_not_count_here(self):
        """G5: an absence is entered for one company."""
        elsewhere = self.create_company("West River Chemicals")
        delegations = self.env["customer.approval.delegation"]
        delegations.create(
            {
                "user_id": self.marketing.id,
                "delegate_id": self.stand_in.id,
                "company_id": elsewhere.id,
                "date_from": MONDAY,
                "date_to": MONDAY,
            }
        )
        request = self.create_request(submit=True)
        self.assert_cannot_sign(request, self.stand_in)

    def test_end_of_a_delegation_takes_the_document_away(self):
        """CRD-1: at once, when it is cut short or deleted."""
        cut = self.delegate(self.marketing, self.stand_in, MONDAY - DAY)
        gone = self.delegate(self.marketing, self.second)
        self.create_request(submit=True)
        self.assertEqual(self.count_to_sign(self.stand_in), 1)
        cut.date_to = MONDAY - DAY
        gone.unlink()
        self.assertEqual(self.count_to_sign(self.stand_in), 0)
        self.assertEqual(self.count_to_sign(self.second), 0)


@tagged("post_install", "-at_install")
class TestApprovalDelegationEntry(DelegationCase):
    def test_only_colleagues_who_are_there_stand_in(self):
        """CRD-1: neither oneself, nor customers, nor who has left; days in order."""
        portal = self.create_user("portal", "base.group_portal")
        gone = self.create_user("gone", "base.group_user")
        gone.active = False
        for stand_in in (portal, gone):
            with self.refused("active colleagues", ValidationError):
                self.delegate(self.marketing, stand_in)
        with mute_logger("odoo.sql_db"):
            for vals, text in (
                ({"stand_in": self.marketing}, "two_people"),
                ({"stand_in": self.stand_in, "end": MONDAY - DAY}, "days_in_order"),
            ):
                with self.refused(text, Exception), self.env.cr.savepoint():
                    self.delegate(self.marketing, **vals).flush_recordset()

    def test_everybody_names_a_stand_in_for_oneself(self):
        """G2: nobody puts a name in somebody else's place; the head names thirds."""
        for user in (self.stand_in, self.manager, self.supervisor, self.finance):
            with self.refused("for oneself|not allowed|access", AccessError):
                self.delegate(self.marketing, self.stand_in, user=user)
        with self.refused("not himself", AccessError), self.env.cr.savepoint():
            self.delegate(self.marketing, self.general, user=self.general)
        self.delegate(self.marketing, self.stand_in, user=self.general)
        self.delegate(self.general, self.stand_in)

    def test_delegation_cannot_be_turned_to_others(self):
        """G2: neither by the stand-in nor by who is absent, and back again."""
        delegation = self.delegate(
            self.stand_in, self.second, MONDAY + DAY, MONDAY + DAY
        )
        for user, vals in (
            (self.stand_in, {"user_id": self.marketing.id}),
            (self.second, {"user_id": self.second.id, "delegate_id": self.finance.id}),
            (self.second, {"date_to": date(2027, 1, 1)}),
            (self.general, {"delegate_id": self.general.id}),
        ):
            with self.refused(".+", AccessError), self.env.cr.savepoint():
                self.as_user(delegation, user).write(vals)

    def test_delegation_that_has_begun_stays(self):
        """G4: in whose name somebody could sign stays known."""
        delegation = self.delegate(self.marketing, self.stand_in, MONDAY - DAY)
        for vals in (
            {"user_id": self.finance.id},
            {"delegate_id": self.second.id},
            {"date_from": MONDAY},
            {"company_id": self.create_company("West").id},
        ):
            with self.refused("has begun", UserError), self.env.cr.savepoint():
                delegation.sudo().write(vals)
        for context in ({}, {"_force_unlink": True}):
            with self.refused("has begun"), self.env.cr.savepoint():
                delegation.with_context(**context).unlink()
        delegation.date_to = MONDAY + DAY

    def test_delegation_that_somebody_signed_by_today_stays(self):
        """G4: from the first signature on, not from the next day on."""
        self.company.resource_calendar_id.tz = SHANGHAI  # UTC+8
        delegation = self.delegate(self.marketing, self.stand_in)
        delegation.delegate_id = self.second
        delegation.delegate_id = self.stand_in
        self.sign(self.create_request(submit=True), self.stand_in)
        with self.refused("has begun", UserError), self.env.cr.savepoint():
            delegation.delegate_id = self.second
        with self.refused("has begun"), self.env.cr.savepoint():
            delegation.unlink()
        self.delegate(self.marketing, self.second).unlink()

    def test_only_the_general_manager_chooses_who_is_absent(self):
        """CRD-1: everybody else sees the own name, and cannot change it."""
        delegations = self.env["customer.approval.delegation"]
        for user, is_fixed in ((self.marketing, True), (self.general, False)):
            form = Form(self.as_user(delegations, user))
            self.assertEqual(form.user_id, user)
            self.assertEqual(form._get_modifier("user_id", "readonly"), is_fixed)
