from . import customer_demo_company
from . import customer_demo_sale
from . import customer_demo_followup
from . import customer_demo_case
from . import customer_demo_clock
from . import customer_demo_credit
from . import customer_demo_credit_step
from . import customer_demo_dossier
