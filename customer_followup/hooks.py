from odoo.api import Environment
from odoo.fields import Domain

from odoo.addons.base.models.ir_model import MODULE_UNINSTALL_FLAG


def post_init_hook(env: Environment) -> None:
    """Begin with what is there: credit terms in the log, and empty dossiers.

    The nightly jobs begin in the main company's night.
    """
    env.ref("base.main_company")._plan_nights()
    env["res.company"]._log_opening_terms()
    env["res.partner"]._refresh_all_dossiers()


def uninstall_hook(env: Environment) -> None:
    """Remove what points at rules and follow-ups before Odoo removes those.

    Odoo deletes an addon's records model by model; a reason keeps its rule and an
    activity its type from being deleted.
    """
    env = env(context={"active_test": False, MODULE_UNINSTALL_FLAG: True})
    own_models = env["ir.model"].search([("model", "=like", "customer.%")])
    own_types = env["ir.model.data"].search(
        [("module", "=", "customer_followup"), ("model", "=", "mail.activity.type")]
    )
    of_documents = Domain("res_model", "in", own_models.mapped("model"))
    of_types = Domain("activity_type_id", "in", own_types.mapped("res_id"))
    env["mail.activity"].search(of_documents | of_types).unlink()
    env["customer.followup.reason"].search(Domain.TRUE).unlink()
    env["customer.followup.rule"].search(Domain.TRUE).write(
        {"activity_type_id": False, "survey_id": False}
    )
    # the log ends with the addon, and with it what it keeps from being deleted
    env.cr.execute(
        """
        DROP FUNCTION customer_approval_entry_append_only() CASCADE;
        DELETE FROM customer_approval_entry;
        DELETE FROM customer_credit_snapshot;
        DELETE FROM customer_approval_step;
        DELETE FROM customer_approval_level;
        DELETE FROM customer_deadline;
        DELETE FROM customer_followup_report;
        DELETE FROM customer_document;
        DELETE FROM customer_dossier_waiver;
        DELETE FROM customer_visit_request;
        DELETE FROM customer_complaint_improvement;
        DELETE FROM customer_complaint_penalty;
        DELETE FROM customer_complaint_cancellation;
        DELETE FROM customer_complaint_round;
        DELETE FROM customer_assessment;
        DELETE FROM customer_grading_run;
        DELETE FROM customer_grading_scheme;
        """
    )
    env.invalidate_all()
