from odoo.api import Environment


def uninstall_hook(env: Environment) -> None:
    """Remove what points at rules and follow-ups before Odoo removes those.

    Odoo deletes an addon's records model by model; a reason keeps its rule and an
    activity its type from being deleted.
    """
    env["mail.activity"].with_context(active_test=False).search(
        [("res_model", "=", "customer.followup")]
    ).unlink()
    env["customer.followup.reason"].search([]).unlink()
