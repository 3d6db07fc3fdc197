from . import customer_followup_step
