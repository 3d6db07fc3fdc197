from . import test_policy_assignment
from . import test_policy_planning
from . import test_rule_order_lapse
from . import test_rule_owner
from . import test_rule_sale_completed
from . import test_rule_scope
