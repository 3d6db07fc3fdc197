"""Analysis of complaints: each number beside plain arithmetic, and its rows (RPT-3)."""

import re
from pathlib import Path

from odoo.exceptions import AccessError
from odoo.modules import get_module_path
from odoo.tests import tagged
from odoo.tools.safe_eval import safe_eval

from .case_common import CaseCase
from .complaint_analysis_common import ANALYSIS, MEASURES, ComplaintAnalysisMixin

GROUPINGS = ("cause_id", "department_id", "partner_id", "way_in", "date:month")
COUNTED = "static/src/counted_pivot/counted_pivot.js"


@tagged("post_install", "-at_install")
class TestComplaintAnalysis(ComplaintAnalysisMixin, CaseCase):
    def read(self, by=(), domain=(), user=None):
        """Return the measures by what they are grouped by, as the pivot reads them."""
        rows = self.env[ANALYSIS].with_user(user or self.general)
        rows = rows.with_context(allowed_company_ids=self.company.ids)
        return {
            tuple(getattr(key, "id", key) for key in keys[: len(by)]): {
                name: round(value or 0, 4)
                for name, value in zip(MEASURES, keys[len(by) :], strict=True)
            }
            for keys in rows._read_group(list(domain), by, MEASURES)
        }

    def find(self, *cases, user=None):
        rows = self.env[ANALYSIS].with_user(user or self.general)
        rows = rows.with_context(allowed_company_ids=self.company.ids)
        rows.invalidate_model()  # as another request reads them
        ids = [case.id for case in cases]
        return rows.search([("ticket_id", "in", ids)] if cases else [])

    def test_numbers_equal_plain_arithmetic(self):
        """RPT-3: alone and in every grouping, shares weighted by what they are of."""
        facts = [self.get_facts(case) for case in self.get_cases()]
        self.assertEqual(self.read(), {(): self.compute(facts)})
        for name in GROUPINGS:
            keys = {f[name] for f in facts}
            expected = {
                (key,): self.compute([f for f in facts if f[name] == key])
                for key in keys
            }
            with self.subTest(name):
                self.assertEqual(self.read([name]), expected)

    def test_seeded_complaints_are_of_every_kind(self):
        """RPT-3: what the arithmetic above is about, said in numbers."""
        total = self.read()[()]
        self.assertEqual(
            {name: total[f"{name}:sum"] for name in ("complaint_count", "cost")},
            {"complaint_count": 6, "cost": 410.5},
        )
        self.assertEqual(
            (total["invalid_count:sum"], total["cancelled_count:sum"]), (1, 1)
        )
        self.assertEqual(total["answered_count:sum"], 3)
        self.assertEqual(total["first_time_share:avg"], 33.3333)
        self.assertGreater(total["deadline_count:sum"], total["kept_count:sum"])
        self.assertGreater(total["kept_count:sum"], 0)

    def test_share_of_deadlines_is_of_all_deadlines(self):
        """RPT-3: a complaint with more promises weighs more; not so its average."""
        rows = self.find(self.quick, self.slow)
        one, two = ((row.deadline_count, row.kept_share) for row in rows)
        self.assertNotEqual(one[0], two[0])
        weighted = (one[0] * one[1] + two[0] * two[1]) / (one[0] + two[0])
        total = self.read(domain=[("id", "in", rows.ids)])[()]
        self.assertEqual(total["kept_share:avg"], round(weighted, 4))
        self.assertNotEqual(total["kept_share:avg"], round((one[1] + two[1]) / 2, 4))

    def test_cause_is_of_the_last_approved_solution(self):
        """RPT-3: a proposal that nobody has signed is neither a cause nor a cost."""
        [proposed], [slow] = self.find(self.proposed), self.find(self.slow)
        self.assertFalse(proposed.cause_id or proposed.cost)
        self.assertEqual((slow.cause_id, slow.cost), (self.wet, 280.5))

    def test_nobodys_complaints_are_counted_by_themselves(self):
        """CMP-2, RPT-3: unjustified and cancelled ones are on no department."""
        for case, outcome in ((self.invalid, "invalid"), (self.given_up, "cancelled")):
            [row] = self.find(case)
            self.assertEqual((row.outcome, row.complaint_count), (outcome, 0))
            self.assertFalse(row.department_id or row.responsible_id or row.cause_id)
            self.assertFalse(row.round_count or row.deadline_count or row.cost)
        self.rule(self.invalid, "pending")
        self.assertEqual(self.find(self.invalid).complaint_count, 1)

    def test_satisfaction_is_said_before_and_after(self):
        """RPT-3: the last word before; afterwards the callback, else the next one."""
        [row] = self.find(self.quick)
        self.assertEqual((row.satisfaction_before, row.satisfaction_after), (4, 2))
        call = self.quick.customer_callback_ids[:1] or self.tell(
            "2026-03-02 07:00:00", "5"
        )
        call._in_transition().write(
            {
                "state": "recorded",
                "satisfaction": "3",
                "contacted_at": "2026-02-03 02:30:00",
                "callback_ticket_id": self.quick.id,
            }
        )
        self.assertEqual(self.find(self.quick).satisfaction_after, 3)
        [pending] = self.find(self.pending)
        self.assertFalse(pending.satisfaction_before or pending.satisfaction_after)

    def test_each_number_opens_what_it_counts(self):
        """RPT-3: the rows behind a cell have its value, all of them and no others."""
        text = Path(get_module_path("customer_followup"), COUNTED).read_text()
        block = re.search(r"// Complaints\n(.*?)//", text, re.DOTALL)[1]
        counted = {
            name: safe_eval(domain)
            for name, domain in re.findall(r"(\w+): (\[\[.*?\]\]),", block)
        }
        counted["complaint_count"] = [("complaint_count", "=", 1)]
        self.assertEqual(
            set(counted), {m.split(":")[0] for m in MEASURES} | {"penalty"}
        )
        for (cause,), values in self.read(["cause_id"]).items():
            for measure in MEASURES:
                name = measure.split(":")[0]
                cell = [("cause_id", "=", cause), *counted[name]]
                behind = self.read(domain=cell)[()]
                with self.subTest(name, cause=cause):
                    self.assertEqual(behind[measure], values[measure])
                    rows = self.env[ANALYSIS].search(cell)
                    self.assertEqual(bool(rows), bool(behind[measure]) or bool(rows))

    def test_each_row_opens_its_complaint(self):
        """RPT-3: and a row that is not there opens nothing."""
        for row in self.find():
            action = row.action_open_document()
            self.assertEqual(
                (action["res_model"], action["res_id"]),
                ("helpdesk.ticket", row.ticket_id.id),
            )
        self.assertFalse(self.env[ANALYSIS].browse(4711).action_open_document())

    def test_who_sees_what(self):
        """G5: supervisors and offices all; heads their department, others nothing."""
        self.qian.group_ids += self.env.ref("customer_followup.group_department_head")
        everything = self.find()
        self.assertEqual(len(everything), 8)
        for user in (self.supervisor, self.manager, self.quality):
            self.assertEqual(self.find(user=user), everything)
        own = self.find(user=self.qian)
        self.assertEqual(own.department_id, self.laboratory)
        self.assertEqual(len(own), 4)
        theirs = self.find(user=self.colleague)
        self.assertEqual(theirs.partner_id, self.other_customer)
        [row] = self.find(self.warehouses)
        with self.assertRaises(AccessError):
            row.with_user(self.qian).action_open_document()
        with self.assertRaises(AccessError):
            self.find(user=self.wu)

    def test_penalties_are_for_managers(self):
        """CMP-10: the approved ones of a complaint; supervisors do not read them."""
        penalties = self.env["customer.complaint.penalty"].with_user(self.general)
        penalties = penalties.with_context(allowed_company_ids=self.company.ids).create(
            [
                {
                    "ticket_id": self.quick.id,
                    "employee_id": self.quick.customer_responsible_id.id,
                    "amount": amount,
                    "reason": "Left the check out",
                }
                for amount in (300, 200, 900)
            ]
        )
        penalties[:2].sudo()._in_transition().write({"state": "approved"})
        [row] = self.find(self.quick, user=self.manager).read(["penalty"])
        self.assertEqual(row["penalty"], 500)
        for user in (self.supervisor, self.quality, self.colleague):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self.env[ANALYSIS].with_user(user).browse(row["id"]).read(["penalty"])

    def test_other_companies_are_not_counted(self):
        """G5: of the companies that are looked at."""
        elsewhere = self.create_company("West River Chemicals")
        case = self.create_complaint(self.env.user, company_id=elsewhere.id)
        self.assertFalse(self.find(case))
        foreign = self.create_user("foreign", "group_supervisor", elsewhere)
        rows = self.env[ANALYSIS].with_user(foreign)
        rows = rows.with_context(allowed_company_ids=elsewhere.ids).search([])
        self.assertEqual(rows.ticket_id, case)
