from . import customer_approval_decision, customer_followup_step
