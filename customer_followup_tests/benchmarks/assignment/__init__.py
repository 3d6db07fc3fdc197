"""What it costs to share 10,000 customers out among 20 specialists; handovers."""

from .bars import get_bars, get_facts
from .measurements import take_measurements
