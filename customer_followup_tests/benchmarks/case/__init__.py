"""What the list of 50,000 cases costs, and the registration of one more."""

from .bars import get_bars, get_facts
from .measurements import take_measurements
