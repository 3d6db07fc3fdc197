from . import (
    base_partner_merge,
    customer_approval_decision,
    customer_document_rejection,
    customer_followup_step,
)
