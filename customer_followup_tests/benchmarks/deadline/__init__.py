"""What 100,000 clocks cost: to watch, to count again, to start and to look at."""

from .bars import get_bars, get_facts
from .measurements import take_measurements
