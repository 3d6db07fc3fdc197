"""The right to take data out of the database as a file."""

from odoo.api import Environment
from odoo.exceptions import AccessError

EXPORT_GROUP = "base.group_allow_export"


def check_may_export(env: Environment):
    """Refuse whoever may not export data.

    :raise AccessError: says whom to ask
    """
    if not env.user.has_group(EXPORT_GROUP):
        raise AccessError(
            env._(
                "You may not export data. Ask an administrator for the right "
                "*Access to export feature*."
            )
        )
