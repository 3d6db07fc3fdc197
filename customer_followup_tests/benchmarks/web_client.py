"""What the web client asks the server for when it shows a view."""

from lxml import etree

from odoo import models

NAME = {"display_name": {}}
LINES = 40
"""Of a list inside a form that says nothing else."""


def get_view_specification(model: models.BaseModel, view_type: str, view=None) -> dict:
    """Return what is read of each record that a view shows.

    :param view: the view; the model's first one of its type if left out
    """
    arch = model.get_view(view and view.id, view_type)["arch"]
    return get_specification(model, etree.fromstring(arch))


def get_specification(model: models.BaseModel, arch: etree._Element) -> dict:
    """Return what is read of each record, hidden columns included.

    :param arch: a view, or the part of one that shows the records of a field
    """
    depth = arch.xpath("count(ancestor-or-self::field)")
    nodes = arch.xpath(f".//field[count(ancestor::field) = {depth:.0f}]")
    specification = {}
    for node in nodes:
        name = node.get("name")
        wanted = _get_field_specification(model, model._fields[name], node)
        known = specification.setdefault(name, wanted)
        known.get("fields", {}).update(wanted.get("fields", {}))
    return specification


def _get_field_specification(model: models.BaseModel, field, node) -> dict:
    if not field.relational:
        return {}
    if field.type == "many2one" or node.get("widget"):
        return {"fields": dict(NAME)}
    # a list on a desk, cards on a phone: both, as if they were shown together
    lines = model.env[field.comodel_name]
    limits = [child.get("limit") for child in node if child.get("limit")]
    return {
        "fields": get_specification(lines, node) or dict(NAME),
        "limit": int(max(limits, key=int, default=LINES)),
        "order": "",
    }
