"""Two gifts for one person at the same moment: only one is within the ceiling."""

from functools import partial

from odoo import Command

REQUEST = "customer.visit.request"
CEILING = 500


def approve(id_, env):
    """Sign a request for a gift."""
    env[REQUEST].browse(id_).action_approve()


class VisitRequestRaces:
    """Gifts that two general managers sign at the same moment, one each."""

    def prepare(self, env):
        """Set up who visits, and who signs; nothing above the ceiling is approved."""
        result = super().prepare(env)
        company_id = self.company_ids[0]
        env["res.company"].browse(company_id).customer_gift_ceiling = CEILING
        group = env.ref("customer_followup.group_specialist")
        self.users["visitor"] = (
            env["res.users"]
            .create(
                {
                    "name": "Visitor",
                    "login": "race_visitor",
                    "company_id": company_id,
                    "company_ids": [Command.set([company_id])],
                    "group_ids": [Command.set(group.ids)],
                }
            )
            .id
        )
        office = env.ref("customer_followup.group_general_manager")
        env["customer.approval.route"].create(
            {
                "name": "Visits",
                "model_id": env["ir.model"]._get_id(REQUEST),
                "level_ids": [Command.create({"name": "Level", "group_id": office.id})],
            }
        )
        return result

    def make_person(self, env):
        customer_id = self.make_customer(env)
        vals = {"name": "Ms Lin", "parent_id": customer_id}
        return env["res.partner"].create(vals).id

    def make_gift(self, person_id, amount):
        """Return the id of a request for a gift that waits for its signature."""

        def create(env):
            env = env(context={"allowed_company_ids": self.company_ids[:1]})
            person = env["res.partner"].browse(person_id)
            visit = env["customer.followup"].create(
                {"partner_id": person.parent_id.id, "user_id": env.uid}
            )
            line = {
                "kind": "gift",
                "description": "Tea",
                "amount": amount,
                "recipient_id": person_id,
            }
            request = env[REQUEST].create(
                {"followup_id": visit.id, "line_ids": [Command.create(line)]}
            )
            request.action_submit()
            return request.id

        return self.work(create, self.users["visitor"])

    def try_two_gifts_for_one_person(self):
        """VIS-7: each of the two fits, both together do not."""
        person_id = self.work(self.make_person)
        ids = [self.make_gift(person_id, 300) for _time in range(2)]
        refused = self.race(
            *(
                (name, partial(approve, id_))
                for name, id_ in zip(("general", "deputy"), ids, strict=True)
            )
        )
        self.case.assertEqual(sorted(refused), [False, True])
        states = self.query(
            "SELECT state FROM customer_visit_request WHERE id = ANY(%(ids)s)"
            " ORDER BY state",
            ids=ids,
        )
        self.case.assertEqual(states, [("approved",), ("submitted",)])
