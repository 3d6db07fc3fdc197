from . import customer_archive
from . import customer_complaint_penalty
from . import customer_followup_preview
from . import customer_followup_report
from . import customer_followup_signature
from . import customer_register
from . import paper_upload
from . import survey_script
