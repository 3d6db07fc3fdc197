"""Let one write pass a guard, and nothing that follows from it."""

from collections.abc import Hashable

from odoo.models import BaseModel


class Permit:
    """Says in a context: these records may be written, once, by who made this.

    An object and not a flag, as nobody outside of this process can put it into a
    context. Used up by the write, as automation rules run with the context of the
    write that they follow and would inherit it.

    :param records: what may be written; none of a model for one creation
    :param facts: what else the write has to agree with
    """

    def __init__(self, records: BaseModel, facts: Hashable = None):
        self.model = records._name
        self.ids = set(records._ids or [None])
        self.facts = facts

    def covers(self, records: BaseModel, facts: Hashable = None) -> bool:
        """Is this what the permit was made for, and done for the first time?"""
        return (
            records._name == self.model
            and self.ids.issuperset(records._ids or [None])
            and self.facts == facts
        )

    def use(self, records: BaseModel):
        """Let ``records`` not pass again."""
        self.ids.difference_update(records._ids or [None])


def get_permit(records: BaseModel, key: str, facts: Hashable = None) -> Permit | None:
    """Return the permit for ``records``, if the context holds one.

    :param key: of the context
    """
    permit = records.env.context.get(key)
    is_valid = isinstance(permit, Permit) and permit.covers(records, facts)
    return permit if is_valid else None
