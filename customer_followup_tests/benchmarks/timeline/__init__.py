"""What the timeline of a customer with 1,000 entries costs among 20,000 customers."""

from .bars import get_bars, get_facts
from .measurements import take_measurements
