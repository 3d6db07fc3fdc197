"""Conditions that a manager writes on a record, as text."""

from ast import literal_eval

from odoo.api import Environment
from odoo.fields import Domain


def read_conditions(text: str | None, env: Environment) -> Domain:
    """Return a stored condition as a domain; an empty one fits every record.

    :raise ValueError: it cannot be read, or is no list of conditions
    """
    try:
        conditions = literal_eval(text or "[]")
        if isinstance(conditions, list):
            return Domain(conditions)
    except (SyntaxError, TypeError, MemoryError, RecursionError) as error:
        raise ValueError(str(error)) from error
    raise ValueError(env._("it is no list of conditions"))
