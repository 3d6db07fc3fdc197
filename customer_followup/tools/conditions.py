"""Conditions that a manager writes on a record, as text."""

from ast import literal_eval

from odoo.api import Environment
from odoo.fields import Domain
from odoo.models import BaseModel


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


def get_condition_fields(domain: Domain, model: BaseModel) -> set[str]:
    """Return the fields of a record that decide whether a condition fits it.

    Its own fields, together with those that they are computed from.
    """
    names = set()
    for condition in domain.iter_conditions():
        name = condition.field_expr.partition(".")[0]
        paths = model.env.registry.field_depends[model._fields[name]]
        names |= {name, *(path.partition(".")[0] for path in paths)}
    return names
