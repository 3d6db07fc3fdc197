"""Similar earlier cases beside a cause (CMP-7)."""

from odoo.tests import Form, tagged
from odoo.tools import SQL

from .case_common import CaseCase

CAUSE = "customer_followup.customer_complaint_cause_"
ROWS = """
    INSERT INTO helpdesk_ticket
          (number, name, description, company_id, stage_id, active, customer_case_type,
           customer_round_count, customer_department_id, customer_product_id)
    SELECT 'T' || n, 'Case', 'Wet', %(company)s, %(stage)s, TRUE, 'complaint', 1,
           CASE WHEN n %% 7 = 0 THEN %(department)s END,
           CASE WHEN n %% 5000 = 0 THEN %(product)s END
      FROM generate_series(1, 50000) AS n;
    INSERT INTO customer_complaint_round
          (ticket_id, number, company_id, requester_id, state, cause_id, solution)
    SELECT id, 1, %(company)s, 1, 'satisfied',
           (%(causes)s::int[])[1 + id %% 10], 'Replaced'
      FROM helpdesk_ticket WHERE number LIKE 'T%%';
    ANALYZE customer_complaint_round;
    ANALYZE helpdesk_ticket
"""


@tagged("post_install", "-at_install")
class TestComplaintSimilar(CaseCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.switch_on_rounds()
        cls.cause = cls.env.ref(CAUSE + "test")
        cls.acid = cls.env["product.product"].create({"name": "Acid"})

    def create_earlier(self, satisfied=True, cause=None, **vals):
        """Return a complaint that was handled once."""
        case = self.create_justified(**vals)
        done = self.propose(case, self.qian, cause_id=(cause or self.cause).id)
        self.sign(done, self.quality, self.general)
        self.as_user(done, self.qian).action_carry_out("Told")
        self.as_user(done, self.supervisor).action_close(satisfied, "Said")
        return case

    def find(self, case, user=None):
        opened = self.as_user(case._get_open_round(), user or self.quality)
        return opened.similar_ids.ticket_id.with_env(self.env)

    def test_same_cause_is_shown_when_it_is_chosen(self):
        """CMP-7: number, what was done, rounds, what the customer said, lesson."""
        earlier = self.create_earlier()
        earlier.with_user(self.supervisor).action_write_summary("Old ones", "", "")
        other = self.create_earlier(cause=self.env.ref(CAUSE + "late"))
        again = self.create_earlier(satisfied=False)
        case = self.create_justified()
        form = Form(self.as_user(case._get_open_round(), self.supervisor))
        self.assertFalse(len(form.similar_ids))
        form.cause_id = self.cause
        self.assertEqual(
            set(form.similar_ids.ids),
            set((earlier | again).customer_round_ids.filtered("closed_at").ids),
        )
        shown = earlier.customer_round_ids
        self.assertEqual(
            (shown.lesson, shown.ticket_round_count, shown.state),
            ("Old ones", 1, "satisfied"),
        )
        self.assertNotIn(other, self.find(case))

    def test_same_product_and_department_come_first(self):
        """CMP-7: then the newest; one row of each case, and ten of them."""
        same = self.create_earlier(customer_product_id=self.acid.id)
        near = self.create_earlier()
        store = self.create_department("Store", self.head)
        for _number in range(3):
            far = self.create_earlier()
            far.customer_department_id = store
        case = self.create_justified(customer_product_id=self.acid.id)
        case._get_open_round().cause_id = self.cause
        found = self.find(case)
        self.assertEqual(list(found[:3]), [same, near, far])
        for _number in range(7):
            self.create_earlier()
        self.env.invalidate_all()
        found = self.find(case)
        self.assertEqual((len(found), found[0]), (10, same))

    def test_reader_sees_what_may_be_read(self):
        """G5: a person responsible sees the own cases, and no other company's."""
        theirs = self.create_earlier()
        theirs.customer_responsible_id = self.head
        case = self.create_justified()
        case._get_open_round().cause_id = self.cause
        self.assertIn(theirs, self.find(case))
        self.assertFalse(self.find(case, self.wu))
        action = self.as_user(case._get_open_round(), self.wu).action_open_similar()
        rounds = self.as_user(self.env["customer.complaint.round"], self.wu)
        self.assertFalse(rounds.search(action["domain"]))
        with self.refused(".", Exception):
            self.as_user(case._get_open_round(), self.outsider).action_open_similar()

    def test_one_query_among_fifty_thousand_cases(self):
        """CMP-7, G17: by an index, and as many queries as with ten."""
        case = self.create_justified(customer_product_id=self.acid.id)
        opened = self.as_user(case._get_open_round(), self.quality)
        opened.with_env(self.env).cause_id = self.cause
        causes = self.env["customer.complaint.cause"].search([], limit=10) | self.cause
        self.env.flush_all()
        self.env.cr.execute(
            ROWS,
            {
                "company": self.company.id,
                "stage": self.env.ref("helpdesk_mgmt.helpdesk_ticket_stage_done").id,
                "department": self.laboratory.id,
                "product": self.acid.id,
                "causes": (self.cause | causes).ids[:10],
            },
        )
        self.env.invalidate_all()
        opened._find_similar()  # what is asked once
        self.env.invalidate_all()
        opened.cause_id, opened.ticket_id.number, opened.sudo().ticket_id.user_id
        with self.assertQueryCount(1):
            found = opened._find_similar()
        self.assertEqual(len(found), 10)
        plan = self.env.execute_query(
            SQL("EXPLAIN ANALYZE %s", opened._get_similar_query())
        )
        words = "\n".join(line for (line,) in plan)
        self.assertIn("customer_complaint_round__cause_id_index", words)
        self.assertNotIn("Seq Scan on customer_complaint_round", words)
