from odoo.api import Environment
from odoo.fields import Domain

from odoo.addons.base.models.ir_model import MODULE_UNINSTALL_FLAG


def uninstall_hook(env: Environment) -> None:
    """Remove what points at rules and follow-ups before Odoo removes those.

    Odoo deletes an addon's records model by model; a reason keeps its rule and an
    activity its type from being deleted.
    """
    env = env(context={"active_test": False, MODULE_UNINSTALL_FLAG: True})
    of_followups = [("res_model", "=", "customer.followup")]
    env["mail.activity"].search(of_followups).unlink()
    env["customer.followup.reason"].search(Domain.TRUE).unlink()
    env["customer.followup.rule"].search(Domain.TRUE).activity_type_id = False
