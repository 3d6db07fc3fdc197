"""Two people decide about a complaint, or hear its customer, at the same moment."""

from functools import partial

from odoo.exceptions import UserError

CASE = "helpdesk.ticket"
ROUND = "customer.complaint.round"


def rule(id_, validity, env):
    """Decide whether a complaint is justified."""
    env[CASE].browse(id_).action_set_validity(validity, "We looked at it")


def close(id_, satisfied, env):
    """Note what the customer said."""
    env[ROUND].browse(id_).action_close(satisfied, "She has called")


def answer(id_, satisfied, env):
    """Answer in the portal, which shows a refusal instead of raising it."""
    case = env[ROUND].browse(id_).ticket_id
    if problem := case._answer_from_portal(satisfied, "Written in the portal"):
        raise UserError(problem)


class ComplaintRaces:
    """Complaints that two general managers decide about, and rounds they close."""

    def make_complaint(self, env):
        company = env["res.company"].browse(self.company_ids[0])
        company.customer_complaint_rounds = True
        case = env[CASE].create(
            {
                "name": "Wet bags",
                "description": "Twelve of forty",
                "company_id": company.id,
                "customer_case_type": "complaint",
            }
        )
        return case.id

    def make_round(self, env):
        """Return the id of a round that is carried out."""
        case = env[CASE].browse(self.make_complaint(env))
        case.action_set_validity("valid", "So it is")
        done = case._get_open_round()
        done._in_transition().state = "done"
        return done.id

    def try_two_rulings(self):
        """CMP-2: one wins, the other reads who did."""
        id_ = self.work(self.make_complaint)
        refused = self.race(
            ("general", partial(rule, id_, "valid")),
            ("deputy", partial(rule, id_, "invalid")),
        )
        self.case.assertEqual(sorted(refused), [False, True])
        winner = "general" if refused[1] else "deputy"
        found = self.query(
            "SELECT customer_validity, customer_validity_user_id FROM helpdesk_ticket"
            " WHERE id = %(id)s",
            id=id_,
        )
        validity = "valid" if winner == "general" else "invalid"
        self.case.assertEqual(found, [(validity, self.users[winner])])

    def try_two_answers_of_a_customer(self):
        """CMP-9: a round ends once; what follows is that of the first answer."""
        self.hear_twice(partial(close, satisfied=True), partial(close, satisfied=False))

    def try_two_answers_in_the_portal(self):
        """CMP-9: the same for a form that is sent twice at once."""
        self.hear_twice(
            partial(answer, satisfied="yes"), partial(answer, satisfied="no")
        )

    def hear_twice(self, content, discontent):
        """Let two people note an answer at once, and look at what became of it."""
        id_ = self.work(self.make_round)
        refused = self.race(
            ("general", lambda env: content(id_, env=env)),
            ("deputy", lambda env: discontent(id_, env=env)),
        )
        self.case.assertEqual(sorted(refused), [False, True])
        states = self.query(
            "SELECT state FROM customer_complaint_round WHERE ticket_id ="
            " (SELECT ticket_id FROM customer_complaint_round WHERE id = %(id)s)"
            " ORDER BY id",
            id=id_,
        )
        expected = [("satisfied",)] if refused[1] else [("unsatisfied",), ("draft",)]
        self.case.assertEqual(states, expected)
