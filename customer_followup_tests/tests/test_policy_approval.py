"""Who may sign and what is blocked: tables, and a comparison with trying everything."""

import doctest
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from odoo.addons.customer_followup.policy import approval
from odoo.addons.customer_followup.policy.approval import (
    Document,
    Level,
    Refusal,
    Signature,
    decide_signature,
    find_blocked,
    get_signatures,
)

ANN, BEN, CAO, DENG, EVA = range(1, 6)
NOBODY = frozenset()


def make_level(*signers, needs_all=False):
    return Level(frozenset(signers), needs_all)


def make_document(involved=(), spent=(), stand_ins=None):
    return Document(frozenset(involved), frozenset(spent), stand_ins)


# user, whom the level names, the document, what comes out
SIGNATURES = [
    (ANN, {ANN, BEN}, make_document(), Signature(ANN)),
    (CAO, {ANN, BEN}, make_document(), Refusal.NOT_NAMED),
    (CAO, set(), make_document(), Refusal.NOT_NAMED),
    (ANN, {ANN}, make_document(involved=[ANN]), Refusal.INVOLVED),
    (ANN, {ANN}, make_document(spent=[ANN]), Refusal.SPENT),
    # involved comes first, and somebody not named learns no more than that
    (ANN, {BEN}, make_document(involved=[ANN], spent=[ANN]), Refusal.INVOLVED),
    # a stand-in signs with both names
    (CAO, {ANN}, make_document(stand_ins={ANN: {CAO}}), Signature(CAO, ANN)),
    # ... but for oneself where one is named oneself
    (BEN, {ANN, BEN}, make_document(stand_ins={ANN: {BEN}}), Signature(BEN)),
    # ... never when the stand-in is involved or has signed
    (
        CAO,
        {ANN},
        make_document(involved=[CAO], stand_ins={ANN: {CAO}}),
        Refusal.INVOLVED,
    ),
    (CAO, {ANN}, make_document(spent=[CAO], stand_ins={ANN: {CAO}}), Refusal.SPENT),
    # ... nor when the absent one is involved or has signed
    (
        CAO,
        {ANN},
        make_document(involved=[ANN], stand_ins={ANN: {CAO}}),
        Refusal.STANDS_IN_FOR_INVOLVED,
    ),
    (
        CAO,
        {ANN},
        make_document(spent=[ANN], stand_ins={ANN: {CAO}}),
        Refusal.STANDS_IN_FOR_INVOLVED,
    ),
    # two are absent: for the one who is not involved
    (
        CAO,
        {ANN, BEN},
        make_document(involved=[ANN], stand_ins={ANN: {CAO}, BEN: {CAO}}),
        Signature(CAO, BEN),
    ),
    # a stand-in's own stand-in is nobody's
    (
        DENG,
        {ANN},
        make_document(stand_ins={ANN: {CAO}, CAO: {DENG}}),
        Refusal.NOT_NAMED,
    ),
]
# levels, the document, the positions that are blocked
BLOCKED = [
    ([make_level(ANN), make_level(BEN)], make_document(), []),
    ([make_level()], make_document(), [0]),
    ([make_level(needs_all=True)], make_document(), [0]),
    ([make_level(ANN), make_level(BEN)], make_document(involved=[BEN]), [1]),
    # one person holds two offices
    ([make_level(ANN), make_level(ANN)], make_document(), [1]),
    ([make_level(ANN, BEN), make_level(ANN)], make_document(), []),
    ([make_level(ANN, BEN)] * 2 + [make_level(ANN)], make_document(), [2]),
    # all of them, and one of them is the requester
    ([make_level(ANN, BEN, needs_all=True)], make_document(involved=[BEN]), [0]),
    ([make_level(ANN, BEN, needs_all=True), make_level(BEN)], make_document(), [1]),
    # a level that is blocked takes nobody away from the next one
    (
        [make_level(ANN, BEN, needs_all=True), make_level(BEN)],
        make_document(involved=[ANN]),
        [0],
    ),
    # a stand-in helps out, and is spent with the absent one
    ([make_level(ANN)] * 2, make_document(stand_ins={ANN: {CAO}}), [1]),
    (
        [make_level(ANN), make_level(CAO)],
        make_document(spent=[DENG], stand_ins={ANN: {CAO}}),
        [],
    ),
    (
        [make_level(ANN), make_level(CAO)],
        make_document(involved=[ANN], stand_ins={ANN: {DENG}}),
        [0],
    ),
]

thorough = settings(max_examples=2000, deadline=None, derandomize=True, database=None)
# few enough to try every combination
users = st.frozensets(st.integers(ANN, EVA), max_size=2)
levels = st.lists(st.builds(Level, users, st.booleans()), max_size=3)
documents = st.builds(
    Document,
    st.frozensets(st.integers(ANN, EVA), max_size=2),
    st.frozensets(st.integers(ANN, EVA), max_size=1),
    st.dictionaries(st.integers(ANN, EVA), users, max_size=2),
)


def find_blocked_by_trying(levels, document):
    """Return what ``find_blocked`` should, by trying every list of signatures."""
    blocked, served = [], []
    for position, level in enumerate(levels):
        slots = (
            [{signer} for signer in level.signers]
            if level.needs_all
            else [level.signers]
        )
        wanted = served + slots
        choices = [
            [
                Signature(user, None if user == signer else signer)
                for signer in slot
                for user in {signer, *document.get_stand_ins(signer)}
                if not {user, signer} & document.barred
            ]
            for slot in wanted
        ]
        if slots and any(map(has_no_name_twice, product(*choices))):
            served = wanted
        else:
            blocked.append(position)
    return blocked


def has_no_name_twice(signatures):
    names = [name for signature in signatures for name in signature.names]
    return len(names) == len(set(names))


@tagged("post_install", "-at_install")
class TestPolicyApproval(BaseCase):
    def test_examples_in_the_docstrings_hold(self):
        """G2: what the code says about itself is so."""
        self.assertEqual(doctest.testmod(approval).failed, 0)

    def test_signature_is_what_the_table_says(self):
        """G2: who may sign, as whom, and why not."""
        for user, signers, document, expected in SIGNATURES:
            with self.subTest(user=user, signers=signers, document=document):
                self.assertEqual(decide_signature(user, signers, document), expected)

    def test_blocked_levels_are_what_the_table_says(self):
        """G3: a level nobody is left to sign is found when it is submitted."""
        for levels_, document, expected in BLOCKED:
            with self.subTest(levels=levels_, document=document):
                self.assertEqual(find_blocked(levels_, document), expected)

    def test_many_people_who_all_sign_twice_are_found_blocked_quickly(self):
        """G3: forty people with stand-ins at two levels; no endless search."""
        board = frozenset(range(40))
        stand_ins = {user: {100 + user, 200 + user, 300} for user in board}
        levels_ = [Level(board, needs_all=True)] * 2
        self.assertEqual(find_blocked(levels_, Document(stand_ins=stand_ins)), [1])

    @thorough
    @given(users, documents)
    def test_accepted_signatures_are_those_that_are_offered(self, signers, document):
        """G2: who is told that a document waits can sign it, and nobody else can."""
        offered = {one.user for one in get_signatures(signers, document)}
        for user in range(ANN, EVA + 2):
            decision = decide_signature(user, signers, document)
            self.assertEqual(isinstance(decision, Signature), user in offered)
            if isinstance(decision, Signature):
                self.assertFalse(decision.names & document.barred)
                self.assertTrue(decision.names & signers)

    @thorough
    @given(levels, documents)
    def test_blocked_levels_are_those_of_trying_everything(self, levels_, document):
        """G3: the search finds what a try of every combination finds."""
        self.assertEqual(
            find_blocked(levels_, document), find_blocked_by_trying(levels_, document)
        )
