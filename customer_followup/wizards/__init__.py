from . import (
    base_partner_merge,
    crm_lead_dossier,
    crm_lead_question,
    customer_approval_decision,
    customer_archive_export,
    customer_archive_export_write,
    customer_assignment,
    customer_assignment_line,
    customer_assignment_share,
    customer_document_rejection,
    customer_followup_step,
    sale_order_settlement,
)
