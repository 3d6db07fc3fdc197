"""Runs two signatures under two schemes at the same moment, in a process of its own.

    python grading_races.py <options of odoo>

Answers on standard output with one JSON object: which trials went wrong. Each trial
makes two schemes of one company, lets two threads sign them with connections of their
own, and looks at what holds afterwards.
"""

import json
import sys
from functools import partial

from races import Races

from odoo import Command
from odoo.tools import config

SCHEME = "customer.grading.scheme"


def sign(id_, env):
    """Sign a scheme."""
    env[SCHEME].browse(id_).action_approve()


class GradingRaces(Races):
    """A company whose two managers sign schemes at the same moment."""

    def __init__(self, database):
        super().__init__(database)
        self.work(self.prepare)

    def prepare(self, env):
        """Set up a company with a supervisor and two managers."""
        company = env["res.company"].create({"name": "East River Chemicals"})
        groups = {
            "supervisor": "group_supervisor",
            "manager": "group_service_manager",
            "second": "group_service_manager",
        }
        users = env["res.users"].create(
            [
                {
                    "name": name.title(),
                    "login": f"race_{name}",
                    "company_id": company.id,
                    "company_ids": [Command.set(company.ids)],
                    "group_ids": [
                        Command.set(env.ref(f"customer_followup.{group}").ids)
                    ],
                }
                for name, group in groups.items()
            ]
        )
        self.company_id = company.id
        self.users = dict(zip(groups, users.ids, strict=True))

    def make(self, env):
        """Return the ids of two schemes that wait for a signature."""
        vals = {
            "name": "Racing",
            "company_id": self.company_id,
            "criterion_ids": [Command.create({"measure": "tenure", "target": 12})],
            "grade_ids": [Command.create({"name": "All", "min_score": 0})],
        }
        schemes = env[SCHEME].create([vals, vals])
        schemes.action_submit()
        return schemes.ids

    def race(self):
        """Sign two schemes at once; return what is wrong then, if anything is."""
        ids = self.work(self.make, self.users["supervisor"])
        outcomes = self.at_once(
            (self.users["manager"], partial(sign, ids[0])),
            (self.users["second"], partial(sign, ids[1])),
        )
        states = self.work(lambda env: env[SCHEME].browse(ids).mapped("state"))
        holding = self.work(
            lambda env: env[SCHEME].search_count(
                [("company_id", "=", self.company_id), ("state", "=", "approved")]
            )
        )
        signed = [outcome is None for outcome in outcomes]
        expected = ["approved", "retired"] if all(signed) else ["approved", "submitted"]
        if holding != 1 or not any(signed) or sorted(states) != expected:
            return f"{states}, {holding} in force, {outcomes}"
        return None


if __name__ == "__main__":
    config.parse_config(sys.argv[1:])
    races = GradingRaces(config["db_name"][0])
    # the first two with nothing in force before them
    wrong = [races.race() for _trial in range(int(sys.stdin.read()))]
    sys.stdout.write(json.dumps([*filter(None, wrong)]))
