"""How complete a dossier is: the tables of the decision."""

import doctest
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from odoo.addons.customer_followup.policy import completeness
from odoo.addons.customer_followup.policy.completeness import (
    FOREVER,
    Paper,
    assess_dossier,
)

MONDAY = date(2026, 3, 2)
SUNDAY = MONDAY - timedelta(days=1)
FRIDAY = MONDAY + timedelta(days=4)
LICENCE, CONTRACT, FORM = Paper(1, 30), Paper(2, 30), Paper(3, 40)
OPTIONAL = Paper(4, 100, is_required=False)
ALL = (LICENCE, CONTRACT, FORM)

# (what it says, papers, on file, waived, percent, missing, waived?, valid until)
DOSSIERS = [
    ("nothing is needed", (), {}, {}, 100, (), False, FOREVER),
    ("nothing is there", ALL, {}, {}, 0, (1, 2, 3), False, FOREVER),
    (
        "all is there",
        ALL,
        {1: FOREVER, 2: FRIDAY, 3: FOREVER},
        {},
        100,
        (),
        False,
        FRIDAY,
    ),
    ("by weight", ALL, {3: FOREVER}, {}, 40, (1, 2), False, FOREVER),
    ("valid to the last day", (LICENCE,), {1: MONDAY}, {}, 100, (), False, MONDAY),
    ("expired is missing", (LICENCE,), {1: SUNDAY}, {}, 0, (1,), False, FOREVER),
    ("others' papers", (LICENCE,), {2: FOREVER}, {}, 0, (1,), False, FOREVER),
    ("optional only", (OPTIONAL,), {}, {}, 100, (), False, FOREVER),
    ("optional missing", (LICENCE, OPTIONAL), {1: FRIDAY}, {}, 100, (), False, FRIDAY),
    (
        "optional expires",
        (LICENCE, OPTIONAL),
        {1: FRIDAY, 4: MONDAY},
        {},
        100,
        (),
        False,
        FRIDAY,
    ),
    (
        "optional does not help",
        (LICENCE, OPTIONAL),
        {4: FOREVER},
        {},
        0,
        (1,),
        False,
        FOREVER,
    ),
    ("waived", (LICENCE,), {}, {1: FRIDAY}, 0, (1,), True, FRIDAY),
    ("waiver is over", (LICENCE,), {}, {1: SUNDAY}, 0, (1,), False, FOREVER),
    ("half waived", (LICENCE, CONTRACT), {}, {1: FRIDAY}, 0, (1, 2), False, FRIDAY),
    (
        "waived though there",
        (LICENCE,),
        {1: FOREVER},
        {1: FRIDAY},
        100,
        (),
        False,
        FOREVER,
    ),
    (
        "rounded down",
        (Paper(1, 999), Paper(2, 1)),
        {1: FOREVER},
        {},
        99,
        (2,),
        False,
        FOREVER,
    ),
    (
        "one of a thousand",
        (Paper(1, 999), Paper(2, 1)),
        {2: FOREVER},
        {},
        0,
        (1,),
        False,
        FOREVER,
    ),
]

papers = st.lists(
    st.builds(Paper, st.integers(1, 8), st.integers(1, 1000), st.booleans()),
    unique_by=lambda paper: paper.type_id,
)
days = st.dictionaries(st.integers(1, 8), st.dates(date(2025, 1, 1), date(2027, 1, 1)))


@tagged("post_install", "-at_install")
class TestPolicyCompleteness(BaseCase):
    def test_table(self):
        """DOS-2, DOS-3: percent, missing papers, permission and last valid day."""
        for name, needed, on_file, waived, *expected in DOSSIERS:
            with self.subTest(name):
                found = assess_dossier(needed, on_file, waived, MONDAY)
                self.assertEqual(
                    [found.percent, found.missing, found.is_waived, found.valid_until],
                    expected,
                )

    def test_examples_of_the_documentation(self):
        """DOS-2: what the docstrings say is so."""
        failed, tried = doctest.testmod(completeness)
        self.assertTrue(tried)
        self.assertFalse(failed)

    @settings(max_examples=500, deadline=None, derandomize=True)
    @given(papers, days, days)
    def test_hundred_percent_means_complete(self, needed, on_file, waived):
        """DOS-2: and nothing else does, whatever the weights."""
        found = assess_dossier(needed, on_file, waived, MONDAY)
        self.assertEqual(found.percent == 100, found.is_complete)
        self.assertTrue(0 <= found.percent <= 100)
        self.assertFalse(found.is_waived and found.is_complete)

    @settings(max_examples=500, deadline=None, derandomize=True)
    @given(papers, days, days, st.integers(0, 800))
    def test_holds_until_its_last_day(self, needed, on_file, waived, wait):
        """DOS-4: nothing changes by the calendar before that day is over."""
        found = assess_dossier(needed, on_file, waived, MONDAY)
        later = MONDAY + timedelta(days=wait)
        if later <= found.valid_until:
            self.assertEqual(assess_dossier(needed, on_file, waived, later), found)

    @settings(max_examples=300, deadline=None, derandomize=True)
    @given(papers, days, days)
    def test_another_paper_never_lowers_it(self, needed, on_file, waived):
        """DOS-2: filing something helps or does nothing."""
        before = assess_dossier(needed, on_file, waived, MONDAY).percent
        for paper in needed:
            more = {**on_file, paper.type_id: FOREVER}
            after = assess_dossier(needed, more, waived, MONDAY)
            self.assertGreaterEqual(after.percent, before)
