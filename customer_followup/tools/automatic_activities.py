"""The activities that the software itself has planned on records."""

from odoo.models import BaseModel


def get_automatic_activities(records: BaseModel, xmlid: str) -> BaseModel:
    """Return the activities of a type that nobody has planned by hand.

    What people plan besides is theirs, also if it is of the same type.

    :param xmlid: of the type; if it was deleted there are none
    """
    activity_type = records.env.ref(xmlid, raise_if_not_found=False)
    return records.activity_ids.filtered(
        lambda a: a.activity_type_id == activity_type and a.automated
    )
