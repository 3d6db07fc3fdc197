"""What watching the customers' credit costs: orders, headroom, nightly comparison."""

from .bars import get_bars, get_facts
from .measurements import take_measurements
