"""Tell an uninstallation from somebody who only says that there is one."""

from odoo.models import BaseModel

from odoo.addons.base.models.ir_model import MODULE_UNINSTALL_FLAG


def without_forged_uninstall(records: BaseModel) -> BaseModel:
    """Return the records without the context key that lets Odoo skip what guards them.

    Odoo leaves out the checks before a deletion when an addon is uninstalled, and
    knows that by a key that everybody may send. While an addon is really uninstalled
    the registry is not ready.
    """
    if records.pool.ready and records.env.context.get(MODULE_UNINSTALL_FLAG):
        return records.with_context(**{MODULE_UNINSTALL_FLAG: False})
    return records
