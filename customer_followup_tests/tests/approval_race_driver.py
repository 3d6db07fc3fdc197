"""Runs trials of decisions at the same moment, in a process of their own.

    python approval_race_driver.py <options of odoo>

Reads the number of trials from standard input and answers with one JSON object: how
many there were of each kind, and what went wrong. Each trial makes its documents, lets
two threads decide about them with connections of their own, and compares what the
threads were told with what the database holds.
"""

import json
import sys
from collections import Counter
from functools import partial

from approval_races import ApprovalRaces, decide, edit
from complaint_races import ComplaintRaces
from visit_request_races import VisitRequestRaces

from odoo.tools import config


class ApprovalTrials(ComplaintRaces, VisitRequestRaces, ApprovalRaces):
    """The kinds of trials; each fails when something is wrong."""

    def try_double_signature(self):
        """One person presses Sign twice."""
        id_ = self.make()
        sign = ("marketing", partial(decide, "approve", id_))
        self.case.assertEqual(sorted(self.race(sign, sign)), [False, True])
        self.case.assertEqual(self.get_state(id_), ("submitted", 0.0, ["approved"]))
        self.check_nothing_is_stuck(id_)

    def try_two_of_one_office(self):
        """Two people of an office sign the last level: one effect."""
        id_ = self.make(["marketing", "finance"])
        refused = self.race(
            ("general", partial(decide, "approve", id_)),
            ("deputy", partial(decide, "approve", id_)),
        )
        self.case.assertEqual(sorted(refused), [False, True])
        expected = ("approved", 50000.0, ["approved"] * 3 + ["applied"])
        self.case.assertEqual(self.get_state(id_), expected)
        self.check_nothing_is_stuck(id_)

    def try_all_of_a_level(self):
        """Two people who both have to sign do; or one of them signs again."""
        id_ = self.make(reason="all")
        refused = self.race(
            ("marketing", partial(decide, "approve", id_)),
            ("second", partial(decide, "approve", id_)),
        )
        self.case.assertLess(sum(refused), 2)
        self.check_nothing_is_stuck(id_)
        for name, was_refused in zip(("marketing", "second"), refused, strict=True):
            if was_refused:
                self.work(partial(decide, "approve", id_), self.users[name])
        self.case.assertEqual(self.get_state(id_), ("submitted", 0.0, ["approved"] * 2))
        self.check_nothing_is_stuck(id_)

    def try_signature_and_refusal(self):
        """One signs and one refuses: whoever comes first decides."""
        id_ = self.make(["marketing", "finance"])
        refused = self.race(
            ("general", partial(decide, "approve", id_)),
            ("deputy", partial(decide, "refuse", id_)),
        )
        self.case.assertEqual(sorted(refused), [False, True])
        state = ("refused", 0.0) if refused[0] else ("approved", 50000.0)
        self.case.assertEqual(self.get_state(id_)[:2], state)
        self.check_nothing_is_stuck(id_)

    def try_signature_and_edit(self):
        """What is signed does not change under the signature."""
        id_ = self.make(["marketing", "finance"])
        refused = self.race(
            ("general", partial(decide, "approve", id_)), ("sales", partial(edit, id_))
        )
        self.case.assertEqual(refused, [False, True])
        self.case.assertEqual(self.get_state(id_)[:2], ("approved", 50000.0))
        self.check_nothing_is_stuck(id_)

    def try_asking_back_and_edit(self):
        """The requester changes it when it is asked back, or just too early."""
        id_ = self.make(["marketing"])
        refused = self.race(
            ("finance", partial(decide, "ask_back", id_)), ("sales", partial(edit, id_))
        )
        self.case.assertFalse(refused[0])
        self.case.assertEqual(self.get_state(id_)[0], "draft")
        self.check_nothing_is_stuck(id_)

    def try_asking_back_and_signature(self):
        """Asked back by one and signed by another of the office."""
        id_ = self.make(["marketing", "finance"])
        refused = self.race(
            ("general", partial(decide, "approve", id_)),
            ("deputy", partial(decide, "ask_back", id_)),
        )
        self.case.assertEqual(sorted(refused), [False, True])
        state = ("draft", 0.0) if refused[0] else ("approved", 50000.0)
        self.case.assertEqual(self.get_state(id_)[:2], state)
        self.check_nothing_is_stuck(id_)

    def try_signature_and_cancelling(self):
        """Withdrawn in the moment of the last signature."""
        id_ = self.make(["marketing", "finance"])
        refused = self.race(
            ("general", partial(decide, "approve", id_)),
            ("sales", partial(decide, "cancel", id_)),
        )
        self.case.assertEqual(sorted(refused), [False, True])
        state = ("cancelled", 0.0) if refused[0] else ("approved", 50000.0)
        self.case.assertEqual(self.get_state(id_)[:2], state)
        self.check_nothing_is_stuck(id_)

    def try_two_submissions_for_a_customer(self):
        """Two requests for one customer: one of them waits for signatures."""
        customer_id = self.work(self.make_customer)
        ids = [self.make(customer_id=customer_id, submit=False) for _time in range(2)]
        refused = self.race(*(("sales", partial(decide, "submit", one)) for one in ids))
        self.case.assertEqual(sorted(refused), [False, True])
        states = sorted(self.get_state(one)[0] for one in ids)
        self.case.assertEqual(states, ["draft", "submitted"])
        self.check_nothing_is_stuck(*ids)

    def try_submission_and_edit(self):
        """What is submitted is what is signed, whatever was changed meanwhile."""
        id_ = self.make(submit=False)
        refused = self.race(
            ("sales", partial(decide, "submit", id_)), ("sales", partial(edit, id_))
        )
        self.case.assertLess(sum(refused), 2)
        self.check_nothing_is_stuck(id_)

    def try_two_companies(self):
        """The last signatures for one customer in two companies: both count."""
        customer_id = self.work(self.make_customer)
        ids = [
            self.make(["marketing", "finance"], customer_id, company)
            for company in (0, 1)
        ]
        refused = self.race(
            *(("general", partial(decide, "approve", one)) for one in ids)
        )
        self.case.assertEqual(refused, [False, False])
        for one in ids:
            self.case.assertEqual(self.get_state(one)[:2], ("approved", 50000.0))
        self.check_nothing_is_stuck(*ids)

    def run(self, count):
        """Run the kinds of trials in turn; return their numbers and the failures."""
        names = sorted(name for name in dir(self) if name.startswith("try_"))
        counts, failures = Counter(), []
        for number in range(count):
            name = names[number % len(names)]
            counts[name] += 1
            try:
                getattr(self, name)()
            except Exception as error:  # told to the test
                failures.append(f"{number} {name}: {error!r}")
        return {"counts": counts, "failures": failures}


if __name__ == "__main__":
    config.parse_config(sys.argv[1:])
    trials = ApprovalTrials(config["db_name"][0])
    sys.stdout.write(json.dumps(trials.run(int(sys.stdin.read()))))
