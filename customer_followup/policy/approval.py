"""Who may sign a level of a document, and whether all its levels can be signed.

Users are plain numbers here. *Involved* are those who may never sign a document: who
made it, asked for it or changed it. *Spent* are those whose name is under another level
of it already, as signer or as the one a stand-in signed for.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum


class Refusal(Enum):
    """Why somebody may not sign."""

    INVOLVED = "made, asked for or changed the document"
    SPENT = "signed another level of it"
    NOT_NAMED = "is not named by the level, nor stands in for somebody who is"
    STANDS_IN_FOR_INVOLVED = "stands in for somebody who is involved or spent"


@dataclass(frozen=True)
class Signature:
    """Whose names come under a level: the signer's, and the absent person's."""

    user: int
    on_behalf_of: int | None = None

    @property
    def names(self) -> frozenset[int]:
        """Everybody whose name is spent by this signature."""
        return frozenset({self.user, self.on_behalf_of} - {None})


@dataclass(frozen=True)
class Level:
    """What a level asks for.

    :param signers: users it names, today
    :param needs_all: whether each of them has to sign, and not only one
    """

    signers: frozenset[int]
    needs_all: bool = False


@dataclass(frozen=True)
class Document:
    """What the signatures of a document depend on, apart from the level.

    :param involved: who may never sign it
    :param spent: whose name is under it already
    :param stand_ins: for each absent user those who may sign instead, today
    """

    involved: frozenset[int] = frozenset()
    spent: frozenset[int] = frozenset()
    stand_ins: Mapping[int, Collection[int]] = None

    @property
    def barred(self) -> frozenset[int]:
        return self.involved | self.spent

    def get_stand_ins(self, user: int) -> Collection[int]:
        return (self.stand_ins or {}).get(user, ())


def decide_signature(
    user: int, signers: Collection[int], document: Document
) -> Signature | Refusal:
    """Return the signature ``user`` may give, or why there is none.

    >>> decide_signature(1, {1, 2}, Document())
    Signature(user=1, on_behalf_of=None)
    >>> decide_signature(3, {1}, Document(stand_ins={1: {3}}))
    Signature(user=3, on_behalf_of=1)
    >>> decide_signature(1, {1}, Document(involved=frozenset({1})))
    <Refusal.INVOLVED: 'made, asked for or changed the document'>
    """
    if user in document.involved:
        return Refusal.INVOLVED
    if user in document.spent:
        return Refusal.SPENT
    if user in signers:
        return Signature(user)
    absent = {one for one in signers if user in document.get_stand_ins(one)}
    if not absent:
        return Refusal.NOT_NAMED
    if represented := absent - document.barred:
        return Signature(user, min(represented))
    return Refusal.STANDS_IN_FOR_INVOLVED


def get_signatures(signers: Collection[int], document: Document) -> list[Signature]:
    """Return every signature that a level would accept."""
    return [
        Signature(user, None if user == signer else signer)
        for signer in sorted(set(signers) - document.barred)
        for user in [signer, *sorted(document.get_stand_ins(signer))]
        if user not in document.barred
    ]


def find_blocked(levels: Sequence[Level], document: Document) -> list[int]:
    """Return the positions of the levels that nobody is left to sign.

    Nobody signs twice, so a level may be blocked by an earlier one that needs the
    same person. The first levels are served first.

    :param levels: the levels that are still to be signed, in their order
    """
    blocked, served = [], []
    for position, level in enumerate(levels):
        slots = list(_get_slots(level, document))
        if slots and _can_serve(served + slots):
            served += slots
        else:
            blocked.append(position)
    return blocked


def _get_slots(level: Level, document: Document) -> Iterator[list[Signature]]:
    """Yield the choices for each signature that the level asks for."""
    if not level.needs_all:
        yield get_signatures(level.signers, document)
        return
    for signer in sorted(level.signers):
        yield get_signatures({signer}, document)


def _can_serve(slots: Sequence[list[Signature]]) -> bool:
    """Is there one signature for each slot, so that no name is used twice?

    Every other slot spends at most two names, so a slot with signers enough of its
    own can always be served last: without them the search stays small.
    """
    rest = 2 * (len(slots) - 1)
    tight = [
        choices
        for choices in slots
        if len({choice.user for choice in choices if not choice.on_behalf_of}) <= rest
    ]
    if len(tight) < len(slots):
        return not tight or _can_serve(tight)
    return _search(slots)


def _search(slots: Sequence[list[Signature]]) -> bool:
    """Try the slot with the fewest signatures left first: a dead end shows at once."""
    if not slots:
        return True
    tightest = min(slots, key=len)
    rest = [slot for slot in slots if slot is not tightest]
    return any(
        _search([[c for c in slot if not c.names & choice.names] for slot in rest])
        for choice in tightest
    )
