"""The job that assigns what nobody looks after (ASG-1)."""

from odoo.tests import tagged

from .assignment_common import AssignmentCase


@tagged("post_install", "-at_install")
class TestAssignmentJob(AssignmentCase):
    def run_assignment(self):
        """Run the job as its service user, commits included."""
        self.env.flush_all()
        service = self.env.ref("customer_followup.user_service")
        with self.open_cursor() as cr:
            env = self.env(cr=cr, user=service.id, context={})
            env["res.partner"]._cron_assign_customers()
            cr.commit()
        self.env.invalidate_all()

    def test_job_is_off_as_installed(self):
        """ASG-1: neither the scheduled action nor the company wants it."""
        self.assertFalse(
            self.env.ref("customer_followup.ir_cron_assign_customers").active
        )
        self.assertFalse(self.company.customer_assigns_daily)
        self.run_assignment()
        self.assertFalse(self.customer.customer_specialist_id)

    def test_job_assigns_as_the_dialog_does(self):
        """ASG-1: the same choice, new and orphaned customers."""
        self.company.customer_assigns_daily = True
        customers = self.create_new_customers(9, user_id=self.salesperson.id)
        customers[0].customer_specialist_id = self.supervisor
        self.leave_service(self.supervisor)
        self.supervisor.active = False
        lines = self.preview(user=self.manager).line_ids
        proposed = {line.partner_id: line.specialist_id for line in lines}
        self.assertEqual(set(proposed), {*customers, self.customer})
        self.run_assignment()
        for customer, specialist in proposed.items():
            self.assertEqual(customer.customer_specialist_id, specialist)
        self.assertEqual(len(self.get_talks(customers)), 9)

    def test_job_run_twice_changes_nothing(self):
        """G8: what is assigned is not assigned again, and asked for one talk."""
        self.company.customer_assigns_daily = True
        customers = self.create_new_customers(5, user_id=self.salesperson.id)
        self.run_assignment()
        first = customers.mapped("customer_specialist_id.id")
        talks = self.get_talks(customers)
        self.create_new_customers(3)
        self.run_assignment()
        self.assertEqual(customers.mapped("customer_specialist_id.id"), first)
        self.assertEqual(self.get_talks(customers), talks)

    def test_job_leaves_other_companies_alone(self):
        """G5: only where a company wants it, and only with its people."""
        self.company.customer_assigns_daily = True
        elsewhere = self.create_company("West River Chemicals")
        self.create_user("stranger", "group_specialist", elsewhere)
        foreign = self.create_new_customers(1, company_id=elsewhere.id)
        self.run_assignment()
        self.assertTrue(self.customer.customer_specialist_id)
        self.assertFalse(foreign.customer_specialist_id)

    def test_customer_that_fails_stops_nobody_else(self):
        """G11: one that the database refuses is left out, all others are assigned."""
        self.company.customer_assigns_daily = True
        customers = self.create_new_customers(6)
        self.cr.execute(
            """
            CREATE FUNCTION pg_temp.refuse() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN RAISE EXCEPTION 'not this one'; END $$;
            """
        )
        self.env.flush_all()
        self.cr.execute(
            """
            CREATE TRIGGER refuse BEFORE UPDATE ON res_partner FOR EACH ROW
              WHEN (NEW.id = %s) EXECUTE FUNCTION pg_temp.refuse()
            """,
            [customers[2].id],
        )
        with self.assertLogs("odoo.addons.customer_followup", "ERROR") as logs:
            self.run_assignment()
        self.assertIn(str(customers[2].id), logs.output[0])
        without = customers.filtered(lambda c: not c.customer_specialist_id)
        self.assertEqual(without, customers[2])

    def test_nobody_there_leaves_customers_as_they_are(self):
        """ASG-1: without a specialist who can, the job does nothing."""
        self.company.customer_assigns_daily = True
        (self.specialist | self.colleague).write({"customer_ability": 0})
        self.run_assignment()
        self.assertFalse(self.customer.customer_specialist_id)
