"""Somebody is responsible, has the work and sees the case (CMP-3)."""

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged

from .case_common import CASE, CaseCase


@tagged("post_install", "-at_install")
class TestCaseResponsible(CaseCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.case = cls.create_complaint()
        cls.other = cls.create_complaint()

    def make_responsible(self, case=None, person=None):
        (case or self.case).write(
            {
                "customer_department_id": self.laboratory.id,
                "customer_responsible_id": (person or self.person).id,
            }
        )

    def test_person_responsible_has_the_work_and_sees_the_case(self):
        """CMP-3: that case and no other, and reads only."""
        cases = self.as_user(self.env[CASE], self.wu)
        self.assertFalse(cases.search([]))
        self.make_responsible()
        self.assertEqual(self.get_work(self.case), self.wu)
        self.assertEqual(cases.search([]).ids, self.case.ids)
        self.assertEqual(cases.browse(self.case.id).name, "Wrong analysis")
        self.assertFalse(cases.browse(self.case.id).customer_can_handle)
        self.assertTrue(self.as_user(self.case, self.supervisor).customer_can_handle)
        with self.refused(".", AccessError):
            cases.browse(self.case.id).name = "All well"
        with self.refused(".", AccessError):
            cases.browse(self.other.id).read(["name"])

    def test_head_of_the_department_sees_its_cases(self):
        """CMP-3: by heading the department, without any office."""
        cases = self.as_user(self.env[CASE], self.qian)
        self.assertFalse(cases.search([]))
        self.case.customer_department_id = self.laboratory
        self.assertEqual(cases.search([]).ids, self.case.ids)
        self.assertFalse(self.as_user(self.env[CASE], self.outsider).search([]))

    def test_person_works_in_the_department(self):
        """CMP-3: or heads it, or a department above it."""
        clerk = self.specialist.employee_id
        with self.refused("does not work in Laboratory", ValidationError):
            self.make_responsible(person=clerk)
        for person in (self.person, self.head, self.general.employee_id):
            self.make_responsible(person=person)
            self.assertEqual(self.get_work(self.case), person.user_id)

    def test_change_moves_the_work_and_stays_in_the_log(self):
        """CMP-3: who was responsible before is there to read."""
        self.make_responsible()
        self.case.customer_responsible_id = self.head
        self.assertEqual(self.get_work(self.case), self.qian)
        self.flush_tracking()
        values = self.case.message_ids.sudo().tracking_value_ids.filtered(
            lambda v: v.field_id.name == "customer_responsible_id"
        )
        self.assertEqual(
            values.sorted("id").mapped(lambda v: (v.old_value_char, v.new_value_char)),
            [("", "Wu"), ("Wu", "Qian")],
        )
        self.assertFalse(self.as_user(self.env[CASE], self.wu).search([]))

    def flush_tracking(self):
        self.env.flush_all()
        self.cr.precommit.run()

    def test_another_department_lets_its_person_go(self):
        """CMP-3: who does not work there is not responsible any more."""
        self.make_responsible()
        store = self.create_department("Store", parent_id=self.office.id)
        self.case.customer_department_id = store
        self.assertFalse(self.case.customer_responsible_id)
        self.assertFalse(self.get_work(self.case))
        self.make_responsible(person=self.general.employee_id)
        self.case.customer_department_id = store
        self.assertEqual(self.case.customer_responsible_id.user_id, self.general)

    def test_person_without_login_is_represented(self):
        """CMP-3: the work is in the list of somebody who sees it."""
        self.person.user_id = False
        self.make_responsible()
        self.assertEqual(self.get_work(self.case), self.qian)
        self.assertIn("Wu", self.case._get_work_activities().summary)
        self.person.user_id = self.wu
        self.assertEqual(self.get_work(self.case), self.wu)

    def test_who_leaves_is_replaced_by_the_superior(self):
        """CMP-3: with a note, an activity and the sight of the case."""
        self.make_responsible()
        self.person.action_archive()
        self.assertEqual(self.case.customer_responsible_id, self.head)
        self.assertEqual(self.get_work(self.case), self.qian)
        self.assertIn("Wu has left; Qian is responsible now", self.get_log(self.case))
        self.assertTrue(self.as_user(self.case, self.qian).has_access("read"))

    def test_closed_case_keeps_who_was_responsible(self):
        """CMP-3: what is over is not rewritten when somebody leaves."""
        self.make_responsible()
        self.case.stage_id = self.env.ref("helpdesk_mgmt.helpdesk_ticket_stage_done")
        self.assertFalse(self.get_work(self.case))
        self.person.action_archive()
        self.assertEqual(self.case.customer_responsible_id, self.person)

    def test_user_who_leaves_hands_the_work_up(self):
        """CMP-3: no activity is in the list of somebody who cannot log in."""
        self.make_responsible()
        self.wu.action_archive()
        self.assertEqual(self.get_work(self.case), self.qian)
        self.assertEqual(self.case.customer_responsible_id, self.person)

    def test_everybody_has_left(self):
        """CMP-3: then the service manager has to name somebody."""
        self.make_responsible()
        users = self.wu | self.qian | self.general
        self.person.action_archive()
        users.action_archive()
        worker = self.get_work(self.case)
        self.assertTrue(worker.active)
        self.assertIn(worker, self.case.team_id.user_id | self.manager)

    def test_work_is_never_hidden_from_who_has_it(self):
        """CMP-3: a superior who may not read the case does not get the activity."""
        self.person.write({"user_id": False, "parent_id": self.specialist.employee_id})
        self.laboratory.manager_id = False
        others = self.create_customer("Green Mill", self.colleague)
        case = self.create_complaint(partner_id=others.id)
        self.make_responsible(case)
        worker = self.get_work(case)
        self.assertTrue(self.as_user(case, worker).has_access("read"))

    def test_complaint_without_a_person_is_the_work_of_the_head(self):
        """CMP-3: in rounds somebody has to be named; whoever heads it then does it."""
        self.switch_on_rounds()
        self.case.customer_department_id = self.laboratory
        self.assertEqual(self.get_work(self.case), self.qian)
        self.head.action_archive()
        self.assertEqual(self.get_work(self.case), self.general)
        self.laboratory.manager_id = self.person
        self.assertEqual(self.get_work(self.case), self.wu)

    def test_work_is_found_for_people_of_one_company(self):
        """CMP-3: whoever assigns it may work in more companies than they do."""
        elsewhere = self.create_company("West River Chemicals")
        self.supervisor.company_ids |= elsewhere
        both = (self.company | elsewhere).ids
        case = self.case.with_user(self.supervisor).with_context(
            allowed_company_ids=both
        )
        case.write(
            {
                "customer_department_id": self.laboratory.id,
                "customer_responsible_id": self.person.id,
            }
        )
        self.assertEqual(self.get_work(self.case), self.wu)

    def test_department_that_ends_gives_its_cases_up(self):
        """CMP-3: to the department above, with a note."""
        self.make_responsible()
        self.person.department_id = self.office
        self.head.department_id = self.office
        self.laboratory.unlink()
        self.assertEqual(self.case.customer_department_id, self.office)
        self.assertIn("Laboratory does not exist any more", self.get_log(self.case))
        self.assertTrue(self.get_work(self.case).active)
        with self.subTest("The last one"):
            self.office.unlink()
            self.assertFalse(self.case.customer_department_id)
            self.assertTrue(self.get_work(self.case).active)

    def test_plain_ticket_is_nobody_s_work(self):
        """CMP-3: naming a department makes no activity where nobody is named."""
        case = self.create_complaint(
            customer_case_type="issue", customer_department_id=self.laboratory.id
        )
        self.assertFalse(self.get_work(case))
