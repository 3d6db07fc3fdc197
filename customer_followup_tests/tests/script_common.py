"""How staff goes through a script: over HTTP, as the browser does."""

from odoo import fields

from .common import FollowupHttpCase


class ScriptCase(FollowupHttpCase):
    """A follow-up of the specialist with the script of a regular visit."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.lin = cls.create_contact(cls.customer)
        cls.regular = cls.env.ref("customer_followup.survey_regular")
        cls.lapsed = cls.env.ref("customer_followup.survey_lapsed")
        cls.followup = cls.create_followup(
            survey_id=cls.regular.id, contact_id=cls.lin.id
        )
        cls.company.customer_issue_team_id = cls.create_team("Issues")
        cls.company.customer_complaint_team_id = cls.create_team("Complaints")

    @classmethod
    def create_team(cls, name):
        return cls.env["helpdesk.ticket.team"].create(
            {"name": name, "company_id": cls.company.id}
        )

    def start(self, followup=None, user=None):
        """Press *Start Script*, and return the way through the script."""
        followup = followup or self.followup
        user = user or self.specialist
        answer = self.call(
            user, "customer.followup", "action_start_script", followup.ids
        )
        self.assertNotIn("error", answer)
        self.env.invalidate_all()
        run = followup.survey_input_id
        self.assertIn(run.access_token, answer["result"]["url"])
        return run

    def find(self, run, name, kind="question"):
        """Return a question, or an ``answer`` as ``question_answer``, by its name.

        A question that an answer opens may have the answer's name.
        """
        key = "regular" if run.survey_id == self.regular else "lapsed"
        return self.env.ref(f"customer_followup.survey_{kind}_{key}_{name}")

    def submit(self, run, name, value, **params):
        """Answer a question the way the page does.

        :param value: names of answers, or a text; ``None`` for no answer
        :return: what the server says: the page that follows, or an error
        """
        question = self.find(run, name)
        if isinstance(value, tuple):
            answers = (self.find(run, f"{name}_{one}", "answer") for one in value)
            value = [str(answer.id) for answer in answers]
        params |= {"question_id": question.id, str(question.id): value}
        response = self.url_open(
            f"/survey/submit/{run.survey_id.access_token}/{run.access_token}",
            json={"jsonrpc": "2.0", "method": "call", "id": 0, "params": params},
        )
        self.assertEqual(response.status_code, 200)
        self.env.invalidate_all()
        answer = response.json()
        return answer["result"][1] if "result" in answer else answer

    def walk(self, run, *steps):
        """Answer several questions, none of which may be refused."""
        for name, value in steps:
            page = self.submit(run, name, value)
            self.assertNotIn("error", page, (name, page))
        return page

    def finish(self, run, *, before=(), after=()):
        """Go through the regular script of a satisfied customer."""
        self.walk(
            run,
            ("convenient", ("yes",)),
            ("satisfied", ("satisfied",)),
            ("heard", None),
            *(before or [("suggest", ("no",))]),
            ("recommend", ("yes",)),
            *(after or [("agreed", ("nothing",))]),
            ("close_good", None),
        )
        self.assertEqual(run.state, "done")

    def get_answers(self, followup=None):
        """Return what was kept, as pairs of question and answer."""
        answers = (followup or self.followup).answer_ids
        return [(answer.question, answer.answer) for answer in answers]

    def day_in(self, days):
        return fields.Date.add(fields.Date.today(), days=days)
