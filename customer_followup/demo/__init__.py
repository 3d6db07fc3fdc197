from . import customer_demo_company
from . import customer_demo_sale
from . import customer_demo_followup
